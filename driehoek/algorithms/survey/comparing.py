"""Parents beside staff: shared, a difference shown, or not to be said yet. Made of what is shown, so it tells no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from driehoek.algorithms.disclosure.figures import Figure


@dataclass(frozen=True)
class Compared:
    """`verdict`: 'shared', 'difference_shown' or 'too_early'. `side`: 1 when both mostly agree, −1 when both mostly disagree (shared only).

    `points`: share of the first voice that agrees minus that of the second, in percent points as shown. `needed`: {voice: about how many
    more answers} that would tell, None when that can't be told or there are not so many people.
    """

    item: str
    verdict: str
    side: int = 0
    points: int = 0
    needed: Mapping[str, int] | None = field(default=None)


def compare(one: Mapping[str, Figure], other: Mapping[str, Figure], people: Mapping[str, int]) -> list[Compared]:
    """Of every item that both voices have, in the order of `one`. `people`: {voice: who could answer}, first voice first.

    Whether a *difference* is chance is judged as if there were more parents and colleagues than there are: on the careful side. What
    both *share* is judged for these people.
    """
    raise NotImplementedError


def most_alike(found: list[Compared], one: Mapping[str, Figure], other: Mapping[str, Figure]) -> list[Compared]:
    """Biggest agreement first: shared ones, the highest share of the less sure voice first; then nothing else."""
    raise NotImplementedError


def most_different(found: list[Compared]) -> list[Compared]:
    """Biggest difference first: shown ones by percent points; then those not to be said yet, by the same."""
    raise NotImplementedError
