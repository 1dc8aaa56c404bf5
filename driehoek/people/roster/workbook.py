"""XLSX, opened only after the zip around it has been looked at: size, packing ratio, number of parts, entities.

openpyxl by itself would unpack whatever it is given; a few kB can hold gigabytes (a zip bomb).
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from .findings import Findings
from .tables import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Table

MAX_UNPACKED = 60 * 2**20
MAX_PARTS = 500
MAX_RATIO = 200  # plain XML packs 10-30 times; deflate ends at 1032
MAX_SHEETS = 20
MAX_TAGS = 3_000_000  # a cell is four; openpyxl needs some 10 s for this many
_RATIO_FROM = 2**20
Step = Callable[[], None]  # one row further
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")


def read_xlsx(data: bytes, findings: Findings, step: Step | None = None) -> Iterator[Table]:
    """The sheets that have cells; nothing and an error in `findings` when the file can't or may not be opened."""
    has_formulas = _inspect(data, findings)
    if has_formulas is None:
        return
    try:
        tables = list(_sheets(data, has_formulas, findings, step or _no_step))
    except Exception:  # openpyxl raises whatever its parts raise on a damaged file: KeyError, ValueError, zlib.error …
        findings.error("xlsx_broken")
        return
    yield from tables


def _no_step() -> None:
    pass


def _inspect(data: bytes, findings: Findings) -> bool | None:
    """Whether the sheets contain formulas; None with an error when the file is refused."""
    if len(data) > MAX_BYTES:
        findings.error("file_too_large", limit=MAX_BYTES // 2**20)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            code = _refusal(package.infolist())
            if code:
                findings.error(code, limit=MAX_UNPACKED // 2**20)
                return None
            return _scan(package, findings)
    except Exception:  # zipfile too: BadZipFile, NotImplementedError, zlib.error, struct.error, EOFError
        findings.error("xlsx_broken")
        return None


def is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether unpacking would give more than any roster: too many parts, too many bytes, or packed too well to be true."""
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return True
    return any(part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size for part in parts)


def is_locked(parts: list[zipfile.ZipInfo]) -> bool:
    return any(part.flag_bits & 1 for part in parts)


def _refusal(parts: list[zipfile.ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if is_bomb(parts):
        return "zip_bomb"
    if is_locked(parts):
        return "old_or_locked_excel"
    if "content.xml" in names:
        return "open_document"
    return "" if any(name.startswith("xl/") for name in names) else "format_unknown"


def _scan(package: zipfile.ZipFile, findings: Findings) -> bool | None:
    has_formulas, tags = False, 0
    for part in package.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        content = package.read(part)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\0!\0" in content or b"\0<\0!" in content:
            findings.error("entities_forbidden")
            return None
        tags += content.count(b"<")
        if tags > MAX_TAGS:
            findings.error("too_many_rows", limit=MAX_ROWS)
            return None
        has_formulas = has_formulas or ("worksheets/" in part.filename and bool(_FORMULA.search(content)))
    return has_formulas


def _sheets(data: bytes, has_formulas: bool, findings: Findings, step: Step) -> Iterator[Table]:
    outcome = _open(data, data_only=True)
    written = _open(data, data_only=False) if has_formulas else None
    for sheet in outcome.worksheets[:MAX_SHEETS]:
        table = _table(sheet, findings, step)
        if table and written:
            _add_formulas(table, written[sheet.title])
        if table and table.rows:
            yield table


def _open(data: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # heavy: only where a workbook is read

    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _table(sheet: Any, findings: Findings, step: Step) -> Table | None:
    sheet.reset_dimensions()  # some exporters write a wrong size; the rows themselves are right
    rows: list[list[str]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        rows.append([_text(value) for value in row])
        cells += len(row)
        step()
        if len(rows) > MAX_ROWS + 1 or cells > MAX_CELLS:
            findings.error("too_many_rows", column=sheet.title, limit=MAX_ROWS)
            return None
        if len(row) > MAX_COLUMNS and any(rows[-1][MAX_COLUMNS:]):
            findings.error("too_many_columns", len(rows), sheet.title, limit=MAX_COLUMNS)
            return None
    while rows and not any(rows[-1]):
        rows.pop()
    return Table(rows, sheet=sheet.title, format="xlsx")


def _add_formulas(table: Table, written: Any) -> None:
    """Marks the cells with a formula; one without a stored outcome keeps its formula as text."""
    written.reset_dimensions()
    for number, row in enumerate(written.iter_rows(max_row=len(table.rows)), 1):
        for at, cell in enumerate(row):
            if cell.data_type == "f":
                table.formulas.add((number, at))
                if at < len(table.rows[number - 1]) and not table.rows[number - 1][at]:
                    table.rows[number - 1][at] = str(cell.value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
