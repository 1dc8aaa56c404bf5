"""Shares of few people: 'all five said no' tells what each of them said, so shares near 0 and 100 % are softened."""

from collections.abc import Mapping
from dataclasses import dataclass

from driehoek.algorithms.disclosure.cells import LEAST, Cell

FEW = 20  # people; below this a share near the end is softened
EDGE = 10  # percent


@dataclass(frozen=True)
class Shown:
    """The answers `names` together: `percent`, whole. `bound` is '' (about so much), '≥' (at least) or '≤' (at most)."""

    names: tuple[str, ...]
    percent: int
    bound: str = ""


def shares(counts: Mapping[str, int], least: int = LEAST) -> list[Shown]:
    """{answer: people} as shares of all, the most given first; [] when there are fewer than `least` people.

    With fewer than twenty people an answer that (nearly) nobody gave is merged with the next smallest: beside the other shares its
    own would be what is missing to 100. When two are left, a share from 90 % is shown as '≥ 90 %' and its counterpart as '≤ 10 %'.
    """
    people = sum(counts.values())
    if people < least or any(count < 0 for count in counts.values()):
        return []
    cells = [Cell((name,), count) for name, count in counts.items()]
    while people < FEW and len(cells) > 2:
        cells.sort(key=lambda cell: (cell.count, cell.names))
        if _percent(cells[0].count, people) > EDGE:
            break
        first, second = cells[:2]
        cells[:2] = [Cell(tuple(sorted(first.names + second.names)), first.count + second.count)]
    ordered = sorted(cells, key=lambda cell: (-cell.count, cell.names))
    return [_shown(cell, people) for cell in ordered]


def _shown(cell: Cell, people: int) -> Shown:
    percent = _percent(cell.count, people)
    if people < FEW and percent >= 100 - EDGE:
        return Shown(cell.names, 100 - EDGE, "≥")
    if people < FEW and percent <= EDGE:
        return Shown(cell.names, EDGE, "≤")
    return Shown(cell.names, round(percent))


def _percent(count: int, people: int) -> float:
    return 100 * count / people
