"""What a picture of the ways of looking needs: where each view lies, how far it reaches, and no single person."""

from dataclasses import dataclass
from math import cos, pi, sin

from driehoek.algorithms.arrays import Floats, np

CORNERS = 24
REACH = 2.0  # standard deviations


@dataclass(frozen=True)
class Area:
    """The middle of a group and the outline of an ellipse that holds most of it, in the units of the axes."""

    middle: tuple[float, float]
    outline: tuple[tuple[float, float], ...]


def area(points: Floats) -> Area:
    """The area of `points` (people × 2). The outline goes through nobody: it is drawn from the spread of all."""
    if not len(points):
        return Area((0.0, 0.0), ())
    points = points[np.lexsort(points.T)]  # rounding must not hang on the order of people
    middle = points.mean(axis=0)
    away = points - middle
    strength, turn = np.linalg.eigh(away.T @ away / len(points))
    half = REACH * np.sqrt(np.maximum(strength, 0.0))
    corners = []
    for i in range(CORNERS):
        angle = 2 * pi * i / CORNERS
        x, y = middle + turn @ (half * (cos(angle), sin(angle)))
        corners.append((float(x), float(y)))
    return Area((float(middle[0]), float(middle[1])), tuple(corners))
