"""The rules of a division: one list that plans, checks and explains.

Hard rules are in `SEAT_RULES` (about one person's place) and `TABLE_RULES` (about one table's company).
Whoever wants a new rule adds a function there: the check, the move by hand, the late arrival and the
judgement after planning all walk these lists. What a good division is worth stands in `value`.
Rules give codes and ids, never sentences: words come with translation.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from driehoek.algorithms.division.problem import Problem

POINTS = 10  # per wish point met
SAME_CLASS = 4  # price of two people of one class at a table (reward with keep_class)
SAME_FUNCTION = 2  # price of two people of one function
REPEATED = 6  # price of every pair of rounds in which two people meet

Seats = Mapping[str, str]
"""One round: person id to table id."""


@dataclass(frozen=True, order=True)
class Broken:
    """A rule that is not kept.

    `round` counts from 1 (0: the whole plan). For 'size' and 'proportion' `found` is the number of
    people or parents at the table, which should be `low` to `high`.
    Codes: size, proportion, together, apart, leader, locked, not_seated, unknown_person, unknown_table,
    round_count, no_tables.
    """

    code: str
    round: int = 0
    people: tuple[str, ...] = ()
    table: str = ""
    found: int = 0
    low: int = 0
    high: int = 0

    @property
    def excess(self) -> int:
        """How far `found` is outside `low` to `high`."""
        return max(self.low - self.found, self.found - self.high, 0)


@dataclass(frozen=True)
class Limits:
    """Which sizes and numbers of parents are fair when `people`, of whom `parents`, sit at `tables` tables."""

    people: int
    parents: int
    tables: int

    @property
    def low(self) -> int:
        return self.people // self.tables

    @property
    def high(self) -> int:
        return -(-self.people // self.tables)

    def parent_range(self, size: int) -> tuple[int, int]:
        """Fewest and most parents at a table of `size`: less than one from the exact proportion."""
        if self.people == 0:
            return 0, 0
        exact = self.parents * size
        return exact // self.people, -(-exact // self.people)

    def shapes(self) -> list[tuple[int, int]]:
        """All fair tables as (parents, school)."""
        found = []
        for size in sorted({self.low, self.high}):
            fewest, most = self.parent_range(size)
            found += [(parents, size - parents) for parents in range(fewest, most + 1)]
        return found


def limits(problem: Problem) -> Limits:
    """The limits of a problem; it must have a table."""
    return Limits(len(problem.people), sum(p.is_parent for p in problem.people), len(problem.tables))


def together(problem: Problem, seats: Seats, person: str) -> Iterator[Broken]:
    for other in problem.partners.get(person, ()):
        if other in seats and seats[other] != seats[person]:
            yield Broken("together", people=_pair(person, other))


def apart(problem: Problem, seats: Seats, person: str) -> Iterator[Broken]:
    for other in problem.rivals.get(person, ()):
        if seats.get(other) == seats[person]:
            yield Broken("apart", people=_pair(person, other), table=seats[person])


def leader(problem: Problem, seats: Seats, person: str) -> Iterator[Broken]:
    table = problem.person[person].leads
    if table is not None and seats[person] != table:
        yield Broken("leader", people=(person,), table=table)


def locked(problem: Problem, seats: Seats, person: str) -> Iterator[Broken]:
    table = problem.locked.get(person)
    if table is not None and seats[person] != table:
        yield Broken("locked", people=(person,), table=table)


def size(allowed: Limits, table: str, members: int, parents: int) -> Iterator[Broken]:
    if not allowed.low <= members <= allowed.high:
        yield Broken("size", table=table, found=members, low=allowed.low, high=allowed.high)


def proportion(allowed: Limits, table: str, members: int, parents: int) -> Iterator[Broken]:
    fewest, most = allowed.parent_range(members)
    if not fewest <= parents <= most:
        yield Broken("proportion", table=table, found=parents, low=fewest, high=most)


SEAT_RULES: tuple[Callable[[Problem, Seats, str], Iterator[Broken]], ...] = (together, apart, leader, locked)
TABLE_RULES: tuple[Callable[[Limits, str, int, int], Iterator[Broken]], ...] = (size, proportion)


def check(problem: Problem, rounds: Sequence[Seats]) -> list[Broken]:
    """Every rule that these rounds break, sorted; empty when all is well. Never raises on odd ids."""
    broken = []
    if len(rounds) != problem.rounds:
        broken.append(Broken("round_count", found=len(rounds), low=problem.rounds, high=problem.rounds))
    if problem.people and not problem.tables:
        broken.append(Broken("no_tables"))
    for number, seats in enumerate(rounds, 1):
        broken += [_in_round(one, number) for one in _round(problem, seats)]
    return sorted(broken)


def check_change(problem: Problem, seats: Seats, change: Seats) -> list[Broken]:
    """What would be newly broken, or broken further, in one round if `change` (person to table) were made;
    `round` stays 0. Looks only at the people and tables concerned, so a board can ask it for every table
    while dragging. Several people at once: a swap.
    """
    odd = [Broken("unknown_person", people=(p,)) for p in change if p not in problem.person]
    odd += [Broken("unknown_table", people=(p,), table=t) for p, t in change.items() if t not in problem.table]
    if odd:
        return sorted(odd)
    after = {**seats, **change}
    tables = {seats[p] for p in change if p in seats} | set(change.values())
    already = _partial(problem, seats, [p for p in change if p in seats], tables)
    excess = {(one.code, one.people, one.table): one.excess for one in already}
    would = set(_partial(problem, after, list(change), tables))
    return sorted(one for one in would if one.excess > excess.get((one.code, one.people, one.table), -1))


def check_move(problem: Problem, seats: Seats, person: str, table: str) -> list[Broken]:
    """What would be newly broken if `person` moved to `table` in the round `seats`; see `check_change`."""
    return check_change(problem, seats, {person: table})


def value(problem: Problem, rounds: Sequence[Seats]) -> int:
    """How good the rounds are, more is better: wishes met, minus pairs alike, minus meeting again.

    Two people of one company (who asked to be together, also by way of others) are not counted as a pair.
    Unknown people and tables count nothing.
    """
    total = 0
    met: Counter[tuple[str, str]] = Counter()
    same_class = SAME_CLASS if problem.keep_class else -SAME_CLASS
    for seats in rounds:
        for table, members in _members(problem, seats).items():
            theme = problem.table[table].theme if table in problem.table else None
            if theme is not None:
                total += POINTS * sum(problem.person[p].wishes.get(theme, 0) for p in members)
            for a, b in combinations(members, 2):
                if problem.company[a] == problem.company[b]:
                    continue
                one, other = problem.person[a], problem.person[b]
                met[a, b] += 1
                if one.school_class is not None and one.school_class == other.school_class:
                    total += same_class
                if one.function is not None and one.function == other.function:
                    total -= SAME_FUNCTION
    return total - REPEATED * sum(times * (times - 1) // 2 for times in met.values())


def _round(problem: Problem, seats: Seats) -> set[Broken]:
    broken = {Broken("not_seated", people=(p.id,)) for p in problem.people if p.id not in seats}
    for person, table in seats.items():
        if person not in problem.person:
            broken.add(Broken("unknown_person", people=(person,)))
        if table not in problem.table:
            broken.add(Broken("unknown_table", people=(person,), table=table))
    known = [p for p in seats if p in problem.person]
    broken.update(_partial(problem, seats, known, [table.id for table in problem.tables]))
    return broken


def _partial(problem: Problem, seats: Seats, people: Iterable[str], tables: Iterable[str]) -> Iterator[Broken]:
    for person in people:
        for seat_rule in SEAT_RULES:
            yield from seat_rule(problem, seats, person)
    if not problem.tables:
        return
    allowed = limits(problem)
    members = _members(problem, seats)
    for table in tables:
        company = members.get(table, [])
        parents = sum(problem.person[p].is_parent for p in company)
        for table_rule in TABLE_RULES:
            yield from table_rule(allowed, table, len(company), parents)


def _members(problem: Problem, seats: Seats) -> dict[str, list[str]]:
    """Known people per table, in the order of the problem, so that a pair has one name in every round."""
    found: dict[str, list[str]] = {}
    for person in problem.people:
        if person.id in seats:
            found.setdefault(seats[person.id], []).append(person.id)
    return found


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _in_round(one: Broken, number: int) -> Broken:
    return Broken(one.code, number, one.people, one.table, one.found, one.low, one.high)
