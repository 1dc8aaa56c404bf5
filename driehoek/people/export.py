"""Tables that leave the house as a file. Every cell is defused, so that no name runs as a formula at somebody's desk."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from .roster.cleaning import defuse

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # a workbook can't hold them
Row = Sequence[object]
ExportKind = Literal["csv", "xlsx"]
TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(rows: Iterable[Row]) -> bytes:
    """For Dutch Excel: semicolons, UTF-8 with a mark in front."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """One sheet; every cell is text or a number, never a formula."""
    return as_workbook([(title, rows)])


def as_workbook(sheets: Iterable[tuple[str, Iterable[Row]]]) -> bytes:
    """(title, rows) of each sheet; titles differ."""
    from openpyxl import Workbook  # heavy: only where a workbook is made

    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet("".join(char for char in title if char not in "[]:*?/\\'")[:31] or "Blad1")
        for row in rows:
            sheet.append([_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(cell: object) -> object:
    return cell if isinstance(cell, int) else defuse("" if cell is None else _CONTROL.sub("", str(cell)))
