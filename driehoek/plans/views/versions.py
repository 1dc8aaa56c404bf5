"""Versions: keep one, read one, lay two beside each other, put a line back as it was."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import services
from ..models import Plan, PlanVersion
from ..queries import versions as queries
from .lines import to_line


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_versions(request: Any, *, plan: Plan) -> HttpResponse:
    shown = {"plan": plan, "versions": queries.versions_of(plan), "can_edit": may(request.who, Action.EDIT_PLAN)}
    return render(request, "plans/versions.html", shown)


@allows(Action.EDIT_PLAN, on=Plan)
@require_POST
def plan_keep(request: Any, *, plan: Plan) -> HttpResponse:
    before = {one.number: one.note for one in queries.versions_of(plan)}
    made = services.keep_version(plan=plan, note=request.POST.get("note", ""), by=request.who)
    if made.number not in before:
        messages.success(request, _("Bewaard als versie %(number)s.") % {"number": made.number})
    elif made.note != before[made.number]:
        words = _("Er is niets veranderd sinds versie %(number)s. Waarvoor die is, staat er nu bij.")
        messages.success(request, words % {"number": made.number})
    else:
        messages.info(request, _("Er is niets veranderd sinds versie %(number)s.") % {"number": made.number})
    return redirect("plan_versions", request.school.slug, plan.pk)


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_compare(request: Any, *, plan: Plan) -> HttpResponse:
    """?van= and ?tot= are numbers of versions; 'nu' is the plan as it reads now.

    By default the last version and now; when those are the same, the last two versions.
    """
    every = queries.versions_of(plan)
    first, last = request.GET.get("van", ""), request.GET.get("tot", queries.NOW)
    before = queries.numbered(plan, first or str(every[0].number if every else ""))
    after = None if last == queries.NOW else queries.numbered(plan, last)
    if every and (before is None or (after is None and last != queries.NOW)):
        raise Http404
    pairs = queries.beside(plan, before, after) if before is not None else []
    if len(every) > 1 and not request.GET and all(one.state == "same" for one in pairs):
        before, after = (queries.numbered(plan, str(one.number)) for one in (every[1], every[0]))
        pairs = queries.beside(plan, before, after) if before is not None else []
    page = page_of([one for one in pairs if one.state != "same"], request.GET)
    shown = {
        "plan": plan, "versions": every, "before": before, "after": after, "page": page, "changed": page.object_list,
        "same": sum(one.state == "same" for one in pairs),
        "can_edit": may(request.who, Action.EDIT_PLAN),
    }  # fmt: skip
    return render(request, "plans/compare.html", shown)


@allows(Action.SEE_PLAN, on=PlanVersion)
@require_safe
def plan_version(request: Any, *, planversion: PlanVersion) -> HttpResponse:
    page = page_of(queries.read(planversion), request.GET)
    shown = {"version": planversion, "plan": planversion.plan, "page": page}
    return render(request, "plans/version.html", shown | {"can_edit": may(request.who, Action.EDIT_PLAN)})


@allows(Action.EDIT_PLAN, on=PlanVersion)
@require_POST
def plan_restore(request: Any, *, planversion: PlanVersion) -> HttpResponse:
    line = services.restore(version=planversion, key=request.POST.get("line", ""), by=request.who)
    messages.success(request, _("De regel staat er weer zoals in versie %(number)s.") % {"number": planversion.number})
    return to_line(request, line)
