"""How sure a share is when part of a small, known number of people answered."""

from dataclasses import dataclass
from math import inf, sqrt

Z95 = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both from 0 to 1 (a gap: from −1 to 1)."""

    low: float
    high: float

    @property
    def side(self) -> int:
        """1 when more than half is sure, −1 when less than half is, 0 when neither."""
        return (self.low > 0.5) - (self.high < 0.5)


def wilson(count: float, total: float, z: float = Z95) -> tuple[float, float]:
    """The interval of a share, by E. B. Wilson (1927); (0, 1) when nobody answered."""
    if total <= 0:
        return 0.0, 1.0
    share, square = count / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def effective(answered: int, people: int | None) -> float:
    """As how many answers out of a crowd without end these count: the more of all people answered, the surer.

    Infinite when everybody answered. `people` None: nobody knows how many there are.
    """
    if people is None:
        return float(answered)
    return answered / (1 - answered / people) if answered < people else inf


def interval(count: int, answered: int, people: int | None = None) -> Interval:
    """95 % interval of the share among all `people` of whom `count` of the `answered` said this (Wilson's, with the effective number).

    It says what the others might change if they are like those who answered; that they are is never sure. (0, 1) when nobody answered.
    """
    if answered <= 0:
        return Interval(0.0, 1.0)
    share, size = count / answered, effective(answered, people)
    if size == inf:
        return Interval(share, share)
    return Interval(*wilson(share * size, size))


def gap_interval(one: tuple[int, int], other: tuple[int, int], people: int | None = None) -> Interval:
    """95 % interval of share `one` minus share `other`, each (count, answered) (R. G. Newcombe, 1998, method 10).

    For answers of different people. Of the same people it is on the careful side, since who finds a thing important tends to say it goes well.
    """
    p, q = (count / answered if answered else 0.5 for count, answered in (one, other))
    first, second = interval(*one, people), interval(*other, people)
    low = p - q - sqrt((p - first.low) ** 2 + (second.high - q) ** 2)
    high = p - q + sqrt((first.high - p) ** 2 + (q - second.low) ** 2)
    return Interval(max(-1.0, low), min(1.0, high))
