"""The open call of a team: its text in every language, its link, and who came forward."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.documents.qr import qr_svg
from driehoek.invitations import wording
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside

from .. import rules_teams as rules
from .. import team_words
from ..guest_team_card import call_poster
from ..models import Candidate, Team
from ..queries.teams import minded_addresses
from ..services import team_calls as services
from ..team_forms import CallForm, languages
from .team_parts import pdf

DROPPED = Aside("dropped_candidate")


@allows(Action.EDIT_TEAM, on=Team)
@require_http_methods(["GET", "HEAD", "POST"])
def team_call(request: Any, *, team: Team) -> HttpResponse:
    words = {
        code: team_words.call_of(team.sort, team.call_words, code, request.school.sector) for code, _name in settings.LANGUAGES
    }
    first: dict[str, Any] = {f"words_{code}": one.text for code, one in words.items() if one.language == code}
    first["until"] = team.call_until or clock.today() + dt.timedelta(days=rules.CALL_DAYS)
    form = CallForm(request.POST or None, most=services.MOST_WORDS, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_call(by=request.who, team=team, words=form.words, until=form.cleaned_data["until"])
            messages.success(request, _("De oproep staat open. Deel hem in jullie app en hang de poster op."))
            return redirect("team_call", request.school.slug, team.pk)
        except RuleBroken as broken:
            form.add_error(None, str(broken.message))
    return render(
        request, "trajectories/team_call.html", _shown(request, team, form, words), status=422 if form.is_bound else 200
    )


def _shown(request: Any, team: Team, form: CallForm, words: dict[str, team_words.Said]) -> dict[str, Any]:
    opened = codes.codes_for(services.CALL, [team.pk], working=True).get(team.pk, {})
    link = codes.address(opened["link"]) if "link" in opened and team.call_until else ""
    rows = list(Candidate.objects.filter(team=team).order_by("answer", "made_at", "pk"))
    names = dict(languages())
    minded = minded_addresses([row.email for row in rows if not row.answer]) if may(request.who, Action.SEE_PEOPLE) else set()
    return {
        "team": team, "form": form, "is_open": services.may_come_forward(team), "link": link,
        "code": codes.grouped(opened.get("printed", "")), "type_at": wording.short_address(),
        "qr": qr_svg(link, title=_("QR-code van de oproep")) if link else "",
        "texts": [(code, names[code], _to_paste(one, link)) for code, one in words.items() if one.language == code and one] if link else [],
        "waiting": [(row, names.get(row.language, ""), row.email.lower() in minded) for row in rows if not row.answer],
        "answered": [row for row in rows if row.answer], "posters": list(names.items()),
    }  # fmt: skip


def _to_paste(words: team_words.Said, link: str) -> str:
    return f"{words.text}\n\n{link}"


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def team_call_close(request: Any, *, team: Team) -> HttpResponse:
    services.close_call(by=request.who, team=team)
    messages.success(request, _("De oproep is gesloten. Kies een nieuwe laatste dag om hem weer te openen."))
    return redirect("team_call", request.school.slug, team.pk)


@allows(Action.EDIT_TEAM, on=Team)
@require_safe
def team_call_poster(request: Any, *, team: Team) -> HttpResponse:
    asked = request.GET.get("taal", "")
    language = asked if asked in dict(settings.LANGUAGES) else "nl"
    made = call_poster(request.school, team, language, "a3" if request.GET.get("maat") == "a3" else "a4")
    return pdf(made, _("oproep %(team)s %(language)s") % {"team": team.name, "language": language})


@allows(Action.EDIT_TEAM, on=Candidate)
@require_POST
def candidate_yes(request: Any, *, candidate: Candidate) -> HttpResponse:
    services.say_yes(by=request.who, candidate=candidate)
    told = _("%(name)s zit in het team, met een eigen code.") % {"name": candidate.name}
    if candidate.email:
        told += " " + _("De link gaat over tien minuten per mail.")
    messages.success(request, told, extra_tags=undo(request, "candidate_back", candidate.pk))
    return redirect("team_call", request.school.slug, candidate.team_id)


@allows(Action.EDIT_TEAM, on=Candidate)
@require_POST
def candidate_no(request: Any, *, candidate: Candidate) -> HttpResponse:
    services.say_no(by=request.who, candidate=candidate)
    told = (
        _("%(name)s krijgt over tien minuten een vriendelijke mail.")
        if candidate.email
        else _("Geen mailadres bekend: bel %(name)s zelf even.")
    )
    messages.success(request, told % {"name": candidate.name}, extra_tags=undo(request, "candidate_back", candidate.pk))
    return redirect("team_call", request.school.slug, candidate.team_id)


@allows(Action.EDIT_TEAM, on=Candidate)
@require_POST
def candidate_back(request: Any, *, candidate: Candidate) -> HttpResponse:
    services.take_back(by=request.who, candidate=candidate)
    return redirect("team_call", request.school.slug, candidate.team_id)


@allows(Action.EDIT_TEAM, on=Candidate)
@require_POST
def candidate_drop(request: Any, *, candidate: Candidate) -> HttpResponse:
    """Without a mail: for what nobody meant."""
    DROPPED.keep(request, services.drop_candidate(by=request.who, candidate=candidate), candidate.team_id)
    messages.success(
        request, _("Verwijderd, zonder mail: %(name)s") % {"name": candidate.name},
        extra_tags=undo(request, "candidate_put_back", candidate.team_id),
    )  # fmt: skip
    return redirect("team_call", request.school.slug, candidate.team_id)


@allows(Action.EDIT_TEAM, on=Team)
@require_POST
def candidate_put_back(request: Any, *, team: Team) -> HttpResponse:
    with DROPPED.taken(request, team.pk) as kept:
        services.put_back_candidate(by=request.who, team=team, kept=kept)
    return redirect("team_call", request.school.slug, team.pk)
