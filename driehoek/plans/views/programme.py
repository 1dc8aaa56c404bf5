"""The programme of a plan: the page, on paper, ideas of others, and a next year from this one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.documents.programme import programme_pdf
from driehoek.library.partnership import Partnership
from driehoek.library.reading_activities import load_activities
from driehoek.people import export

from ..forms_programme import AlongForm
from ..models import ActivityState, Plan
from ..queries import programme as queries
from ..queries import programme_out as out
from ..services import programme_actions as services

COPIED = "copied_activities"


def ways() -> list[tuple[str, str]]:
    return [
        (queries.AMBITION, _("per ambitie")),
        (queries.PARTNERSHIP, _("per partnerschap")),
        (queries.CALENDAR, _("op de kalender")),
        (queries.LIST, _("als lijst")),
    ]


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_programme(request: Any, *, plan: Plan) -> HttpResponse:
    found = queries.programme_of(plan, request.GET)
    way = request.GET.get("toon", queries.AMBITION)
    shown = {
        "plan": plan, "found": found, "page": found.page, "query": request.GET, "ways": ways(), "way": way,
        "states": ActivityState.choices, "partnerships": Partnership.choices, "can_edit": may(request.who, Action.EDIT_PROGRAMME, plan),
        "asks": any(request.GET.get(name) for name in ("q", "stand", "partnerschap")),
        "waiting": found.waiting[: queries.MOST_WAITING], "more_waits": max(0, len(found.waiting) - queries.MOST_WAITING),
    }  # fmt: skip
    return render(request, "plans/programme.html", shown)


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_programme_file(request: Any, *, plan: Plan, kind: str) -> HttpResponse:
    if kind not in {"pdf", "xlsx"}:
        raise Http404
    name = f"{slugify(plan.title) or 'plan'}-programma.{kind}"
    if kind == "xlsx":
        made, sort = export.as_workbook(out.sheets_of(plan)), export.TYPES["xlsx"]
    else:
        notes = () if plan.settled_number else (_("Het plan is nog niet vastgesteld. Dit zijn ideeën."),)
        made = programme_pdf(
            out.on_paper(plan), title=plan.title, about=str(plan.year), school=request.school.name, notes=notes,
            language=get_language() or "nl",
        )  # fmt: skip
        sort = "application/pdf"
    return HttpResponse(
        made, content_type=sort, headers={"Content-Disposition": content_disposition_header(kind != "pdf", name) or ""}
    )


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_safe
def activity_examples(request: Any, *, plan: Plan) -> HttpResponse:
    """What ships, in words of this school."""
    language, sector = get_language() or "nl", request.school.sector
    rows = [
        {
            "key": one.key, "partnership": str(Partnership(one.partnership).label), "title": one.title.say(language, sector),
            "idea": one.idea.say(language, sector), "for_whom": one.for_whom.say(language, sector),
            "steps": [step.say(language, sector) for step in one.preparation],
            "say": one.parents_say.say(language, sector) if one.parents_say else "",
        }
        for one in load_activities()
    ]  # fmt: skip
    return render(request, "plans/programme_examples.html", {"plan": plan, "rows": rows})


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_along(request: Any, *, plan: Plan) -> HttpResponse:
    """What was kept or adapted, taken along into this plan as ideas."""
    form = AlongForm(request.POST if request.method == "POST" else None, found=queries.taken_along(plan))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.copy_on(plan=plan, activities=form.chosen, by=request.who)
            request.session[COPIED] = [str(one.pk) for one in made]
            undo = reverse("activity_along_undo", args=[request.school.slug, plan.pk])
            words = ngettext("%(count)s idee staat klaar.", "%(count)s ideeën staan klaar.", len(made)) % {"count": len(made)}
            messages.success(request, words, extra_tags=f"undo:{undo}")
            return redirect("plan_programme", request.school.slug, plan.pk)
        except RuleBroken as broken:
            form.add_error("activities", str(broken.message))
    return render(request, "plans/programme_along.html", {"plan": plan, "form": form}, status=422 if form.is_bound else 200)


@allows(Action.EDIT_PROGRAMME, on=Plan)
@require_POST
def activity_along_undo(request: Any, *, plan: Plan) -> HttpResponse:
    keys = [uuid.UUID(key) for key in request.session.pop(COPIED, [])]
    many = services.take_copies_back(plan=plan, keys=keys, by=request.who)
    messages.success(request, ngettext("%(count)s idee is weer weg.", "%(count)s ideeën zijn weer weg.", many) % {"count": many})
    return redirect("plan_programme", request.school.slug, plan.pk)
