"""What people said and what was done with it, a whole school year: for the team, for parents, for the wall and the newsletter."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access import codes
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.documents.paper import PAPERS, Paper
from driehoek.invitations.models import Invitation, Occasion
from driehoek.library.texts import language_of
from driehoek.schools.models import SchoolYear, school_year_of
from driehoek.voices.queries.answers import open_of_school
from driehoek.voices.queries.said import Reader

from ..queries import after
from ..queries import year as queries
from ..services import year as services


def _asked(request: HttpRequest) -> str:
    language = request.GET.get("taal", "nl")
    return language if language in dict(settings.LANGUAGES) else "nl"


def _to_year(request: Any, year: SchoolYear) -> HttpResponse:
    return redirect(f"{reverse('year_progress', args=[request.school.slug])}?jaar={year.starts_in}")


@allows(Action.SEE_ACTIONS)
@require_safe
def year_progress(request: Any) -> HttpResponse:
    """?jaar= is the year in which a school year begins; without it the one of now."""
    years = queries.years()
    wanted = request.GET.get("jaar", "")
    year = next((one for one in years if str(one.starts_in) == wanted), years[0] if years and not wanted else None)
    if year is None and (years or wanted):
        raise Http404
    shown: dict[str, Any] = {"years": years, "year": year, "states": queries.state_words()}
    if year is not None:
        code = queries.code_of(year)
        shown |= {
            "found": queries.year_view(year, Reader("nl", request.school.sector), for_guest=False),
            "open": open_of_school(),
            "link": codes.address(code["link"]) if code else "",
            "code": codes.grouped(code.get("printed", "")),
            "typed_at": after.typed_at()[1],
            "can_answer": may(request.who, Action.ANSWER),
            "can_print": may(request.who, Action.PRINT),
            "can_open": may(request.who, Action.PUBLISH_REPORT),
            "tongues": settings.LANGUAGES,
            "papers": PAPERS,
        }
    return render(request, "meetings/year.html", shown)


@allows(Action.PUBLISH_REPORT, on=SchoolYear)
@require_POST
def year_open(request: Any, *, schoolyear: SchoolYear) -> HttpResponse:
    services.open_year(year=schoolyear, by=request.who)
    messages.success(request, _("De pagina is open voor iedereen met de code."))
    return _to_year(request, schoolyear)


@allows(Action.PUBLISH_REPORT, on=SchoolYear)
@require_POST
def year_shut(request: Any, *, schoolyear: SchoolYear) -> HttpResponse:
    services.shut_year(year=schoolyear, by=request.who)
    messages.success(request, _("De code werkt niet meer. Wie zelf een link heeft, leest de pagina nog."))
    return _to_year(request, schoolyear)


@allows(Action.PRINT, on=SchoolYear)
@require_safe
def year_poster(request: Any, *, schoolyear: SchoolYear) -> HttpResponse:
    size: Paper = "a4" if request.GET.get("papier") == "a4" else "a3"
    black, language = request.GET.get("inkt") == "zwart", _asked(request)
    view = queries.year_view(schoolyear, Reader(language, request.school.sector), for_guest=True)
    content = queries.poster(view, request.school, paper=size, black=black)
    name = "-".join(
        filter(None, (_("poster-u-zei-het"), str(schoolyear.starts_in), size, _("zwart-wit") if black else "", language))
    )
    header = content_disposition_header(False, f"{name}.pdf") or ""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": header})


@allows(Action.ANSWER, on=SchoolYear)
@require_safe
def year_newsletter(request: Any, *, schoolyear: SchoolYear) -> HttpResponse:
    language = _asked(request)
    view = queries.year_view(schoolyear, Reader(language, request.school.sector), for_guest=True)
    text, html = queries.newsletter(view, request.school)
    shown = {
        "year": schoolyear,
        "about": schoolyear,
        "nothing": not view.answered,
        "text": text,
        "html": html,
        "language": language,
    }
    return render(request, "meetings/newsletter.html", shown | {"tongues": settings.LANGUAGES})


@allows(Action.SEE_REPORT, on=Occasion)
@require_safe
def said_year_of(request: Any, *, occasion: Occasion) -> HttpResponse:
    """From one evening to the year that it was in."""
    year = SchoolYear.objects.filter(starts_in=school_year_of(occasion.starts_at)).first()
    if year is None:
        raise Http404
    return redirect("said_year", request.school.slug, year.pk)


@allows(Action.SEE_REPORT, on=SchoolYear)
@require_safe
def said_year(request: Any, *, schoolyear: SchoolYear) -> HttpResponse:
    """What one's own home said comes first, then everything of the school. Who has no link of a home reads the school's part."""
    language = _language(request)
    with override(language):
        reader = Reader(language_of(language), request.school.sector)
        may_choose = request.who.kind == "staff" or any(one.purpose != queries.CODE for one in request.who.passes)
        shown = {
            "year": schoolyear,
            "years": queries.years() if may_choose else [],
            "found": queries.year_view(schoolyear, reader, for_guest=True),
            "own": queries.own_words(request.who, schoolyear, reader),
            "states": queries.state_words(),
            "language": reader.language,
        }
        answer = render(request, "meetings/guest/said_year.html", shown)
        answer.headers["Content-Language"] = language
    return answer


def _language(request: Any) -> str:
    """What the address names, what this browser chose, what the home is written to in, what the browser speaks."""
    held = request.who.held("reply")
    own = Invitation.objects.filter(pk__in=held).order_by("-pk").values_list("language", flat=True)[:1] if held else []
    wishes = [request.GET.get("taal", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), *own, get_language() or "nl"]
    offered = dict(settings.LANGUAGES)
    return next((wish for wish in wishes if wish in offered), "nl")
