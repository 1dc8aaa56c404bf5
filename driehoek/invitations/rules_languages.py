"""Reach by contact language: for the whole school, in cells of ten or more, and never a number that tells of a few."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 10  # families in a cell
REST = ""


@dataclass(frozen=True)
class Cell:
    """`languages` together, one or several merged; `tenths` of its families answered, rounded, so that no few can be told."""

    languages: tuple[str, ...]
    invited: int
    tenths: int


def cells(counts: Mapping[str, tuple[int, int]]) -> list[Cell]:
    """{language: (invited, answered)} as cells of at least ten families, the largest first.

    Small languages are merged; when they are fewer than ten together, the smallest of the others joins them, or the total
    would give them away. With fewer than ten families in all there is nothing to show.
    """
    every = sorted(((invited, language, answered) for language, (invited, answered) in counts.items() if invited), reverse=True)
    large = [one for one in every if one[0] >= LEAST]
    small = [one for one in every if one[0] < LEAST]
    while small and sum(one[0] for one in small) < LEAST and large:
        small.insert(0, large.pop())
    if sum(one[0] for one in small) < LEAST:
        small = []
    found = [Cell((language,), invited, _tenths(invited, answered)) for invited, language, answered in large]
    if small:
        invited, answered = sum(one[0] for one in small), sum(one[2] for one in small)
        found.append(Cell(tuple(language for _invited, language, _answered in small), invited, _tenths(invited, answered)))
    return found if len(found) > 1 else []  # one cell says no more than the whole


def _tenths(invited: int, answered: int) -> int:
    return round(10 * answered / invited)
