"""The list of teams, and one team: made, changed, its focal points, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.library.partnership import Partnership
from driehoek.meetings.models import Meeting
from driehoek.meetings.views.paths import path_to, undo

from .. import rules_teams as rules
from .. import team_words
from ..models import Team, TeamSort
from ..queries import teams as queries
from ..services import teams as services
from ..team_forms import FocusForm, TeamForm, TermForm
from .team_parts import for_staff

SORTS = {"partnerschapsteam": TeamSort.PARTNERSHIP, "werkgroep": TeamSort.WORKING}


@allows(Action.SEE_TEAM)
@require_safe
def teams(request: Any) -> HttpResponse:
    rows = queries.teams_of_school()
    return render(request, "trajectories/teams.html", {"rows": rows, "can_edit": may(request.who, Action.EDIT_TEAM)})


@allows(Action.EDIT_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def team_new(request: Any) -> HttpResponse:
    """?soort= says which; what the library has of it stands there."""
    kind = request.GET.get("soort", "")
    sort = SORTS.get(kind, TeamSort.PARTNERSHIP)
    form = TeamForm(
        request.POST or None, initial=_first(request, sort), term=team_words.default(sort, "term", request.school.sector)
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or clock.new_id()
        made = services.make_team(by=request.who, key=key, sort=sort, wanted=form.wanted)
        messages.success(request, _("Het team staat er. Wie horen erin?"))
        return redirect("team_page", request.school.slug, made.pk)
    shown = {"form": form, "sort": sort, "label": TeamSort(sort).label}
    return render(request, "trajectories/team_new.html", shown, status=422 if form.is_bound else 200)


def _first(request: Any, sort: str) -> dict[str, Any]:
    plan = request.GET.get("plan", "")
    today = clock.today()
    said = {name: team_words.default(sort, name, request.school.sector) for name in ("purpose", "expected")}
    name = _("Partnerschapsteam") if sort == TeamSort.PARTNERSHIP else ""
    return said | {"key": clock.new_id(), "name": name, "plan": plan, "starts_on": today, "ends_on": rules.term_from(today, sort)}


@allows(Action.EDIT_TEAM, on=Meeting)
@require_POST
def team_of_meeting(request: Any, *, meeting: Meeting) -> HttpResponse:
    """The action team of a meeting gets a page, and its parents a code of their own."""
    made = services.make_action_team(by=request.who, meeting=meeting)
    messages.success(request, _("Het actieteam heeft een eigen pagina. Bij elke ouder staat een code om mee te doen."))
    return redirect("team_page", request.school.slug, made.pk)


@allows(Action.SEE_TEAM, on=Team)
@require_safe
def team_page(request: Any, *, team: Team) -> HttpResponse:
    page = queries.page_of(team, request.who)
    can_edit = may(request.who, Action.EDIT_TEAM)
    can_work = team.ended_at is None and (can_edit or page.mine is not None)
    shown = {
        "team": team, "page": page, "can_edit": can_edit, "can_work": can_work, "year_path": path_to(request, "year_progress"),
        "term_form": TermForm(initial={"until": rules.term_from(clock.today(), team.sort)}) if page.term and can_edit else None,
    }  # fmt: skip
    return render(request, "trajectories/team.html", shown)


@allows(Action.EDIT_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: Any, *, team: Team) -> HttpResponse:
    first = {name: getattr(team, name) for name in ("name", "plan", "purpose", "expected", "starts_on", "ends_on")}
    form = TeamForm(request.POST or None, initial=first, term=team_words.default(team.sort, "term", request.school.sector))
    if request.method == "POST" and form.is_valid():
        services.change_team(by=request.who, team=team, wanted=form.wanted)
        messages.success(request, _("Bewaard."))
        return redirect("team_page", request.school.slug, team.pk)
    return render(request, "trajectories/team_new.html", {"form": form, "team": team}, status=422 if form.is_bound else 200)


@allows(Action.WORK_IN_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def team_focus(request: Any, *, team: Team) -> HttpResponse:
    sector = request.school.sector
    known: dict[str, list[tuple[str, str]]] = {}
    for one in team_words.focal_points():
        title = one.title.say("nl", sector)
        known.setdefault(str(Partnership(one.partnership).label), []).append((title, title))
    titles = {title for rows in known.values() for title, _words in rows}
    first = {
        "chosen": [one for one in team.focus if one in titles],
        "own": "\n".join(one for one in team.focus if one not in titles),
    }
    form = FocusForm(request.POST if request.method == "POST" else None, known=list(known.items()), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_focus(by=request.who, team=team, focus=form.focus)
            messages.success(request, _("De speerpunten staan er."))
            return redirect("team_page", request.school.slug, team.pk)
        except RuleBroken as broken:
            form.add_error("own", str(broken.message))
    return render(request, "trajectories/team_focus.html", {"team": team, "form": form}, status=422 if form.is_bound else 200)


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def team_prolong(request: Any, *, team: Team) -> HttpResponse:
    form = TermForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("term", _("Kies een dag die nog komt."), 422)
    services.prolong(by=request.who, team=team, until=form.cleaned_data["until"])
    messages.success(request, _("Het team gaat verder."))
    return redirect("team_page", request.school.slug, team.pk)


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def team_end(request: Any, *, team: Team) -> HttpResponse:
    services.end_team(by=request.who, team=team)
    messages.success(
        request, _("Het team is gestopt. De codes van ouders werken niet meer; wat jullie besloten, blijft staan."),
        extra_tags=undo(request, "team_resume", team.pk),
    )  # fmt: skip
    return redirect("team_page", request.school.slug, team.pk)


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def team_resume(request: Any, *, team: Team) -> HttpResponse:
    services.resume_team(by=request.who, team=team)
    messages.success(request, _("Het team gaat verder."))
    return redirect("team_page", request.school.slug, team.pk)
