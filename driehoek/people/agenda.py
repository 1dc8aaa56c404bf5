"""What stands on the calendar of a colleague, by the capabilities that know: a registry for their own calendar feed."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from driehoek.access.who import Who

FEED = "feed"  # a code about the account of a colleague: their own calendar at this school


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing on a calendar. `start`: a day for something of the whole day, otherwise an aware moment with `minutes`.

    `key` stays the same for ever, `sequence` goes up with a change. `words` say what, `where` what it belongs to; `place` is never a
    home. `route` and `about`: the page it leads to, '' for none. What was called off stays, `cancelled`, so that calendars take it off.
    No names of parents or children: a calendar is shared, at work and at home.
    """

    key: str
    start: dt.date | dt.datetime
    words: str
    minutes: int = 0
    where: str = ""
    place: str = ""
    route: str = ""
    about: uuid.UUID | None = None
    sequence: int = 0
    cancelled: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """By moment, whole days first."""
        start = self.start.astimezone(dt.UTC) if isinstance(self.start, dt.datetime) else self.start
        return start.isoformat(), self.key


Source = Callable[[Who, dt.date, dt.date], Iterable[AgendaItem]]
_sources: list[Source] = []


def register_agenda(source: Source) -> Source:
    """`source(who, first, last)` gives what is on the calendar of this colleague between two days; called within the school."""
    if source not in _sources:
        _sources.append(source)
    return source


def items(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Soonest first, each key once."""
    found = {item.key: item for source in _sources for item in source(who, first, last)}
    return sorted(found.values(), key=lambda item: item.order)
