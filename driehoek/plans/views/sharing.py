"""To other schools: what goes, without names, as a file or onto the shelf; and taken back again."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import rules_sharing as rules
from ..forms_sharing import ManyForm, ShareForm
from ..models import Activity, Given, Plan
from ..queries import sharing as queries
from ..queries.nameless import Cleaner, people_of
from ..rules_sharing import Shared
from ..services import sharing as services
from ..services.sharing import ToGive

LAID, BACK = "laid_on_shelf", "taken_off_shelf"
FILE_NAME = "driehoek-ideeen.json"


def _file(things: list[Shared]) -> HttpResponse:
    shown = content_disposition_header(True, FILE_NAME) or ""
    return HttpResponse(rules.as_file(things), content_type="application/json", headers={"Content-Disposition": shown})


def _lay(request: Any, plan: Any, things: list[ToGive]) -> None:
    made = services.lay(things=things, by=request.who)
    request.session[LAID] = [one.told for one in made]
    words = ngettext("%(count)s idee ligt nu op de plank van alle scholen hier.", "%(count)s ideeën liggen nu op de plank van alle scholen hier.", len(made))  # fmt: skip
    undo = reverse("share_undo", args=[request.school.slug, plan])
    messages.success(request, words % {"count": len(made)}, extra_tags=f"undo:{undo}")


@allows(Action.EDIT_PROGRAMME, on=Activity)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_share(request: Any, *, activity: Activity) -> HttpResponse:
    """Exactly what goes, in boxes that somebody can still change. What is typed is cleaned once more before it goes."""
    cleaner, people = Cleaner(request.school), people_of(activity)
    whole = queries.of_activity(activity, learned=True)
    shared = cleaner.clean(whole, people)
    form, masked, status = ShareForm(request.POST or None, shared=shared), shared != whole, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            wanted = form.wanted
            shared = cleaner.clean(wanted, people)
            if shared != wanted:
                form.show(shared)
                form.add_error("looked", _("Er stond nog een naam in. Die is weggehaald: kijk nog een keer."))
                masked = True
            elif request.POST.get("way") == "file":
                return _file([shared])
            else:
                try:
                    _lay(request, activity.plan_id, [ToGive(shared, activity=activity.pk)])
                    return redirect("activity", request.school.slug, activity.pk)
                except RuleBroken as broken:
                    form.add_error(None, str(broken.message))
    shown = {"activity": activity, "plan": activity.plan, "form": form, "masked": masked, "doubts": cleaner.doubts(shared),
             "part": queries.label_of(shared)}  # fmt: skip
    return render(request, "plans/activity_share.html", shown, status=status)


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_share(request: Any, *, plan: Plan) -> HttpResponse:
    """Several at once: activities of this plan and own texts of the library, each as it would go."""
    rows = queries.all_to_share(plan, request.school, texts=may(request.who, Action.EDIT_LIBRARY))
    ticked = set(request.POST.getlist("what"))
    form, status, error = ManyForm(request.POST or None), 200, ""
    if request.method == "POST":
        status, chosen = 422, [one for one in rows if one.key in ticked]
        error = "" if chosen else _("Kies er minstens één.")
        if form.is_valid() and chosen:
            things = [_to_give(one, form.cleaned_data["with_learned"]) for one in chosen]
            if request.POST.get("way") == "file":
                return _file([one.shared for one in things])
            try:
                _lay(request, plan.pk, things)
                return redirect("shelf", request.school.slug, plan.pk)
            except RuleBroken as broken:
                error = str(broken.message)
    shown = {
        "plan": plan,
        "rows": [(one, queries.label_of(one.shared), one.key in ticked) for one in rows],
        "form": form,
        "error": error,
    }
    return render(request, "plans/programme_share.html", shown, status=status)


def _to_give(one: queries.Goes, learned: bool) -> ToGive:
    sort, _dash, key = one.key.partition("-")
    shared = replace(one.shared, learned=one.learned if learned else "")
    return ToGive(shared, **{"activity" if sort == "a" else "text": uuid.UUID(key)})


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_POST
def share_undo(request: Any, *, plan: Plan) -> HttpResponse:
    """What was laid on the shelf just now goes off it; of what lay there before, the earlier words are back."""
    gone, back = services.unlay(laid=request.session.pop(LAID, []), by=request.who)
    if gone or not back:
        words = ngettext("%(count)s idee is weer van de plank.", "%(count)s ideeën zijn weer van de plank.", gone)
        messages.success(request, words % {"count": gone})
    if back:
        words = ngettext("Van %(count)s idee ligt de vorige tekst er weer.", "Van %(count)s ideeën ligt de vorige tekst er weer.", back)  # fmt: skip
        messages.success(request, words % {"count": back})
    return redirect("plan_programme", request.school.slug, plan.pk)


@allows(Action.EDIT_PROGRAMME, on=Given)
@require_POST
def shelf_take_back(request: Any, *, given: Given) -> HttpResponse:
    """`plan` says which shelf page it came from."""
    plan = Plan.objects.filter(pk=queries.key_of(request.POST.get("plan", ""))).first()
    request.session[BACK] = services.take_back(given=given, by=request.who)
    if plan is None:
        return redirect("plans", request.school.slug)
    undo = reverse("shelf_lay_again", args=[request.school.slug, plan.pk])
    messages.success(request, _("Het idee ligt niet meer op de plank. Wie het al overnam, houdt het."), extra_tags=f"undo:{undo}")
    return redirect("shelf", request.school.slug, plan.pk)


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_POST
def shelf_lay_again(request: Any, *, plan: Plan) -> HttpResponse:
    kept = request.session.pop(BACK, None)
    if kept is None:
        messages.warning(request, _("Terugzetten kan niet meer."))
    else:
        services.lay_again(kept=kept, by=request.who)
        messages.success(request, _("Het idee ligt er weer."))
    return redirect("shelf", request.school.slug, plan.pk)
