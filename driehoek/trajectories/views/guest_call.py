"""The open call, for parents: what is asked, and coming forward. A name and one way to reach them is enough."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations import wording

from .. import team_words
from ..guest_team_forms import CallForm
from ..models import Team
from ..services import team_calls as services
from .guest_parts import CALLING, CALLING_ALL, in_their_language, keeps, may_go_on


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ANSWER_CALL, on=Team)
@in_their_language
def team_call_answer(request: Any, *, team: Team) -> HttpResponse:
    if request.method != "POST":
        return _page(request, team, CallForm(initial={"key": clock.new_id(), "language": get_language() or "nl"}))
    form = CallForm(request.POST)
    if not form.is_valid():
        return _page(request, team, form, status=422)
    if not (may_go_on(CALLING, f"{team.pk}{request.session.session_key}") and may_go_on(CALLING_ALL, team.pk)):
        form.add_error(None, _("Dit gaat even te snel. Wacht een minuut; wat u typte staat er nog."))
        return _page(request, team, form, status=429)
    if services.come_forward(team=team, by=request.who, **form.cleaned_data) is None:
        where = wording.contact(request.school, get_language() or "nl")
        form.add_error(
            None,
            _("De oproep is gesloten. Wat u schreef, staat hier nog. Vertelt u het de school: %(where)s.") % {"where": where},
        )
        return _page(request, team, form, status=409)
    address = reverse("team_call_answer", args=[request.school.slug, team.pk])
    return redirect(f"{address}?dank=1{keeps(request, also=True)}")


def _page(request: Any, team: Team, form: CallForm, status: int = 200) -> HttpResponse:
    language, sector = get_language() or "nl", request.school.sector
    shown = {
        "team": team, "form": form, "words": team_words.call_of(team.sort, team.call_words, language, sector),
        "expected": team_words.expected_of(team.sort, team.expected, language, sector), "is_open": services.may_come_forward(team),
        "until": wording.day(team.call_until, language) if team.call_until else "", "is_in": "dank" in request.GET,
        "contact": wording.contact(request.school, language), "tongue": language,
    }  # fmt: skip
    return render(request, "trajectories/guest/call.html", shown, status=status)
