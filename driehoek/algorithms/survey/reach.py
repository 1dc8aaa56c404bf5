"""Did we reach everybody? Response beside who was asked, from the steps that are shown."""

from dataclasses import dataclass
from math import ceil, floor

from driehoek.algorithms.disclosure.response import STEP, Response, Row
from driehoek.algorithms.sure import interval


@dataclass(frozen=True)
class Rate:
    """Whole percent of who was asked: between `least` and `most` surely answered. `low` to `high`: what it could be in a year like this.

    None when the row may not be shown apart ('too small').
    """

    least: int | None
    most: int | None
    low: int | None
    high: int | None


def rate(row: Row) -> Rate:
    """Of one row of a response."""
    if not row.is_shown:
        return Rate(None, None, None, None)
    surely = [floor(100 * row.at_least / row.people), ceil(100 * row.at_most / row.people)]
    low, high = interval(row.at_least, row.people).low, interval(row.at_most, row.people).high
    return Rate(surely[0], surely[1], floor(100 * low), ceil(100 * high))


def dissimilarity(rows: tuple[Row, ...]) -> int | None:
    """Percent of the answers, in steps of five, that would have to come from another row for all to be reached alike (O. and B. Duncan, 1955).

    0 when every row answered alike. None for fewer than two rows that are shown, or no answers.
    """
    shown = [(row.people, _middle(row)) for row in rows if row.is_shown]
    asked, answered = (sum(pair[place] for pair in shown) for place in (0, 1))
    if len(shown) < 2 or not any(row.at_least for row in rows):
        return None
    return 5 * round(10 * sum(abs(people / asked - middle / answered) for people, middle in shown))


def not_reached(response: Response) -> list[Row]:
    """Rows of classes that surely stayed under half of what the school as a whole reached at least; most people first."""
    if not response.people:
        return []
    half = response.at_least / response.people / 2
    return sorted(
        (row for row in response.classes if row.is_shown and row.at_most < half * row.people), key=lambda row: -row.people
    )


def _middle(row: Row) -> float:
    """The middle of a step, and no more than two above its beginning where the step is open."""
    return min((row.at_least + row.at_most) / 2, row.at_least + STEP // 2)
