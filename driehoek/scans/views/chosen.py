"""What the team chose for the plan: from a result here, from a session by its own screens."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from ..forms_results import ChooseForm, step_of
from ..models import ChosenPoint, Fielding
from ..queries import result_of
from ..result_shapes import item_figures
from ..rules import VOICES, as_content
from ..services import choosing

KEPT = "dropped_point"


@allows(Action.SEE_SCANS)
@require_safe
def scan_chosen(request: Any) -> HttpResponse:
    shown = {
        "groups": result_of.chosen(),
        "orders": may(request.who, Action.RUN_SCAN),
        "plans": may(request.who, Action.SEE_PLAN),
    }
    return render(request, "scans/result_chosen.html", shown)


@allows(Action.RUN_SCAN, on=Fielding)
@require_POST
def scan_choose(request: Any, *, fielding: Fielding) -> HttpResponse:
    """An item of the result; back to where it stands."""
    form = ChooseForm(request.POST)
    items = {item.key: item for item in as_content(fielding.version.content).items}
    sort, key = form.cleaned_data["pick"] if form.is_valid() else ("", "")
    item = items.get(key)
    if item is None or fielding.frozen_at is None:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    found = result_of.result_of(fielding)
    shown = [voice for voice in VOICES if found and voice in item_figures(found, key).now]  # as it was read by who answered
    texts = [item.texts.get(voice, {}).get("nl", "") for voice in (*shown, *VOICES)]
    point = choosing.choose(
        fielding=fielding, sort=sort, partnership=item.partnership,
        text=next(filter(None, texts), "")[: choosing.MOST_TEXT], item=item.key, by=request.who,
    )  # fmt: skip
    undo = reverse("scan_chosen_drop", args=[request.school.slug, point.pk])
    messages.success(request, _("Gekozen voor het plan."), extra_tags=f"undo:{undo}")
    return redirect(reverse("scan_result", args=[request.school.slug, fielding.pk]) + f"#i-{item.key}")


@allows(Action.RUN_SCAN, on=ChosenPoint)
@require_POST
def scan_chosen_move(request: Any, *, chosenpoint: ChosenPoint) -> HttpResponse:
    if step := step_of(request.POST.get("step", "")):
        choosing.move(point=chosenpoint, step=step, by=request.who)
    return redirect(reverse("scan_chosen", args=[request.school.slug]) + f"#p-{chosenpoint.pk}")


@allows(Action.RUN_SCAN, on=ChosenPoint)
@require_POST
def scan_chosen_drop(request: Any, *, chosenpoint: ChosenPoint) -> HttpResponse:
    request.session[KEPT] = choosing.drop(point=chosenpoint, by=request.who)
    undo = reverse("scan_chosen_put_back", args=[request.school.slug])
    messages.success(request, _("Niet meer gekozen."), extra_tags=f"undo:{undo}")
    return redirect("scan_chosen", request.school.slug)


@allows(Action.RUN_SCAN)
@require_POST
def scan_chosen_put_back(request: Any) -> HttpResponse:
    kept = request.session.pop(KEPT, None)
    if kept:
        choosing.put_back(kept=kept, by=request.who)
    else:
        messages.warning(request, _("Terugzetten kan niet meer."))
    return redirect("scan_chosen", request.school.slug)
