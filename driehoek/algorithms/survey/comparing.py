"""Parents beside staff: shared, a difference shown, or not to be said yet. Made of what is shown, so it tells no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from driehoek.algorithms.disclosure.figures import ONE, Figure
from driehoek.algorithms.sure import interval

SHARED, DIFFERENCE, TOO_EARLY = "shared", "difference_shown", "too_early"


@dataclass(frozen=True)
class Compared:
    """`verdict`: 'shared', 'difference_shown' or 'too_early'. `side`: 1 when both mostly agree, −1 when both mostly disagree (shared only).

    `points`: share of the first voice that agrees minus that of the second, in percent points as shown. `needed`: {voice: about how many
    more answers} that would tell, None when that can't be told, when there are not so many people, or when one of both is shown in rough
    steps: it is worked out from finer counts, and would give those away.
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
    from driehoek.algorithms.arrays import np
    from driehoek.algorithms.opinions.counts import Tally
    from driehoek.algorithms.opinions.verdicts import verdicts

    names = tuple(people)
    items = [item for item in one if item in other]
    counts = [[voice[item].counts for item in items] for voice in (one, other)]
    arrays = (np.array([[seen[place] for seen in voice] for voice in counts], dtype=np.int64) for place in range(3))
    judged = verdicts(Tally(*(array.reshape(2, len(items)) for array in arrays)), names) if items else []
    found = []
    for item, verdict in zip(items, judged, strict=True):
        figures = {names[0]: one[item], names[1]: other[item]}
        points = one[item].agree.percent - other[item].agree.percent
        side = verdict.side or _common_side(figures, people)
        name = SHARED if verdict.name == TOO_EARLY and side else verdict.name
        is_fine = all(figure.step == ONE for figure in figures.values())
        needed = _within(verdict.needed, figures, people) if name == TOO_EARLY and is_fine else None
        found.append(Compared(item, name, side if name == SHARED else 0, points, needed))
    return found


def _common_side(figures: Mapping[str, Figure], people: Mapping[str, int]) -> int:
    """As `opinions` has it, for these people: the more of them answered, the surer."""
    for side, place in ((1, 0), (-1, 1)):
        if all(
            interval(one.counts[place], one.counts[2], max(people[voice], one.counts[2])).side == 1
            for voice, one in figures.items()
        ):
            return side
    return 0


def _within(
    needed: Mapping[str, int] | None, figures: Mapping[str, Figure], people: Mapping[str, int]
) -> Mapping[str, int] | None:
    """None when there are not so many people left."""
    if needed is None or any(count > people[voice] - figures[voice].answered for voice, count in needed.items()):
        return None
    return needed


def most_alike(found: list[Compared], one: Mapping[str, Figure], other: Mapping[str, Figure]) -> list[Compared]:
    """What is shared, the biggest agreement first: by the share of the voice that is less sure, as shown; equal ones in their order."""

    def least(row: Compared) -> int:
        shares = [(voice[row.item].agree if row.side > 0 else voice[row.item].disagree).percent for voice in (one, other)]
        return min(shares)

    return sorted((row for row in found if row.verdict == SHARED), key=least, reverse=True)


def most_different(found: list[Compared]) -> list[Compared]:
    """Biggest difference first: shown ones by percent points; then those not to be said yet, by the same."""
    rows = [row for row in found if row.verdict != SHARED]
    return sorted(rows, key=lambda row: (row.verdict != DIFFERENCE, -abs(row.points)))
