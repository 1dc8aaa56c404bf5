"""The plain values that every reader gives, whatever the format of the file was.

Keys are strings from the file where it has them. A key that begins with '~' was derived (a digest of name and birth date, or
of a guardian's name and a child): it is the same at every reading of the same people, but it is ours, not the school's.
Year levels are the codes of EDEXML: '1'-'8' groep, '11'-'16' leerjaar 1-6 of vo, 'S' so, 'V' vso, 'C' combined, '0' and letters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Answer = Literal["yes", "no", "unknown"]
Severity = Literal["error", "warning"]
Relation = Literal[
    "mother", "father", "parent", "legal_guardian", "foster_parent", "step_parent", "grandparent", "other", "unknown"
]
Role = Literal["class_teacher", "subject_teacher", "teacher", "school_leader", "support_coordinator", "staff"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row was read: `row` is the row of the sheet or the line of the XML, counted from 1."""

    file: str
    row: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth a look. `params` may quote a cell: show it to who uploaded the file, never log it."""

    file: str
    row: int | None
    column: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    severity: Severity = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """The school as the file names it; `brin` and `location` as in EDEXML ('99XX' and '01'; no location is '')."""

    brin: str = ""
    location: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolClass:
    """`sets` are samengestelde groepen: pupils of several classes together for a subject, not a home class."""

    key: str
    name: str
    year_levels: tuple[str, ...]
    source: Source
    kind: Literal["class", "combined", "set"] = "class"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the Dutch parts: roepnaam, tussenvoegsel, achternaam, voorletters. All are empty for a parent known by e-mail only."""

    given: str = ""
    prefix: str = ""
    surname: str = ""
    initials: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.given or self.initials, self.prefix, self.surname) if part)

    def __bool__(self) -> bool:
        return bool(self.given or self.surname or self.initials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """`key_is_stable` is false where the file had no usable key and ours was derived from name and birth date.

    `has_left` is what the file says (jaargroep H, or a day of leaving before today): such a pupil is there to give a known
    pupil an end date, not to make a new one or to invite anybody.
    """

    key: str
    name: Name
    birth_date: date | None
    year_level: str
    class_keys: tuple[str, ...]
    source: Source
    key_is_stable: bool = True
    has_left: bool = False
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSuggestion:
    """A role that the file mentions: never a right, only a suggestion that an administrator may confirm."""

    role: Role
    class_key: str = ""
    code: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    key: str
    name: Name
    email: str
    suggestions: tuple[RoleSuggestion, ...]
    source: Source
    key_is_stable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.house_number or self.postcode or self.city)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """A parent or carer. Several may share one e-mail address: an address is a channel, not a person.

    `aliases` are the keys that this person would have by each child alone: whoever matches against what is stored should
    accept any of them, so that a person stays the same when the eldest child leaves.
    """

    key: str
    aliases: tuple[str, ...]
    name: Name
    email: str
    phone: str
    language: str
    address: Address
    secret_address: bool
    secret_phone: bool
    household_key: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardianship:
    """Authority, post right and order belong to parent × child, never to the parent alone."""

    guardian_key: str
    pupil_key: str
    relation: Relation
    authority: Answer
    may_receive: Answer
    order: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """People with a child in common at one address. A child of two homes is in two of them."""

    key: str
    address: Address
    secret_address: bool
    guardian_keys: tuple[str, ...]
    pupil_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    school: School | None = None
    year: str = ""
    classes: tuple[SchoolClass, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    staff: tuple[Staff, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    guardianships: tuple[Guardianship, ...] = ()
    households: tuple[Household, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    name: str
    format: str


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """`target` is 'slot.field', '' where the column is not used. A sensitive column has no example: it is never read."""

    heading: str
    example: str
    target: str
    is_understood: bool
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A spreadsheet and what its columns are taken for. `sheet` is '' in a CSV. `is_read` is false where too little was understood to read any row."""

    file: str
    sheet: str
    columns: tuple[ReadColumn, ...]
    is_read: bool

    @property
    def unknown(self) -> int:
        return sum(not each.is_understood for each in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """What came out of one or more files. `dropped_columns` are the sensitive ones that were present and not read."""

    roster: Roster
    problems: tuple[Problem, ...]
    dropped_columns: tuple[str, ...]
    formats: tuple[ReadFile, ...]
    sheets: tuple[ReadSheet, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
