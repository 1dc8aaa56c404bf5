"""How it goes now beside how important it is: what may be a strength, what may become an ambition. Nothing here is a mark."""

from dataclasses import dataclass
from math import ceil, floor

from driehoek.algorithms.disclosure.figures import ONE, Figure
from driehoek.algorithms.sure import gap_interval, interval

STRENGTH, AMBITION = "strength", "ambition"


@dataclass(frozen=True)
class Gap:
    """Share that finds it important minus share that says it goes well, in percent points, with its 95 % interval.

    `sort`: 'strength' (surely most find it important and surely most say it goes well), 'ambition' (surely most find it important, and
    surely more than say it goes well, and it is no strength), or ''.
    """

    points: int
    low: int
    high: int
    sort: str


def gap(now: Figure, important: Figure, people: int | None = None) -> Gap:
    """Of one item of one voice, from what is shown."""
    well, matters = (_count(one) for one in (now, important))
    points = important.agree.percent - now.agree.percent
    between = gap_interval(matters, well, people)
    low, high = (-100 if _reaches(important, "≤") or _reaches(now, "≥") else floor(100 * between.low)), ceil(100 * between.high)
    high = 100 if _reaches(important, "≥") or _reaches(now, "≤") else high
    goes_well, is_important = (interval(*one, people).side == 1 for one in (well, matters))
    sort = ""
    if is_important:
        sort = STRENGTH if goes_well else AMBITION if between.low > 0 else ""
    return Gap(points, min(low, points), max(high, points), sort)


def _count(one: Figure) -> tuple[int, int]:
    return one.as_shown[0], one.answered


def _reaches(one: Figure, bound: str) -> bool:
    """Is only a bound shown, on this side? Then the interval is open to it. Of large numbers a bound is a person or two."""
    return one.step > ONE and one.agree.bound == bound
