"""The report for everybody who was invited: a page on a phone and a PDF, in the language of who reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.models import Invitation

from ..models import Meeting
from ..queries import report as queries
from ..queries import report_paper
from ..queries.report_whom import presence, wanted_whom, whom_of
from ..services.evaluation import taps_open


def _language(request: Any, meeting: Meeting) -> str:
    """What the address names, what this browser chose, what the family is written to in, what the browser speaks."""
    held = request.who.held("reply")
    own = Invitation.objects.filter(pk__in=held, occasion=meeting.occasion_id).values_list("language", flat=True) if held else []
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    wishes = [request.GET.get("taal", ""), cookie, *own[:1], get_language() or "nl"]
    offered = dict(settings.LANGUAGES)
    return next((wish for wish in wishes if wish in offered), "nl")


def _asks_how(request: Any, meeting: Meeting) -> bool:
    """Whether to ask this guest how it was: who was there, as long as it can be answered."""
    is_guest = request.who.kind == "guest"
    return is_guest and taps_open(meeting) and presence(meeting, request.who) != "absent"


@allows(Action.SEE_REPORT, on=Meeting)
@require_safe
def guest_report(request: Any, *, meeting: Meeting) -> HttpResponse:
    """Until the report is there, a page that says so: who has the address early is not sent away with 'not found'."""
    language = _language(request, meeting)
    ask_how = _asks_how(request, meeting)
    with override(language):
        if queries.is_reported(meeting):
            view = queries.report_of(meeting, language=language, for_guest=True, whom=whom_of(meeting, request.who))
            answer = render(request, "meetings/guest/report.html", {"meeting": meeting, "report": view, "ask_how": ask_how})
        else:
            answer = render(request, "meetings/guest/report_to_come.html", {"meeting": meeting, "ask_how": ask_how})
        answer.headers["Content-Language"] = language
    return answer


@allows(Action.SEE_REPORT, on=Meeting)
@require_safe
def report_pdf(request: Any, *, meeting: Meeting) -> HttpResponse:
    """Staff may print it before it is published; guests get it after."""
    language = _language(request, meeting)
    if request.who.kind != "staff" and not queries.is_reported(meeting):
        with override(language):
            raise RuleBroken("not-reported", _("Het verslag is er nog niet. U krijgt bericht als het klaar is."))
    wish = wanted_whom(request.GET.get("voor", "")) if request.who.kind == "staff" else None
    view = queries.report_of(meeting, language=language, for_guest=True, whom=wish or whom_of(meeting, request.who))
    content = report_paper.report_pdf(view, request.school)
    name = f"{_('verslag')}-{meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date().isoformat()}-{language}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(False, name) or ""}
    )
