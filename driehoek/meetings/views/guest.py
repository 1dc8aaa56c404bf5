"""The evening for guests: a phone in the hall, and the scribe of a table. Nobody has an account.

A script sends with `Accept: application/json` and keeps a contribution until it reads its own key in the answer, so that
the welcome page of a hotel's network is never taken for a yes. Without a script it is a plain form.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.voices.queries import polls as rounds

from .. import live_forms
from ..models import Meeting, MeetingTable
from ..queries.talk import AT_TABLE, VOICES, kind_choices, question_choices, table_talk, talk
from ..services import saying

UNCHANGED, NOT_TAKEN, TOO_MANY = 204, 422, 429


@allows(Action.CONTRIBUTE, on=Meeting)
@require_GET
def phone(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _phone_page(request, meeting, live_forms.Saying())


def _phone_page(request: HttpRequest, meeting: Meeting, form: live_forms.Saying, status: int = 200) -> HttpResponse:
    school = request.school
    context = {
        "meeting": meeting, "talk": talk(meeting, school), "kinds": kind_choices(school), "voices": VOICES, "form": form,
        "doors": rounds.doors(meeting.occasion_id), "chosen_voice": form.said("voice") or request.GET.get("stem", ""),
        "post_to": reverse("live_contribute", args=[school.slug, meeting.pk]),
    }  # fmt: skip
    return render(request, "meetings/guest/phone.html", context, status=status)


@allows(Action.CONTRIBUTE, on=Meeting)
@require_GET
def phone_now(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """What is asked now; 204 when the phone shows it already."""
    now = talk(meeting, request.school)
    if request.GET.get("v") == now.version:
        return HttpResponse(status=UNCHANGED)
    doors = render(request, "voices/guest/doors.html", {"doors": rounds.doors(meeting.occasion_id)}).content.decode()
    answer = {"version": now.version, "phase": now.phase, "question": now.question, "text": now.text, "kind": now.kind}
    return JsonResponse({**answer, "doors": doors})


@allows(Action.CONTRIBUTE, on=Meeting)
@require_POST
def contribute(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    form = live_forms.Saying(request.POST)
    said = _take(request, form, lambda values: saying.from_phone(meeting=meeting, language=_language(request), **values))
    if wants_json(request):
        return JsonResponse(said.answer, status=said.status)
    if said.status >= 400:
        form.problem = said.answer["message"]
        return _phone_page(request, meeting, form, said.status)
    messages.success(request, _("Verstuurd. Dank u wel."))
    back = reverse("live_phone", args=[request.school.slug, meeting.pk])
    return redirect(f"{back}?stem={form.cleaned_data['voice']}")


@allows(Action.SCRIBE, on=MeetingTable, by="table_id")
@require_GET
def scribe(request: HttpRequest, *, meetingtable: MeetingTable) -> HttpResponse:
    return _scribe_page(request, meetingtable, live_forms.Saying())


def _scribe_page(request: HttpRequest, table: MeetingTable, form: live_forms.Saying, status: int = 200) -> HttpResponse:
    school = request.school
    context = {
        "table": table, "meeting": table.meeting, "now": table_talk(table, school), "kinds": kind_choices(school),
        "questions": question_choices(table.meeting, school), "voices": AT_TABLE, "form": form,
        "chosen_voice": form.said("voice") or request.GET.get("stem", ""),
        "post_to": reverse("live_write_down", args=[school.slug, table.pk]),
    }  # fmt: skip
    return render(request, "meetings/guest/scribe.html", context, status=status)


@allows(Action.SCRIBE, on=MeetingTable, by="table_id")
@require_GET
def scribe_now(request: HttpRequest, *, meetingtable: MeetingTable) -> HttpResponse:
    """The question of now, and the list of what this table wrote."""
    shown = table_talk(meetingtable, request.school)
    if request.GET.get("v") == shown.version:
        return HttpResponse(status=UNCHANGED)
    written = render(request, "meetings/guest/written.html", {"now": shown}).content.decode()
    now = shown.talk
    answer = {"version": shown.version, "phase": now.phase, "question": now.question, "text": now.text, "kind": now.kind}
    return JsonResponse({**answer, "written": written})


@allows(Action.SCRIBE, on=MeetingTable, by="table_id")
@require_POST
def write_down(request: HttpRequest, *, meetingtable: MeetingTable) -> HttpResponse:
    form = live_forms.Saying(request.POST)
    said = _take(request, form, lambda values: saying.from_table(table=meetingtable, language=_language(request), **values))
    if wants_json(request):
        return JsonResponse(said.answer, status=said.status)
    if said.status >= 400:
        form.problem = said.answer["message"]
        return _scribe_page(request, meetingtable, form, said.status)
    back = reverse("live_scribe", args=[request.school.slug, meetingtable.pk])
    return redirect(f"{back}?stem={form.cleaned_data['voice']}")


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "nl"))


class _Said:
    """What became of it: the status, and what a script reads."""

    def __init__(self, status: int, **answer: Any) -> None:
        self.status, self.answer = status, answer


def _take(request: HttpRequest, form: live_forms.Saying, verb: Any) -> _Said:
    """Check the words, count them against the limit of this browser, and keep them."""
    if not form.is_valid():
        return _Said(NOT_TAKEN, message=form.first_error, field=form.first_wrong)
    if not limits.take(limits.CONTRIBUTIONS, str(request.session.session_key)):
        return _Said(TOO_MANY, message=_("Dat ging wel erg snel. Wacht een halve minuut; wat u typte blijft staan."))
    try:
        kept = verb(form.values)
    except RuleBroken as broken:
        form.key_is_used = broken.code == "used_key"
        return _Said(broken.status, message=str(broken.message), code=broken.code)
    return _Said(200, key=str(kept.pk), day=kept.day.isoformat())
