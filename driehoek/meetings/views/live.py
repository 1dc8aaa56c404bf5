"""The evening for who leads it: the leader's telephone and the shared screen. Staff, or who holds the leader's code."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.voices.queries import polls as rounds

from ..models import Meeting
from ..queries.lead import counts, lead, lead_version
from ..queries.wall import approved, wall, wall_version
from ..services import live as evening
from ..services import moderating

UNCHANGED = 204


@allows(Action.RUN_MEETING, on=Meeting)
@require_GET
def leader(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """The page; with ?v= its moving part, or 204 when that is what the screen shows already."""
    asked = request.GET.get("v")
    seen = counts(meeting)
    if asked is not None and asked == lead_version(meeting, seen):
        return HttpResponse(status=UNCHANGED)
    template = "meetings/live/leader.html" if asked is None else "meetings/live/leader_now.html"
    return render(request, template, _lead_context(request, meeting, seen))


def _lead_context(request: HttpRequest, meeting: Meeting, seen: Any = None, problem: str = "") -> dict[str, Any]:
    made = rounds.lines(meeting.occasion)
    return {
        "meeting": meeting,
        "lead": lead(meeting, request.school, seen or counts(meeting)),
        "may_print": may(request.who, Action.PRINT, meeting),
        "rounds": made,
        "round_open": any(line.state == "open" for line in made),
        "occasion_id": meeting.occasion_id,
        "back": reverse("live_leader", args=[request.school.slug, meeting.pk]),
        "may_sort": may(request.who, Action.SORT_HARVEST, meeting.occasion),
        "problem": problem,
    }


def _then_show(request: HttpRequest, meeting: Meeting, verb: Callable[..., Any], **values: Any) -> HttpResponse:
    """Do it, and show how it stands now: the moving part for a script, the page for a browser without. A no shows it too."""
    problem, status = "", 200
    try:
        verb(meeting=meeting, by=request.who, **values)
    except RuleBroken as broken:
        problem, status = str(broken.message), broken.status
    if status == 200 and not request.htmx:
        return redirect("live_leader", request.school.slug, meeting.pk)
    template = "meetings/live/leader_now.html" if request.htmx else "meetings/live/leader.html"
    fresh = Meeting.for_gate().get(pk=meeting.pk)
    return render(request, template, _lead_context(request, fresh, problem=problem), status=status)


def _leaving(request: HttpRequest) -> uuid.UUID | None:
    """The item that the screen showed when the button was pressed."""
    try:
        return uuid.UUID(request.POST.get("item", ""))
    except ValueError:
        return None


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def start(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """On an earlier day than that of the meeting it is asked about once."""
    day = meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME).date()
    if day > clock.today() and meeting.live_item_id is None and not request.POST.get("sure"):
        template = "meetings/live/leader_now.html" if request.htmx else "meetings/live/leader.html"
        return render(request, template, _lead_context(request, meeting) | {"sure_of": day})
    return _then_show(request, meeting, evening.start_evening)


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def not_started(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.not_started)


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def go_on(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.next_item, leaving=_leaving(request))


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def go_back(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.previous_item, leaving=_leaving(request))


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def longer(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.add_minutes, leaving=_leaving(request))


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def ask(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.show_question, question=request.POST.get("question", "")[:40])


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def close(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.close_evening)


@allows(Action.RUN_MEETING, on=Meeting)
@require_POST
def reopen(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    return _then_show(request, meeting, evening.reopen_evening)


@allows(Action.MODERATE, on=Meeting)
@require_POST
def judge(request: HttpRequest, *, meeting: Meeting, contribution_id: uuid.UUID) -> HttpResponse:
    """One tap on a waiting contribution: on the screen, or apart."""
    verb = moderating.let_through if request.POST.get("do") == "approve" else moderating.put_apart
    return _then_show(request, meeting, verb, contribution_id=contribution_id)


@allows(Action.SHOW_SCREEN, on=Meeting)
@require_GET
def hall_screen(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """The page; with ?v= its moving part, or 204 when nothing changed. Approved contributions only."""
    asked = request.GET.get("v")
    seen = approved(meeting)
    if asked is not None and asked == wall_version(meeting, seen):
        return HttpResponse(status=UNCHANGED)
    template = "meetings/live/hall.html" if asked is None else "meetings/live/hall_now.html"
    return render(request, template, {"meeting": meeting, "wall": wall(meeting, request.school, seen)})
