"""What the shared screen in the hall shows of a round: how many took part, and when it is shown the results one by one."""

import datetime as dt
import uuid
from dataclasses import dataclass

from driehoek import clock

from .. import poll_rules
from ..models import Poll
from .dots import VoiceDots
from .polls import state_of, took_part
from .results import StatementResult, results

SECONDS = 12  # one result stays so long
ON_SCREEN = dt.timedelta(minutes=20)  # after it was shown; then the screen is for what people say again


@dataclass(frozen=True)
class Seen:
    """Which round is on the screen, as far as it is needed to know whether anything changed."""

    poll: Poll
    state: str
    count: int
    turn: int

    @property
    def version(self) -> str:
        return f"{self.poll.pk}-{self.state}-{self.count}-{self.turn}"


@dataclass(frozen=True)
class Screen:
    """`one` or `dots` is the result of now, `place` of `many`; neither as long as people choose."""

    poll: Poll
    is_open: bool
    count: int
    one: StatementResult | None = None
    dots: VoiceDots | None = None
    place: int = 0
    many: int = 0

    @property
    def hides_notes(self) -> bool:
        """A result has the screen to itself."""
        return not self.is_open


def on_screen(occasion_id: uuid.UUID) -> Seen | None:
    """The round that was opened or shown last. One query, and another while it is open."""
    moment = clock.now()
    fitting = []
    for poll in Poll.objects.filter(occasion_id=occasion_id, opened_at__isnull=False):
        state = state_of(poll)
        if state == poll_rules.OPEN:
            fitting.append((poll.opened_at, state, poll))
        elif state == poll_rules.SHOWN and moment - poll.shown_at < ON_SCREEN:
            fitting.append((poll.shown_at, state, poll))
    if not fitting:
        return None
    _since, state, poll = max(fitting, key=lambda found: found[0])
    if state == poll_rules.OPEN:
        return Seen(poll, state, took_part(poll), 0)
    return Seen(poll, state, 0, int((moment - poll.shown_at).total_seconds()) // SECONDS)


def screen(seen: Seen | None, language: str) -> Screen | None:
    if seen is None:
        return None
    if seen.state == poll_rules.OPEN:
        return Screen(seen.poll, True, seen.count)
    found = results(seen.poll, language)
    if found.dots is not None:
        shown = found.dots.voices
        place = seen.turn % len(shown) if shown else 0
        return Screen(seen.poll, False, found.took_part, dots=shown[place] if shown else None, place=place + 1, many=len(shown))
    rows = found.rows
    place = seen.turn % len(rows) if rows else 0
    return Screen(seen.poll, False, found.took_part, one=rows[place] if rows else None, place=place + 1, many=len(rows))
