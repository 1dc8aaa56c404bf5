"""What all piles of paper share: the size of a sheet, and going on from a number when the printer jammed."""

from collections.abc import Sequence
from typing import Literal, TypeVar

Paper = Literal["a4", "a3"]
PAPERS: tuple[Paper, ...] = ("a4", "a3")

One = TypeVar("One")


def from_number(pile: Sequence[One], first: int) -> list[tuple[int, One]]:
    """The pile from its `first`th piece on (counted from 1), each with its number; numbers stay when the front is left out.

    Raises ValueError when nothing is left.
    """
    left = [(number, one) for number, one in enumerate(pile, 1) if number >= first]
    if not left:
        raise ValueError("nothing is left to print")
    return left


def numbered(number: int, of: int) -> str:
    """'117 / 240', small at the foot."""
    return f"{number} / {of}"
