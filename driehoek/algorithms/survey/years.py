"""This year beside an earlier one, item by item, from two results that were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from driehoek.algorithms.disclosure.figures import Figure
from driehoek.algorithms.sure import gap_interval

CHANGED, NOT_SAID, OTHER_TEXT = "changed", "not_said", "other_text"


@dataclass(frozen=True)
class Change:
    """`verdict`: 'changed' (more than chance), 'not_said', or 'other_text': the text changed, so the figures can't be compared.

    `points`: now minus then, percent points as shown, with the 95 % interval `low` to `high`.
    """

    item: str
    verdict: str
    points: int
    low: int
    high: int


def changes(
    now: Mapping[str, Figure], then: Mapping[str, Figure], texts_now: Mapping[str, str], texts_then: Mapping[str, str]
) -> list[Change]:
    """Of every item key that both have, in the order of `now`. `texts_…`: {item: the text that this voice read, in Dutch}.

    Partly the same people answer in both years; they are taken as different people, which is on the careful side.
    """
    from driehoek.algorithms.arrays import np
    from driehoek.algorithms.opinions.exact import discoveries, fisher
    from driehoek.algorithms.opinions.verdicts import RATE

    items = [item for item in now if item in then]
    same = [item for item in items if texts_now.get(item) == texts_then.get(item)]
    columns = [[year[item].as_shown[place] for item in same] for year in (now, then) for place in (0, 2)]
    p = fisher(*(np.array(column, dtype=np.int64) for column in columns))
    more_than_chance = dict(zip(same, discoveries(p, RATE).tolist(), strict=True))
    return [_change(item, now[item], then[item], more_than_chance.get(item)) for item in items]


def _change(item: str, now: Figure, then: Figure, is_shown: bool | None) -> Change:
    points = now.agree.percent - then.agree.percent
    between = gap_interval((now.as_shown[0], now.answered), (then.as_shown[0], then.answered))
    verdict = OTHER_TEXT if is_shown is None else CHANGED if is_shown and points else NOT_SAID
    return Change(item, verdict, points, min(points, floor(100 * between.low)), max(points, ceil(100 * between.high)))
