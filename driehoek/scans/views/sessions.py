"""Sessions of the team: make one, change it, and read what came of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.people.models import StaffMember
from driehoek.people.queries.teaching import works_here

from ..forms_sessions import SessionForm, first_values, values_of
from ..models import SessionKind, TeamSession
from ..queries import session_guide
from ..queries.session_outcome import outcome_of
from ..services import sessions as verbs

SESSION = "session_id"


@allows(Action.LEAD_SESSION)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """?soort= says which kind, ?uitvraag= of which result. Everything is filled in: two presses make a session."""
    kind = (request.POST.get("kind") or request.GET.get("soort") or SessionKind.TEAM_SCAN)[:20]
    if kind not in SessionKind.values:
        raise Http404
    first = None if request.POST else first_values(kind, _me(request), _as_key(request.GET.get("uitvraag", "")))
    form = SessionForm(request.POST or None, initial=first, kind=kind)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = verbs.make_session(
            key=said["key"], kind=said["kind"], title=said["title"], starts_at=form.starts_at, leader=said["leader"],
            fielding=said.get("fielding"), by=request.who,
        )  # fmt: skip
        messages.success(request, _("De sessie staat klaar."))
        return redirect("session", request.school.slug, made.pk)
    shown = {"form": form, "kind": kind, "guide": _guide(kind, request.school), "kinds": SessionKind.choices}
    return render(request, "scans/session_new.html", shown, status=422 if form.is_bound else 200)


def _as_key(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _me(request: HttpRequest) -> StaffMember | None:
    found: StaffMember | None = StaffMember.objects.filter(works_here(), user_id=request.who.user_id).first()
    return found


def _guide(kind: str, school: Any) -> dict[str, Any]:
    found = session_guide.guide(kind)
    parts = [session_guide.said(kind, one, school) for one in session_guide.steps_of_kind(kind)]
    return {"aim": found.aim.say("nl", school.sector), "minutes": found.minutes, "parts": parts}


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    first = values_of(teamsession)
    form = SessionForm(request.POST or None, initial=first, kind=teamsession.kind, is_new=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            verbs.change_session(
                session=teamsession, title=said["title"], starts_at=form.starts_at, leader=said["leader"],
                budget=said.get("budget", teamsession.budget), by=request.who,
            )  # fmt: skip
            messages.success(request, _("Bewaard."))
            return redirect("session", request.school.slug, teamsession.pk)
        except RuleBroken as broken:
            form.add_error("budget" if broken.code == "dots" else None, str(broken.message))
    shown = {"form": form, "session": teamsession}
    return render(request, "scans/session_edit.html", shown, status=422 if form.is_bound else 200)


@allows(Action.SEE_SCANS, on=TeamSession, by=SESSION)
@require_safe
def outcome(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """The page of a session: before it how to begin, afterwards what came of it. It stays."""
    shown = {
        "session": teamsession,
        "out": outcome_of(teamsession, request.school),
        "can_lead": may(request.who, Action.LEAD_SESSION, teamsession),
        "can_join": may(request.who, Action.TAKE_PART, teamsession),
        "can_plan": may(request.who, Action.PLAN_MEETING),
    }
    return render(request, "scans/session.html", shown)
