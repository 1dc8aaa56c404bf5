"""What sets each group apart and what all groups share, with the formulas of Polis.

Equal to red-dwarf 0.4.0 (the Python of Polis) within 1e-9, given the same groups: `bench/opinions.py` measures it.
"""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Floats, np
from driehoek.algorithms.opinions.counts import Counts, Tally

SURE = 1.2815515655446004  # one-sided 90 %
MOST = 5  # statements picked for a group


@dataclass(frozen=True)
class Side:
    """Agreement, or disagreement, per group and statement (groups × statements).

    `share` is smoothed, (count + 1) / (seen + 2); `z` says how surely more than half; `ratio` and `z_against_rest` compare the
    share with that of all other groups together.
    """

    count: Counts
    share: Floats
    z: Floats
    ratio: Floats
    z_against_rest: Floats


@dataclass(frozen=True)
class GroupStats:
    """`consensus` and `consensus_against` (per statement): the product over groups of the shares that agree and disagree."""

    tally: Tally
    agree: Side
    disagree: Side
    consensus: Floats
    consensus_against: Floats


@dataclass(frozen=True)
class Pick:
    """A statement that is typical of a group: its place, and whether by agreeing."""

    statement: int
    agrees: bool


def group_stats(tally: Tally) -> GroupStats:
    """All figures of Polis for these counts (groups × statements). Finite, also for statements that nobody saw."""
    agree, disagree = _side(tally.agree, tally.seen), _side(tally.disagree, tally.seen)
    return GroupStats(tally, agree, disagree, agree.share.prod(axis=0), disagree.share.prod(axis=0))


def share(count: Counts, seen: Counts) -> Floats:
    return np.asarray((count + 1) / (seen + 2))


def z_of_half(count: Counts, seen: Counts) -> Floats:
    """How many standard errors the share lies above one half."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5))


def z_of_two(count: Counts, seen: Counts, rest: Counts, rest_seen: Counts) -> Floats:
    """How many standard errors the share lies above that of the rest; 0 where everybody says the same."""
    one, other = (count + 1) / (seen + 1), (rest + 1) / (rest_seen + 1)
    both = (count + rest + 2) / (seen + rest_seen + 2)
    error = np.sqrt(both * (1 - both) * (1 / (seen + 1) + 1 / (rest_seen + 1)))
    return np.asarray(np.where(both < 1, (one - other) / np.where(both < 1, error, 1.0), 0.0))


def typical(stats: GroupStats, group: int, most: int = MOST) -> list[Pick]:
    """At most `most` statements that are typical of this group, agreements first, the most telling first.

    Picked: the agreement that tells most, then every side that is surely more than half and surely more than in the rest.
    When nothing is that sure, the one that differs most.
    """
    sure = [pick for j in range(stats.tally.seen.shape[1]) for pick in _sure(stats, group, j)]
    sure.sort(key=lambda pick: -_telling(stats, group, pick))
    best = _best_agreement(stats, group)
    if best is None and not sure:
        best = _most_different(stats, group)
    picked = ([best] if best is not None else []) + [one for one in sure if best is None or one.statement != best.statement]
    return sorted(picked[:most], key=lambda pick: not pick.agrees)


def common(tally: Tally, most: int = MOST) -> tuple[list[int], list[int]]:
    """Statements that surely more than half agrees with, and disagrees with, the surest first. `tally` has one group."""
    found = []
    for count in (tally.agree[0], tally.disagree[0]):
        part, z = share(count, tally.seen[0]), z_of_half(count, tally.seen[0])
        places = np.flatnonzero((part > 0.5) & (z > SURE))
        found.append([int(j) for j in places[np.argsort(-(part * z)[places], kind="stable")][:most]])
    return found[0], found[1]


def _side(count: Counts, seen: Counts) -> Side:
    rest, rest_seen = count.sum(axis=0) - count, seen.sum(axis=0) - seen
    own = share(count, seen)
    return Side(count, own, z_of_half(count, seen), own / share(rest, rest_seen), z_of_two(count, seen, rest, rest_seen))


def _direction(stats: GroupStats, group: int, j: int) -> Pick:
    return Pick(j, bool(stats.agree.z_against_rest[group, j] > stats.disagree.z_against_rest[group, j]))


def _sure(stats: GroupStats, group: int, j: int) -> list[Pick]:
    clear = (side.z[group, j] > SURE and side.z_against_rest[group, j] > SURE for side in (stats.agree, stats.disagree))
    return [_direction(stats, group, j)] if any(clear) else []


def _telling(stats: GroupStats, group: int, pick: Pick) -> float:
    side, at = stats.agree if pick.agrees else stats.disagree, (group, pick.statement)
    return float(side.ratio[at] * side.z_against_rest[at] * side.share[at] * side.z[at])


def _best_agreement(stats: GroupStats, group: int) -> Pick | None:
    best: int | None = None
    side = stats.agree
    for j in range(stats.tally.seen.shape[1]):
        at = (group, j)
        if not side.count[at] and not stats.disagree.count[at]:
            continue
        if best is None:
            better = side.z[at] > SURE or (side.ratio[at] > 1 and side.share[at] > 0.5)
        elif side.ratio[group, best] > 1:
            better = _telling(stats, group, Pick(j, True)) > _telling(stats, group, Pick(best, True))
        else:
            better = side.share[at] * side.z[at] > side.share[group, best] * side.z[group, best]
        best = j if better else best
    return None if best is None else _direction(stats, group, best)


def _most_different(stats: GroupStats, group: int) -> Pick | None:
    if not stats.tally.seen.shape[1]:
        return None
    largest = np.maximum(stats.agree.z_against_rest[group], stats.disagree.z_against_rest[group])
    return _direction(stats, group, int(largest.argmax()))
