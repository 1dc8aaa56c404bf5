"""Answers on five points, counted."""

from collections.abc import Iterable
from dataclasses import dataclass

DONT_KNOW, LEAST, MOST = 0, 1, 5
AGREE, BETWEEN, DISAGREE = (4, 5), (3,), (1, 2)


@dataclass(frozen=True)
class Distribution:
    """`counts[0]` people answered 'I don't know', `counts[1]` to `counts[5]` gave that point. Exact: not for showing."""

    counts: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)

    @property
    def dont_know(self) -> int:
        return self.counts[DONT_KNOW]

    @property
    def opinions(self) -> int:
        """People who gave a point."""
        return sum(self.counts[LEAST:])

    @property
    def agree(self) -> int:
        return sum(self.counts[point] for point in AGREE)

    @property
    def between(self) -> int:
        return sum(self.counts[point] for point in BETWEEN)

    @property
    def disagree(self) -> int:
        return sum(self.counts[point] for point in DISAGREE)

    @property
    def parts(self) -> tuple[int, int, int]:
        """People who agree, are between, disagree."""
        return self.agree, self.between, self.disagree

    def __add__(self, other: "Distribution") -> "Distribution":
        one, two = self.counts, other.counts
        return Distribution(
            (one[0] + two[0], one[1] + two[1], one[2] + two[2], one[3] + two[3], one[4] + two[4], one[5] + two[5])
        )


def distribution(values: Iterable[int]) -> Distribution:
    """Counts values from 0 (don't know) to 5. Raises ValueError for another."""
    counts = [0, 0, 0, 0, 0, 0]
    for value in values:
        if not DONT_KNOW <= value <= MOST:
            raise ValueError(f"{value} is not a point")
        counts[value] += 1
    return Distribution((counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]))
