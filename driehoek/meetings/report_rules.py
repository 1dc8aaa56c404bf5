"""The report, decided on plain values: when letters go, when everything has an answer, which words are shown. No Django."""

import datetime as dt
from collections.abc import Iterable
from itertools import zip_longest
from typing import Protocol, TypeVar

from driehoek import clock

MORNING = dt.time(8, 0)
ANSWERED_AFTER = dt.timedelta(days=21)  # so many days after the evening every contribution has an answer
AT_LEAST = dt.timedelta(days=7)  # and a report that comes late promises at least a week
UNDO = dt.timedelta(minutes=10)
MOST_QUOTES = 5
LONG = 280  # characters; what is longer is shown when there is nothing shorter, and cut


def letters_due(evening: dt.date, now: dt.datetime) -> dt.datetime:
    """The next morning at eight when the evening was today (or it is still the night after it), otherwise now."""
    here = now.astimezone(clock.SCHOOL_TIME)
    next_morning = clock.at(evening + dt.timedelta(days=1), MORNING)
    return max(now, next_morning) if here.date() >= evening else now


def answers_by(evening: dt.date, reported: dt.date) -> dt.date:
    """The day before which whatever has no answer yet gets one. Fixed by the day of the report: a promise does not move."""
    return max(evening + ANSWERED_AFTER, reported + AT_LEAST)


def may_withdraw(reported_at: dt.datetime | None, due_at: dt.datetime | None, gone: bool, now: dt.datetime) -> bool:
    """While no letter has gone: until they are due, and some minutes where nothing or nobody waits for a letter."""
    if reported_at is None or gone:
        return False
    return now < max(reported_at + UNDO, due_at or reported_at)


class Spoken(Protocol):
    @property
    def voice(self) -> str: ...
    @property
    def text(self) -> str: ...


Some = TypeVar("Some", bound=Spoken)


def chosen(said: Iterable[Some], voices: Iterable[str], most: int = MOST_QUOTES) -> list[Some]:
    """At most `most`: every voice in turn, short ones first, and then voice by voice. Otherwise in the order given."""
    order = list(voices)
    rows = sorted(said, key=lambda one: len(one.text) > LONG)
    queues = [[one for one in rows if one.voice == voice] for voice in order]
    in_turn = [one for turn in zip_longest(*queues) for one in turn if one is not None]
    return sorted(in_turn[:most], key=lambda one: order.index(one.voice))


def shortened(text: str, most: int = LONG) -> str:
    """`text` up to `most` characters, cut at a word when there is one."""
    even = " ".join(text.split())
    if len(even) <= most:
        return even
    cut = even[: most - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:')}…"
