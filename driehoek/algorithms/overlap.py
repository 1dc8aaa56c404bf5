"""How much do two voices want the same? The overlap of their themes, held against what chance alone would give.

Two heaps of notes of people who want exactly the same never overlap wholly: 40 and 12 notes over 14 themes overlap 0.57. So the
overlap is held against the band that appears when the same notes are dealt to the voices at random. Whether a difference is shown
is told from the same deals by K. Pearson's chi-square, which finds more of the true differences than the overlap itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, comb, sqrt

from driehoek.algorithms.sure import wilson

SHARED, DIFFERENCE, TOO_EARLY = "shared", "difference_shown", "too_early"

DEALS = 1999
LEVEL = 0.045  # a difference is claimed when at most so many deals differ as much
LOW, HIGH = 0.05, 0.95  # of the band
LEAST_NOTES = 10  # of each voice: with fewer nothing is claimed
PRECISE = 0.65  # 'shared' is said when people who want the same would nearly always overlap this much
OFTEN, OFTEN_COUNT = 0.05, 3  # an eye-opener: at least 5 % and three notes of one voice, none of the other


@dataclass(frozen=True)
class Theme:
    """Notes of both voices on one theme, with the interval (95 %) of each share of that voice's notes."""

    name: str
    counts: tuple[int, int]
    intervals: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class EyeOpener:
    """`voice` (0 or 1) says this often and the other never. `by_chance`: the chance of that when both want the same."""

    theme: str
    voice: int
    count: int
    by_chance: float


@dataclass(frozen=True)
class Overlap:
    """`score` is the sum over themes of the smaller share (0 … 1), None when a voice is silent; `band` where chance puts 90 % of it.

    `by_chance` is the chance of as much difference when both want the same, None when a voice is silent.
    `needed` (only for 'too_early') is about how many more notes of each voice would tell.
    """

    verdict: str
    score: float | None
    band: tuple[float, float]
    by_chance: float | None
    needed: tuple[int, int] | None
    themes: tuple[Theme, ...]
    eye_openers: tuple[EyeOpener, ...]


def overlap(one: Mapping[str, int], other: Mapping[str, int], seed: int = 0) -> Overlap:
    """Compares two voices, each {theme: notes}. Same notes and seed, same answer; the order of themes does not matter.

    Raises ValueError for negative counts.
    """
    names = sorted({*one, *other})
    a, b = ([voice.get(name, 0) for name in names] for voice in (one, other))
    if min([*a, *b], default=0) < 0:
        raise ValueError("a number of notes is negative")
    n, m = sum(a), sum(b)
    themes = tuple(Theme(name, (x, y), (wilson(x, n), wilson(y, m))) for name, x, y in zip(names, a, b, strict=True))
    openers = tuple(_eye_openers(themes, n, m))
    if not n or not m:
        return Overlap(TOO_EARLY, None, (0.0, 1.0), None, _needed(a, b), themes, openers)
    dealt, as_different = _deals(a, b, seed)
    band = dealt[round(LOW * (DEALS - 1))], dealt[round(HIGH * (DEALS - 1))]
    by_chance = (as_different + 1) / (DEALS + 1)
    if min(n, m) < LEAST_NOTES or (by_chance > LEVEL and band[0] < PRECISE):
        verdict = TOO_EARLY
    else:
        verdict = DIFFERENCE if by_chance <= LEVEL else SHARED
    score = sum(min(x / n, y / m) for x, y in zip(a, b, strict=True))
    return Overlap(verdict, score, band, by_chance, _needed(a, b) if verdict == TOO_EARLY else None, themes, openers)


def _deals(a: list[int], b: list[int], seed: int) -> tuple[list[float], int]:
    """The same notes dealt at random to two voices of these sizes: overlaps from small to large, and how many deals differ as much."""
    import numpy as np

    notes = np.array([x + y for x, y in zip(a, b, strict=True) if x + y])
    own = np.array([x for x, y in zip(a, b, strict=True) if x + y])
    n, m = sum(a), sum(b)
    dealt = np.random.default_rng(seed).multivariate_hypergeometric(notes, n, size=DEALS, method="marginals")
    expected = notes * n / (n + m)
    differing = ((dealt - expected) ** 2 / expected).sum(axis=1)
    as_different = int((differing >= ((own - expected) ** 2 / expected).sum() - 1e-9).sum())
    overlaps = np.minimum(dealt / n, (notes - dealt) / m).sum(axis=1)
    return [float(one) for one in np.sort(overlaps)], as_different


def _needed(a: list[int], b: list[int]) -> tuple[int, int]:
    """More notes of each until chance would overlap precisely enough; the voice with fewer notes grows first.

    With shares p of the themes the band's low end lies about 0.57 Σ √(p (1 − p)) · √(1/n + 1/m) below 1 (by simulation).
    """
    n, m = sum(a), sum(b)
    notes = [x + y + 1 for x, y in zip(a, b, strict=True)] or [1, 1]
    spread = sum(sqrt(one / sum(notes) * (1 - one / sum(notes))) for one in notes) or 1.0
    room = ((1 - PRECISE) / (0.57 * spread)) ** 2  # what 1/n + 1/m may be
    few, many = sorted((n, m))
    if many and room > 1 / many and 1 / (room - 1 / many) <= many:
        few_then, many_then = ceil(1 / (room - 1 / many)), many
    else:
        few_then = many_then = max(many, ceil(2 / room))
    more_few, more_many = max(1, few_then - few, LEAST_NOTES - few), max(0, many_then - many, LEAST_NOTES - many)
    return (more_few, more_many) if n <= m else (more_many, more_few)


def _eye_openers(themes: tuple[Theme, ...], n: int, m: int) -> list[EyeOpener]:
    """What one voice says often and the other never, the most telling first. A silent voice opens no eyes."""
    found = []
    for theme in themes:
        for voice, (own, other) in enumerate(((n, m), (m, n))):
            count = theme.counts[voice]
            if other and not theme.counts[1 - voice] and count >= OFTEN_COUNT and count >= OFTEN * own:
                found.append(EyeOpener(theme.name, voice, count, comb(own, count) / comb(own + other, count)))
    return sorted(found, key=lambda one: (one.by_chance, one.theme))
