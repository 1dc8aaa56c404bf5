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
    """{group: people} as cells of at least `least` people, the largest first. Empty when all together are fewer.

    The two smallest cells are merged as long as the smallest is too small (an empty one too). So the cells add up to the total,
    and subtracting tells nothing of a group that was merged. Raises ValueError for negative counts.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is negative")
    cells = [Cell((name,), count) for name, count in counts.items()]
    while cells:
        cells.sort(key=lambda cell: (cell.count, cell.names))
        if cells[0].count >= least:
            break
        if len(cells) == 1:
            return []
        first, second = cells[:2]
        cells[:2] = [Cell(tuple(sorted(first.names + second.names)), first.count + second.count)]
    return sorted(cells, key=lambda cell: (-cell.count, cell.names))


def live_total(answers: int, step: int = STEP) -> int:
    """What a running total shows: whole steps only, so that no single answer can be seen coming in."""
    return max(0, answers) // step * step


def may_show_texts(writers: int) -> bool:
    """May texts of so many writers be shown together?"""
    return writers >= WRITERS


def may_show_ways(voters: int) -> bool:
    """May ways of looking be shown for so many voters?"""
    return voters >= VOTERS
