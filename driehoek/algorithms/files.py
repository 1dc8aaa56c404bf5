"""Files of the commands: complaints that say where and what to do, and answers that are written in one piece."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class InputError(ValueError):
    """The file is wrong: `field` says where ('people[3].voice'), `remedy` what to do."""

    def __init__(self, field: str, remedy: str) -> None:
        super().__init__(f"{field}: {remedy}")
        self.field, self.remedy = field, remedy


def refuse_place(path: Path) -> None:
    """Raises InputError, before any work is done, when `path` cannot become a file."""
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(str(path), "is not a file in an existing folder; choose another place")


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Writes JSON so that the file is whole or as it was before. Raises InputError when it cannot."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror}); choose another place") from error
