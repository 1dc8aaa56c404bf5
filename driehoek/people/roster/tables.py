"""The rows of a spreadsheet as text, and the limits that a file has to keep."""

from dataclasses import dataclass, field

MAX_BYTES = 20 * 2**20
MAX_ROWS = 20_000
MAX_LINKS = 100_000  # rows that tie two keys: a large school has twelve classes a pupil
MAX_COLUMNS = 200
MAX_CELLS = 1_500_000


@dataclass(slots=True)
class Table:
    """`rows[i]` is row i + 1 of the sheet. `formulas` are (row, column index) of cells that held a real formula."""

    rows: list[list[str]]
    sheet: str = ""
    format: str = "csv"
    formulas: set[tuple[int, int]] = field(default_factory=set)
