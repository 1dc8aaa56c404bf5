"""How it goes now beside how important it is: what may be a strength, what may become an ambition. Nothing here is a mark."""

from dataclasses import dataclass

from driehoek.algorithms.disclosure.figures import Figure

STRENGTH, AMBITION = "strength", "ambition"


@dataclass(frozen=True)
class Gap:
    """Share that finds it important minus share that says it goes well, in percent points, with its 95 % interval.

    `sort`: 'strength' (surely most find it important and surely most say it goes well), 'ambition' (surely most find it important, and
    surely more than say it goes well), or ''. `ambition` wins nothing from `strength`: a strength is never an ambition.
    """

    points: int
    low: int
    high: int
    sort: str


def gap(now: Figure, important: Figure, people: int | None = None) -> Gap:
    """Of one item of one voice, from what is shown."""
    raise NotImplementedError
