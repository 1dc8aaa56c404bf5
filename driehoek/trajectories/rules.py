"""What holds for a path, decided on plain values: the days of its steps, their states, which is next, the hours per role."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

STAYS = "stays"
MOST_STEPS, MOST_TASKS = 40, 30  # of one trajectory, of one step


class WorkingDays(Protocol):
    """What knows when nobody works: the nearest working day up to a day, and from it on."""

    def earlier(self, day: dt.date) -> dt.date: ...
    def later(self, day: dt.date) -> dt.date: ...


# ---- days


@dataclass(frozen=True)
class Wished:
    """A step that counts from the anchor. `shift`: where it goes from a free day; 'stays' is the evening itself."""

    day: int
    shift: str = "earlier"


def day_of(anchor: dt.date, wished: Wished, calendar: WorkingDays, floor: dt.date | None = None) -> dt.date:
    """The day of one task or step: off free days, not before `floor`, and on its own side of the anchor.

    Only what stays may fall on a free day. When nobody works between `floor` and the anchor, what comes before the anchor is
    placed before `floor`.
    """
    day = anchor + dt.timedelta(days=wished.day)
    if wished.shift == STAYS:
        return day
    day = calendar.later(day) if wished.shift == "later" else calendar.earlier(day)
    if floor is not None and day < floor:
        day = calendar.later(floor)
    if wished.day <= 0:
        return min(day, calendar.earlier(anchor))
    return max(day, calendar.later(anchor))


def place(anchor: dt.date, steps: Sequence[Wished], calendar: WorkingDays, floor: dt.date | None = None) -> list[dt.date]:
    """The days of steps in the order of the path: a step is never placed before the one that it follows.

    What stays keeps its day; the steps before it give way.
    """
    found = [day_of(anchor, one, calendar, floor_of(anchor, one.day, floor)) for one in steps]
    for number in range(1, len(found)):
        if steps[number].shift != STAYS and found[number] < found[number - 1]:
            found[number] = calendar.later(found[number - 1])
    for number in range(len(found) - 2, -1, -1):
        if steps[number].shift != STAYS and found[number] > found[number + 1]:
            found[number] = calendar.earlier(found[number + 1])
    return found


def floor_of(anchor: dt.date, day: int, today: dt.date | None) -> dt.date | None:
    """Nothing begins before today, except what came before an evening that was held already."""
    return None if today is None or (anchor < today and day <= 0) else today


def between(day: int, before: int | None, after: int | None) -> int:
    """The day from the anchor of a step that was put between two others."""
    if after is not None:
        day = min(day, after)
    return day if before is None else max(day, before)


# ---- states

State = Literal["waits", "next", "under_way", "done", "left_out"]


@dataclass(frozen=True)
class Moments:
    """Which moments of a step were there."""

    started: bool = False
    done: bool = False
    left_out: bool = False


def states(steps: Iterable[Moments]) -> list[State]:
    """The state of each step in the order of the path; at most one is next: the first that nobody began."""
    found: list[State] = []
    given = False
    for step in steps:
        if step.done:
            found.append("done")
        elif step.left_out:
            found.append("left_out")
        elif step.started:
            found.append("under_way")
        else:
            found.append("waits" if given else "next")
            given = True
    return found


def current(found: Sequence[State]) -> int | None:
    """Where the path is now: the first step under way, else the next one; None when everything is done or left out."""
    for wanted in ("under_way", "next"):
        if wanted in found:
            return found.index(wanted)
    return None


VERBS: dict[str, tuple[frozenset[State], bool]] = {
    "start": (frozenset({"waits", "next"}), False),
    "finish": (frozenset({"waits", "next", "under_way"}), False),
    "reopen": (frozenset({"done"}), False),
    "leave_out": (frozenset({"waits", "next", "under_way"}), True),
    "take_back": (frozenset({"left_out"}), False),
}


def may(verb: str, state: State) -> bool:
    return state in VERBS[verb][0]


# ---- what a form showed


def print_of(*values: object) -> str:
    """A short print of what a form showed, to see whether a colleague changed it since."""
    return hashlib.sha256(json.dumps([str(value) for value in values]).encode()).hexdigest()[:16]


# ---- tasks


class Work(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def hours(self) -> Decimal: ...


@dataclass(frozen=True)
class Hours:
    role: str
    hours: Decimal
    tasks: int


def hours_by_role(tasks: Iterable[Work]) -> list[Hours]:
    """Estimated hours of everybody in a role, the most first."""
    totals: dict[str, tuple[Decimal, int]] = {}
    for task in tasks:
        hours, count = totals.get(task.role, (Decimal(0), 0))
        totals[task.role] = hours + task.hours, count + 1
    found = [Hours(role, hours, count) for role, (hours, count) in totals.items()]
    return sorted(found, key=lambda one: (-one.hours, one.role))
