"""Two axes along which people differ most, as in Polis: missing answers take the statement's mean, then principal axes.

Source: C. Small et al., "Polis: scaling deliberation by mapping high dimensional opinion spaces" (2021).
"""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Floats, np
from driehoek.algorithms.opinions.votes import UNSEEN, Matrix

EXACT_SIDE = 1200  # up to so many people or statements the axes are exact, above that found by iteration
BLOCK = 4096
NOTHING = 1e-9  # a variance below this part of the whole is rounding


@dataclass(frozen=True)
class Axes:
    """`loadings` is statements × 2 (unit columns, or zeros when there is nothing to tell), `positions` is people × 2.

    `shares` is the part of all variance that each axis explains. Somebody who saw few statements is moved outwards, by
    √(statements / seen), so that caution does not look like a middle opinion. Somebody without answers stands at (0, 0).
    As in Polis, statements that were turned down after votes came in count as seen by everybody.
    """

    loadings: Floats
    positions: Floats
    shares: tuple[float, float]


def axes(values: Matrix, turned_down: int = 0) -> Axes:
    """The two axes of `values` (people × statements, without the `turned_down` ones). Always finite, also for no differences."""
    people, statements = values.shape
    centred = centre(values)
    total = float(np.einsum("ij,ij->", centred, centred, dtype=np.float64)) if centred.size else 0.0
    if total <= NOTHING:
        return Axes(np.zeros((statements, 2)), np.zeros((people, 2)), (0.0, 0.0))
    strength, loadings = leading(centred)
    loadings[:, strength <= NOTHING * total] = 0.0
    heaviest = np.abs(loadings).argmax(axis=0)
    loadings *= np.where(loadings[heaviest, [0, 1]] < 0, -1.0, 1.0)  # the heaviest statement points to plus
    seen = (values != UNSEEN).sum(axis=1) + turned_down
    stretch = np.sqrt((statements + turned_down) / np.maximum(1, seen))
    positions = (centred @ loadings.astype(centred.dtype)).astype(np.float64) * stretch[:, None]
    first, second = (max(0.0, float(one)) / total for one in strength)
    return Axes(loadings, positions, (first, second))


def centre(values: Matrix) -> Floats:
    """People × statements, each answer minus the statement's mean, 0 where there is none."""
    seen = values != UNSEEN
    answers = np.where(seen, values, 0)
    mean = answers.sum(axis=0, dtype=np.int64) / np.maximum(1, seen.sum(axis=0))
    kind = np.float64 if values.size <= 4_000_000 else np.float32  # large: half the memory, and far more votes than digits
    return np.where(seen, answers - mean.astype(kind), np.zeros(1, dtype=kind))


def leading(centred: Floats) -> tuple[Floats, Floats]:
    """The two largest eigenvalues of centredᵀ·centred and their vectors (statements × 2; zeros when there is no second)."""
    people, statements = centred.shape
    if min(people, statements) > EXACT_SIDE:
        strength, vectors = _iterate(centred)
    elif statements <= people:
        strength, vectors = np.linalg.eigh(_square(centred))
    else:
        strength, turned = np.linalg.eigh(_square(centred.T))
        vectors = centred.T.astype(np.float64) @ turned[:, -2:]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=0), 1e-300)
    found, kept = np.zeros(2), np.zeros((statements, 2))
    many = min(2, len(strength), vectors.shape[1])
    found[:many] = strength[::-1][:many]
    kept[:, :many] = vectors[:, ::-1][:, :many]
    return found, kept


def _square(matrix: Floats) -> Floats:
    """matrixᵀ·matrix, block by block in double precision."""
    found = np.zeros((matrix.shape[1], matrix.shape[1]))
    for start in range(0, len(matrix), BLOCK):
        block = matrix[start : start + BLOCK]
        found += block.T @ block
    return found


def _iterate(centred: Floats, block: int = 8, most: int = 200) -> tuple[Floats, Floats]:
    """Block power iteration with Rayleigh–Ritz, until the two largest eigenvalues stand still."""
    start = np.random.default_rng(0).standard_normal((centred.shape[1], block)).astype(centred.dtype)
    basis, before = np.linalg.qr(start)[0], np.zeros(2)
    for _ in range(most):
        basis = np.linalg.qr(centred.T @ (centred @ basis))[0]
        image = (centred @ basis).astype(np.float64)
        strength, turn = np.linalg.eigh(image.T @ image)
        if np.abs(strength[-2:] - before).max() <= 1e-9 * strength[-1]:
            break
        before = strength[-2:]
    return strength, basis.astype(np.float64) @ turn
