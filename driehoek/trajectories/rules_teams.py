"""Teams, decided on plain values: which layer is missing, the order of an agenda, when a team ends. No Django."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

ACTION, PARTNERSHIP, WORKING = "action", "partnership", "working"
LEADING, TEACHERS, PARENTS, LOWER, UPPER, SUPPORT, SCHOOL = "leading", "teachers", "parent", "lower", "upper", "support", "school"
ENDS_AFTER = dt.timedelta(weeks=6)  # after the report of its meeting an action team has done its work
ASKED_BEFORE = dt.timedelta(days=60)  # so long before the end of a term the page asks how to go on
REMIND_BEFORE = dt.timedelta(days=2)
SHORTEST_TERM = dt.timedelta(days=300)
SHORTEST_WORKING = dt.timedelta(days=45)  # of a working group, which lasts one school year at most
CALL_DAYS = 28
MOST_MEMBERS, MOST_POINTS, MOST_TASKS, MOST_CANDIDATES, MOST_FOCUS = 60, 30, 200, 300, 8

# For each sort of team what should be there, and the layers that count for it.
WANTED: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    ACTION: tuple((layer, frozenset({layer})) for layer in (LEADING, LOWER, UPPER, SUPPORT, PARENTS)),
    PARTNERSHIP: (
        (LEADING, frozenset({LEADING})),
        (TEACHERS, frozenset({LOWER, UPPER})),
        (PARENTS, frozenset({PARENTS})),
    ),
    WORKING: ((SCHOOL, frozenset({LEADING, LOWER, UPPER, SUPPORT, "office"})), (PARENTS, frozenset({PARENTS}))),
}

Point = TypeVar("Point")


def stamp(*values: object) -> str:
    """What somebody saw, in a few characters: whether it is still so can be asked when they send theirs."""
    return hashlib.sha256("\x1f".join("" if value is None else str(value) for value in values).encode()).hexdigest()[:16]


def missing(sort: str, layers: Collection[str]) -> list[str]:
    """What of the school has nobody in this team, in a fixed order."""
    return [name for name, among in WANTED[sort] if not among & set(layers)]


def in_order(points: Iterable[tuple[bool, int, Any, Point]]) -> list[Point]:
    """Each (of a parent, position, key, point): what parents brought stands first, then as it was put."""
    return [point for _parent, _position, _key, point in sorted(points, key=lambda one: (not one[0], one[1], str(one[2])))]


def moved(keys: list[Any], key: Any, step: int) -> list[Any]:
    """The same keys with this one `step` places on; at an end it stays."""
    place = keys.index(key)
    other = min(max(place + step, 0), len(keys) - 1)
    rest = [one for one in keys if one != key]
    return [*rest[:other], key, *rest[other:]]


def term_from(day: dt.date, sort: str = PARTNERSHIP) -> dt.date:
    """The last day of a term that begins on `day`: the end of a school year, most of a year away at the least.

    Of a working group the end of this school year, or of the next when it begins right before the summer.
    """
    end, shortest = dt.date(day.year, 7, 31), SHORTEST_WORKING if sort == WORKING else SHORTEST_TERM
    while end - day < shortest:
        end = end.replace(year=end.year + 1)
    return end


def term_state(sort: str, ends_on: dt.date | None, today: dt.date) -> str:
    """'over', 'soon' or ''. Of an action team nothing: it ends with its meeting."""
    if sort == ACTION or ends_on is None:
        return ""
    return "over" if ends_on < today else "soon" if ends_on - today <= ASKED_BEFORE else ""


def is_call_open(until: dt.date | None, ended: bool, today: dt.date) -> bool:
    return until is not None and until >= today and not ended


def parent_waits(first: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """When the one reminder of a meeting goes to a parent; None when there is no time left for one."""
    due = first - REMIND_BEFORE
    return due if due > now else None
