"""Headers that make every page safe by default, and a log filter that keeps codes and addresses out of logs."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)


class SafeHeaders:
    """Content security policy without any exception, no referrer, no features, pages of people never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


_SECRET = re.compile(r"(/(?:c|vk?(?:/kind)?|scan/telefoon|agenda)/)[^\s/?\"']+|[\w.+-]+@[\w-]+\.[\w.-]+")


class ScrubSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        clean = _scrubbed(text)
        if clean != text:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:  # an error says in its own words what it stumbled over
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _scrubbed(record.exc_text)
        return True


def _scrubbed(text: str) -> str:
    return _SECRET.sub(lambda found: (found.group(1) or "") + "…", text)
