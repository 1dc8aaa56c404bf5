"""What every column of a spreadsheet is taken for, with an example: for a person who checks and corrects it."""

from collections.abc import Mapping

from .cleaning import clean, fold
from .columns import is_sensitive
from .findings import Findings
from .headings import LOOK_AT, find_headings, is_not_needed, score, target_for
from .keys import look_like_bsn
from .shapes import ReadColumn, ReadSheet
from .tables import Table

EXAMPLE_LENGTH = 40


def seen_columns(table: Table, file: str, mapping: Mapping[str, str]) -> ReadSheet | None:
    """The columns of a sheet, those not understood first; None where nothing looks like a heading.

    Columns with one heading count once: a choice goes by the heading.
    """
    found = find_headings(table, Findings(file), mapping)
    row = found.row if found else _likely(table, mapping)
    if row is None:
        return None
    used = {at: f"{slot or 'pupil'}.{field}" for (slot, field), at in found.columns.items()} if found else {}
    columns: dict[str, ReadColumn] = {}
    for at, cell in enumerate(table.rows[row - 1]):
        heading = clean(cell)[0]
        if not heading or fold(heading) in columns:
            continue
        columns[fold(heading)] = _column(table, row, at, heading, mapping, used.get(at, "") if found else None)
    ordered = sorted(columns.values(), key=lambda each: (each.is_understood, each.is_sensitive))
    return ReadSheet(file, table.sheet, tuple(ordered), found is not None)


def _likely(table: Table, mapping: Mapping[str, str]) -> int | None:
    """The row (from 1) that looks most like headings: the most meanings, then the most words."""
    rows = table.rows[:LOOK_AT]
    filled = [sum(bool(clean(cell)[0]) for cell in row) for row in rows]
    best = max(range(len(rows)), key=lambda at: (score(rows[at], mapping), filled[at], -at), default=None)
    return None if best is None or filled[best] < 2 else best + 1


def _column(
    table: Table, row: int, at: int, heading: str, mapping: Mapping[str, str], used: str | None
) -> ReadColumn:  # fmt: skip
    cells = [text for line in table.rows[row:] if at < len(line) and (text := clean(line[at])[0])]
    if is_sensitive(heading) or look_like_bsn(cells):
        return ReadColumn(heading, "", "", is_understood=True, is_sensitive=True)
    target = target_for(heading, mapping)
    understood = bool(used) or target is not None or heading in mapping or is_not_needed(heading)
    example = "" if not cells or look_like_bsn(cells * 3) else _short(cells[0])  # also where there are too few to be sure
    return ReadColumn(heading, example, str(target or "") if used is None else used, understood)


def _short(text: str) -> str:
    return text if len(text) <= EXAMPLE_LENGTH else text[: EXAMPLE_LENGTH - 1] + "…"
