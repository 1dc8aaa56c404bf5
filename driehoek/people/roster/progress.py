"""How far the reading of files is, in rows: a rough count beforehand, ticks underway."""

import io
import zipfile
from collections.abc import Callable, Sequence

from .workbook import is_bomb

Tell = Callable[[int, int], None]  # rows read, rows in all


class Progress:
    """A workbook is gone through twice: opened, and understood. `tell` hears of every hundredth part, and of the end."""

    def __init__(self, files: Sequence[tuple[str, bytes]], tell: Tell | None = None) -> None:
        self._tell = tell
        self.rows = self._steps = self._done = 0
        if tell is not None:
            for _name, data in files:
                rows, times = rows_in(data)
                self.rows += rows
                self._steps += rows * times

    def step(self, rows: int = 1) -> None:
        if self._tell is None or not self._steps:
            return
        before, self._done = self._done, min(self._done + rows, self._steps)
        if before * 100 // self._steps != self._done * 100 // self._steps:
            self._tell(self._done * self.rows // self._steps, self.rows)


NO_PROGRESS = Progress(())


def rows_in(data: bytes) -> tuple[int, int]:
    """About how many rows or pupils a file holds, and how often each is gone through. (0, 1) for what can't be opened."""
    try:
        return _rows_in(data)
    except Exception:  # a damaged zip raises BadZipFile, NotImplementedError, zlib.error, struct.error, EOFError
        return 0, 1


def _rows_in(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"PK"):
        return (data.count(b"<leerling ") or data.count(b"\n")), 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if is_bomb(parts):
            return 0, 1
        sheets = [part for part in parts if "worksheets/" in part.filename]
        if sheets:
            return sum(package.read(part).count(b"<row") for part in sheets), 2
        return sum(_rows_in(package.read(part))[0] for part in parts if not part.filename.endswith((".zip", ".xlsx"))), 1
