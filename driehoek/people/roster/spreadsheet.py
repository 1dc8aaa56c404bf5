"""A sheet with one row a child and its parents beside it: pupils, classes and what it says about each parent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import values
from .cleaning import fold
from .families import ParentEntry
from .findings import Findings
from .headings import Headings, find_headings
from .keys import derive_pupil_key, is_usable, look_like_bsn
from .rows import Row
from .shapes import Address, Answer, Pupil, Relation, SchoolClass, Source
from .tables import Table


@dataclass(slots=True)
class SheetRows:
    """What one sheet holds. A pupil may still lack a name here: a list of keys and parents can be joined to an EDEXML."""

    pupils: list[Pupil] = field(default_factory=list)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    entries: list[ParentEntry] = field(default_factory=list)
    dropped_columns: tuple[str, ...] = ()
    class_names: dict[str, str] = field(default_factory=dict)  # pupil key -> name of the class, to find twins of a name


def read_table(table: Table, findings: Findings, *, mapping: Mapping[str, str], today: date | None) -> SheetRows | None:
    """The rows of one sheet, or None (with an error) when its columns can't be understood."""
    headings = find_headings(table, findings, mapping)
    if headings is None:
        return None
    found = SheetRows(dropped_columns=headings.dropped)
    rows = [Row(cells, number, headings, table, findings) for number, cells in _below(table, headings)]
    if not rows:
        findings.error("no_rows", headings.row, table.sheet)
        return found
    secret_key = look_like_bsn([key for row in rows if (key := row.peek("", "key"))])
    if secret_key:
        heading = headings.name_of("", "key")
        findings.error("bsn_in_key", None, heading)
        found.dropped_columns = (*found.dropped_columns, heading)
    seen: dict[str, tuple[int, list[str]]] = {}
    for row in rows:
        _read_row(row, found, seen, today, has_key=not secret_key)
    derived = sum(not pupil.key_is_stable for pupil in found.pupils)
    if derived:
        findings.warning("keys_derived", None, headings.name_of("", "key"), count=derived)
    return found


def _below(table: Table, headings: Headings) -> list[tuple[int, list[str]]]:
    below = enumerate(table.rows[headings.row :], headings.row + 1)
    return [(number, cells) for number, cells in below if any(cells[at].strip() for at in headings.used if at < len(cells))]


def _read_row(row: Row, found: SheetRows, seen: dict[str, tuple[int, list[str]]], today: date | None, *, has_key: bool) -> None:
    pupil = _pupil(row, found, today, has_key=has_key)
    if pupil is None:
        return
    if pupil.key in seen:
        first, cells = seen[pupil.key]
        if cells == row.used_cells():
            row.findings.warning("row_twice", row.number, "", first=first)
        else:
            row.findings.error("key_twice", row.number, row.heading("", "key"), first=first, name=str(pupil.name))
        return
    seen[pupil.key] = (row.number, row.used_cells())
    found.pupils.append(pupil)
    if class_name := row.get("", "class_name"):
        found.class_names[pupil.key] = class_name
    found.entries.extend(_entries(row, pupil.key))


def _pupil(row: Row, found: SheetRows, today: date | None, *, has_key: bool) -> Pupil | None:
    name = row.name("")
    key = row.get("", "key") if has_key else ""
    birth_date = row.read("", "birth_date", lambda text: values.read_birth_date(text, today), None)
    class_name = row.get("", "class_name")
    if not is_usable(key) and not name:
        if not row.refused_name:
            row.findings.error("pupil_missing", row.number, row.heading("", "given_name"))
        return None
    if row.refused_name:
        return None
    level = values.read_year_level(row.get("", "year_level") or class_name, birth_date, today)
    if class_name:
        _add_class(found, class_name, level, row.source)
    return Pupil(
        key=key if is_usable(key) else derive_pupil_key(name, birth_date, class_name),
        name=name,
        birth_date=birth_date,
        year_level="" if level == "C" else level,
        class_keys=(fold(class_name),) if class_name else (),
        source=row.source,
        key_is_stable=is_usable(key),
    )


def _add_class(found: SheetRows, name: str, level: str, source: Source) -> None:
    key = fold(name)
    levels = set(found.classes[key].year_levels if key in found.classes else ()) | ({level} - {"", "C"})
    combined = len(levels) > 1 or bool(re.search(r"\d\s*[-/]\s*\d", name))
    first = found.classes[key].source if key in found.classes else source
    found.classes[key] = SchoolClass(
        key=key, name=name, year_levels=tuple(sorted(levels)), source=first, kind="combined" if combined else "class"
    )


def _entries(row: Row, pupil_key: str) -> list[ParentEntry]:
    entries = [entry for slot in row.headings.slots if (entry := _entry(row, slot, pupil_key))]
    none_died = not any(row.get(slot, "deceased") for slot in row.headings.slots)
    if not entries and none_died and (row.get("0", "email") or row.phone("0")):
        entries = [ParentEntry(pupil_key=pupil_key, slot="0", name=row.name("0"), source=row.source, **_channels(row, "0"))]
    return entries


def _entry(row: Row, slot: str, pupil_key: str) -> ParentEntry | None:
    name = row.name(slot)
    if not (name or row.get(slot, "email") or row.phone(slot)):
        return None
    if row.get(slot, "deceased") and row.answer(slot, "deceased", unclear="yes") == "yes":
        row.findings.warning("guardian_deceased", row.number, row.heading(slot, "deceased"), name=str(name))
        return None
    relation = row.read(slot, "relation", values.read_relation, row.headings.relations.get(slot, "unknown"))
    return ParentEntry(
        pupil_key=pupil_key,
        slot=slot,
        name=name,
        source=row.source,
        number=row.get(slot, "number"),
        address=_address(row, slot),
        secret_address="yes"
        in (row.answer(slot, "secret_address", unclear="yes"), row.answer("0", "secret_address", unclear="yes")),
        secret_phone="yes" in (row.answer(slot, "secret_phone", unclear="yes"), row.answer("0", "secret_phone", unclear="yes")),
        relation=relation,
        authority=_authority(row, slot, relation),
        may_receive=row.answer(slot, "may_receive"),
        **_channels(row, slot),
    )


def _channels(row: Row, slot: str) -> dict[str, Any]:
    source = slot if row.get(slot, "email") else "0"
    return {
        "email": row.read(source, "email", values.read_email, ""),
        "phone": row.phone(slot) or row.phone("0"),
        "language": row.read(slot, "language", values.read_language, "") or row.read("0", "language", values.read_language, ""),
    }  # fmt: skip


def _authority(row: Row, slot: str, relation: Relation) -> Answer:
    """Parent × child; one column for the child ('beide', 'moeder', 'vader') is divided over its parents."""
    if row.get(slot, "authority"):
        return row.answer(slot, "authority")
    whole = fold(row.get("", "authority"))
    if whole in {"moeder", "vader"} and relation in {"mother", "father"}:
        return "yes" if relation == {"moeder": "mother", "vader": "father"}[whole] else "no"
    return "unknown" if whole in {"", "moeder", "vader"} else row.answer("", "authority")


def _address(row: Row, slot: str) -> Address:
    """The parent's own address; the child's where the file says so or knows only one address."""
    own = row.address(slot)
    if own:
        return own
    same = row.get(slot, "same_address") and row.answer(slot, "same_address") == "yes"
    return row.address("0") if same or not row.headings.has_address(slot) else Address()
