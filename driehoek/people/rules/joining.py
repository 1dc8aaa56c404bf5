"""The keys by which a later file finds somebody who was two rows."""

from collections.abc import Mapping

from .corrections import HOME, JOINED, NOT_OF

LONGEST = 400  # of a `match_key`


def joined_keys(
    keys: str, marks: Mapping[str, str], other_keys: str, other_marks: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """(match_key, corrected) of the row that stays. The other's keys go along, and are named as those of a second entry.

    A bond that was taken away from the one and is with the other counts as there.
    """
    both = list(dict.fromkeys((*keys.split(), *other_keys.split())))
    while len(" ".join(both)) > LONGEST:
        both.pop()
    second = dict.fromkeys((*marks.get(JOINED, "").split(), *other_marks.get(JOINED, "").split(), *other_keys.split()))
    kept = {unit: said for unit, said in other_marks.items() if unit != HOME and not unit.startswith(NOT_OF)} | dict(marks)
    return " ".join(both), kept | {JOINED: " ".join(second)}
