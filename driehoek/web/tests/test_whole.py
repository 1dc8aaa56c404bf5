"""A request that broke off halfway: nothing of it is taken."""

import io
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError

from driehoek.web.whole import BrokenOff, WholeInput, whole_requests_only


class Drips(io.BytesIO):
    """Gives a few bytes at a time, as a network does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(3, size) if size and size > 0 else size)


def _request(body: bytes, length: int) -> WSGIRequest:
    seen: list[WSGIRequest] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(WSGIRequest(environ))
        return []

    form = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(length)}
    list(whole_requests_only(application)({**form, "wsgi.input": Drips(body)}, lambda *_: None))
    return seen[0]


def test_a_whole_request_is_read_as_it_is() -> None:
    assert _request(b"text=Meer+bellen", 16).POST["text"] == "Meer bellen"


def test_half_a_sentence_is_not_taken_for_the_whole() -> None:
    with pytest.raises(UnreadablePostError):
        _ = _request(b"text=Meer+be", 16).POST


def test_lines_of_an_upload_count_too() -> None:
    stream = WholeInput(io.BytesIO(b"een\ntwee"), 20)
    assert stream.readline() == b"een\n" and stream.readline() == b"twee"
    with pytest.raises(BrokenOff):
        stream.readline()


def test_nothing_is_read_beyond_the_announced_length() -> None:
    stream = WholeInput(io.BytesIO(b"een en meer"), 3)
    assert (stream.read(), stream.read(), stream.readline()) == (b"een", b"", b"")
