"""The front door: any number of files in, one roster out. Formats are told by content, never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from . import delimited, edexml, workbook
from .families import assemble
from .findings import Findings
from .joining import Register, match
from .shapes import Problem, Pupil, ReadFile, Roster, RosterReading, SchoolClass, Staff
from .spreadsheet import SheetRows, read_table
from .tables import Table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password


def read_files(
    files: Sequence[tuple[str, bytes]], *, mapping: Mapping[str, str] | None = None, today: date | None = None
) -> RosterReading:  # fmt: skip
    """Everything that the files tell together. Never raises on what is in them.

    files: names and contents, in any order (the outcome does not depend on it).
    mapping: {heading of a column: 'slot.field' or ''}, chosen by a person; see `columns.parse_target`.
    today: judges birth dates in the future, pupils who left, and whether 'leerjaar 2' is of vo; None judges none of these.
    """
    gathered = _Gathered()
    seen: dict[bytes, str] = {}
    for name, data in sorted(files, key=lambda file: (file[0], file[1])):
        findings = Findings(name)
        if data in seen:
            findings.warning("file_twice", None, "", first=seen[data])
            gathered.note(name, "double", findings)
            continue
        seen[data] = name
        gathered.read(name, data, findings, mapping or {}, today)
    return gathered.join()


def sniff(data: bytes) -> str:
    """'xml', 'zip', 'ole', 'text', 'empty' or 'unknown'."""
    start = data[:4000]
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    text, encoding = delimited.decode(start[: len(start) // 2 * 2])
    bare = text.lstrip("\ufeff \t\r\n\0")
    if not bare:
        return "empty"
    if bare.startswith("<"):
        return "xml"
    strange = sum(char < " " and char not in "\t\r\n\f" for char in bare) + bare.count("\ufffd") * (encoding != "utf-8")
    return "unknown" if strange > len(bare) // 50 or data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")) else "text"


class _Gathered:
    """What the files gave so far."""

    def __init__(self) -> None:
        self.rosters: list[Roster] = []
        self.sheets: list[tuple[SheetRows, Findings]] = []
        self.problems: list[Problem] = []
        self.dropped: dict[str, None] = {}
        self.formats: list[ReadFile] = []

    def note(self, name: str, format: str, findings: Findings) -> None:
        self.formats.append(ReadFile(name, format))
        self.problems.extend(findings.all())

    def read(self, name: str, data: bytes, findings: Findings, mapping: Mapping[str, str], today: date | None) -> None:
        kind = sniff(data)
        if kind == "xml":
            reading = edexml.read_edexml(data, name, today=today)
            self.rosters.append(reading.roster)
            self.problems.extend(reading.problems)
            self.formats.extend(reading.formats)
            self.dropped.update(dict.fromkeys(reading.dropped_columns))
            return
        if kind in {"ole", "empty", "unknown"}:
            findings.error({"ole": "old_or_locked_excel", "empty": "file_empty", "unknown": "format_unknown"}[kind])
            self.note(name, kind, findings)
            return
        tables = list(workbook.read_xlsx(data, findings)) if kind == "zip" else _only(delimited.read_csv(data, findings))
        self.formats.append(ReadFile(name, tables[0].format if tables else "xlsx" if kind == "zip" else "csv"))
        self._sheets(tables, findings, mapping, today)

    def _sheets(self, tables: list[Table], findings: Findings, mapping: Mapping[str, str], today: date | None) -> None:
        """The first sheet with headings that we know counts; the others are named."""
        silent = Findings(findings.file)
        rows: SheetRows | None = None
        for table in tables:
            attempt = Findings(findings.file)
            rows = read_table(table, attempt, mapping=mapping, today=today)
            if rows is not None:
                skipped = [other.sheet for other in tables if other is not table]
                if skipped:
                    attempt.warning("sheets_skipped", None, table.sheet, sheets=", ".join(skipped))
                self.dropped.update(dict.fromkeys(rows.dropped_columns))
                self.sheets.append((rows, attempt))
                break
            silent = silent if silent.all() else attempt
        self.problems.extend(findings.all())
        if rows is None:
            self.problems.extend(silent.all())
            if not tables and not findings.all():
                self.problems.append(Problem(findings.file, None, "", "file_empty"))

    def join(self) -> RosterReading:
        base = _merge_rosters(self.rosters, self.problems)
        roster = _with_edexml(base, self.sheets) if base.pupils else _sheets_only(base, self.sheets)
        for _, findings in self.sheets:
            self.problems.extend(findings.all())
        return RosterReading(
            roster=roster, problems=tuple(self.problems), dropped_columns=tuple(sorted(self.dropped)), formats=tuple(self.formats)
        )


def _only(table: Table | None) -> list[Table]:
    return [] if table is None else [table]


def _merge_rosters(rosters: Sequence[Roster], problems: list[Problem]) -> Roster:
    """Several EDEXML files, for instance one a location. A key that occurs in two of them counts once."""
    if len(rosters) <= 1:
        return rosters[0] if rosters else Roster()
    pupils: dict[str, Pupil] = {}
    staff: dict[str, Staff] = {}
    classes: dict[str, SchoolClass] = {}
    for roster in rosters:
        for pupil in roster.pupils:
            if pupils.setdefault(pupil.key, pupil) is not pupil:
                params: dict[str, str | int] = {"first": pupils[pupil.key].source.file, "name": str(pupil.name)}
                problems.append(Problem(pupil.source.file, pupil.source.row, "key", "pupil_in_two_files", params))
        for person in roster.staff:
            staff.setdefault(person.key, person)
        for each in roster.classes:
            classes.setdefault(each.key, each)
    return Roster(
        school=next((roster.school for roster in rosters if roster.school), None),
        year=next((roster.year for roster in rosters if roster.year), ""),
        classes=tuple(classes.values()),
        pupils=tuple(pupils.values()),
        staff=tuple(staff.values()),
    )


def _with_edexml(base: Roster, sheets: Sequence[tuple[SheetRows, Findings]]) -> Roster:
    if not sheets:
        return base
    register = Register(base.pupils, base.classes)
    entries = []
    for rows, findings in sheets:
        placed = match(register, rows.pupils, rows.class_names, findings)
        entries += [replace(entry, pupil_key=placed[entry.pupil_key]) for entry in rows.entries if entry.pupil_key in placed]
    findings = sheets[0][1]
    without = len({pupil.key for pupil in base.pupils} - {entry.pupil_key for entry in entries})
    if without:
        findings.warning("pupils_without_parents", count=without)
    guardians, guardianships, households = assemble(entries, findings)
    return replace(base, guardians=guardians, guardianships=guardianships, households=households)


def _sheets_only(base: Roster, sheets: Sequence[tuple[SheetRows, Findings]]) -> Roster:
    pupils: dict[str, Pupil] = {}
    classes: dict[str, SchoolClass] = {}
    entries = []
    for rows, findings in sheets:
        for pupil in rows.pupils:
            if pupil.name:
                pupils.setdefault(pupil.key, pupil)
            else:
                findings.error("name_missing", pupil.source.row)
        for key, each in rows.classes.items():
            classes.setdefault(key, each)
        entries += [entry for entry in rows.entries if entry.pupil_key in pupils]
    guardians, guardianships, households = assemble(entries, sheets[0][1]) if sheets else ((), (), ())
    return replace(
        base, classes=tuple(classes.values()) or base.classes, pupils=tuple(pupils.values()), guardians=guardians,
        guardianships=guardianships, households=households,
    )  # fmt: skip
