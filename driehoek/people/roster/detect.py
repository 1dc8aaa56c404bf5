"""The front door: any number of files in, one roster out. Formats are told by content, never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from . import archive, delimited, edexml, workbook
from .exchange import SetReading, read_set
from .exchange_parts import Part, may_be_part, read_part
from .families import assemble
from .findings import Findings
from .joining import Register, match
from .progress import Progress, Tell
from .shapes import Problem, Pupil, ReadFile, ReadSheet, Roster, RosterReading, SchoolClass, Staff
from .sheet_rows import SheetRows
from .sheets import seen_columns
from .spreadsheet import read_table
from .tables import MAX_LINKS, MAX_ROWS, Table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password


def read_files(
    files: Sequence[tuple[str, bytes]],
    *,
    mapping: Mapping[str, str] | None = None,
    today: date | None = None,
    tell: Tell | None = None,
) -> RosterReading:
    """Everything that the files tell together. Never raises on what is in them.

    files: names and contents, in any order (the outcome does not depend on it).
    mapping: {heading of a column: 'slot.field' or ''}, chosen by a person; see `columns.parse_target`.
    today: judges birth dates in the future, pupils who left, and whether 'leerjaar 2' is of vo; None judges none of these.
    tell: hears how many rows were read, of how many.
    """
    gathered = _Gathered(mapping or {}, today, Progress(files, tell))
    for name, data in sorted(files, key=lambda file: (file[0], file[1])):
        gathered.add(name, data)
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

    def __init__(self, mapping: Mapping[str, str], today: date | None, progress: Progress) -> None:
        self.mapping, self.today, self.progress = mapping, today, progress
        self.rosters: list[Roster] = []
        self.sheets: list[tuple[SheetRows, Findings]] = []
        self.parts: list[Part] = []
        self.problems: list[Problem] = []
        self.dropped: dict[str, None] = {}
        self.formats: list[ReadFile] = []
        self.seen_sheets: list[ReadSheet] = []
        self._seen: dict[bytes, str] = {}
        self._packed_in: dict[str, str] = {}  # name of a file in a zip -> name of the zip

    def add(self, name: str, data: bytes) -> None:
        findings = Findings(name)
        if data in self._seen:
            findings.warning("file_twice", None, "", first=self._seen[data])
            self._note("double", findings)
            return
        self._seen[data] = name
        kind = sniff(data)
        if kind == "zip" and name not in self._packed_in and archive.is_archive(data):
            inside = archive.unpack(data, findings)
            self.problems.extend(findings.all())
            if not inside:
                self.formats.append(ReadFile(name, "zip"))
            for inner, content in inside:
                self._packed_in[f"{name}/{inner}"] = name
                self.add(f"{name}/{inner}", content)
            return
        self._read(kind, data, findings)

    def _note(self, format: str, findings: Findings) -> None:
        self.formats.append(ReadFile(findings.file, format))
        self.problems.extend(findings.all())

    def _read(self, kind: str, data: bytes, findings: Findings) -> None:
        if kind == "xml":
            reading = edexml.read_edexml(data, findings.file, today=self.today)
            self.progress.step(len(reading.roster.pupils))
            self.rosters.append(reading.roster)
            self.problems.extend(reading.problems)
            self.formats.extend(reading.formats)
            self.dropped.update(dict.fromkeys(reading.dropped_columns))
            return
        if kind in {"ole", "empty", "unknown"}:
            findings.error({"ole": "old_or_locked_excel", "empty": "file_empty", "unknown": "format_unknown"}[kind])
            self._note(kind, findings)
            return
        limit = MAX_LINKS if may_be_part(data) else MAX_ROWS
        tables = (
            list(workbook.read_xlsx(data, findings, self.progress.step))
            if kind == "zip"
            else _only(delimited.read_csv(data, findings, max_rows=limit))
        )
        self.formats.append(ReadFile(findings.file, tables[0].format if tables else "xlsx" if kind == "zip" else "csv"))
        parts = [part for table in tables if (part := read_part(table, findings))]
        if parts:
            self.parts.extend(parts)
        else:
            self._sheets(tables, findings, self.mapping, self.today)

    def _sheets(self, tables: list[Table], findings: Findings, mapping: Mapping[str, str], today: date | None) -> None:
        """The first sheet with headings that we know counts; the others are named."""
        silent = Findings(findings.file)
        rows: SheetRows | None = None
        for table in tables:
            attempt = Findings(findings.file)
            rows = read_table(table, attempt, mapping=mapping, today=today, step=self.progress.step)
            if rows is not None:
                skipped = [other.sheet for other in tables if other is not table]
                if skipped:
                    attempt.warning("sheets_skipped", None, table.sheet, sheets=", ".join(skipped))
                self.dropped.update(dict.fromkeys(rows.dropped_columns))
                self.sheets.append((rows, attempt))
                self._see([table], findings.file)
                break
            silent = silent if silent.all() else attempt
        self.problems.extend(findings.all())
        if rows is None:
            self._see(tables, findings.file)
            self.problems.extend(silent.all())
            if not tables and not findings.all():
                self.problems.append(Problem(findings.file, None, "", "file_empty"))

    def _see(self, tables: Sequence[Table], file: str) -> None:
        self.seen_sheets += [seen for table in tables if (seen := seen_columns(table, file, self.mapping))]

    def join(self) -> RosterReading:
        together = read_set(self.parts, today=self.today) if self.parts else SetReading()
        self.dropped.update(dict.fromkeys(together.dropped))
        base = _merge_rosters([*self.rosters, *([together.roster] if self.parts else [])], self.problems)
        roster = _with_pupils(base, together, self.sheets, self.parts) if base.pupils else _sheets_only(base, self.sheets)
        told = (*(part.findings for part in self.parts), *(findings for _, findings in self.sheets))
        for findings in {id(each): each for each in told}.values():
            self.problems.extend(findings.all())
        return RosterReading(
            roster=roster,
            problems=tuple(self.problems),
            dropped_columns=tuple(sorted(self.dropped)),
            formats=tuple(self._shown_formats(together.format)),
            sheets=tuple(self.seen_sheets),
        )

    def _shown_formats(self, of_set: str) -> list[ReadFile]:
        """One a file as it was handed in; a zip has the formats of what is in it."""
        in_set = {part.file for part in self.parts}
        shown: list[tuple[str, dict[str, None]]] = []
        packed: dict[str, dict[str, None]] = {}
        for each in self.formats:
            outer = self._packed_in.get(each.name)
            formats = packed.get(outer or "", {}) if outer else {}
            if not formats:
                shown.append((outer or each.name, formats))
            if outer:
                packed[outer] = formats
            formats[of_set if each.name in in_set else each.format] = None
        return [ReadFile(name, ", ".join(formats)) for name, formats in shown]


def _only(table: Table | None) -> list[Table]:
    return [] if table is None else [table]


def _merge_rosters(rosters: Sequence[Roster], problems: list[Problem]) -> Roster:
    """Several files of the administration, for instance one a location. A key that occurs in two of them counts once."""
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


def _with_pupils(
    base: Roster, together: SetReading, sheets: Sequence[tuple[SheetRows, Findings]], parts: Sequence[Part]
) -> Roster:
    """The pupils of the administration with the parents of its own files and of the lists beside it."""
    here = {pupil.key for pupil in base.pupils}
    entries = [entry for entry in together.entries if entry.pupil_key in here]
    if not sheets and not entries:
        return base
    register = Register(base.pupils, base.classes, together.numbers)
    for rows, findings in sheets:
        placed = match(register, rows, findings)
        entries += [replace(entry, pupil_key=placed[entry.pupil_key]) for entry in rows.entries if entry.pupil_key in placed]
    findings = sheets[0][1] if sheets else parts[0].findings
    staying = {pupil.key for pupil in base.pupils if sheets or not pupil.has_left}
    without = len(staying - {entry.pupil_key for entry in entries})
    if without:
        findings.warning("pupils_without_parents", count=without)
    guardians, guardianships, households = assemble(entries, findings)
    return replace(base, guardians=guardians, guardianships=guardianships, households=households)


def _sheets_only(base: Roster, sheets: Sequence[tuple[SheetRows, Findings]]) -> Roster:
    pupils: dict[str, Pupil] = {}
    classes: dict[str, SchoolClass] = {}
    entries = []
    for rows, findings in sheets:
        rows.tell_doubts(findings)
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
