"""How long it is ago that there was news about what people said. Plain values; for the team, never to blame anybody."""

import datetime as dt
from collections.abc import Iterable

QUIET_AFTER = dt.timedelta(weeks=6)
WE_DO, LATER = "we_do", "later"
FINISHED = ("done", "stopped")


def is_finished(kind: str | None, action_state: str | None) -> bool:
    """Whether nothing more was promised: 'heard' and 'we don't' are answers, and a 'we do' ends with its action."""
    if kind is None or kind == LATER:
        return False
    return kind != WE_DO or action_state in FINISHED


def last_news(evening: dt.date, given: dt.date | None, changed: Iterable[dt.date | None] = ()) -> dt.date:
    """The last day on which people could read something new; the evening itself when there was nothing after it."""
    return max(day for day in (evening, given, *changed) if day is not None)


def is_quiet(*, kind: str | None, action_state: str | None, last_on: dt.date, today: dt.date) -> bool:
    """Six weeks without news about something that is still open."""
    return not is_finished(kind, action_state) and today - last_on >= QUIET_AFTER
