"""A sheet with one row a child and its parents beside it: pupils, classes and what it says about each parent."""

from collections.abc import Callable, Mapping
from datetime import date

from . import values
from .cleaning import fold
from .family_rows import read_family_rows
from .findings import Findings
from .headings import Headings, find_headings
from .keys import derive_pupil_key, is_usable, look_like_bsn
from .parent_cells import entries_of
from .rows import Row
from .shapes import Pupil
from .sheet_rows import SheetRows, add_class
from .tables import Table


def read_table(
    table: Table, findings: Findings, *, mapping: Mapping[str, str], today: date | None, step: Callable[[], None] | None = None
) -> SheetRows | None:
    """The rows of one sheet, or None (with an error) when its columns can't be understood."""
    headings = find_headings(table, findings, mapping)
    if headings is None:
        return None
    found = SheetRows(dropped_columns=headings.dropped)
    rows = [Row(cells, number, headings, table, findings) for number, cells in _below(table, headings)]
    if not rows:
        findings.error("no_rows", headings.row, table.sheet)
        return found
    if headings.children:
        read_family_rows(rows, found, today)
        return found
    secret_key = look_like_bsn([key for row in rows if (key := row.peek("", "key"))])
    if secret_key:
        heading = headings.name_of("", "key")
        findings.error("bsn_in_key", None, heading)
        found.dropped_columns = (*found.dropped_columns, heading)
    seen: dict[str, tuple[int, list[str], Pupil]] = {}
    for row in rows:
        _read_row(row, found, seen, today, has_key=not secret_key)
        if step is not None:
            step()
    derived = sum(not pupil.key_is_stable for pupil in found.pupils)
    if derived:
        findings.warning("keys_derived", None, headings.name_of("", "key"), count=derived)
    return found


def _below(table: Table, headings: Headings) -> list[tuple[int, list[str]]]:
    below = enumerate(table.rows[headings.row :], headings.row + 1)
    return [(number, cells) for number, cells in below if any(cells[at].strip() for at in headings.used if at < len(cells))]


def _read_row(
    row: Row, found: SheetRows, seen: dict[str, tuple[int, list[str], Pupil]], today: date | None, *, has_key: bool
) -> None:
    pupil = _pupil(row, found, today, has_key=has_key)
    if pupil is None:
        return
    if pupil.key in seen:
        first, cells, known = seen[pupil.key]
        if cells == row.used_cells():
            row.findings.warning("row_twice", row.number, "", first=first)
        elif _is_other_parent(row, pupil, known):
            found.entries.extend(entries_of(row, pupil.key))
        else:
            row.findings.error("key_twice", row.number, row.heading("", "key"), first=first, name=str(pupil.name))
        return
    seen[pupil.key] = (row.number, row.used_cells(), pupil)
    found.pupils.append(pupil)
    if class_name := row.get("", "class_name"):
        found.class_names[pupil.key] = class_name
    found.entries.extend(entries_of(row, pupil.key))


def _is_other_parent(row: Row, pupil: Pupil, known: Pupil) -> bool:
    """A second row about one child in a list with one parent a row: the same number or birth date, and the same name and class."""
    is_one = pupil.key_is_stable or pupil.birth_date is not None
    same = (pupil.name, pupil.birth_date, pupil.class_keys) == (known.name, known.birth_date, known.class_keys)
    return is_one and same and len(row.headings.slots) == 1


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
        add_class(found, class_name, level, row.source)
    return Pupil(
        key=key if is_usable(key) else derive_pupil_key(name, birth_date, class_name),
        name=name,
        birth_date=birth_date,
        year_level="" if level == "C" else level,
        class_keys=(fold(class_name),) if class_name else (),
        source=row.source,
        key_is_stable=is_usable(key),
    )
