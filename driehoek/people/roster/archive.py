"""A zip with the files of a school, unpacked in memory after a look at its sizes. A workbook is a zip too: that is not for here."""

import io
import zipfile

from .findings import Findings
from .tables import MAX_BYTES
from .workbook import MAX_UNPACKED, is_bomb, is_locked

_READABLE = (".csv", ".tsv", ".txt", ".xml")
_IN_HEADER = tuple(ending.encode() for ending in _READABLE)


def is_archive(data: bytes) -> bool:
    """True for a zip that holds lists of its own; false for a workbook, also for what is left of one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except Exception:  # a damaged zip: its parts still carry their names
        return b"xl/" not in data and any(ending in data[:MAX_BYTES].lower() for ending in _IN_HEADER)
    return not any(name.startswith("xl/") or name == "content.xml" for name in names) and any(map(_is_readable, names))


def unpack(data: bytes, findings: Findings) -> list[tuple[str, bytes]]:
    """(name, content) of the lists inside, by name; nothing and an error in `findings` when they may not or can't be read.

    Empty files are left out: exporters add them for what they do not have.
    """
    if len(data) > MAX_BYTES:
        findings.error("file_too_large", limit=MAX_BYTES // 2**20)
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if is_bomb(parts):
                findings.error("archive_too_big", limit=MAX_UNPACKED // 2**20)
                return []
            if is_locked(parts):
                findings.error("archive_locked")
                return []
            found = [(part.filename, package.read(part)) for part in parts if _is_readable(part.filename)]
    except Exception:  # BadZipFile, NotImplementedError, zlib.error, struct.error, EOFError
        findings.error("archive_broken")
        return []
    found = [(name, content) for name, content in sorted(found) if content.strip()]
    if not found:
        findings.error("file_empty")
    return found


def _is_readable(name: str) -> bool:
    """Not the shadows that macOS puts beside every file."""
    last = name.rpartition("/")[2]
    return last.lower().endswith(_READABLE) and not last.startswith(".") and not name.startswith("__MACOSX/")
