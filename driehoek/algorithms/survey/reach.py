"""Did we reach everybody? Response beside who was asked, from the steps that are shown."""

from dataclasses import dataclass

from driehoek.algorithms.disclosure.response import Response, Row


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
    raise NotImplementedError


def dissimilarity(rows: tuple[Row, ...]) -> int | None:
    """Percent of the answers, in steps of five, that would have to come from another row for all to be reached alike (O. and B. Duncan, 1955).

    0 when every row answered alike. None for fewer than two rows that are shown, or no answers.
    """
    raise NotImplementedError


def not_reached(response: Response) -> list[Row]:
    """Rows of classes that surely stayed under half of the share that the school as a whole reached at least; largest first asked."""
    raise NotImplementedError
