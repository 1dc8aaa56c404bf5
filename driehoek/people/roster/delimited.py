"""CSV as schools make it: ';', ',' or tab; UTF-8 with or without BOM, Windows-1252 or UTF-16. Every cell stays text."""

import codecs
import csv
import io
from collections import Counter

from .findings import Findings
from .tables import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Table

_LINES_IN_CELL = 8  # an address may have a few lines; more means that a quotation mark was never closed


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the encoding); bytes that Windows-1252 does not know become a replacement character."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    start = data[:400]
    if start.count(0) > len(start) // 4:
        little = start[1::2].count(0) >= start[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace"), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def read_csv(data: bytes, findings: Findings, *, max_rows: int = MAX_ROWS) -> Table | None:
    """The table, or None with an error in `findings`."""
    if len(data) > MAX_BYTES:
        findings.error("file_too_large", limit=MAX_BYTES // 2**20)
        return None
    text, encoding = decode(data)
    if text[:4].casefold() == "sep=":  # Excel's own hint line
        delimiter, text = text[4:5], "\n" + text.partition("\n")[2]
    else:
        delimiter = ""
    delimiter = delimiter if delimiter in {";", ",", "\t", "|"} else _delimiter(text)
    rows = _rows(text.replace("\0", ""), delimiter, findings, max_rows)
    return None if rows is None else Table(rows, format=f"csv ({encoding})")


def _rows(text: str, delimiter: str, findings: Findings, max_rows: int) -> list[list[str]] | None:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            cells += len(row)
            if any(cell.count("\n") > _LINES_IN_CELL for cell in row):
                findings.error("quote_not_closed", len(rows))
                return None
            if len(rows) > max_rows + 1 or cells > MAX_CELLS:
                findings.error("too_many_rows", limit=max_rows)
                return None
            if len(row) > MAX_COLUMNS:
                findings.error("too_many_columns", len(rows), limit=MAX_COLUMNS)
                return None
    except csv.Error:
        findings.error("quote_not_closed", len(rows) + 1)
        return None
    return rows


def _delimiter(text: str) -> str:
    """The sign that the first lines have equally often outside quotes (a cell may hold a list of its own); then the most frequent
    one; ';' when in doubt (that is what Dutch Excel writes)."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    outside = ["".join(line.split('"')[::2]) for line in lines]

    def weight(sign: str) -> tuple[int, int]:
        counts = Counter(count for line in outside if (count := line.count(sign)))
        return max(counts.values(), default=0), sum(line.count(sign) for line in outside)

    return max(";,\t|", key=weight)
