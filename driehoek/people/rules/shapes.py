"""What is compared: rows as plain values by their column names, whoever keeps them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

Kind = Literal["classes", "pupils", "staff", "guardians", "households"]
KINDS: tuple[Kind, ...] = ("classes", "pupils", "staff", "guardians", "households")
Values = Mapping[str, Any]
Rows = Mapping[UUID, Values]
Pair = tuple[UUID, UUID]

# Kept so that people are found again, but no change that anybody would call one.
SILENT = frozenset({"key", "match_key", "sort_key", "corrected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A school as it is. Classes, enrolments and teachers are those of the school year that the file is about."""

    classes: Rows = field(default_factory=dict)
    pupils: Rows = field(default_factory=dict)
    staff: Rows = field(default_factory=dict)
    households: Rows = field(default_factory=dict)
    guardians: Rows = field(default_factory=dict)
    enrolments: frozenset[Pair] = frozenset()  # (pupil, class)
    teachers: Mapping[Pair, bool] = field(default_factory=dict)  # (staff, class) -> is mentor
    bonds: Mapping[Pair, Values] = field(default_factory=dict)  # (guardian, pupil)
    digest: Callable[[str], str] = str  # of what a file said; with the installation's key where rows are kept

    def rows(self, kind: Kind) -> Rows:
        found: Rows = getattr(self, kind)
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """One row to make (`id` is None) or to write. `values` are only those that differ; `ref` is the key in the file."""

    kind: Kind
    ref: str
    id: UUID | None
    values: Values
    label: str

    @property
    def is_new(self) -> bool:
        return self.id is None

    @property
    def seen(self) -> tuple[str, ...]:
        """Names of the values that a person would call changed."""
        return tuple(name for name in self.values if name not in SILENT)


@dataclass(frozen=True, slots=True)
class Bond:
    """A guardian of a pupil, by their keys in the file; `values` are all of a new bond, or those that differ."""

    guardian: str
    pupil: str
    values: Values
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that reading the file in would write. `known` leads from keys in the file to rows that exist."""

    changes: tuple[Change, ...] = ()
    known: Mapping[Kind, Mapping[str, UUID]] = field(default_factory=dict)
    enrol: tuple[tuple[str, str], ...] = ()  # (pupil, class), keys in the file
    unenrol: tuple[Pair, ...] = ()
    teach: tuple[tuple[str, str, bool], ...] = ()  # (staff, class, is mentor): new or promoted
    bonds: tuple[Bond, ...] = ()
    missing: Mapping[Kind, int] = field(default_factory=dict)  # known here, not in the file; they stay

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.enrol or self.unenrol or self.teach or self.bonds)
