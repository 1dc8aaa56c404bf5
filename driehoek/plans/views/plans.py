"""The list of plans, a new one, and the plan itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import around

from .. import services
from ..forms import PlanForm
from ..models import Plan
from ..queries import choices
from ..queries.folding import folded
from ..queries.standing import page_of_plan

OF_A_LINE = ("line", "line_move", "line_drop", "sources", "ambition")


@allows(Action.SEE_PLAN)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    shown = {"plans": choices.all_plans(), "can_edit": may(request.who, Action.EDIT_PLAN)}
    return render(request, "plans/list.html", shown)


@allows(Action.EDIT_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.start(
            title=form.cleaned_data["title"],
            year=form.cleaned_data["year"],
            occasions=form.chosen("occasions"),
            fieldings=form.chosen("fieldings"),
            sessions=form.chosen("sessions"),
            by=request.who,
        )
        messages.success(request, _("Het concept staat klaar. Lees het, verander het, en maak het van jullie samen."))
        return redirect("plan", request.school.slug, made.pk)
    return render(request, "plans/new.html", {"form": form}, status=422 if form.is_bound else 200)


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan(request: Any, *, plan: Plan) -> HttpResponse:
    page = page_of_plan(plan, request.school.slug)
    shown = {
        "plan": plan,
        "page": page,
        "part": folded(page.chapters, request.GET),
        "can_edit": may(request.who, Action.EDIT_PLAN),
        "can_decide": may(request.who, Action.DECIDE_PLAN),
        "can_comment": may(request.who, Action.COMMENT_PLAN),
        "sees_harvest": may(request.who, Action.SORT_HARVEST),
    }
    for name in OF_A_LINE:
        shown[f"{name}_at"], shown[f"{name}_end"] = map(
            mark_safe, around(f"plan_{name}", request.school.slug)
        )  # our own addresses
    return render(request, "plans/plan.html", shown)


@allows(Action.EDIT_PLAN, on=Plan)
@require_POST
def plan_compose(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    counted, many = services.recount(plan=plan, by=request.who), services.compose(plan=plan, by=request.who)
    if counted:
        messages.success(request, ngettext("Van %(count)s regel is het aantal bijgewerkt.", "Van %(count)s regels is het aantal bijgewerkt.", counted) % {"count": counted})  # fmt: skip
    if many:
        messages.success(request, ngettext("Er is %(count)s regel bij gekomen.", "Er zijn %(count)s regels bij gekomen.", many) % {"count": many})  # fmt: skip
    elif not counted:
        messages.info(request, _("Er is niets nieuws: alles wat er is, staat al in het plan."))
    return redirect("plan", request.school.slug, plan.pk)
