"""What may be shown of the items of one voice: of all together, and by groups of years, such that neither undoes the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from driehoek.algorithms.disclosure.figures import Figure
from driehoek.algorithms.disclosure.response import Response, YearGroup
from driehoek.algorithms.points import Distribution

NOBODY = ""  # the class of who has none


@dataclass(frozen=True)
class Tables:
    """`whole`: {item: figure}, empty when fewer than ten of this voice answered. `groups` with {item: figure} each, in the public order.

    An item is missing in all groups when in one of them fewer than ten had an opinion, or when the groups would undo what is kept of it.
    `weighted`: {item: percent that agrees, in steps of five} when asked for and safe beside the plain figures.
    """

    whole: Mapping[str, Figure] = field(default_factory=dict)
    groups: tuple[tuple[YearGroup, Mapping[str, Figure]], ...] = ()
    weighted: Mapping[str, int] = field(default_factory=dict)


def tables(
    counts: Mapping[str, Mapping[str, Distribution]],
    response: Response,
    groups: Sequence[YearGroup] = (),
    *,
    weigh: bool = False,
) -> Tables:
    """`counts`: {item: {class key, or NOBODY: exact distribution}} of one voice; `response` and `groups` as `response.py` made them.

    Call it apart for 'how it is now' and for 'how important' (and for the block of trust).
    """
    raise NotImplementedError
