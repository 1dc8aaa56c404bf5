"""What was read of an upload, kept beside it and sealed, so that looking and reading in need not read the files again.

It counts as long as the files, what the columns mean, and the day are the same: otherwise the files are read anew.
"""

import base64
import hashlib
import json
import zlib
from typing import Any

from driehoek import clock
from driehoek.people.models import RosterUpload, RosterWork
from driehoek.people.roster import RosterReading, kept, read_files
from driehoek.people.roster.progress import Tell
from driehoek.people.rules.choices import Choices

from .remembering import choices_of
from .uploading import Files, opened


def reading_of(upload: RosterUpload) -> RosterReading:
    """What the files of an upload say. Raises RuleBroken 'upload-gone' after a day."""
    files, choices = opened(upload), choices_of(upload.mapping)
    work: RosterWork | None = getattr(upload, "work", None)
    return (work and _unpacked(work.reading, mark(upload, choices))) or read(files, choices)


def read(files: Files, choices: Choices, tell: Tell | None = None) -> RosterReading:
    return read_files(files, mapping=choices, today=clock.today(), tell=tell)


def keep(upload: RosterUpload, choices: Choices, reading: RosterReading) -> None:
    """`choices` are those that the files were read with: they may be others by now, then nobody takes this reading for theirs."""
    text = base64.b64encode(zlib.compress(kept.to_text(reading).encode(), 1)).decode()
    row, _is_new = RosterWork.objects.get_or_create(upload=upload)
    row.reading = f"{mark(upload, choices)} {text}"
    row.save(update_fields=["reading"])
    upload.work = row


def mark(upload: RosterUpload, choices: Choices) -> str:
    """Of everything that decides what a reading says, but our own program."""
    said: list[Any] = [kept.shape(), upload.content, sorted(choices.items()), clock.today().isoformat()]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _unpacked(text: str, wanted: str) -> RosterReading | None:
    found, _space, packed = text.partition(" ")
    if found != wanted:
        return None
    try:
        return kept.from_text(zlib.decompress(base64.b64decode(packed)).decode())
    except (zlib.error, ValueError):  # of another release: the files say it again
        return None
