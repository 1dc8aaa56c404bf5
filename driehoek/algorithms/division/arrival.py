"""Seats who arrives late, in milliseconds and without moving anybody."""

from collections.abc import Sequence

from driehoek.algorithms.division.problem import Problem
from driehoek.algorithms.division.rules import (
    POINTS,
    REPEATED,
    SAME_CLASS,
    SAME_FUNCTION,
    SEAT_RULES,
    Limits,
    Seats,
    limits,
)


def late_arrival(problem: Problem, rounds: Sequence[Seats], person: str, *, round: int = 1) -> str | None:
    """The best table for `person` in one round (counted from 1): fewest rules broken, then most value.

    `problem` knows the person; `rounds` seat those who are there already. Fair sizes and proportions are
    reckoned over them and the newcomer. None when there is no table. Raises ValueError for an unknown
    person or round.
    """
    if person not in problem.person:
        raise ValueError(f"{person!r} is not one of the people of this problem")
    if not 1 <= round <= len(rounds):
        raise ValueError(f"round {round} does not exist: choose 1 to {len(rounds)}")
    seats = {p: t for p, t in rounds[round - 1].items() if p in problem.person and p != person}
    present = problem.only({*seats, person})
    members: dict[str, list[str]] = {table.id: [] for table in problem.tables}
    for other, table in seats.items():
        members.setdefault(table, []).append(other)
    if not problem.tables:
        return None
    allowed = limits(present)
    elsewhere = [earlier for number, earlier in enumerate(rounds, 1) if number != round]

    def merit(table: str) -> tuple[int, int, int]:
        broken = _newly_broken(present, allowed, seats, members[table], person, table)
        return -broken, _worth(problem, elsewhere, members[table], person, table), -len(members[table])

    return max((table.id for table in problem.tables), key=merit)


def _newly_broken(present: Problem, allowed: Limits, seats: Seats, members: list[str], person: str, table: str) -> int:
    """Rules broken by sitting here, less those of the table that are healed by it.

    A table that becomes too large or too small counts twice its excess: sizes come before proportion.
    """
    there = {**seats, person: table}
    broken = [one for rule in SEAT_RULES for one in rule(present, there, person)]
    parents = sum(present.person[p].is_parent for p in members)
    own = int(present.person[person].is_parent)
    after = _unfairness(allowed, len(members) + 1, parents + own)
    return 4 * len(broken) + after - _unfairness(allowed, len(members), parents)


def _unfairness(allowed: Limits, size: int, parents: int) -> int:
    fewest, most = allowed.parent_range(size)
    off_size = max(allowed.low - size, size - allowed.high, 0)
    return 2 * off_size + max(fewest - parents, parents - most, 0)


def _worth(problem: Problem, elsewhere: list[Seats], members: list[str], person: str, table: str) -> int:
    me, theme = problem.person[person], problem.table[table].theme
    worth = 0 if theme is None else POINTS * me.wishes.get(theme, 0)
    same_class = SAME_CLASS if problem.keep_class else -SAME_CLASS
    for other in (problem.person[p] for p in members):
        if problem.company[other.id] == problem.company[person]:
            continue
        if me.school_class is not None and me.school_class == other.school_class:
            worth += same_class
        if me.function is not None and me.function == other.function:
            worth -= SAME_FUNCTION
        worth -= REPEATED * sum(person in s and s.get(other.id) == s[person] for s in elsewhere)
    return worth
