"""Meetings of a team: planned, changed, mailed, held, on paper and in a calendar."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.meetings.views.paths import undo

from .. import team_papers
from ..models import Team, TeamMeeting
from ..queries import teams as queries
from ..rules_teams import stamp
from ..services import team_meetings as services
from ..team_forms import DecisionForm, MeetingForm, NotesForm, PointForm, TaskForm
from ..team_letters import calendar_file
from .team_parts import for_staff, ics, pdf

FORMS = {"point": PointForm, "decision": DecisionForm, "notes": NotesForm}


@allows(Action.WORK_IN_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def team_meeting_new(request: Any, *, team: Team) -> HttpResponse:
    first = {"key": clock.new_id(), "minutes": 90, "time": "19:30", "place": ""}
    form = MeetingForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = services.plan_meeting(
            by=request.who, team=team, key=said["key"], starts_at=form.starts_at, minutes=said["minutes"], place=said["place"],
            sector=request.school.sector,
        )  # fmt: skip
        messages.success(request, _("De vergadering staat er. Kijk de agenda na en mail hem aan de leden."))
        return redirect("team_meeting", request.school.slug, made.pk)
    return render(
        request, "trajectories/team_meeting_form.html", {"team": team, "form": form}, status=422 if form.is_bound else 200
    )


@allows(Action.SEE_TEAM, on=TeamMeeting)
@require_safe
def team_meeting(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    return meeting_page(request, teammeeting)


def meeting_page(request: Any, meeting: TeamMeeting, *, status: int = 200, **forms: Any) -> HttpResponse:
    """`forms`: those that were refused, with what was typed."""
    can_work = may(request.who, Action.WORK_IN_TEAM, meeting) and meeting.team.ended_at is None
    made = {name: kind(auto_id=f"{name}_%s", initial=_first(name, meeting)) for name, kind in FORMS.items()}
    made["task"] = TaskForm(team=meeting.team, auto_id="task_%s", initial={"key": clock.new_id()})
    shown: dict[str, Any] = {
        "meeting": meeting, "team": meeting.team, "page": queries.meeting_page(meeting, request.who), "can_work": can_work,
        "forms": made | forms, "told": len(services.told_members(meeting)),
        "is_due": meeting.starts_at.astimezone(clock.SCHOOL_TIME).date() <= clock.today(), "is_past": meeting.starts_at <= clock.now(),
        "is_open": meeting.held_at is None and meeting.cancelled_at is None,
    }  # fmt: skip
    return render(request, "trajectories/team_meeting.html", shown, status=status)


def _first(name: str, meeting: TeamMeeting) -> dict[str, Any]:
    return {"notes": meeting.notes, "seen": stamp(meeting.notes)} if name == "notes" else {"key": clock.new_id(), "minutes": 10}


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def team_meeting_edit(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    here = teammeeting.starts_at.astimezone(clock.SCHOOL_TIME)
    first = {
        "key": teammeeting.pk,
        "day": here.date(),
        "time": here.time(),
        "minutes": teammeeting.minutes,
        "place": teammeeting.place,
    }
    form = MeetingForm(request.POST or None, initial=first, was=teammeeting)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        services.change_meeting(
            by=request.who, meeting=teammeeting, starts_at=form.starts_at, minutes=said["minutes"], place=said["place"]
        )
        messages.success(request, _("Bewaard. Wie er al een mail over kreeg, hoort het."))
        return redirect("team_meeting", request.school.slug, teammeeting.pk)
    shown = {"team": teammeeting.team, "meeting": teammeeting, "form": form}
    return render(request, "trajectories/team_meeting_form.html", shown, status=422 if form.is_bound else 200)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_meeting_cancel(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    services.cancel_meeting(by=request.who, meeting=teammeeting)
    messages.success(
        request, _("De vergadering gaat niet door. Wie er een mail over kreeg, hoort het over tien minuten."),
        extra_tags=undo(request, "team_meeting_go_on", teammeeting.pk),
    )  # fmt: skip
    return redirect("team_meeting", request.school.slug, teammeeting.pk)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_meeting_go_on(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    services.go_on(by=request.who, meeting=teammeeting)
    messages.success(request, _("De vergadering gaat toch door."))
    return redirect("team_meeting", request.school.slug, teammeeting.pk)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_meeting_mail(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    count = services.tell_members(by=request.who, meeting=teammeeting)
    said = ngettext("%(n)s lid krijgt een mail met de agenda.", "%(n)s leden krijgen een mail met de agenda.", count)
    messages.success(request, said % {"n": count} if count else _("Iedereen met een mailadres had de mail al."))
    return redirect("team_meeting", request.school.slug, teammeeting.pk)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_meeting_hold(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    form = NotesForm(request.POST, auto_id="notes_%s")
    if form.is_valid():
        try:
            services.hold(by=request.who, meeting=teammeeting, **form.cleaned_data)
            tags = "" if teammeeting.held_at else undo(request, "team_meeting_not_held", teammeeting.pk)
            messages.success(request, _("Bewaard. De leden lezen de besluiten en de taken."), extra_tags=tags)
            return redirect("team_meeting", request.school.slug, teammeeting.pk)
        except RuleBroken as broken:
            form.add_error("notes", str(broken.message))
            form.data = form.data.copy()
            form.data["seen"] = stamp(teammeeting.notes)
            return meeting_page(request, teammeeting, status=broken.status, notes=form)
    return meeting_page(request, teammeeting, status=422, notes=form)


@allows(Action.WORK_IN_TEAM, on=TeamMeeting)
@require_POST
@for_staff
def team_meeting_not_held(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    services.not_held(by=request.who, meeting=teammeeting)
    return redirect("team_meeting", request.school.slug, teammeeting.pk)


@allows(Action.SEE_TEAM, on=TeamMeeting)
@require_safe
def team_meeting_ics(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    return ics(calendar_file(teammeeting, request.school, "nl", clock.now()))


@allows(Action.SEE_TEAM, on=TeamMeeting)
@require_safe
def team_meeting_paper(request: Any, *, teammeeting: TeamMeeting) -> HttpResponse:
    page = queries.meeting_page(teammeeting, request.who)
    return pdf(team_papers.agenda(page, request.school), _("agenda %(team)s") % {"team": teammeeting.team.name})


@allows(Action.SEE_TEAM, on=Team)
@require_safe
def team_decisions(request: Any, *, team: Team) -> HttpResponse:
    return pdf(team_papers.decisions(team, request.school), _("besluiten %(team)s") % {"team": team.name})
