"""Decisions about a plan: advice and consent, settling, withdrawing, publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import rules, services
from ..forms import WhyForm
from ..forms_said import DecisionForm, SettleForm
from ..models import Chapter, Decision, Plan
from ..queries import said as queries
from ..queries.reading import text_of
from ..queries.versions import numbered, versions_of
from ..services.deciding import consented, print_of, rests_on


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_decisions(request: Any, *, plan: Plan) -> HttpResponse:
    return _decisions(request, plan)


def _decisions(request: Any, plan: Plan, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    numbers = [one.number for one in versions_of(plan)]
    shown = {
        "plan": plan, "decisions": queries.decisions_of(plan), "form": form or DecisionForm(numbers=numbers),
        "can_decide": may(request.who, Action.DECIDE_PLAN), "state": rules.state(plan.settled_number, plan.published_at is not None),
    }  # fmt: skip
    return render(request, "plans/decisions.html", shown, status=status)


@allows(Action.DECIDE_PLAN, on=Plan)
@require_POST
def plan_decide(request: Any, *, plan: Plan) -> HttpResponse:
    form = DecisionForm(request.POST, numbers=[one.number for one in versions_of(plan)])
    if form.is_valid():
        said = form.cleaned_data
        version = numbered(plan, said.pop("version"))
        try:
            services.decide(plan=plan, version=version, by=request.who, **said)
            messages.success(request, _("Het besluit staat bij het plan."))
            return redirect("plan_decisions", request.school.slug, plan.pk)
        except RuleBroken as broken:
            form.add_error("decided_on" if broken.code == "later" else None, str(broken.message))
    return _decisions(request, plan, form, status=422)


@allows(Action.DECIDE_PLAN, on=Decision)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_withdraw(request: Any, *, decision: Decision) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if decision.withdrawn_on is not None:
        return redirect("plan_decisions", request.school.slug, decision.plan_id)
    if request.method == "POST" and form.is_valid():
        if services.withdraw(decision=decision, why=form.cleaned_data["why"], by=request.who):
            messages.warning(request, _("Ingetrokken. Het plan is nu niet meer vastgesteld, en ouders lezen het niet meer."))
        else:
            messages.success(request, _("Ingetrokken. Dat staat bij het plan."))
        return redirect("plan_decisions", request.school.slug, decision.plan_id)
    shown = {"decision": decision, "plan": decision.plan, "form": form, "unsettles": rests_on(decision) is not None}
    return render(request, "plans/withdraw.html", shown, status=422 if form.is_bound else 200)


@allows(Action.DECIDE_PLAN, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_settle(request: Any, *, plan: Plan) -> HttpResponse:
    """First what is missing; nothing is settled silently."""
    text = text_of(plan)
    gaps, seen = rules.missing(text, consented(plan, text)), print_of(text)
    form = SettleForm(request.POST or None, is_missing=bool(gaps), plan=plan, initial={"seen": seen, "name": request.who.name})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        said = {"despite": False} | form.cleaned_data
        try:
            services.settle(plan=plan, by=request.who, **said)
            messages.success(request, _("Het plan is vastgesteld. Deel het nu met ouders, of doe dat later."))
            return redirect("plan_decisions", request.school.slug, plan.pk)
        except RuleBroken as broken:
            if broken.code == "changed":
                form.data = _with(form.data, seen)
            form.add_error({"missing": "despite", "later": "decided_on"}.get(broken.code), str(broken.message))
            status = broken.status
    words = {one: str(Chapter(one).label) for one in gaps if one in Chapter.values}
    shown = {"plan": plan, "form": form, "gaps": list(words.values()), "no_mr": "mr" in gaps, "many": len(text.lines)}
    return render(request, "plans/settle.html", shown, status=status)


def _with(data: Any, seen: str) -> Any:
    again = data.copy()
    again["seen"] = seen
    return again


@allows(Action.DECIDE_PLAN, on=Plan)
@require_POST
def plan_publish(request: Any, *, plan: Plan) -> HttpResponse:
    services.publish(plan=plan, by=request.who)
    undo = reverse("plan_unpublish", args=[request.school.slug, plan.pk])
    messages.success(request, _("Ouders kunnen het plan nu lezen, in hun eigen taal."), extra_tags=f"undo:{undo}")
    return redirect("plan_decisions", request.school.slug, plan.pk)


@allows(Action.DECIDE_PLAN, on=Plan)
@require_POST
def plan_unpublish(request: Any, *, plan: Plan) -> HttpResponse:
    services.unpublish(plan=plan, by=request.who)
    messages.success(request, _("Ouders lezen het plan nu niet meer."))
    return redirect("plan_decisions", request.school.slug, plan.pk)
