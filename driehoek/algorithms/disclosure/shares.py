"""What few people said or gave: 'all ten said no' tells what each of them said.

Both functions replace counts by counts that could as well be: nobody can tell that all, none, all but one or only one of a
small voice said the same, since with two (or all but two) exactly the same would be shown. Whatever is computed afterwards
(shares, intervals, verdicts, orders) is computed from those, so it can't tell either, also to who knows the rule and how many took part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

FEW = 20  # people; of fewer every number is softened
APART = 10  # people; a voice of fewer is not shown apart
SPARED = 2  # people that are never told from none
LOW, HIGH, STEP = 20, 80, 10  # percent
Key = TypeVar("Key")


@dataclass(frozen=True)
class Shown:
    """`percent`, whole. `bound` is '' (about so much), '≥' (at least) or '≤' (at most)."""

    percent: int
    bound: str = ""

    @property
    def words(self) -> str:
        return f"{self.bound} {self.percent} %".strip()


def spared(count: int, people: int) -> int:
    """How many of `people` said this, for showing. Of few never nearly none and never nearly all."""
    return min(max(count, SPARED), people - SPARED) if people < FEW else count


def about(count: int, people: int) -> Shown:
    """The share of a count. Of few in steps of ten percent, '≤ 20 %' and '≥ 80 %' at the ends."""
    share = 100 * spared(count, people) / people
    if people >= FEW:
        return Shown(round(share))
    if share >= HIGH:
        return Shown(HIGH, "≥")
    return Shown(LOW, "≤") if share <= LOW else Shown(min(HIGH - STEP, max(LOW + STEP, STEP * round(share / STEP))))


def people_words(people: int) -> str:
    """'10–14', '15–19', and from twenty on the number itself."""
    first = people // 5 * 5
    return str(people) if people >= FEW else f"{first}–{first + 4}"


def least_people(people: int) -> int:
    """The least number that `people_words` may stand for."""
    return people if people >= FEW else people // 5 * 5


def spared_dots(totals: Mapping[Key, int], people: int, budget: int) -> dict[Key, int]:
    """{thing: dots} of few people for showing; 0 stands for 'at most `few_dots`', whoever gave them.

    Of the things above that, the fullest is lowered until two dots would be left for any of the others: otherwise what is missing to
    all dots would tell that nobody chose those.
    """
    few, most = few_dots(people, budget), (people - SPARED) * budget
    found = {key: min(total, most) if total > few else 0 for key, total in totals.items()}
    while 0 in found.values() and sum(found.values()) > people * budget - SPARED:
        fullest = max(found, key=lambda key: found[key])
        lower = found[fullest] - 1
        found[fullest] = lower if lower > few else 0
    return found


def few_dots(people: int, budget: int) -> int:
    """Up to so many dots are shown as 'few': always at least two, so never surely of one person."""
    return people * budget * low_percent(budget) // 100


def low_percent(budget: int) -> int:
    return LOW if budget == 1 else LOW // 2


def about_dots(total: int, people: int, budget: int) -> Shown:
    """The part of all dots that few people could give; `total` as `spared_dots` has it."""
    low = low_percent(budget)
    if not total:
        return Shown(low, "≤")
    share = 100 * total / (people * budget)
    return Shown(HIGH, "≥") if share >= HIGH else Shown(min(HIGH - STEP, max(low, STEP * round(share / STEP))))
