"""May ways of looking be shown at all? k-means finds groups in anything, also in noise: the gate opens only on two grounds.

(a) The first axis explains more than in every one of 39 shuffles within statements (chance opens once in 40 times).
(b) Taken apart in two random halves, the statements sort people the same way. Before that each person's readiness to say yes is taken
out, and passes do not count: otherwise people who differ in nothing but saying yes, or in passing, would sort themselves.
"""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Flags, Floats, Labels, Random, np
from driehoek.algorithms.opinions.axes import centre, leading
from driehoek.algorithms.opinions.votes import AGREE, PASS, UNSEEN, Matrix

SHUFFLES, SPLITS = 39, 12
AGREEMENT = 0.1  # how well halves must agree on average: twice the most in 600 draws of people who differ in nothing
FEW_STATEMENTS, AGREEMENT_OF_FEW = 12, 0.2  # short halves agree by chance more easily
LEAST_PEOPLE, LEAST_STATEMENTS, LEAST_ANSWERS = 15, 6, 3  # answers: in each half of the statements
MOST_PEOPLE, MOST_STATEMENTS = 400, 200  # larger votes are judged on a sample: it is ample, and quick
SWEEPS, LEVELLINGS = 20, 3
CALM = 0.3  # keeps the readiness of who always agrees finite


@dataclass(frozen=True)
class Gate:
    """`reason`: 'open', 'too_few', 'like_chance' or 'halves_differ'. What was not measured is None.

    `first_axis` is the part of the variance along the first axis, `by_chance` the largest among the shuffles, `halves_agree` the mean
    adjusted Rand index (1: alike, 0: as by chance).
    """

    reason: str
    first_axis: float | None = None
    by_chance: float | None = None
    halves_agree: float | None = None

    @property
    def is_open(self) -> bool:
        return self.reason == "open"


def gate(values: Matrix, seed: int = 0) -> Gate:
    """Judges people × statements, given without people and statements that do not count. Same votes and seed, same answer."""
    random = np.random.default_rng(seed)
    values = _sample(values, random)
    if len(values) < LEAST_PEOPLE or values.shape[1] < LEAST_STATEMENTS:
        return Gate("too_few")
    agree = halves_agree(values, random)
    first, by_chance = first_axis(values, random)
    wanted = AGREEMENT if values.shape[1] >= FEW_STATEMENTS else AGREEMENT_OF_FEW
    reason = "like_chance" if first <= by_chance else "open" if agree > wanted else "halves_differ"
    return Gate(reason, first, by_chance, agree)


def first_axis(values: Matrix, random: Random) -> tuple[float, float]:
    """The part of the variance along the first axis, and the largest part in shuffles of the answers within each statement.

    Stops shuffling as soon as chance does as well.
    """
    centred = centre(values)
    total = float((centred**2).sum())
    if total <= 0:
        return 0.0, 0.0
    given = [np.flatnonzero(column) for column in (values != UNSEEN).T]
    own, most = _largest(centred), 0.0
    shuffled = np.zeros_like(centred)
    for _ in range(SHUFFLES):
        for j, rows in enumerate(given):
            shuffled[rows, j] = random.permutation(centred[rows, j])
        most = max(most, _largest(shuffled))
        if most >= own:
            break
    return own / total, most / total


def halves_agree(values: Matrix, random: Random) -> float:
    """How well two halves of the statements agree on who stands on which side, over random halvings."""
    values = np.where(values == PASS, np.int8(UNSEEN), values)
    seen, rest = values != UNSEEN, without_tendency(values)
    found = []
    for _ in range(SPLITS):
        halves = np.array_split(random.permutation(values.shape[1]), 2)
        enough = np.all([seen[:, half].sum(axis=1) >= LEAST_ANSWERS for half in halves], axis=0)
        if enough.sum() < LEAST_PEOPLE:
            found.append(0.0)
            continue
        one, other = (side(_levelled(rest[:, half], seen[:, half]))[enough] for half in halves)
        found.append(rand_index(one, other))
    return float(np.mean(found))


def without_tendency(values: Matrix) -> Floats:
    """People × statements: 1 for agree and 0 for disagree minus what readiness and statement alone lead to expect; 0 without answer.

    The expectation is G. Rasch's model (1960): log-odds of agreeing = readiness of the person + appeal of the statement.
    """
    seen = values != UNSEEN
    said = np.where(values == AGREE, 1.0, 0.0)
    person, statement = np.zeros((len(values), 1)), np.zeros((1, values.shape[1]))
    expected = np.zeros(values.shape)
    for _ in range(SWEEPS):
        for part, axis in ((person, 1), (statement, 0)):
            expected = np.where(seen, 1 / (1 + np.exp(-(person + statement))), 0.0)
            slope = (expected * (1 - expected)).sum(axis=axis, keepdims=True)
            step = ((said - expected).sum(axis=axis, keepdims=True) - CALM * part) / (slope + CALM)
            part += np.clip(step, -1.0, 1.0)
    return np.where(seen, said - expected, 0.0)


def _levelled(rest: Floats, seen: Flags) -> Floats:
    """Takes out what of a person's readiness is left in this half, which would point the other way in the other half."""
    per_person, per_statement = np.maximum(1, seen.sum(axis=1))[:, None], np.maximum(1, seen.sum(axis=0))
    for _ in range(LEVELLINGS):
        rest = np.where(seen, rest - rest.sum(axis=1, keepdims=True) / per_person, 0.0)
        rest = np.where(seen, rest - rest.sum(axis=0) / per_statement, 0.0)
    return rest


def side(centred: Floats) -> Labels:
    """Per person 0 or 1: on which side of the first axis?"""
    _strength, loadings = leading(centred)
    return np.asarray(centred @ loadings[:, 0] > 0, dtype=np.intp)


def rand_index(one: Labels, other: Labels) -> float:
    """How alike two sortings of the same people are (adjusted Rand index; L. Hubert, P. Arabie, 1985); 0 when either has one heap."""
    if not len(one) or one.min() == one.max() or other.min() == other.max():
        return 0.0
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    both, rows, columns = (float((part * (part - 1) / 2).sum()) for part in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = rows * columns / (len(one) * (len(one) - 1) / 2)
    most = (rows + columns) / 2
    return (both - chance) / (most - chance) if most > chance else 0.0


def _sample(values: Matrix, random: Random) -> Matrix:
    """At most 400 people by chance, and of the statements the 200 that most of them answered."""
    if len(values) > MOST_PEOPLE:
        values = values[np.sort(random.permutation(len(values))[:MOST_PEOPLE])]
    if values.shape[1] > MOST_STATEMENTS:
        often = np.argsort(-(values != UNSEEN).sum(axis=0), kind="stable")
        values = values[:, np.sort(often[:MOST_STATEMENTS])]
    return values


def _largest(centred: Floats) -> float:
    """The largest eigenvalue of centredᵀ·centred."""
    square = centred.T @ centred if centred.shape[1] <= len(centred) else centred @ centred.T
    return float(np.linalg.eigvalsh(square)[-1])
