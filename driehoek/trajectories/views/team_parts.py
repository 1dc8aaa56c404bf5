"""What the screens of teams share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Inside the gate: who takes part by a code has pages of their own, and these are not there for them."""

    @wraps(view)
    def guarded(request: Any, **things: Any) -> HttpResponse:
        if request.who.kind != "staff":
            raise Http404
        return view(request, **things)

    return guarded


def pdf(content: bytes, name: str) -> HttpResponse:
    shown = {"Content-Disposition": content_disposition_header(False, f"{slugify(name) or 'team'}.pdf") or ""}
    return HttpResponse(content, content_type="application/pdf", headers=shown)


def ics(content: bytes) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)
