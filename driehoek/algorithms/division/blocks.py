"""The problem in numbers for the search: people who stay together become one block that moves as a whole."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from driehoek.algorithms.division.problem import Person, Problem
from driehoek.algorithms.division.rules import POINTS, SAME_CLASS, SAME_FUNCTION, limits

HARD = 1_000_000  # one broken rule outweighs every wish (io.py bounds the points)
APART = 4 * HARD  # people who must be apart come before fair sizes when both cannot be had


@dataclass(frozen=True)
class Blocks:
    """Everything by number: block b, table t.

    `shape[b]` is (parents, school); `home[b]` the table it is bound to, or -1; `wish[b][t]` the value of
    its wishes at t. `traits[b]` lists (trait, weight × count, count): two blocks at one table cost, per
    trait, weight × count × count. `special[b]` maps the few other blocks with a value of their own
    at one table: -APART, or what the traits wrongly charge for people of one company (`strangers` is False).
    """

    tables: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    shape: tuple[tuple[int, int], ...]
    home: tuple[int, ...]
    wish: tuple[tuple[int, ...], ...]
    traits: tuple[tuple[tuple[int, int, int], ...], ...]
    trait_count: int
    special: tuple[dict[int, int], ...]
    company: tuple[int, ...]


def compile_blocks(problem: Problem) -> Blocks:
    """Blocks of a problem that has at least one table. Pairs that cannot be together are left apart."""
    groups = _groups(problem)
    number = {table.id: t for t, table in enumerate(problem.tables)}
    homes = [next((h for p in g if (h := problem.home(p)) is not None), None) for g in groups]
    names: dict[tuple[str, str], int] = {}
    counts = [_trait_counts(group, names) for group in groups]
    weight = [_weight(kind, problem.keep_class) for kind, _ in names]
    return Blocks(
        tables=tuple(number),
        members=tuple(tuple(p.id for p in group) for group in groups),
        shape=tuple(_shape(group) for group in groups),
        home=tuple(-1 if home is None else number[home] for home in homes),
        wish=tuple(_wishes(problem, group) for group in groups),
        traits=tuple(tuple((t, weight[t] * n, n) for t, n in count.items()) for count in counts),
        trait_count=len(names),
        special=_special(problem, groups, counts, weight),
        company=tuple(problem.company[group[0].id] for group in groups),
    )


def _groups(problem: Problem) -> list[list[Person]]:
    """Joins together pairs one by one, save those that would make a group no table can hold."""
    group = {person.id: [person] for person in problem.people}
    shapes = limits(problem).shapes()
    for a, b in problem.together:
        if group[a] is group[b] or not _can_join(problem, group[a], group[b], shapes):
            continue
        joined = group[a] + group[b]
        for person in joined:
            group[person.id] = joined
    return list({id(group[p.id]): group[p.id] for p in problem.people}.values())


def _can_join(problem: Problem, one: list[Person], other: list[Person], shapes: list[tuple[int, int]]) -> bool:
    theirs = {p.id for p in other}
    if any(rival in theirs for p in one for rival in problem.rivals.get(p.id, ())):
        return False
    if len({home for p in one + other if (home := problem.home(p)) is not None}) > 1:
        return False
    parents, school = _shape(one + other)
    return any(parents <= p and school <= s for p, s in shapes)


def _shape(group: list[Person]) -> tuple[int, int]:
    parents = sum(p.is_parent for p in group)
    return parents, len(group) - parents


def _trait_counts(group: list[Person], names: dict[tuple[str, str], int]) -> Counter[int]:
    count: Counter[int] = Counter()
    for person in group:
        for kind, name in (("class", person.school_class), ("function", person.function)):
            if name is not None:
                count[names.setdefault((kind, name), len(names))] += 1
    return count


def _weight(kind: str, keep_class: bool) -> int:
    if kind == "function":
        return SAME_FUNCTION
    return -SAME_CLASS if keep_class else SAME_CLASS


def _wishes(problem: Problem, group: list[Person]) -> tuple[int, ...]:
    points: Counter[str] = Counter()
    for person in group:
        points.update(person.wishes)
    return tuple(0 if t.theme is None else POINTS * points[t.theme] for t in problem.tables)


def _special(
    problem: Problem, groups: list[list[Person]], counts: list[Counter[int]], weight: list[int]
) -> tuple[dict[int, int], ...]:
    special: tuple[dict[int, int], ...] = tuple({} for _ in groups)
    block = {p.id: b for b, group in enumerate(groups) for p in group}
    of_company: dict[int, list[int]] = {}
    for b, group in enumerate(groups):
        of_company.setdefault(problem.company[group[0].id], []).append(b)
    for blocks in of_company.values():
        for a, b in combinations(blocks, 2):
            refund = sum(weight[t] * n * counts[b][t] for t, n in counts[a].items())
            special[a][b] = special[b][a] = refund
    for person, other in problem.apart:
        a, b = block[person], block[other]
        if a != b:
            special[a][b] = special[b][a] = special[a].get(b, 0) - APART
    return special
