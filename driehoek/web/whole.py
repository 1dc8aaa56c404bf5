"""A request that broke off halfway is no request.

granian hands over what came in before the connection broke, and Django takes a body that is shorter than its
Content-Length for the whole one: half a sentence would be kept as what somebody said. Found by bench/contributions.py.
"""

from collections.abc import Callable, Iterable
from typing import Any


class BrokenOff(ConnectionError):
    """The sender is gone; Django makes an UnreadablePostError of it."""


class WholeInput:
    """The body of a request, which raises BrokenOff when it ends before its announced length (in bytes)."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        parts: list[bytes] = []
        while wanted > 0:
            part = self.stream.read(wanted)
            if not part:
                raise BrokenOff(f"{self.left} bytes of the request never came")
            parts.append(part)
            wanted -= len(part)
            self.left -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        if self.left <= 0:
            return b""
        line: bytes = self.stream.readline(size) if size is not None and size >= 0 else self.stream.readline()
        if not line:
            raise BrokenOff(f"{self.left} bytes of the request never came")
        self.left -= len(line)
        return line


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def whole_requests_only(application: Wsgi) -> Wsgi:
    """Wrap a WSGI application."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if length.isdigit() and int(length):
            environ["wsgi.input"] = WholeInput(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve
