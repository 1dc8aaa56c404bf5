"""What is printed: run-book, table signs, sign-in list, poster."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.clock import SCHOOL_TIME

from .. import queries
from ..models import Meeting


def _pdf(meeting: Meeting, what: str, content: bytes) -> HttpResponse:
    """Shown in the browser; saved as 'draaiboek-2026-12-10-ouderavond.pdf'."""
    day = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date().isoformat()
    name = "-".join(part for part in (what, day, slugify(meeting.occasion.title)[:60].strip("-")) if part) + ".pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(False, name) or ""}
    )


@allows(Action.PRINT, on=Meeting)
@require_safe
def run_book_pdf(request: Any, *, meeting: Meeting) -> HttpResponse:
    """Open fill-ins first, unless somebody wants to print anyway."""
    book = queries.run_book(meeting)
    if book.open and not request.GET.get("toch"):
        return render(request, "meetings/open_fill_ins.html", {"meeting": meeting, "book": book})
    return _pdf(meeting, _("draaiboek"), queries.paper.run_book_pdf(book, request.who, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def signs_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _pdf(meeting, _("tafelbordjes"), queries.paper.table_signs_pdf(meeting, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def sign_in_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _pdf(meeting, _("aanwezigen"), queries.paper.sign_in_pdf(meeting, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def poster_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _pdf(meeting, _("poster"), queries.paper.poster_pdf(meeting, request.school))
