"""Counts per group, with small groups merged; running totals in steps; from how many people more may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5  # people in a cell
STEP = 5  # answers between two updates of a running total
WRITERS = 10  # people who wrote, before their texts may be shown together
VOTERS = 100  # people who voted, before ways of looking may be shown


@dataclass(frozen=True)
class Cell:
    """`count` people in the groups `names` together: one group, or several that were merged."""

    names: tuple[str, ...]
    count: int


def one_way(counts: Mapping[str, int], least: int = LEAST) -> list[Cell]:
    """{group: people} as cells of at least `least` people, in the order given. Empty when all together are fewer.

    A group that is too small is merged with the groups that follow until they are enough (the last ones with those before). So the
    cells add up to the total, and subtracting tells nothing of who was merged. The order must be one that everybody may know (of
    name, year, or number of families): merging a small group with the *next smallest* would give it away to who knows that rule
    (5, 4 and 4 shown as 5 and 8: a 3 would have gone together with the 5). Raises ValueError for negative counts.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is negative")
    cells: list[Cell] = []
    names, together = [], 0
    for name, count in counts.items():
        names.append(name)
        together += count
        if together >= least:
            cells.append(Cell(tuple(names), together))
            names, together = [], 0
    if names and cells:
        cells[-1] = Cell((*cells[-1].names, *names), cells[-1].count + together)
    return cells


def live_total(answers: int, step: int = STEP) -> int:
    """What a running total shows: whole steps only, so that no single answer can be seen coming in."""
    return max(0, answers) // step * step


def may_show_texts(writers: int) -> bool:
    """May texts of so many writers be shown together?"""
    return writers >= WRITERS


def may_show_ways(voters: int) -> bool:
    """May ways of looking be shown for so many voters?"""
    return voters >= VOTERS
