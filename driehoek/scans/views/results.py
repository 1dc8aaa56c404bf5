"""What came of a questionnaire: for the team, and in plain words for parents once it is shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.library.texts import language_of

from ..forms_results import BoardForm, chosen_earlier
from ..models import Fielding
from ..queries.response import response
from ..queries.result_of import beside, chosen_of, earlier_of, result_of
from ..queries.result_page import page
from ..result_words import openly_words
from ..rules import OPEN, as_content, state_of
from ..rules_result import last_day
from ..services import board, freezing


@allows(Action.SEE_SCAN_RESULT, on=Fielding)
@require_safe
def scan_result(request: Any, *, fielding: Fielding) -> HttpResponse:
    """?jaar= is the number of a filter, one at a time. Who came with a link gets the page for parents."""
    if request.who.kind != "staff":
        return _for_parents(request, fielding)
    found = result_of(fielding)
    if found is None:
        return _not_yet(request, fielding)
    shown: dict[str, Any] = {"fielding": fielding, "state": state_of(fielding.opened_at, fielding.closed_at)}
    shown["ended_on"] = last_day(fielding.closes_on, fielding.closed_at)
    if not found.enough:
        return render(request, "scans/result_few.html", shown)
    chooses = may(request.who, Action.RUN_SCAN)
    shown["page"] = page(
        as_content(fielding.version.content),
        found,
        language=language_of(get_language() or "nl"),
        sector=request.school.sector,
        year=request.GET.get("jaar", ""),
        chosen=chosen_of(fielding),
    )
    shown |= {
        "earlier": earlier_of(fielding),
        "weighs": chooses,
        "chooses": chooses and not shown["page"].key,  # of the whole school, not of some years
        "shares": may(request.who, Action.PUBLISH_REPORT),
        "reads": may(request.who, Action.SORT_HARVEST),
        "openly": openly_words(found.openly) if chooses and not shown["page"].key else [],
    }
    return render(request, "scans/result.html", shown)


def _not_yet(request: Any, fielding: Fielding) -> HttpResponse:
    """It runs, or was not opened: how many answers in steps, and where open answers will lie."""
    state = state_of(fielding.opened_at, fielding.closed_at)
    runs = may(request.who, Action.RUN_SCAN)
    shown = {
        "fielding": fielding,
        "state": state,
        "lines": response(fielding) if state == OPEN else [],
        "form": BoardForm(boards=board.boards(), initial={"board": fielding.occasion_id or ""}) if runs else None,
    }
    return render(request, "scans/result_not_yet.html", shown)


@allows(Action.SEE_SCANS, on=Fielding)
@require_safe
def scan_result_preview(request: Any, *, fielding: Fielding) -> HttpResponse:
    """As parents will see it, before it is shared."""
    return _for_parents(request, fielding, is_preview=True)


def _for_parents(request: Any, fielding: Fielding, *, is_preview: bool = False) -> HttpResponse:
    found = result_of(fielding)
    if found is None or not found.enough:
        raise RuleBroken("not-frozen", _("Er is nog geen uitkomst."))
    shown = page(
        as_content(fielding.version.content), found, language=language_of(get_language() or "nl"), sector=request.school.sector
    )
    told = {"fielding": fielding, "page": shown, "is_preview": is_preview, "shares": may(request.who, Action.PUBLISH_REPORT)}
    return render(request, "scans/guest/result.html", told)


@allows(Action.SEE_SCANS, on=Fielding)
@require_safe
def scan_result_earlier(request: Any, *, fielding: Fielding) -> HttpResponse:
    """?met= is an earlier fielding of the same questionnaire; without it the last one before."""
    others = earlier_of(fielding)
    other = chosen_earlier(others, request.GET.get("met", ""))
    parts = beside(fielding, other, language_of(get_language() or "nl")) if other else None
    shown = {"fielding": fielding, "others": others, "other": other, "parts": parts}
    shown["ended_on"] = last_day(fielding.closes_on, fielding.closed_at)
    shown["other_ended_on"] = last_day(other.closes_on, other.closed_at) if other else None
    return render(request, "scans/result_earlier.html", shown)


@allows(Action.PUBLISH_REPORT, on=Fielding)
@require_POST
def scan_result_share(request: Any, *, fielding: Fielding) -> HttpResponse:
    freezing.share(fielding=fielding, by=request.who)
    undo = reverse("scan_result_unshare", args=[request.school.slug, fielding.pk])
    told = _("Gedeeld. Wie een link van deze vragenlijst heeft, ziet daar nu de uitkomst.")
    messages.success(request, told, extra_tags=f"undo:{undo}")
    return _back(request, fielding)


@allows(Action.PUBLISH_REPORT, on=Fielding)
@require_POST
def scan_result_unshare(request: Any, *, fielding: Fielding) -> HttpResponse:
    freezing.unshare(fielding=fielding, by=request.who)
    messages.success(request, _("De uitkomst is niet meer gedeeld: alleen het team ziet haar."))
    return _back(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def scan_result_balance(request: Any, *, fielding: Fielding) -> HttpResponse:
    freezing.balance(fielding=fielding, by=request.who)
    messages.success(request, _("Bij elke stelling staat nu ook hoe het is als elk leerjaar naar zijn grootte telt."))
    return _back(request, fielding)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def scan_result_board(request: Any, *, fielding: Fielding) -> HttpResponse:
    form = BoardForm(request.POST, boards=board.boards())
    if form.is_valid():
        board.choose_board(fielding=fielding, occasion=form.chosen, by=request.who)
        messages.success(request, _("Bewaard."))
    else:
        messages.warning(request, _("Kies een bord uit de lijst."))
    return _back(request, fielding)


def _back(request: Any, fielding: Fielding) -> HttpResponse:
    return redirect("scan_result", request.school.slug, fielding.pk)
