"""Friendly pages for what goes wrong. None of them asks the database anything; 500 and 503 need no context at all.

`handler400` … `handler500` are named in the root urls; `csrf_failure` in settings (`CSRF_FAILURE_VIEW`).
"""

import sys
from collections.abc import Iterator

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = "5"
LAST_RESORT = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Even niet</title><h1>Even niet</h1>'
    "<p>Er ging iets mis. Probeer het over een minuut opnieuw.</p><p lang='en'>Something went wrong. Please try again in a minute.</p></html>"
)


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that lay open too long or came from elsewhere. The page says how to go on; `reason` is for the log alone."""
    return render(request, "403.html", {"stale": True}, status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"of_staff": _is_known_staff(request)}, status=404)


def _is_known_staff(request: HttpRequest) -> bool:
    """Whether the page already found out that a member of staff is signed in; nothing is asked here."""
    known = getattr(request, "_cached_user", None)
    return known is not None and bool(known.is_authenticated)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429: try again after `seconds`."""
    response = render(request, "429.html", {"minutes": max(1, round(seconds / 60))}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def handler500(request: HttpRequest) -> HttpResponse:
    """Say sorry. When the database is busy or away it is a 503 with Retry-After, so that browsers and proxies come back."""
    busy = any(is_busy(error) for error in _chain(sys.exc_info()[1]))
    response = HttpResponse(_page("503.html" if busy else "500.html"), status=503 if busy else 500)
    if busy:
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def is_busy(error: BaseException) -> bool:
    """Whether an error means that the database cannot be reached now: no connection, pool empty, lock held too long."""
    from psycopg_pool import PoolTimeout  # here: whoever runs on SQLite starts without it

    return isinstance(error, OperationalError | PoolTimeout)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _page(name: str) -> str:
    """The page, or plain words when even that cannot be made (static files not collected, say)."""
    try:
        return render_to_string(name)
    except Exception:  # whatever it is, somebody is waiting for an answer and the first error is logged already
        return LAST_RESORT
