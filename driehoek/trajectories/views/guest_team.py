"""The desk of a parent in a team: on a telephone, without an account, in their own language."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations import wording
from driehoek.meetings.views.undoing import Aside
from driehoek.plans.models import Activity

from ..guest_team_forms import IdeaForm, PointForm
from ..models import Member, TeamTask
from ..queries import guest_team as queries
from ..services import guest_team as services
from ..services.team_work import coming_meeting
from ..team_letters import calendar_file
from .guest_parts import DOING, in_their_language, keeps, keeps_what_was_typed, may_go_on
from .team_parts import ics

POINT = Aside("own_point")


def _own(request: Any, member: Member) -> None:
    """Colleagues may look along; what is done here is done by the parent."""
    if not request.who.holds("team", member.pk):
        raise RuleBroken("looks-along", _("Je kijkt mee. Alleen de ouder zelf kan dit hier doen."))
    if not may_go_on(DOING, member.pk):
        raise RuleBroken("fast", _("Dit gaat even te snel. Wacht een minuut; wat u typte staat er nog."), 429)


def _desk(request: Any, member: Member, *, form: PointForm | None = None, problem: str = "", status: int = 200) -> HttpResponse:
    language = get_language() or "nl"
    desk = queries.desk_of(member, language, request.school.sector)
    shown = _about(request, member) | {
        "desk": desk, "form": form or PointForm(initial={"key": clock.new_id()}), "problem": problem,
        "day": wording.day(desk.next.starts_at, language) if desk.next else "",
        "begins": wording.hour(desk.next.starts_at, language) if desk.next else "",
        "ends": wording.hour(desk.ends_at, language) if desk.ends_at else "",
    }  # fmt: skip
    return render(request, "trajectories/guest/desk.html", shown, status=status)


def _about(request: Any, member: Member) -> dict[str, Any]:
    return {
        "member": member, "team": member.team, "looks_along": not request.who.holds("team", member.pk),
        "contact": wording.contact(request.school, get_language() or "nl"), "keeps": keeps(request),
    }  # fmt: skip


def _to(request: Any, route: str, member: Member) -> HttpResponse:
    return redirect(reverse(route, args=[request.school.slug, member.pk]) + keeps(request))


@gzip_page
@require_safe
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk(request: Any, *, member: Member) -> HttpResponse:
    return _desk(request, member)


@keeps_what_was_typed
@require_POST
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_point(request: Any, *, member: Member) -> HttpResponse:
    form = PointForm(request.POST)
    if not form.is_valid():
        return _desk(request, member, form=form, status=422)
    try:
        _own(request, member)
        services.ask_point(by=request.who, member=member, **form.cleaned_data)
    except RuleBroken as broken:
        form.add_error("title", _words(broken))
        return _desk(request, member, form=form, status=broken.status)
    messages.success(request, _("Uw punt staat op de agenda, vóór de punten van de school."))
    return _to(request, "team_desk", member)


@require_POST
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_own_point(request: Any, *, member: Member) -> HttpResponse:
    """`point`: off the agenda; without one, what was taken off comes back."""
    again = reverse("team_desk_own_point", args=[request.school.slug, member.pk]) + keeps(request)
    try:
        _own(request, member)
        if "point" in request.POST:
            POINT.keep(
                request, services.drop_own_point(by=request.who, member=member, key=_key(request.POST["point"])), member.pk
            )
            messages.success(request, _("Uw punt is van de agenda."), extra_tags=f"undo:{again}")
        else:
            with POINT.taken(request, member.pk) as kept:
                services.put_back_own_point(by=request.who, member=member, kept=kept)
            messages.success(request, _("Dat is teruggezet."))
    except Http404:  # nothing waits to come back (any more)
        return _desk(request, member, problem=str(services.changed().message), status=409)
    except RuleBroken as broken:
        return _desk(request, member, problem=_words(broken), status=broken.status)
    return _to(request, "team_desk", member)


def _words(broken: RuleBroken) -> str:
    own = {
        "full": _("De agenda is vol. Vraag de school om uw punt de keer erna te bespreken."),
        "gone": str(services.changed().message),
        "left": str(services.changed().message),
        "ended": str(services.changed().message),
    }
    return own.get(broken.code, str(broken.message))


@require_POST
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_task(request: Any, *, member: Member) -> HttpResponse:
    """`task` and `do`, from a button or from an undo."""
    sent = request.POST if "do" in request.POST else request.GET
    do = sent.get("do", "")
    try:
        _own(request, member)
        task = TeamTask.objects.filter(pk=_key(sent.get("task", "")), team=member.team_id).first()
        if task is None:
            raise services.changed()
        back = services.turn_task(by=request.who, member=member, task=task, do=do)
    except RuleBroken as broken:
        return _desk(request, member, problem=str(broken.message), status=broken.status)
    told = {"take": _("Fijn dat u dit doet."), "finish": _("Klaar. Dank u wel!")}.get(do, _("Dat is teruggezet."))
    again = reverse("team_desk_task", args=[request.school.slug, member.pk])
    messages.success(
        request,
        told,
        extra_tags=f"undo:{again}?task={task.pk}&do={back}{keeps(request, also=True)}" if do in {"take", "finish"} else "",
    )
    return _to(request, "team_desk", member)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_safe
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_calendar(request: Any, *, member: Member) -> HttpResponse:
    """The meeting that comes, without any personal link. When none is planned, a page that says so."""
    meeting = coming_meeting(member.team)
    if meeting is None:
        raise RuleBroken("no-meeting", _("Er is nog geen dag gekozen. U hoort het zodra die er is."))
    meeting.team = member.team
    return ics(calendar_file(meeting, request.school, get_language() or "nl", clock.now()))


def _programme(
    request: Any, member: Member, *, form: IdeaForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    shown = _about(request, member) | {
        "programme": queries.programme_of(member), "form": form or IdeaForm(initial={"key": clock.new_id()}), "problem": problem,
    }  # fmt: skip
    return render(request, "trajectories/guest/programme.html", shown, status=status)


@gzip_page
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_programme(request: Any, *, member: Member) -> HttpResponse:
    """Read; and propose an activity."""
    if request.method != "POST":
        return _programme(request, member)
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return _programme(request, member, form=form, status=422)
    try:
        _own(request, member)
        services.propose(by=request.who, member=member, **form.cleaned_data)
    except RuleBroken as broken:
        form.add_error("title", str(broken.message))
        return _programme(request, member, form=form, status=broken.status)
    messages.success(request, _("Dank u wel. Uw voorstel staat bij de ideeën; het team praat erover."))
    return _to(request, "team_desk_programme", member)


@require_POST
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_help(request: Any, *, member: Member) -> HttpResponse:
    """`activity` and `do` (on or off), from a button or from an undo."""
    sent = request.POST if "do" in request.POST else request.GET
    is_on = sent.get("do") != "off"
    try:
        _own(request, member)
        rows = Activity.objects.filter(pk=_key(sent.get("activity", "")), plan=member.team.plan_id, plan__isnull=False)
        activity = rows.first()
        if activity is None:
            raise services.changed()
        services.help_along(by=request.who, member=member, activity=activity, is_on=is_on)
    except RuleBroken as broken:
        return _programme(request, member, problem=str(broken.message), status=broken.status)
    again = reverse("team_desk_help", args=[request.school.slug, member.pk])
    told = _("Fijn! Uw naam staat bij wie meehelpt.") if is_on else _("Uw naam staat er niet meer bij.")
    messages.success(
        request, told, extra_tags=f"undo:{again}?activity={activity.pk}&do={'off' if is_on else 'on'}{keeps(request, also=True)}"
    )
    return _to(request, "team_desk_programme", member)


@gzip_page
@require_safe
@allows(Action.WORK_IN_TEAM, on=Member)
@in_their_language
def team_desk_harvest(request: Any, *, member: Member) -> HttpResponse:
    themes = queries.harvest_of(member, get_language() or "nl", request.school)
    return render(request, "trajectories/guest/harvest.html", _about(request, member) | {"themes": themes})
