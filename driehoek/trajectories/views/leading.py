"""What a step leads to: make it with what the path knows already, choose what is there, let it go."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.meetings import services as meetings
from driehoek.meetings.forms import MeetingForm
from driehoek.meetings.forms import first_values as first_meeting
from driehoek.meetings.views.paths import path_to
from driehoek.people.models import StaffMember
from driehoek.people.queries.teaching import works_here
from driehoek.plans import services as plans
from driehoek.plans.forms import PlanForm
from driehoek.scans.forms_sessions import SessionForm
from driehoek.scans.forms_sessions import first_values as first_session
from driehoek.scans.models import SessionKind
from driehoek.scans.services.sessions import make_session

from .. import team_words
from ..models import Step, StepSort, TeamSort
from ..queries import prefilling
from ..queries.leading import thing_of
from ..queries.path import StepLine
from ..rules_teams import term_from
from ..services import stepping
from ..services.teams import make_team
from ..team_forms import TeamForm
from .path_parts import refused

MOST_CHOICES = 12
KINDS = {StepSort.SCAN: SessionKind.TEAM_SCAN, StepSort.VISION: SessionKind.VISION}
OWN_PAGES = {
    StepSort.BODIES: "trajectory_bodies",
    StepSort.INTAKE: "trajectory_intake",
    StepSort.EVALUATION: "trajectory_compare",
}
# Who may make what a step of this sort leads to.
MAKERS = {
    StepSort.SCAN: Action.LEAD_SESSION, StepSort.VISION: Action.LEAD_SESSION, StepSort.MEETING: Action.PLAN_MEETING,
    StepSort.PLAN: Action.EDIT_PLAN, StepSort.TEAM: Action.EDIT_TEAM,
}  # fmt: skip
# Made on a page of its own, and chosen afterwards.
ELSEWHERE = {StepSort.QUESTIONNAIRE: "asking_new"}


@dataclass(frozen=True)
class Button:
    label: str
    url: str


def labels() -> dict[str, str]:
    return {
        StepSort.BODIES: _("Vertel het en noteer het antwoord"),
        StepSort.INTAKE: _("Open het voorgesprek"),
        StepSort.EVALUATION: _("Kijk terug"),
        StepSort.SCAN: _("Maak of kies de teamscan"),
        StepSort.VISION: _("Maak of kies het visiegesprek"),
        StepSort.QUESTIONNAIRE: _("Maak of kies een vragenlijst"),
        StepSort.TURNOUT: _("Kies de sessie van het opkomstplan"),
        StepSort.MEETING: _("Plan of kies de bijeenkomst"),
        StepSort.PLAN: _("Maak of kies het plan"),
        StepSort.TEAM: _("Maak of kies het team"),
        StepSort.PROGRAMME: _("Kies het plan van het programma"),
    }


def step_button(request: Any, line: StepLine) -> Button | None:
    """Where a step leads: its own page, the thing that it is about, or the page to make or choose one. None without a way."""
    row = line.row
    if row.sort in OWN_PAGES:
        url = path_to(request, OWN_PAGES[row.sort], row.trajectory_id)
        return Button(labels()[row.sort], url) if url else None
    if line.thing is not None:
        url = path_to(request, line.thing.route, line.thing.about)
        return Button(_("Open: %(title)s") % {"title": line.thing.title}, url) if url else None
    if row.sort == StepSort.OWN or not line.is_open:
        return None
    url = path_to(request, "step_thing", row.pk)
    return Button(labels()[row.sort], url) if url else None


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_http_methods(["GET", "HEAD", "POST"])
def step_thing(request: Any, *, step: Step) -> HttpResponse:
    """Make it here, filled in with what the path knows, or choose what is there already."""
    rows = stepping.things_for(step.sort)
    if rows is None:
        raise Http404
    may_make = step.sort in MAKERS and may(request.who, MAKERS[StepSort(step.sort)])
    if request.method == "POST" and not may_make:
        raise RuleBroken("maker", _("Wat bij deze stap hoort, maakt de schoolleiding. Daarna kun je het hier kiezen."))
    form = _form(request, step) if may_make else None
    status = 422 if form is not None and form.is_bound else 200
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            made = stepping.lead_to(step=step, make=lambda: _make(form, step, request.who), by=request.who)
            messages.success(request, _("Het staat klaar, en hoort nu bij de stap ‘%(step)s’.") % {"step": step.title})
            return redirect(thing_of(step.sort, made).route, request.school.slug, made.pk)
        except RuleBroken as broken:
            if broken.status != 422 and broken.code != "ended":
                raise
            status = refused(form, broken)
    choices = [thing_of(step.sort, row) for row in rows[:MOST_CHOICES]]
    first = prefilling.likely(step)
    choices.sort(key=lambda one: one.about != first)
    shown = {
        "step": step, "form": form, "choices": choices, "first": first, "label": labels()[step.sort],
        "elsewhere": path_to(request, ELSEWHERE[StepSort(step.sort)]) if step.sort in ELSEWHERE else "",
    }  # fmt: skip
    return render(request, "trajectories/thing.html", shown, status=status)


def _form(request: Any, step: Step) -> Any:
    """The form of the folder where it is made, filled in from the path."""
    sent = request.POST or None
    if step.sort in KINDS:
        kind = KINDS[StepSort(step.sort)]
        me = StaffMember.objects.filter(works_here(), user_id=request.who.user_id).first() if not sent else None
        first = {} if sent else first_session(kind, me) | {"title": step.title} | _coming("day", step.due_on)
        return SessionForm(sent, initial=first, kind=kind)
    if step.sort == StepSort.MEETING:
        if sent:
            return MeetingForm(sent)
        wanted = prefilling.evening(step)
        return MeetingForm(
            initial=first_meeting(wanted.template, wanted.day.isoformat() if wanted.day else "") | {"title": wanted.title}
        )
    if step.sort == StepSort.TEAM:
        return _team_form(sent, step, request.school.sector)
    drawn = {} if sent else prefilling.drawn(step.trajectory)
    return PlanForm(sent, initial=drawn)


def _team_form(sent: Any, step: Step, sector: str) -> TeamForm:
    """A partnership team for the plan of this trajectory, with what the library says of such a team."""
    sort, today = TeamSort.PARTNERSHIP, clock.today()
    first = {name: team_words.default(sort, name, sector) for name in ("purpose", "expected")}
    first |= {"key": clock.new_id(), "name": _("Partnerschapsteam"), "plan": prefilling.plan_of(step.trajectory)}
    first |= {"starts_on": today, "ends_on": term_from(today)}
    return TeamForm(sent, initial=first, term=team_words.default(sort, "term", sector))


def _coming(name: str, day: dt.date) -> dict[str, dt.date]:
    return {name: day} if day >= clock.today() else {}


def _make(form: Any, step: Step, by: Any) -> Any:
    said = form.cleaned_data
    if step.sort in KINDS:
        return make_session(
            key=said["key"], kind=KINDS[StepSort(step.sort)], title=said["title"], starts_at=form.starts_at, leader=said["leader"],
            by=by,
        )  # fmt: skip
    if step.sort == StepSort.MEETING:
        return meetings.plan_meeting(by=by, wanted=meetings.Wanted(**said)).meeting
    if step.sort == StepSort.TEAM:
        key = said["key"] or clock.new_id()
        return make_team(by=by, key=key, sort=TeamSort.PARTNERSHIP, wanted=form.wanted, trajectory=step.trajectory)
    chosen = {name: form.chosen(name) if name in form.fields else [] for name in ("occasions", "fieldings", "sessions")}
    return plans.start(title=said["title"], year=said["year"], by=by, **chosen)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_link(request: Any, *, step: Step) -> HttpResponse:
    stepping.link_step(step=step, about=_key(request.POST.get("about", "")), by=request.who)
    messages.success(request, _("Dit hoort nu bij de stap."))
    return redirect("step", request.school.slug, step.pk)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_loosen(request: Any, *, step: Step) -> HttpResponse:
    if stepping.loosen_step(step=step, by=request.who) is not None:
        messages.success(request, _("De stap is hier niet meer aan verbonden. Wat jullie maakten, blijft."))
    return redirect("step", request.school.slug, step.pk)


def _key(words: str) -> uuid.UUID:
    try:
        return uuid.UUID(words)
    except ValueError:
        raise RuleBroken("unknown", _("Kies er een uit de lijst."), 422) from None
