"""What may be shown of one item: shares in steps that few people can't be told from, and the interval of what is shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from math import ceil, floor
from typing import Any

from driehoek.algorithms.disclosure.shares import APART, FEW, LOW, SPARED, Shown
from driehoek.algorithms.points import LEAST, Distribution
from driehoek.algorithms.sure import interval

ONE, FIVE, TEN, TWENTY = 1, 5, 10, 20  # percent: steps in which shares are shown
PARTS = ("agree", "between", "disagree")


@dataclass(frozen=True)
class Figure:
    """One item of one voice, or of one group of years; everything in it may be shown, kept and compared.

    `step`: shares go in steps of so many percent. `answered`: people with an opinion; exact when `step` is 1, else at least so many.
    `points`: shares of the five points, empty for a group of years and for few. `dont_know`: share of all who answered the item.
    `low` and `high`: interval of the share that agrees, whole percent, of what is shown. `parts`: people who agree, are between and
    disagree when `step` is 1, else empty; the first and last two people can't be told from none and all. `soft`: softened counts (agree,
    disagree, people) that verdicts are made of before the result is kept; never kept or shown.
    """

    step: int
    answered: int
    agree: Shown
    between: Shown
    disagree: Shown
    points: tuple[Shown, ...]
    dont_know: Shown | None
    low: int
    high: int
    parts: tuple[int, ...] = ()
    soft: tuple[int, int, int] | None = None

    @property
    def words(self) -> str:
        """How many had an opinion: '83' or '≥ 80'."""
        return str(self.answered) if self.step == ONE else f"≥ {self.answered}"

    @property
    def counts(self) -> tuple[int, int, int]:
        """(agree, disagree, people) for verdicts: softened, or as shown once the result was kept."""
        return self.soft or self.as_shown

    @property
    def as_shown(self) -> tuple[int, int, int]:
        """(agree, disagree, people) as anybody can work them out from what is shown."""
        if self.parts:
            return self.parts[0], self.parts[2], self.answered
        agree, disagree = (round(part.percent * self.answered / 100) for part in (self.agree, self.disagree))
        return agree, min(disagree, self.answered - agree), self.answered

    @property
    def as_json(self) -> dict[str, Any]:
        kept = asdict(self)
        del kept["soft"]
        return kept


def from_json(data: Mapping[str, Any]) -> Figure:
    """A figure from what `as_json` gave. Raises KeyError or TypeError for another shape."""
    shares: dict[str, Any] = {key: Shown(**data[key]) for key in PARTS}
    shares["dont_know"] = Shown(**data["dont_know"]) if data["dont_know"] else None
    shares["points"] = tuple(Shown(**one) for one in data["points"])
    return Figure(**{**data, **shares, "parts": tuple(data["parts"])})


def ticked(count: int, people: int, *, exact: bool = True) -> Shown | None:
    """The share of `people` of a voice who ticked something; None for fewer than ten. `exact`: the number of people is shown exactly."""
    return shown(count, people, step_for(people, exact=exact)) if people >= APART else None


def step_for(people: int, *, exact: bool) -> int:
    """In which steps shares of so many people are shown."""
    if people < FEW:
        return TEN
    return ONE if exact else FIVE


def kept(count: int, people: int) -> int:
    """`count`, where the first and the last two people can't be told from none and from all."""
    return min(max(count, SPARED), people - SPARED)


@lru_cache(maxsize=20_000)
def shown(count: int, people: int, step: int) -> Shown:
    """The share of a count of ten people or more, in steps of `step` percent, with '≤' and '≥' at the ends; '±' in steps of twenty."""
    low = _low(people, step)
    share = 100 * kept(count, people) / people
    if count <= SPARED or share <= low:
        return Shown(low, "≤")
    if count >= people - SPARED or share >= 100 - low:
        return Shown(100 - low, "≥")
    if step == TWENTY:
        return Shown(min(70, max(30, 30 + 20 * int((share - 20) // 20))), "±")
    return Shown(min(100 - low - step, max(low + step, step * round(share / step))) if step > ONE else round(share))


def _low(people: int, step: int) -> int:
    """The lowest share that is told apart: two people, in whole steps, and twenty percent of few."""
    if people < FEW or step == TWENTY:
        return LOW
    return max(step, step * ceil(100 * SPARED / people / step))


@lru_cache(maxsize=20_000)
def window(count: int, people: int, step: int) -> tuple[int, int]:
    """All counts that look the same as this one: (least, most)."""
    same = [other for other in range(people + 1) if shown(other, people, step) == shown(count, people, step)]
    return same[0], same[-1]


def exact_window(count: int, people: int) -> tuple[int, int]:
    """What may lie behind an exact count of twenty people or more."""
    if count <= SPARED:
        return 0, SPARED
    return (people - SPARED, people) if count >= people - SPARED else (count, count)


def figure(found: Distribution, answered: int, step: int, people: int, *, whole: bool) -> Figure:
    """`answered`: the number of opinions as it may be shown. `people`: who could answer. `whole`: of a whole voice, with all points."""
    opinions = found.opinions
    agree, disagree = (shown(count, opinions, step) for count in (found.agree, found.disagree))
    parts: tuple[int, ...] = ()
    if step == ONE:
        one, other = kept(found.agree, opinions), kept(found.disagree, opinions)
        parts = one, opinions - one - other, other
        between = Shown(round(100 * parts[1] / opinions))
    else:
        between = Shown(max(0, 100 - agree.percent - disagree.percent))
    points: tuple[Shown, ...] = ()
    rest = None
    if whole and step in (ONE, FIVE):
        points = tuple(shown(count, opinions, step) for count in found.counts[LEAST:])
        rest = shown(found.dont_know, opinions + found.dont_know, step)
    said = Figure(step, answered, agree, between, disagree, points, rest, 0, 0, parts)
    sure = interval(said.as_shown[0], answered, max(people, answered))
    low, high = 0.0 if agree.bound == "≤" else sure.low, 1.0 if agree.bound == "≥" else sure.high
    soft = (kept(found.agree, opinions), kept(found.disagree, opinions), opinions) if whole else None
    return replace(said, low=floor(100 * low), high=ceil(100 * high), soft=soft)
