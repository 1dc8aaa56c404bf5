"""From votes to what can be said of them: per statement the voices apart, and ways of looking when the gate opens."""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Flags, Floats, Labels, np
from driehoek.algorithms.opinions.axes import Axes, axes
from driehoek.algorithms.opinions.counts import Tally, tally
from driehoek.algorithms.opinions.gate import Gate, gate
from driehoek.algorithms.opinions.groups import Groups, group, who_counts
from driehoek.algorithms.opinions.groupstats import GroupStats, common, group_stats
from driehoek.algorithms.opinions.verdicts import Verdict, verdicts
from driehoek.algorithms.opinions.votes import Votes


@dataclass(frozen=True)
class Ways:
    """Ways of looking. `labels[i]` is the group of person i (0 is the largest), −1 for who answered too little to be placed.

    `places` (people × 2) are for drawing areas only. Who belongs where is for research: never store or show it.
    """

    labels: Labels
    count: int
    silhouette: float
    places: Floats
    stats: GroupStats


@dataclass(frozen=True)
class Look:
    """All that can be said. Arrays follow the order of people and statements in `votes`.

    `all` is one row of counts; `roles` a row per name in `votes.role_names`, and `bridging` the figures of Polis with the roles as
    groups (None without roles). `common` are statements that surely most agree and most disagree with, the surest first.
    """

    votes: Votes
    voters: int
    all: Tally
    roles: Tally
    verdicts: list[Verdict]
    common: tuple[list[int], list[int]]
    bridging: GroupStats | None
    axes: Axes
    gate: Gate
    ways: Ways | None


def look(votes: Votes, seed: int = 0) -> Look:
    """Everything about these votes. The same votes in another order of people or statements give the same answer.

    People without a single answer change nothing.
    """
    everybody = tally(votes.values, np.zeros(len(votes.people), dtype=np.intp), 1)
    names = votes.role_names
    roles = tally(votes.values, votes.role_labels, len(names))
    found, opening, ways = _ways(votes, seed)
    return Look(
        votes=votes,
        voters=int(votes.seen.any(axis=1).sum()),
        all=everybody,
        roles=roles,
        verdicts=verdicts(roles, names) if names else verdicts(everybody, ("",)),
        common=common(everybody),
        bridging=group_stats(roles) if names else None,
        axes=found,
        gate=opening,
        ways=ways,
    )


def _ways(votes: Votes, seed: int) -> tuple[Axes, Gate, Ways | None]:
    """Works on voters and on statements with votes, ordered by their ids, so that rounding and chance do not hang on the order."""
    rows, columns = _by_id(votes.people, votes.seen, 1), _by_id(votes.statements, votes.seen, 0)
    values = votes.values[np.ix_(rows, columns)]
    found = axes(values, votes.turned_down)
    counted = who_counts(votes.seen[np.ix_(rows, columns)])
    whole = Axes(np.zeros((len(votes.statements), 2)), np.zeros((len(votes.people), 2)), found.shares)
    whole.loadings[columns], whole.positions[rows] = found.loadings, found.positions
    opening = gate(values[counted], seed)
    made = group(found.positions[counted]) if opening.is_open else None
    if made is None:
        return whole, opening if not opening.is_open else Gate("too_few"), None
    labels = np.full(len(votes.people), -1, dtype=np.intp)
    labels[rows[counted]] = made.labels
    return whole, opening, _described(votes, labels, made, whole)


def _described(votes: Votes, labels: Labels, made: Groups, found: Axes) -> Ways:
    stats = group_stats(tally(votes.values, labels, made.count))
    return Ways(labels, made.count, made.silhouette, found.positions, stats)


def _by_id(names: tuple[str, ...], seen: Flags, axis: int) -> Labels:
    """The places of the people (axis 1) or statements (axis 0) with votes, in order of name."""
    return np.array(sorted(np.flatnonzero(seen.any(axis=axis)).tolist(), key=names.__getitem__), dtype=np.intp)
