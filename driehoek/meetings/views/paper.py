"""What is printed: the page with every paper of a meeting, and the papers themselves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
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
from ..paper_forms import PaperForm
from ..queries import paper_hall
from ..queries.paper_list import Kind, kind_of, papers_of
from ..queries.paper_roles import parts_of

PDF = "application/pdf"


def _file(meeting: Meeting, what: str, content: bytes, media_type: str = PDF, ending: str = "pdf") -> HttpResponse:
    """A PDF is shown in the browser; saved as 'draaiboek-2026-12-10-ouderavond.pdf'."""
    day = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date().isoformat()
    name = "-".join(part for part in (what, day, slugify(meeting.occasion.title)[:60].strip("-")) if part) + f".{ending}"
    header = content_disposition_header(media_type != PDF, name) or ""
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": header})


@allows(Action.PRINT, on=Meeting)
@require_safe
def papers(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Everything that can be printed, and what is still open before that."""
    return _page(request, meeting)


def _page(request: HttpRequest, meeting: Meeting, wrong: PaperForm | None = None, about: str = "") -> HttpResponse:
    found = papers_of(meeting)
    parts = parts_of(found.book)
    shown = [{"paper": one, "form": wrong if wrong and one.kind.key == about else _form(one.kind, parts)} for one in found.papers]
    context = {"meeting": meeting, "found": found, "papers": shown}
    return render(request, "meetings/papers.html", context, status=422 if wrong else 200)


def _form(kind: Kind, parts: Any) -> PaperForm:
    return PaperForm(kind=kind, parts=parts)


@allows(Action.PRINT, on=Meeting)
@require_safe
def one_paper(request: Any, *, meeting: Meeting, what: str) -> HttpResponse:
    """One of them, as the form asks; with a mistake in the form the page again."""
    kind = kind_of(what)
    if kind is None:
        raise Http404
    parts = parts_of(queries.run_book(meeting)) if "role" in kind.options else []
    form = PaperForm(request.GET, kind=kind, parts=parts)
    if not form.is_valid():
        return _page(request, meeting, form, kind.key)
    try:
        content = kind.make(meeting, request.who, request.school, form.options())
    except ValueError:
        if "first" not in form.fields:
            raise
        form.add_error("first", _("Zo ver loopt de stapel niet. Kies een lager nummer."))
        return _page(request, meeting, form, kind.key)
    return _file(meeting, kind.key, content, kind.media_type, kind.ending)


@allows(Action.PRINT, on=Meeting)
@require_safe
def run_book_pdf(request: Any, *, meeting: Meeting) -> HttpResponse:
    """Open fill-ins first, unless somebody wants to print anyway."""
    book = queries.run_book(meeting)
    if book.open and not request.GET.get("toch"):
        return render(request, "meetings/open_fill_ins.html", {"meeting": meeting, "book": book})
    return _file(meeting, _("draaiboek"), queries.paper.run_book_pdf(book, request.who, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def signs_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _file(meeting, _("tafelbordjes"), queries.paper.table_signs_pdf(meeting, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def sign_in_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _file(meeting, _("aanwezigen"), queries.paper.sign_in_pdf(meeting, request.school))


@allows(Action.PRINT, on=Meeting)
@require_safe
def poster_pdf(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _file(meeting, _("poster"), paper_hall.poster_pdf(meeting, request.school, paper_hall.Options()))
