"""Words through a translating machine of one's own: a server that speaks LibreTranslate. Off until an address is set.

Only the texts themselves go out. It is asked straight, past no proxy, and never sends us on to another address.
"""

import http.client
import io
import json
import socket
import time
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

MOST_BYTES = 2_000_000
PIECE = 65_536


class MachineFault(Exception):
    """`why`: 'unreachable', 'refused' (it answered that it won't), or 'nonsense' (its answer can't be read)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def is_there() -> bool:
    """Whether this installation has one."""
    return str(settings.TRANSLATE["url"]).startswith(("http://", "https://"))


def by_machine(texts: Sequence[str], *, source: str, target: str) -> list[str]:
    """Safe HTML in, HTML out (clean it), in the same order. Raises MachineFault; waits at most the time that is set, in all."""
    body: dict[str, Any] = {"q": list(texts), "source": source, "target": target, "format": "html"}
    if settings.TRANSLATE["key"]:
        body["api_key"] = settings.TRANSLATE["key"]
    try:
        status, data = _ask(f"{settings.TRANSLATE['url']}/translate", json.dumps(body).encode(), settings.TRANSLATE["timeout"])
    except (OSError, ValueError, http.client.HTTPException) as error:  # no name, no connection, too slow, cut off
        raise MachineFault("unreachable") from error
    if not 200 <= status < 300:
        raise MachineFault("refused")
    return _read(data, len(texts))


def visible(text: str) -> str:
    """Without signs that nobody sees, such as those that turn the direction of what follows."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


class _Hurried(io.RawIOBase):
    """Reads from a socket, never past a moment, however often a little comes in. It leaves the socket open."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self.sock, self.until = sock, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        return self.sock.recv_into(buffer)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        """As `http.client.HTTPResponse` asks a socket for it."""
        return io.BufferedReader(self, PIECE)


def _ask(address: str, body: bytes, seconds: float) -> tuple[int, bytes]:
    """Status and what was said, all of it within `seconds` after the name of the server was found."""
    until, parts = time.monotonic() + seconds, urlsplit(address)
    if not parts.hostname:
        raise OSError("no host")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=seconds)
    try:
        connection.request("POST", parts.path, body, {"Content-Type": "application/json", "Connection": "close"})
        answer = http.client.HTTPResponse(_Hurried(connection.sock, until), method="POST")  # type: ignore[arg-type]  # it asks no more of a socket
        answer.begin()
        pieces, room = [], MOST_BYTES + 1
        while room > 0 and (piece := answer.read(min(room, PIECE))):
            pieces.append(piece)
            room -= len(piece)
        return answer.status, b"".join(pieces)
    finally:
        connection.close()


def _read(data: bytes, many: int) -> list[str]:
    try:
        said = json.loads(data[:MOST_BYTES]).get("translatedText")
        if not isinstance(said, list) or len(said) != many or not all(isinstance(one, str) and "\0" not in one for one in said):
            raise MachineFault("nonsense")
        return [visible(one).encode().decode() for one in said]  # half of a sign is kept by no database
    except (ValueError, AttributeError, RecursionError) as error:
        raise MachineFault("nonsense") from error
