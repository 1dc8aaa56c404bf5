"""What an import changes, kept so that it can be taken back: plain values that fit in one sealed text.

`made` are the rows that it made, by model; `changed` the columns of rows that were there, each with what it was and what it
became; `removed` whole rows that it took away; `homes` the rows of homes that somebody moved out of, since an empty home is
cleaned up at night; `seen` who was in the file, by the moment of the file before.
"""

import base64
import datetime as dt
import json
import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    RoleProposal,
    SchoolClass,
    StaffMember,
)
from driehoek.schools.models import SchoolYear
from driehoek.schools.sealing import SealedTextField

MODELS: dict[str, Any] = {
    model.__name__: model
    for model in (
        SchoolYear, SchoolClass, Pupil, StaffMember, Household, Guardian, Enrolment, ClassTeacher, Guardianship, RoleProposal
    )
}  # fmt: skip
# Columns of a new row that show, once filled in, that somebody has been at work with it.
MARKS: dict[str, tuple[str, ...]] = {
    "SchoolClass": ("family_count",),
    "Pupil": ("adult_agreed_on", "untied"),
    "StaffMember": ("user_id",),
    "Household": ("corrected",),
    "Guardian": ("withdrawn_at", "language_asked_on", "works_here_id", "reached_by", "corrected"),
    "Guardianship": ("corrected", "restriction", "document", "information_asked_on", "authority_since", "authority_until"),
}
Columns = dict[str, Any]


@dataclass(slots=True)
class Before:
    made: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    marked: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))  # made with a mark: no sign of work
    changed: dict[str, dict[uuid.UUID, tuple[Columns, Columns]]] = field(default_factory=lambda: defaultdict(dict))
    removed: dict[str, list[Columns]] = field(default_factory=lambda: defaultdict(list))
    homes: list[Columns] = field(default_factory=list)
    seen: dict[str, dict[str, list[uuid.UUID]]] = field(default_factory=dict)

    def makes(self, rows: Iterable[Any]) -> None:
        for row in rows:
            name = type(row).__name__
            self.made[name].append(row.pk)
            if is_marked(row):
                self.marked[name].append(row.pk)

    def changes(self, row: Any, values: Mapping[str, Any]) -> None:
        """Set columns of a row (by attname), and keep what they were; the keys that follow from names go along."""
        was = {name: getattr(row, name) for name in values}
        keys = {name: getattr(row, name) for name in ("sort_key", "search_key") if hasattr(row, "fill_keys")}
        for name, value in values.items():
            setattr(row, name, value)
        if keys:
            row.fill_keys()
        became = dict(values) | {name: getattr(row, name) for name in keys}
        self.changed[type(row).__name__][row.pk] = was | keys, became

    def removes(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.removed[type(row).__name__].append(columns_of(row))

    def to_text(self) -> str:
        plain = {
            "made": {name: [each.hex for each in keys] for name, keys in self.made.items()},
            "marked": {name: [each.hex for each in keys] for name, keys in self.marked.items()},
            "changed": {name: {key.hex: pair for key, pair in rows.items()} for name, rows in self.changed.items()},
            "removed": self.removed,
            "homes": self.homes,
            "seen": {name: {at: [each.hex for each in keys] for at, keys in rows.items()} for name, rows in self.seen.items()},
        }
        text = json.dumps(plain, default=_plain, separators=(",", ":"))
        return base64.b64encode(zlib.compress(text.encode(), 3)).decode()

    @classmethod
    def from_text(cls, text: str) -> "Before":
        plain = json.loads(zlib.decompress(base64.b64decode(text)))
        return cls(
            made={name: _keys(keys) for name, keys in plain["made"].items()},
            marked={name: _keys(keys) for name, keys in plain["marked"].items()},
            changed={
                name: {uuid.UUID(key): (_values(name, was), _values(name, became)) for key, (was, became) in rows.items()}
                for name, rows in plain["changed"].items()
            },
            removed={name: [_values(name, row) for row in rows] for name, rows in plain["removed"].items()},
            homes=[_values("Household", row) for row in plain["homes"]],
            seen={name: {at: _keys(keys) for at, keys in rows.items()} for name, rows in plain["seen"].items()},
        )


def is_marked(row: Any) -> bool:
    return any(getattr(row, name) not in (None, "", {}, []) for name in MARKS.get(type(row).__name__, ()))


def columns_of(row: Any) -> Columns:
    """Every column of a row by attname, but the school, which is the open one."""
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if column.name != "school"}


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    raise TypeError(type(value).__name__)


def _keys(keys: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in keys]


def _values(model: str, values: Mapping[str, Any]) -> Columns:
    columns = {column.attname: column for column in MODELS[model]._meta.concrete_fields}
    return {name: _value(columns[name], value) for name, value in values.items()}


def _value(column: Any, value: Any) -> Any:
    return value if isinstance(column, SealedTextField) else column.to_python(value)
