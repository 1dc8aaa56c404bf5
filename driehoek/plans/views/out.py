"""The plan on paper and as text to copy: whole, on one page, and for the school guide."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.documents.plan import plan_on_one_page, plan_pdf
from driehoek.documents.plan_word import plan_docx
from driehoek.documents.word import MEDIA_TYPE
from driehoek.library.texts import PARENT_LANGUAGES

from .. import services
from ..cleaning import of_simple
from ..models import Plan
from ..queries import papers, short

PDF = "application/pdf"


def file_of(made: bytes, kind: str, name: str) -> HttpResponse:
    """PDF opens in the browser, Word is kept."""
    shown = content_disposition_header(kind != "pdf", f"{slugify(name) or 'plan'}.{kind}") or ""
    return HttpResponse(made, content_type=PDF if kind == "pdf" else MEDIA_TYPE, headers={"Content-Disposition": shown})


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_file(request: Any, *, plan: Plan, kind: str) -> HttpResponse:
    if kind not in {"pdf", "docx"}:
        raise Http404
    make = plan_pdf if kind == "pdf" else plan_docx
    return file_of(make(papers.for_staff(plan, request.school), school=request.school.name), kind, plan.title)


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_block(request: Any, *, plan: Plan) -> HttpResponse:
    """?bestand=docx gives the same text as a Word file."""
    text = papers.guide_block(plan, request.school.slug)
    if request.GET.get("bestand") == "docx":
        made = plan_docx(papers.block_paper(plan, text), school=request.school.name)
        return file_of(made, "docx", f"{plan.title} gids")
    return render(request, "plans/block.html", {"plan": plan, "text": text})


def _language(request: Any) -> str:
    language = str(request.GET.get("taal", "nl"))
    return language if language in PARENT_LANGUAGES else "nl"


def languages(request: Any) -> list[dict[str, Any]]:
    here = _language(request)
    return [
        {"code": one, "name": str(get_language_info(one)["name_local"]).capitalize(), "here": one == here}
        for one in PARENT_LANGUAGES
    ]


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_short(request: Any, *, plan: Plan) -> HttpResponse:
    """The one page for parents, in plain language; ?taal= is which. A draft comes from the ambitions."""
    return _short(request, plan)


def _short(request: Any, plan: Plan, *, typed: str | None = None, broken: RuleBroken | None = None) -> HttpResponse:
    language = _language(request)
    now = str(plan.short.get(language, ""))
    shown = {
        "plan": plan, "language": language, "tongues": languages(request), "seen": now, "is_draft": not now,
        "typed": typed if typed is not None else now or short.short_draft(plan, language),
        "error": broken.message if broken else "", "theirs": now if broken and broken.code == "edited" else "",
        "can_edit": may(request.who, Action.EDIT_PLAN), "most": short.MOST_SHORT, "rtl": get_language_info(language)["bidi"],
    }  # fmt: skip
    return render(request, "plans/short.html", shown, status=broken.status if broken else 200)


@allows(Action.EDIT_PLAN, on=Plan)
@require_POST
def plan_short_write(request: Any, *, plan: Plan) -> HttpResponse:
    language, typed = _language(request), request.POST.get("text", "")
    try:
        services.write_short(plan=plan, language=language, text=typed, seen=request.POST.get("seen", ""), by=request.who)
    except RuleBroken as broken:
        return _short(request, plan, typed=typed, broken=broken)
    messages.success(request, _("Bewaard."))
    return redirect(f"{reverse('plan_short', args=[request.school.slug, plan.pk])}?taal={language}")


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_short_pdf(request: Any, *, plan: Plan) -> HttpResponse:
    language = _language(request)
    text, is_dutch = short.on_one_page(plan, language)
    made = plan_on_one_page(
        title=plan.title, html=of_simple(text or "–"), school=request.school.name,
        link=papers.link_of(plan, request.school), language=language, is_dutch=is_dutch,
    )  # fmt: skip
    return file_of(made, "pdf", f"{plan.title} {language}")
