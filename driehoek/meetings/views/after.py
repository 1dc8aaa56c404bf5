"""After the evening: what we did with it (page, poster, newsletter, news to everybody), and how to do it better."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access import gate, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.documents.paper import PAPERS, Paper
from driehoek.invitations.models import ClassInvitation
from driehoek.voices.queries import answers

from .. import follow_letters
from ..after_forms import EvaluationForm
from ..models import Meeting
from ..queries import after as queries
from ..queries import evaluation as numbers
from ..queries import news
from ..queries.report import report_of
from ..services import evaluation as services
from ..services.news import tell_news


def _language(request: HttpRequest) -> str:
    language = request.GET.get("taal", "nl")
    return language if language in dict(settings.LANGUAGES) else "nl"


@allows(Action.ANSWER, on=Meeting)
@require_safe
def meeting_did(request: Any, *, meeting: Meeting) -> HttpResponse:
    found = news.news_of(meeting)
    letter = follow_letters.preview(follow_letters.NEWS, meeting, request.school, "nl", found.titles) if found.titles else None
    shown = {
        "meeting": meeting,
        "found": answers(meeting.occasion),
        "news": found,
        "letter": letter,
        "can_tell": gate.may(request.who, Action.PUBLISH_REPORT),
        "tongues": settings.LANGUAGES,
        "papers": PAPERS,
    }
    return render(request, "meetings/did.html", shown)


@allows(Action.PUBLISH_REPORT, on=Meeting)
@require_POST
def news_tell(request: Any, *, meeting: Meeting) -> HttpResponse:
    reached = tell_news(meeting=meeting, by=request.who, seen=request.POST.get("gezien", ""))
    if not reached.by_mail:
        messages.success(request, _("Genoteerd. Wie het op papier krijgt, hoort het van de brieven hieronder."))
        return redirect("meeting_did", request.school.slug, meeting.pk)
    words = ngettext(
        "%(count)s gezin krijgt een mail met het nieuws.", "%(count)s gezinnen krijgen een mail met het nieuws.", reached.by_mail
    )
    messages.success(request, words % {"count": reached.by_mail})
    return redirect("meeting_did", request.school.slug, meeting.pk)


@allows(Action.PRINT, on=ClassInvitation, by="class_invitation_id")
@require_safe
def news_letters(request: Any, *, classinvitation: ClassInvitation) -> HttpResponse:
    """The pile of one class, for who hears the news on paper."""
    content = follow_letters.news_pile(classinvitation, request.school)
    trail.write(news.PRINTED, by=request.who, on=classinvitation)
    name = "-".join(filter(None, (_("brieven-nieuws"), slugify(classinvitation.school_class.name)))) + ".pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(False, name) or ""}
    )


@allows(Action.PRINT, on=Meeting)
@require_safe
def did_poster(request: Any, *, meeting: Meeting) -> HttpResponse:
    size: Paper = "a4" if request.GET.get("papier") == "a4" else "a3"
    language = _language(request)
    view = report_of(meeting, language=language, for_guest=True)
    name = f"{_('poster-u-zei-het')}-{size}-{language}.pdf"
    return HttpResponse(
        queries.poster(view, request.school, paper=size),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, name) or ""},
    )


@allows(Action.ANSWER, on=Meeting)
@require_safe
def newsletter(request: Any, *, meeting: Meeting) -> HttpResponse:
    language = _language(request)
    view = report_of(meeting, language=language, for_guest=True)
    text, html = queries.newsletter(view, request.school)
    shown = {
        "meeting": meeting,
        "about": meeting,
        "nothing": not view.themes,
        "text": text,
        "html": html,
        "language": language,
        "tongues": settings.LANGUAGES,
    }
    return render(request, "meetings/newsletter.html", shown)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_evaluation(request: Any, *, meeting: Meeting) -> HttpResponse:
    form = EvaluationForm(request.POST or None, meeting=meeting)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.write_evaluation(meeting=meeting, texts=form.cleaned_data, by=request.who)
            except RuleBroken as broken:
                form.add_error(None, str(broken.message))
            else:
                messages.success(request, _("Bewaard. Wie van deze bijeenkomst een nieuwe maakt, leest het daar."))
                return redirect("meeting_evaluation", request.school.slug, meeting.pk)
    shown = {
        "meeting": meeting,
        "form": form,
        "report": report_of(meeting, language="nl", for_guest=True),
        "answered": numbers.answered(meeting),
        "taps": numbers.tap_lines(meeting, "nl"),
        "tapped": numbers.tapped(meeting),
        "taps_open": services.taps_open(meeting),
    }
    return render(request, "meetings/evaluation.html", shown, status=status)
