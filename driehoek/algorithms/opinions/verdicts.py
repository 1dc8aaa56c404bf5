"""Per statement: do the voices share it, is a difference shown, or is it too early to say?"""

from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt

from driehoek.algorithms.arrays import np
from driehoek.algorithms.opinions.counts import Tally, sides
from driehoek.algorithms.opinions.exact import discoveries, fisher
from driehoek.algorithms.sure import Z95

SHARED, DIFFERENCE, TOO_EARLY = "shared", "difference_shown", "too_early"

# With mid-p, Benjamini–Hochberg at 10 % gives up to 0.5 false differences a session beside eight true ones; at 7 % at most 0.3,
# and for 80 parents and 15 teachers it still finds more than Fisher's own p at 10 %.
RATE = 0.07
MOST_NEEDED = 10_000  # more answers than any school can give: 'cannot be told'


@dataclass(frozen=True)
class Verdict:
    """`side` is 1 when every voice mostly agrees, −1 when every voice mostly disagrees, else 0 (only for `shared`).

    `between` names the pairs of voices with a shown difference. `needed` is, for 'too_early', about how many more answers per voice
    would tell if the shares stay as they are; None when that cannot be told.
    """

    name: str
    side: int = 0
    between: tuple[tuple[str, str], ...] = ()
    needed: dict[str, int] | None = None


def verdicts(tally: Tally, names: tuple[str, ...]) -> list[Verdict]:
    """A verdict per statement for `tally` (voices × statements), the voices named `names` (one or more)."""
    statements = tally.seen.shape[1]
    pairs = list(combinations(range(len(names)), 2))
    shown = [[False] * statements for _ in pairs]
    if pairs and statements:
        p = [fisher(tally.agree[a], tally.seen[a], tally.agree[b], tally.seen[b]) for a, b in pairs]
        shown = discoveries(np.concatenate(p), RATE).reshape(len(pairs), statements).tolist()
    return [
        _verdict(tally, names, j, tuple((names[a], names[b]) for (a, b), one in zip(pairs, shown, strict=True) if one[j]))
        for j in range(statements)
    ]


def common_side(tally: Tally, j: int) -> int:
    """1 when in every voice surely more than half agrees with statement j, −1 when surely more than half disagrees, else 0."""
    for side, count in ((1, tally.agree), (-1, tally.disagree)):
        if all(sides(int(a), int(n)) == 1 for a, n in zip(count[:, j], tally.seen[:, j], strict=True)):
            return side
    return 0


def _verdict(tally: Tally, names: tuple[str, ...], j: int, between: tuple[tuple[str, str], ...]) -> Verdict:
    if between:
        return Verdict(DIFFERENCE, between=between)
    side = common_side(tally, j) if names else 0
    return Verdict(SHARED, side=side) if side else Verdict(TOO_EARLY, needed=_needed(tally, names, j))


def _needed(tally: Tally, names: tuple[str, ...], j: int) -> dict[str, int] | None:
    """The cheapest way to a verdict: every voice on one side, or a difference between two voices."""
    seen = [int(n) for n in tally.seen[:, j]]
    ways = []
    for count in (tally.agree, tally.disagree):
        ways.append({name: _for_majority(int(a), n) for name, a, n in zip(names, count[:, j], seen, strict=True)})
    every = tally.seen.shape[1] * len(names) * (len(names) - 1) // 2
    for a, b in combinations(range(len(names)), 2):
        more = _for_difference((int(tally.agree[a, j]), seen[a]), (int(tally.agree[b, j]), seen[b]), every)
        ways.append(dict.fromkeys(names, 0) | {names[a]: more[0], names[b]: more[1]})
    best = min(ways, key=lambda way: sum(way.values()), default={})
    return best if best and sum(best.values()) < MOST_NEEDED else None


def _for_majority(count: int, seen: int) -> int:
    """How many more answers until the interval of this share lies above one half (Wilson's interval is a score test)."""
    if sides(count, seen) == 1:
        return 0
    part = (count + 0.5) / (seen + 1)
    if part <= 0.5:
        return MOST_NEEDED
    return min(MOST_NEEDED, max(1, ceil((Z95 / 2 / (part - 0.5)) ** 2) + 1 - seen))


def _for_difference(one: tuple[int, int], other: tuple[int, int], tests: int) -> tuple[int, int]:
    """How many more answers of each until a test among `tests` would show this difference, in the proportion of now."""
    (a, n), (b, m) = one, other
    n_, m_ = n + 1, m + 1
    p, q = (a + 0.5) / n_, (b + 0.5) / m_
    both = (p * n_ + q * m_) / (n_ + m_)
    z = abs(p - q) / sqrt(both * (1 - both) * (1 / n_ + 1 / m_))
    if z < 0.1:
        return MOST_NEEDED, MOST_NEEDED
    times = max(1.0, (_critical(RATE / max(1, tests)) / z) ** 2)
    return min(MOST_NEEDED, max(1, ceil(times * n_) - n)), min(MOST_NEEDED, max(1, ceil(times * m_) - m))


def _critical(p: float) -> float:
    """The z of a two-sided p (C. Hastings's approximation, good to 0.0005)."""
    t = sqrt(-2 * np.log(min(p, 0.5) / 2))
    return float(t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3))
