"""What holds for a meeting, decided on plain values: states, clock times, the end, tables, days, sizes of groups."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from driehoek.clock import SCHOOL_TIME

# ---- states: verb -> (from which states, to which state)

TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "settle": (frozenset({"draft"}), "ready"),
    "reopen": (frozenset({"ready"}), "draft"),
    "start": (frozenset({"draft", "ready"}), "running"),
    "start_by_mistake": (frozenset({"running"}), "ready"),
    "close": (frozenset({"running"}), "harvest"),
    "close_by_mistake": (frozenset({"harvest"}), "running"),
    "report": (frozenset({"harvest"}), "reported"),
    "report_by_mistake": (frozenset({"reported"}), "harvest"),
}


def next_state(state: str, verb: str) -> str | None:
    """The state after `verb`, or None when that can't be done now."""
    allowed, to = TRANSITIONS[verb]
    return to if state in allowed else None


def may_change_programme(state: str) -> bool:
    """While the evening runs too: an item that runs over is shortened elsewhere."""
    return state in {"draft", "ready", "running"}


# ---- what a meeting is made from: the key of a template that ships, or one of these with an id behind it

OWN, EARLIER = "own:", "meeting:"


# ---- clock times


class Timed(Protocol):
    @property
    def minutes(self) -> int: ...
    @property
    def stages(self) -> str: ...


def opens(item: Timed, stage: str) -> bool:
    """Whether the item switches this stage on; one item may switch on several."""
    return stage in item.stages.split()


def walk_in_minutes(items: Sequence[Timed]) -> int:
    """Minutes before the announced time: the items in front during which the doors are open."""
    total = 0
    for item in items:
        if not opens(item, "check_in"):
            break
        total += item.minutes
    return total


def starts(items: Sequence[Timed], announced: dt.datetime) -> list[dt.datetime]:
    """When each item starts, in UTC, so that a night on which the clock changes is right as well. `announced` is aware."""
    moment = announced.astimezone(dt.UTC) - dt.timedelta(minutes=walk_in_minutes(items))
    found = []
    for item in items:
        found.append(moment)
        moment += dt.timedelta(minutes=item.minutes)
    return found


def ends(items: Sequence[Timed], announced: dt.datetime) -> dt.datetime:
    """When the last item ends, in UTC."""
    after = sum(item.minutes for item in items) - walk_in_minutes(items)
    return announced.astimezone(dt.UTC) + dt.timedelta(minutes=after)


def minutes_over(items: Sequence[Timed], announced: dt.datetime, promised: dt.datetime) -> int:
    """How many minutes the programme runs past the promised end; negative when it ends earlier."""
    return round((ends(items, announced) - promised).total_seconds() / 60)


def wall_time_exists(day: dt.date, time: dt.time) -> bool:
    """False for the hour that is skipped on the last Sunday of March."""
    moment = dt.datetime.combine(day, time, SCHOOL_TIME)
    return moment.astimezone(dt.UTC).astimezone(SCHOOL_TIME).replace(tzinfo=None) == moment.replace(tzinfo=None)


# ---- tables × 60 seconds against the presentations


@dataclass(frozen=True)
class TableTime:
    tables: int
    minutes: int
    seconds: int  # for each table, at least

    @property
    def fits(self) -> bool:
        return self.tables * self.seconds <= self.minutes * 60

    @property
    def minutes_needed(self) -> int:
        return -(-self.tables * self.seconds // 60)

    @property
    def most_tables(self) -> int:
        return self.minutes * 60 // self.seconds


def table_time(items: Iterable[Timed], tables: int, seconds: int = 60) -> TableTime | None:
    """Whether every table gets its turn; None without presentations."""
    minutes = [item.minutes for item in items if opens(item, "presentations")]
    return TableTime(tables, sum(minutes), seconds) if minutes else None


# ---- fill-ins in spoken text

PLACE = re.compile(r"\{([a-z_]+)\}")


def fill_ins_in(text: str) -> list[str]:
    """Names of the fill-ins in the order in which they are spoken, each once."""
    return list(dict.fromkeys(PLACE.findall(text)))


def open_fill_ins(texts: Iterable[str], values: Mapping[str, str]) -> list[str]:
    """The fill-ins that still have no value, in the order of the texts."""
    named = [name for text in texts for name in fill_ins_in(text)]
    return [name for name in dict.fromkeys(named) if not values.get(name, "").strip()]


# ---- days


class WorkingDays(Protocol):
    """What knows when nobody works: the nearest working day up to a day, and from it on."""

    def earlier(self, day: dt.date) -> dt.date: ...
    def later(self, day: dt.date) -> dt.date: ...


def due_day(meeting: dt.date, offset: int, shift: str, today: dt.date, calendar: WorkingDays) -> dt.date:
    """The day of a task: `offset` days from the meeting, off free days (shift earlier, later, stays), never before today."""
    day = meeting + dt.timedelta(days=offset)
    if shift == "earlier":
        day = calendar.earlier(day)
    elif shift == "later":
        day = calendar.later(day)
    return max(day, today)


Turn = Literal["done", "now", "soon", "after"]


def turn_of(due: dt.date, done: bool, today: dt.date, meeting: dt.date) -> Turn:
    """Whose turn a task is: done, now (due within a week), soon, or after the evening. There is no 'too late'."""
    if done:
        return "done"
    if due <= today + dt.timedelta(days=7):
        return "now"
    return "after" if due > meeting else "soon"


# ---- groups

ONE_CIRCLE = 12  # fewer people than this talk better in one circle
FEWEST_AT_TABLE = 3
MOST_TABLES = 40


def tables_for(people: int, wanted: int) -> int:
    """How many tables to use: one circle for few people, never a table of two."""
    if people < ONE_CIRCLE:
        return 1
    return max(1, min(wanted, MOST_TABLES, people // FEWEST_AT_TABLE))


Weight = Literal["refuse", "ask", "tell"]


def weight_of(code: str, excess: int) -> Weight:
    """What a move by hand does with a broken rule: refuse it, ask 'do it anyway?', or do it and tell."""
    if code in {"leader", "locked", "unknown_person", "unknown_table"}:
        return "refuse"
    if code in {"together", "apart"}:
        return "ask"
    return "ask" if code == "size" and excess > 1 else "tell"
