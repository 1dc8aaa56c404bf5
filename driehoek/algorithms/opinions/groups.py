"""Groups of people who stand near each other: k-means, with as many groups as the silhouette likes best.

Started from the outermost people on the first axis, as red-dwarf does, so that the same votes always give the same groups.
"""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Flags, Floats, Labels, np

FEWEST_ANSWERS = 7  # who answered fewer statements stands too unsurely to be put in a group
FEWEST, MOST = 2, 5  # groups
PEOPLE_PER_GROUP = 12  # another group needs so many people more
EVERYBODY = 5000  # up to so many people everybody's silhouette counts, above that an even sample's
ROUNDS, STILL = 300, 1e-4


@dataclass(frozen=True)
class Groups:
    """`labels[i]` is the group of point i (0 is the largest group), `count` how many there are, `silhouette` from −1 to 1."""

    labels: Labels
    count: int
    silhouette: float


def who_counts(seen: Flags) -> Flags:
    """Per person: enough answers to be put in a group? All of the statements suffice when there are fewer than seven."""
    return np.asarray(seen.sum(axis=1) >= max(1, min(FEWEST_ANSWERS, seen.shape[1])))


def group(points: Floats, most: int = MOST) -> Groups | None:
    """The groups of `points` (people × 2), or None when there are fewer than three different points."""
    distinct = np.unique(np.round(points, 9), axis=0)
    limit = min(most, FEWEST + len(points) // PEOPLE_PER_GROUP, len(distinct) - 1)
    if limit < FEWEST:
        return None
    choices = [cluster(points, distinct[:count]) for count in range(FEWEST, limit + 1)]
    scores = silhouettes(points, choices)
    best = int(np.argmax(scores))
    return Groups(_by_size(choices[best]), FEWEST + best, float(scores[best]))


def cluster(points: Floats, centres: Floats) -> Labels:
    """k-means (S. Lloyd, 1982) from these centres: per point the place of its centre. No group stays empty.

    Ends when the centres all but stand still, by the measure that scikit-learn uses.
    """
    places = np.arange(len(centres))
    still = STILL * float(points.var(axis=0).mean())
    for _ in range(ROUNDS):
        labels = _nearest(points, centres)
        member = (labels[None, :] == places[:, None]).astype(np.float64)
        before, centres = centres, (member @ points) / member.sum(axis=1, keepdims=True)
        if ((centres - before) ** 2).sum() <= still:
            break
    return _nearest(points, centres)


def _nearest(points: Floats, centres: Floats) -> Labels:
    """Per point its nearest centre; a centre that nobody is nearest to gets the person farthest from home."""
    away = _distances(points, centres)
    found: Labels = away.argmin(axis=1)
    for empty in np.setdiff1d(np.arange(len(centres)), found):
        own = away[np.arange(len(points)), found]
        own[np.bincount(found, minlength=len(centres))[found] == 1] = -1.0  # nobody's last member
        found[own.argmax()] = empty
    return found


def silhouettes(points: Floats, choices: list[Labels]) -> list[float]:
    """The mean silhouette (P. Rousseeuw, 1987) of each choice of labels, from one pass over the distances.

    With many people it is the mean of an even sample, ordered by place, each measured against everybody.
    """
    people = len(points)
    sample = np.arange(people)
    if people > EVERYBODY:
        order = np.lexsort(points.T)
        sample = order[np.linspace(0, people - 1, EVERYBODY // 2).round().astype(np.intp)]
    members = [(labels[:, None] == np.arange(labels.max() + 1)[None, :]).astype(np.float64) for labels in choices]
    everything = np.concatenate(members, axis=1)
    totals = np.zeros(len(choices))
    step = max(1, 2_000_000 // max(1, people))
    for start in range(0, len(sample), step):
        some = sample[start : start + step]
        sums = np.sqrt(_distances(points[some], points)) @ everything
        column = 0
        for i, (labels, member) in enumerate(zip(choices, members, strict=True)):
            totals[i] += _silhouette(sums[:, column : column + member.shape[1]], labels[some], member.sum(axis=0)).sum()
            column += member.shape[1]
    return [float(one) / len(sample) for one in totals]


def _silhouette(sums: Floats, labels: Labels, sizes: Floats) -> Floats:
    """Per person (near − own) / larger of the two, from the sums of distances to each group; 0 for who is alone."""
    rows = np.arange(len(sums))
    own = sums[rows, labels] / np.maximum(1.0, sizes[labels] - 1)
    others = sums / sizes
    others[rows, labels] = np.inf
    near = others.min(axis=1)
    larger = np.maximum(own, near)
    return np.where((sizes[labels] > 1) & (larger > 0), (near - own) / np.where(larger > 0, larger, 1.0), 0.0)


def _distances(points: Floats, centres: Floats) -> Floats:
    """Squared distances, points × centres."""
    found = (points[:, :1] - centres[None, :, 0]) ** 2
    found += (points[:, 1:] - centres[None, :, 1]) ** 2
    return found


def _by_size(labels: Labels) -> Labels:
    """The same groups, numbered from large to small."""
    rank = np.argsort(-np.bincount(labels), kind="stable")
    place = np.empty(len(rank), dtype=np.intp)
    place[rank] = np.arange(len(rank))
    return place[labels]
