"""From other schools: look through the shelf or through a file, copy what fits, and take it back again."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.library.partnership import Partnership
from driehoek.voices.models import TextSort
from driehoek.web.pages import page_of

from .. import rules_sharing as rules
from ..forms_sharing import IdeasFileForm, read
from ..models import Activity, Plan
from ..queries import sharing as queries
from ..rules_sharing import Shared
from ..services import sharing as services
from ..services.programme_actions import take_copies_back

TAKEN = "taken_ideas"


def _frame(request: Any, plan: Plan) -> dict[str, Any]:
    sorts = [(rules.ACTIVITY, _("activiteit")), *((sort, TextSort(sort).label) for sort in rules.TEXTS)]
    return {"plan": plan, "partnerships": Partnership.choices, "sorts": sorts, "can_texts": may(request.who, Action.EDIT_LIBRARY)}


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_safe
def shelf(request: Any, *, plan: Plan) -> HttpResponse:
    """?q=, ?partnerschap= and ?soort= search; ?van=ons: what this school gave."""
    page = page_of(queries.shelf(request.GET), request.GET, size=25)
    asks = any(request.GET.get(name) for name in ("q", "partnerschap", "soort", "van"))
    shown = {"page": page, "rows": queries.shown(page.object_list), "query": request.GET, "asks": asks, "form": IdeasFileForm()}
    shown["taken"] = set(Activity.objects.filter(plan=plan).values_list("title", flat=True))
    return render(request, "plans/shelf.html", shown | _frame(request, plan))


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def shelf_file(request: Any, *, plan: Plan) -> HttpResponse:
    """A file is looked through like the shelf; it is kept nowhere: the page carries it along."""
    if request.method != "POST":
        return redirect("shelf", request.school.slug, plan.pk)
    kept = request.POST.get("kept", "")
    if kept:
        try:
            return _looked_through(request, plan, read(kept.encode(), 2 * rules.MOST_BYTES))
        except ValidationError as bad:
            form = IdeasFileForm()
            shown = {"form": form, "error": bad.messages[0]}
            return render(request, "plans/shelf_file.html", shown | _frame(request, plan), status=422)
    form = IdeasFileForm(request.POST, request.FILES)
    if form.is_valid():
        return _looked_through(request, plan, form.cleaned_data["file"])
    return render(request, "plans/shelf_file.html", {"form": form} | _frame(request, plan), status=422)


def _looked_through(request: Any, plan: Plan, things: list[Shared]) -> HttpResponse:
    all_of_them = [queries.OnShelf(str(number), one) for number, one in enumerate(things)]
    if request.POST.get("verb") == "take":
        wanted = set(request.POST.getlist("item"))
        return _take(request, plan, [one.shared for one in all_of_them if one.key in wanted])
    rows = queries.chosen(all_of_them, request.POST)
    shown = {"rows": rows, "query": request.POST, "kept": rules.as_file(things).decode(), "many": len(things)}
    return render(request, "plans/shelf_file.html", shown | _frame(request, plan))


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_POST
def shelf_take(request: Any, *, plan: Plan) -> HttpResponse:
    """`item`: keys on the shelf."""
    return _take(request, plan, queries.from_shelf(request.POST.getlist("item")[: rules.MOST_ITEMS]))


def _take(request: Any, plan: Plan, things: list[Shared]) -> HttpResponse:
    if not things:
        messages.warning(request, _("Er is niets overgenomen: kies eerst een idee."))
        return redirect("shelf", request.school.slug, plan.pk)
    try:
        made = services.take_over(plan=plan, things=things, texts=may(request.who, Action.EDIT_LIBRARY), by=request.who)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
        return redirect("shelf", request.school.slug, plan.pk)
    if not made.many:
        messages.info(request, _("Dit hebben jullie al."))
        return redirect("shelf", request.school.slug, plan.pk)
    request.session[TAKEN] = {"activities": made.activities, "texts": made.texts}
    words = ngettext("%(count)s idee is overgenomen. Maak het nu van jullie zelf.", "%(count)s ideeën zijn overgenomen. Maak ze nu van jullie zelf.", made.many)  # fmt: skip
    undo = reverse("shelf_undo", args=[request.school.slug, plan.pk])
    messages.success(request, words % {"count": made.many}, extra_tags=f"undo:{undo}")
    if made.activities and made.many == 1:
        return redirect("activity_change", request.school.slug, made.activities[0])
    return redirect(
        "plan_programme" if made.activities else "library", *[request.school.slug, *([plan.pk] if made.activities else [])]
    )


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_POST
def shelf_undo(request: Any, *, plan: Plan) -> HttpResponse:
    """What was taken over just now and nobody touched since goes again."""
    kept = request.session.pop(TAKEN, {})
    many = take_copies_back(plan=plan, keys=[uuid.UUID(key) for key in kept.get("activities", [])], by=request.who)
    if kept.get("texts") and may(request.who, Action.EDIT_LIBRARY):
        many += services.take_texts_back(marks=kept["texts"], by=request.who)
    messages.success(request, ngettext("%(count)s idee is weer weg.", "%(count)s ideeën zijn weer weg.", many) % {"count": many})
    return redirect("shelf", request.school.slug, plan.pk)
