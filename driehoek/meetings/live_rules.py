"""The evening itself, decided on plain values: what is on, how long still, and how the rest moves along. No Django."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_MINUTES = 600  # of one item, as the table says

# Phones that were offline all evening still bring what was said, until long after.
OPEN_FOR_WORDS = frozenset({"running", "harvest", "reported"})


class Long(Protocol):
    @property
    def minutes(self) -> int: ...


@dataclass(frozen=True)
class Running:
    """`left` in seconds, negative while the item runs over; `starts` are those of the items behind it, in order."""

    until: dt.datetime
    left: int
    starts: tuple[dt.datetime, ...]
    ends_at: dt.datetime

    @property
    def over_minutes(self) -> int:
        """Whole minutes that the item has run over so far."""
        return max(0, -self.left) // 60

    def minutes_late(self, promised: dt.datetime) -> int:
        """By how much the evening will end after the promised time; negative when it ends earlier."""
        return round((self.ends_at - promised).total_seconds() / 60)


def running(items: Sequence[Long], here: int, since: dt.datetime, now: dt.datetime) -> Running:
    """Item `here` started at `since`. What comes behind it moves along as soon as it runs over."""
    until = since + dt.timedelta(minutes=items[here].minutes)
    moment = max(until, now)
    starts = []
    for item in items[here + 1 :]:
        starts.append(moment)
        moment += dt.timedelta(minutes=item.minutes)
    return Running(until, round((until - now).total_seconds()), tuple(starts), moment)


def on_by_the_clock(starts: Sequence[dt.datetime], now: dt.datetime) -> int:
    """Which item should be on now by the plan; the first one before the evening starts."""
    return max((place for place, start in enumerate(starts) if start <= now), default=0)


def neighbour(keys: Sequence[str], now: str, step: int) -> str:
    """The question before (-1) or behind (1) this one; '' beyond either end. From nowhere: the first."""
    if now not in keys:
        return keys[0] if keys else ""
    place = keys.index(now) + step
    return keys[place] if 0 <= place < len(keys) else ""
