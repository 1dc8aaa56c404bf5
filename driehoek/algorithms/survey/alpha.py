"""Do the items of one partnership hang together? Cronbach's alpha, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from driehoek.algorithms.points import LEAST

FEWEST = 30  # complete answers; of fewer alpha says nothing (0.29 to 0.87 for fifteen, when it is 0.72)
TOO_FEW, ONE_ITEM, ALL_THE_SAME = "too_few", "one_item", "all_the_same"


@dataclass(frozen=True)
class Reliability:
    """`alpha` with its 95 % interval, or None and why not: 'too_few', 'one_item' or 'all_the_same'. `complete`: answers used."""

    complete: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    why_not: str = ""


def reliability(rows: Sequence[Mapping[str, int]], items: Sequence[str]) -> Reliability:
    """Of `rows`, {item: point} of each person, for `items` that belong together.

    Only who gave a point to every item counts (listwise): 'I don't know' is no point between, and filling it in would make the items
    look more alike than they are. The interval is L. S. Feldt's (1965).
    """
    complete = [values for row in rows if all(values := [row.get(item, 0) for item in items]) and min(values) >= LEAST]
    n, k = len(complete), len(items)
    if k < 2:
        return Reliability(n, why_not=ONE_ITEM)
    if n < FEWEST:
        return Reliability(n, why_not=TOO_FEW)
    whole = _variance([sum(row) for row in complete])
    if not whole:
        return Reliability(n, why_not=ALL_THE_SAME)
    alpha = k / (k - 1) * (1 - sum(_variance([row[j] for row in complete]) for j in range(k)) / whole)
    low, high = (1 - (1 - alpha) * f_quantile(part, n - 1, (n - 1) * (k - 1)) for part in (0.975, 0.025))
    return Reliability(n, alpha, low, high)


def _variance(values: Sequence[int]) -> float:
    middle = sum(values) / len(values)
    return sum((value - middle) ** 2 for value in values) / (len(values) - 1)


def f_quantile(part: float, one: int, other: int) -> float:
    """The value below which `part` of the F-distribution with these degrees of freedom lies."""
    low, high = 0.0, 1.0
    for _ in range(100):  # x / (1 − x) runs from 0 to infinity
        middle = (low + high) / 2
        low, high = (middle, high) if beta_below(middle, one / 2, other / 2) < part else (low, middle)
    return low / (1 - low) * other / one


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (W. J. Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny, c = 1e-300, 1.0
    d = 1 / _away(1 - (a + b) * x / (a + 1), tiny)
    found = d
    for m in range(1, 500):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + step * d, tiny)
            c = _away(1 + step / c, tiny)
            found *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return front * found


def _away(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
