"""This year beside an earlier one, item by item, from two results that were shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from driehoek.algorithms.disclosure.figures import Figure

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
    raise NotImplementedError
