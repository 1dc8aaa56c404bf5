"""How fast letters go, and what comes next for a family that was not reached. Plain values only."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

LETTERS = ("invitation", "reminder", "confirmation", "moved", "cancelled", "practical", "report", "news")
TO_EVERYBODY = ("moved", "cancelled", "practical", "report", "news")
ASKING = ("invitation", "reminder")
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

    AGAIN = "again"  # the address lives, or was corrected: send it once more
    PAPER = "paper"  # make a letter of it
    PILE = "pile"  # the letter is in the pile of the change
    CORRECT = "correct"  # another address at home lives: look at this one
    PRINTED = "printed"  # they get letters on paper by now
    CALL = "call"  # tell them in person


class Address(StrEnum):
    """What is known of an address at which a letter failed."""

    DEAD = "dead"  # nothing arrives there
    BETTER = "better"  # it was corrected since
    FINE = "fine"  # our own mail server was in trouble


def address_of(*, dead: bool, came_back: bool) -> Address:
    """`dead`: it stands as it was when a letter came back; `came_back`: one did, there or at the one before it."""
    if dead:
        return Address.DEAD
    return Address.BETTER if came_back else Address.FINE


@dataclass(frozen=True)
class Standing:
    """Of one home, what decides whether a letter may go to it once more."""

    answered: bool
    comes: bool
    let_go: bool
    on_paper: bool
    cancelled: bool
    begun: bool
    over: bool


def may_go_again(letter: str, home: Standing) -> bool:
    """The stop rule holds for what failed as well: nobody is asked who answered, is left in peace, or gets letters on paper."""
    if home.on_paper:
        return False
    if letter in ASKING:
        return not (home.answered or home.let_go or home.cancelled or home.begun)
    if letter == "practical":
        return home.comes and not (home.cancelled or home.begun)
    if letter == "cancelled":
        return home.cancelled and not home.over
    if letter in ("moved", "confirmation"):
        return not (home.cancelled or home.over)
    return True


def next_for(*, again: bool, unreached: bool, may_ask: bool, changed: bool, on_paper: bool) -> Next:
    """`again`: something may go once more, to an address that lives; `may_ask`: an invitation may still go to them; `changed`: it
    is about a change for which letters are printed."""
    if again:
        return Next.AGAIN
    if on_paper:
        return Next.PRINTED
    if not unreached:
        return Next.CORRECT
    if changed:
        return Next.PILE
    return Next.PAPER if may_ask else Next.CALL
