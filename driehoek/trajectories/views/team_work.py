"""Points, decisions and tasks of a team, by staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import LEADERS, Action
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside

from ..models import AgendaPoint, Member, Team, TeamDecision, TeamMeeting, TeamTask
from ..queries.teams import task_of
from ..services import team_work as services
from ..team_forms import DecisionForm, PointForm, TaskForm
from .team_meetings import meeting_page
from .team_parts import for_staff

POINT, DECISION, TASK = Aside("dropped_point"), Aside("dropped_decision"), Aside("dropped_team_task")


def _to(request: Any, team_id: Any, meeting_id: Any = None) -> HttpResponse:
    if meeting_id is not None:
        return redirect("team_meeting", request.school.slug, meeting_id)
    return redirect("team_page", request.school.slug, team_id)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_point_add(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    form = PointForm(request.POST, auto_id="point_%s")
    if form.is_valid():
        try:
            services.add_point(by=request.who, team=teammeeting.team, meeting=teammeeting, **form.cleaned_data)
            return redirect(reverse("team_meeting", args=[request.school.slug, teammeeting.pk]) + "#agenda")
        except RuleBroken as broken:
            form.add_error("title", str(broken.message))
    return meeting_page(request, teammeeting, status=422, point=form)


@allows(Action.WORK_IN_TEAM, on=AgendaPoint)
@require_POST
@for_staff
def team_point_move(request: Any, *, agendapoint: AgendaPoint) -> HttpResponse:
    services.move_point(by=request.who, point=agendapoint, step=-1 if request.POST.get("to") == "up" else 1)
    return _to(request, agendapoint.team_id, agendapoint.meeting_id)


@allows(Action.WORK_IN_TEAM, on=AgendaPoint)
@require_POST
@for_staff
def team_point_put(request: Any, *, agendapoint: AgendaPoint) -> HttpResponse:
    """On the agenda of the meeting that comes, or back to what waits."""
    here = agendapoint.meeting_id
    meeting = services.coming_meeting(agendapoint.team) if here is None else None
    if here is None and meeting is None:
        raise RuleBroken("no-meeting", _("Er is nog geen vergadering gepland. Het punt wacht daarop."))
    services.put_point(by=request.who, point=agendapoint, meeting=meeting)
    return _to(request, agendapoint.team_id, here or (meeting.pk if meeting else None))


@allows(Action.WORK_IN_TEAM, on=AgendaPoint)
@require_POST
@for_staff
def team_point_drop(request: Any, *, agendapoint: AgendaPoint) -> HttpResponse:
    POINT.keep(request, services.drop_point(by=request.who, point=agendapoint), agendapoint.team_id)
    messages.success(request, _("Van de agenda: %(title)s") % {"title": agendapoint.title}, extra_tags=undo(request, "team_point_back", agendapoint.team_id))  # fmt: skip
    return _to(request, agendapoint.team_id, agendapoint.meeting_id)


@allows(Action.WORK_IN_TEAM, on=Team)
@require_POST
@for_staff
def team_point_back(request: Any, *, team: Team) -> HttpResponse:
    with POINT.taken(request, team.pk) as kept:
        services.put_back_point(by=request.who, team=team, kept=kept)
    return _to(request, team.pk, kept["meeting"] or None)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_decide(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    form = DecisionForm(request.POST, auto_id="decision_%s")
    if form.is_valid():
        services.decide(by=request.who, meeting=teammeeting, **form.cleaned_data)
        messages.success(request, _("Het besluit staat erbij."))
        return redirect(reverse("team_meeting", args=[request.school.slug, teammeeting.pk]) + "#decided")
    return meeting_page(request, teammeeting, status=422, decision=form)


@allows(Action.WORK_IN_TEAM, on=TeamDecision)
@require_POST
@for_staff
def team_decision_drop(request: Any, *, teamdecision: TeamDecision) -> HttpResponse:
    meeting = teamdecision.meeting
    DECISION.keep(request, services.drop_decision(by=request.who, decision=teamdecision), meeting.pk)
    messages.success(request, _("Het besluit is weg."), extra_tags=undo(request, "team_decision_back", meeting.pk))
    return _to(request, meeting.team_id, meeting.pk)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_decision_back(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    with DECISION.taken(request, teammeeting.pk) as kept:
        services.put_back_decision(by=request.who, meeting=teammeeting, kept=kept)
    return _to(request, teammeeting.team_id, teammeeting.pk)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_task_add(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    form = TaskForm(request.POST, team=teammeeting.team, auto_id="task_%s")
    if form.is_valid():
        try:
            said = form.cleaned_data | {"key": form.cleaned_data["key"] or clock.new_id()}
            services.add_task(by=request.who, team=teammeeting.team, meeting=teammeeting, **said)
            return redirect(reverse("team_meeting", args=[request.school.slug, teammeeting.pk]) + "#tasks")
        except RuleBroken as broken:
            form.add_error("title", str(broken.message))
    return meeting_page(request, teammeeting, status=422, task=form)


@allows(Action.WORK_IN_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def team_task_new(request: Any, *, team: Team) -> HttpResponse:
    """One that comes from no meeting."""
    form = TaskForm(request.POST or None, team=team, initial={"key": clock.new_id()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"key": form.cleaned_data["key"] or clock.new_id()}
        services.add_task(by=request.who, team=team, **said)
        messages.success(request, _("De taak staat erbij."))
        return _to(request, team.pk)
    return render(request, "trajectories/team_task.html", {"team": team, "form": form}, status=422 if form.is_bound else 200)


@allows(Action.WORK_IN_TEAM, on=TeamTask)
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def team_task(request: Any, *, teamtask: TeamTask) -> HttpResponse:
    first = {
        "title": teamtask.title, "owner": teamtask.owner_id, "due_on": teamtask.due_on, "seen": services.stamp_of(teamtask)
    }  # fmt: skip
    shown_as = task_of(teamtask, request.who)
    hides = teamtask.owner_id is not None and not shown_as.is_mine and not request.who.roles & LEADERS
    form = TaskForm(request.POST or None, team=teamtask.team, task=teamtask, hides_owner=hides, initial=first)
    status, edited = 422 if form.is_bound else 200, False
    if request.method == "POST" and form.is_valid():
        said = {"owner": teamtask.owner} | {
            name: form.cleaned_data[name] for name in ("title", "owner", "due_on") if name in form.cleaned_data
        }
        try:
            services.change_task(by=request.who, task=teamtask, seen=form.cleaned_data["seen"], **said)
            messages.success(request, _("Bewaard."))
            return _to(request, teamtask.team_id)
        except RuleBroken as broken:
            form.add_error("owner" if broken.code == "owner" and "owner" in form.fields else None, str(broken.message))
            status, edited = broken.status, broken.code == "edited"
            form.data = form.data.copy()
            form.data["seen"] = services.stamp_of(teamtask)
    shown = {
        "team": teamtask.team,
        "task": teamtask,
        "form": form,
        "now": shown_as if edited or hides else None,
        "edited": edited,
    }
    return render(request, "trajectories/team_task.html", shown, status=status)


@allows(Action.WORK_IN_TEAM, on=TeamTask)
@require_POST
@for_staff
def team_task_turn(request: Any, *, teamtask: TeamTask) -> HttpResponse:
    """`do`: take, finish or reopen; from a button or from an undo."""
    do = request.POST.get("do") or request.GET.get("do", "")
    again = reverse("team_task_turn", args=[request.school.slug, teamtask.pk])
    if do == "finish":
        services.finish_task(by=request.who, task=teamtask)
        messages.success(request, _("Klaar: %(title)s") % {"title": teamtask.title}, extra_tags=f"undo:{again}?do=reopen")
    elif do == "reopen":
        services.reopen_task(by=request.who, task=teamtask)
    elif do == "take":
        services.take_task(by=request.who, task=teamtask, member=_me(request, teamtask))
    else:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    return _to(request, teamtask.team_id, request.POST.get("meeting") and teamtask.meeting_id)


def _me(request: Any, task: TeamTask) -> Member:
    found: Member | None = Member.objects.filter(team=task.team_id, staff__user=request.who.user_id, left_at=None).first()
    if found is None:
        raise RuleBroken("not-in-team", _("Je zit zelf niet in dit team. Kies iemand die erin zit."))
    return found


@allows(Action.WORK_IN_TEAM, on=TeamTask)
@require_POST
@for_staff
def team_task_drop(request: Any, *, teamtask: TeamTask) -> HttpResponse:
    TASK.keep(request, services.drop_task(by=request.who, task=teamtask), teamtask.team_id)
    messages.success(
        request, _("Weg: %(title)s") % {"title": teamtask.title}, extra_tags=undo(request, "team_task_back", teamtask.team_id)
    )
    return _to(request, teamtask.team_id)


@allows(Action.WORK_IN_TEAM, on=Team)
@require_POST
@for_staff
def team_task_back(request: Any, *, team: Team) -> HttpResponse:
    with TASK.taken(request, team.pk) as kept:
        services.put_back_task(by=request.who, team=team, kept=kept)
    return _to(request, team.pk)
