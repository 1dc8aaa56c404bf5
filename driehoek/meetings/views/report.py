"""The report for staff: look at it as parents will, finish it, publish it, and see how far the letters are."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import gate
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.documents.word import MEDIA_TYPE
from driehoek.invitations.models import ClassInvitation

from .. import report_letters as paper
from ..models import Meeting, MeetingState
from ..queries import report as queries
from ..queries import report_letters as counts
from ..queries import report_paper
from ..queries.report_whom import draft_of, wanted_whom
from ..queries.runbook import clock_words
from ..report_forms import IntroForm
from ..services import report as services
from .paths import undo


@allows(Action.SEE_MEETINGS, on=Meeting)  # a guest's tie opens the report for guests, never this screen
@require_safe
def meeting_report(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


def _page(request: Any, meeting: Meeting, form: IntroForm | None = None, status: int = 200) -> HttpResponse:
    language = request.GET.get("taal", "nl")
    language = language if language in dict(settings.LANGUAGES) else "nl"
    view = queries.report_of(meeting, language=language, for_guest=True, whom=wanted_whom(request.GET.get("voor", "")) or "came")
    draft = draft_of(meeting, view) if form is None else None
    shown: dict[str, Any] = {
        "meeting": meeting,
        "report": view,
        "form": form or IntroForm(meeting=meeting, draft=draft),
        "is_draft": draft is not None,
        "two_texts": bool(meeting.report_intro and meeting.report_intro_absent),
        "can_write": gate.may(request.who, Action.ANSWER),
        "can_publish": gate.may(request.who, Action.PUBLISH_REPORT),
        "can_print": gate.may(request.who, Action.PRINT),
        "is_harvest": meeting.state == MeetingState.HARVEST,
        "checks": counts.checks(meeting, view),
        "receivers": counts.receivers(meeting),
        "letters": counts.letters(meeting) if view.is_reported else None,
        "tongues": settings.LANGUAGES,
    }
    shown["at_once"] = shown["receivers"].due_at <= clock.now()
    shown["when"] = when_words(shown["receivers"].due_at)
    shown["due"] = when_words(shown["letters"].due_at) if shown["letters"] and shown["letters"].due_at else ""
    return render(request, "meetings/report.html", shown, status=status)


def when_words(moment: dt.datetime) -> str:
    """'nu meteen', 'morgen om 8.00 uur', 'op 12 december om 8.00 uur'."""
    day, today = moment.astimezone(clock.SCHOOL_TIME).date(), clock.today()
    if moment <= clock.now():
        return _("nu meteen")
    facts = {"time": clock_words(moment).lstrip("0"), "day": date_format(day, "j F")}
    if day == today:
        return _("vandaag om %(time)s uur") % facts
    if day == today + dt.timedelta(days=1):
        return _("morgen om %(time)s uur") % facts
    return _("op %(day)s om %(time)s uur") % facts


@allows(Action.ANSWER, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def report_intro(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    if request.method != "POST":
        return redirect("meeting_report", request.school.slug, meeting.pk)
    form = IntroForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    typed = form.cleaned_data
    try:
        services.write_intro(
            meeting=meeting, text=typed["text"], absent=typed["absent"], seen=typed["seen"] or None, by=request.who
        )
    except RuleBroken as broken:
        form.add_error("text", broken.message)
        return _page(request, meeting, form, status=broken.status)
    messages.success(request, _("De inleiding is bewaard."))
    return redirect("meeting_report", request.school.slug, meeting.pk)


@allows(Action.PUBLISH_REPORT, on=Meeting)
@require_POST
def report_publish(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    done = services.publish_report(meeting=meeting, by=request.who)
    if done.is_new:
        words = ngettext("%(count)s gezin krijgt", "%(count)s gezinnen krijgen", done.by_mail) % {"count": done.by_mail}
        told = _("Het verslag staat klaar. %(families)s %(when)s een mail.") % {
            "families": words,
            "when": when_words(done.due_at),
        }
        messages.success(request, told, extra_tags=undo(request, "report_unpublish", meeting.pk))
    return redirect("meeting_report", request.school.slug, meeting.pk)


@allows(Action.PUBLISH_REPORT, on=Meeting)
@require_POST
def report_unpublish(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    services.unpublish_report(meeting=meeting, by=request.who)
    messages.success(request, _("Het verslag is teruggenomen. Er is geen mail verstuurd."))
    return redirect("meeting_report", request.school.slug, meeting.pk)


@allows(Action.PRINT, on=ClassInvitation, by="class_invitation_id")
@require_safe
def report_letters(request: HttpRequest, *, classinvitation: ClassInvitation) -> HttpResponse:
    """The pile of one class, to hand out with the report itself."""
    content = paper.report_pile(classinvitation, request.school)
    name = "-".join(filter(None, (_("brieven-verslag"), slugify(classinvitation.school_class.name)))) + ".pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": content_disposition_header(False, name) or ""}
    )


@allows(Action.PRINT, on=Meeting)
@require_safe
def report_docx(request: Any, *, meeting: Meeting) -> HttpResponse:
    """To change before it is printed. Which language, and for whom, as the address asks."""
    language = request.GET.get("taal", "nl")
    language = language if language in dict(settings.LANGUAGES) else "nl"
    whom = wanted_whom(request.GET.get("voor", "")) or "both"
    view = queries.report_of(meeting, language=language, for_guest=True, whom=whom)
    name = f"{_('verslag')}-{meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME).date().isoformat()}-{language}.docx"
    return HttpResponse(
        report_paper.report_docx(view, request.school),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )
