"""The votes: who said what about which statement, as one small matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from driehoek.algorithms.arrays import Bytes, Flags, Labels, np

AGREE, PASS, DISAGREE, UNSEEN = 1, 0, -1, -128
ANSWERS = (AGREE, DISAGREE, PASS)

Matrix = Bytes


@dataclass(frozen=True)
class Votes:
    """People × statements: `values[i, j]` is AGREE, PASS, DISAGREE or UNSEEN, one byte each (20,000 × 1,000 is 20 MB).

    `roles[i]` is the voice of person i, '' when unknown; an empty tuple when nobody's voice is known. Ids are unique.
    `left_out` holds statements that moderation turned down; they are in no column; `turned_down` is how many of
    them had votes already.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    values: Matrix
    roles: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    turned_down: int = 0

    def __post_init__(self) -> None:
        wanted = (len(self.people), len(self.statements))
        if self.values.shape != wanted or self.values.dtype != np.int8:
            raise ValueError(f"votes are {self.values.dtype} {self.values.shape}; int8 {wanted} was expected")
        if self.roles and len(self.roles) != len(self.people):
            raise ValueError(f"{len(self.roles)} roles for {len(self.people)} people")

    @cached_property
    def seen(self) -> Flags:
        """People × statements: did this person answer (a pass is an answer)?"""
        return np.asarray(self.values != UNSEEN)

    @cached_property
    def role_names(self) -> tuple[str, ...]:
        return tuple(sorted({role for role in self.roles if role}))

    @cached_property
    def role_labels(self) -> Labels:
        """Per person the place in `role_names`, −1 for whose voice is unknown."""
        place = {name: i for i, name in enumerate(self.role_names)}
        roles = self.roles or ("",) * len(self.people)
        return np.array([place.get(role, -1) for role in roles], dtype=np.intp)


def from_answers(
    answers: Iterable[tuple[str, str, int]], statements: Sequence[str], roles: dict[str, str] | None = None
) -> Votes:
    """Votes from (person, statement, answer), the last of two answers of one person to one statement counts.

    Raises ValueError for a statement that is not in `statements` and for an answer other than 1, 0, −1.
    """
    place = {one: j for j, one in enumerate(statements)}
    rows: dict[str, dict[int, int]] = {}
    for person, statement, answer in answers:
        if statement not in place:
            raise ValueError(f"vote of {person!r} for the unknown statement {statement!r}")
        if answer not in ANSWERS:
            raise ValueError(f"vote of {person!r} for {statement!r} is {answer!r}; 1, 0 or -1 was expected")
        rows.setdefault(person, {})[place[statement]] = answer
    values = np.full((len(rows), len(place)), UNSEEN, dtype=np.int8)
    for i, row in enumerate(rows.values()):
        values[i, list(row)] = list(row.values())
    named = tuple((roles or {}).get(person, "") for person in rows)
    return Votes(tuple(rows), tuple(statements), values, named if any(named) else ())
