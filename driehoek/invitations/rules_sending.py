"""How fast letters go, and what comes next for a family that was not reached. Plain values only."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

LETTERS = ("invitation", "reminder", "confirmation", "moved", "cancelled", "practical", "report", "news")
TO_EVERYBODY = ("moved", "cancelled", "practical", "report", "news")
SHORTEST = dt.timedelta(seconds=15)  # of what a pace is told from: letters go in batches
PATIENCE = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Pace:
    """`a_minute` is 0 while nothing is known; `ready_at` when the last goes at this pace; `is_stuck` when nothing goes though
    letters have been due for a while."""

    a_minute: int
    ready_at: dt.datetime | None
    is_stuck: bool


def pace(*, waiting: int, went: int, since: dt.datetime | None, due_since: dt.datetime | None, now: dt.datetime) -> Pace:
    """`waiting` letters may go now; `went` since the moment `since`, the first of the last minutes."""
    if not went or since is None:
        return Pace(0, None, due_since is not None and due_since < now - PATIENCE)
    a_minute = went / (max(now - since, SHORTEST) / dt.timedelta(minutes=1))
    return Pace(max(round(a_minute), 1), now + dt.timedelta(minutes=waiting / a_minute), False)


class Next(StrEnum):
    """What the school does for a family that something did not reach."""

    AGAIN = "again"  # the address was corrected: send it once more
    PAPER = "paper"  # make a letter of it
    PILE = "pile"  # the letter is in the pile of the change
    CORRECT = "correct"  # another address at home lives: look at this one
    PRINTED = "printed"  # they get letters on paper by now
    CALL = "call"  # tell them in person


def next_for(*, corrected: bool, unreached: bool, may_ask: bool, changed: bool, on_paper: bool) -> Next:
    """`may_ask`: an invitation may still go to them; `changed`: it is about a change for which letters are printed."""
    if corrected:
        return Next.AGAIN
    if on_paper:
        return Next.PRINTED
    if not unreached:
        return Next.CORRECT
    if changed:
        return Next.PILE
    return Next.PAPER if may_ask else Next.CALL
