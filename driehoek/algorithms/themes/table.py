"""Reads notes from CSV files as schools make them: comma, semicolon or tab; UTF-8, UTF-16 or cp1252."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from driehoek.algorithms.files import InputError

MOST_ROWS = 50_000
MOST_BYTES = 100_000_000
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True)
class Row:
    """`number` counts as a spreadsheet does: the titles are row 1."""

    number: int
    values: dict[str, str]


def read(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows with what stands in these columns, without blank rows; raises InputError, which names the row."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(str(path), f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    text = text.replace("\0", " ")
    if not text.strip():
        raise InputError(str(path), f"is empty; give a CSV with the columns {', '.join(columns)}")
    csv.field_size_limit(MOST_BYTES)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    titles = [title.strip().casefold() for title in next(lines)]
    if missing := [name for name in columns if name not in titles]:
        raise InputError(f"{path}, row 1", f"has no column '{missing[0]}'; it needs {', '.join(columns)}")
    places = [titles.index(name) for name in columns]
    rows: list[Row] = []
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(rows) == MOST_ROWS:
            raise InputError(f"{path}, row {number}", f"is one too many; give at most {MOST_ROWS} at a time")
        cells = [line[place].strip() if place < len(line) else "" for place in places]
        rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return rows


def filled(path: Path, rows: list[Row], column: str) -> None:
    """Raises InputError for the first row with nothing in `column`."""
    for row in rows:
        if not row.values[column]:
            raise InputError(f"{path}, row {row.number}", f"has nothing under '{column}'; fill it in or remove the row")


def unique(path: Path, rows: list[Row], column: str) -> None:
    """Raises InputError for the first row that has the same in `column` as an earlier one."""
    first: dict[str, int] = {}
    for row in rows:
        one = row.values[column]
        if one in first:
            raise InputError(f"{path}, row {row.number}", f"has the {column} {one!r} of row {first[one]}; give each its own")
        first[one] = row.number


def _decoded(raw: bytes) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    titles = text.lstrip().splitlines()[0]
    return max(",;\t", key=titles.count)
