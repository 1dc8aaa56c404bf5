"""What may be shown of one item: shares in steps that few people can't be told from, and the interval of what is shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from driehoek.algorithms.disclosure.shares import Shown

ONE, FIVE, TEN = 1, 5, 10  # percent: steps in which shares are shown
PARTS = ("agree", "between", "disagree")


@dataclass(frozen=True)
class Figure:
    """One item of one voice, or of one group of years; everything in it may be shown, kept and compared.

    `step`: shares go in steps of so many percent. `answered`: people with an opinion; exact when `step` is 1, else at least so many.
    `points`: shares of the five points, empty for a group of years and for few. `dont_know`: share of all who answered the item.
    `low` and `high`: interval of the share that agrees, whole percent, of what is shown. `parts`: people who agree, are between and
    disagree when `step` is 1, else empty; the first and last two people can't be told from none and all.
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

    @property
    def words(self) -> str:
        """How many had an opinion: '83' or '≥ 80'."""
        return str(self.answered) if self.step == ONE else f"≥ {self.answered}"

    @property
    def counts(self) -> tuple[int, int, int]:
        """(agree, disagree, people) as shown: what verdicts, orders and comparisons are made of, so they can't tell more."""
        if self.parts:
            return self.parts[0], self.parts[2], self.answered
        agree, disagree = (round(part.percent * self.answered / 100) for part in (self.agree, self.disagree))
        return agree, min(disagree, self.answered - agree), self.answered

    @property
    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(data: Mapping[str, Any]) -> Figure:
    """A figure from what `as_json` gave. Raises KeyError or TypeError for another shape."""
    plain = {key: data[key] for key in ("step", "answered", "low", "high")}
    shares = {key: Shown(**data[key]) for key in PARTS}
    rest = Shown(**data["dont_know"]) if data["dont_know"] else None
    return Figure(
        **plain, **shares, points=tuple(Shown(**one) for one in data["points"]), dont_know=rest, parts=tuple(data["parts"])
    )


def ticked(count: int, people: int, *, exact: bool = True) -> Shown | None:
    """The share of `people` of a voice who ticked something; None for fewer than ten. `exact`: the number of people is shown exactly."""
    raise NotImplementedError
