"""Lines: a new one, another text, another place, taken out and put back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import services
from ..cleaning import as_simple
from ..forms import LineForm
from ..models import Chapter, Line, Plan, PlannedAction
from ..queries.reading import line_of, shown


@allows(Action.EDIT_PLAN, on=Plan)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_line_new(request: Any, *, plan: Plan) -> HttpResponse:
    """?hoofdstuk= and ?partnerschap= say where."""
    first = {
        "chapter": request.GET.get("hoofdstuk", Chapter.VISION),
        "partnership": request.GET.get("partnerschap", ""),
        "key": clock.new_id(),
    }
    form = LineForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            line = services.add(
                plan=plan, chapter=said["chapter"], partnership=said["partnership"], text=form.html, key=said["key"], by=request.who
            )  # fmt: skip
            messages.success(request, _("De regel staat in het plan. Kies waar hij vandaan komt, of laat hem zo."))
            return to_line(request, line)
        except RuleBroken as broken:
            form.add_error("text", str(broken.message))
    return _editor(request, plan, form, status=422 if form.is_bound else 200)


@allows(Action.EDIT_PLAN, on=Line)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_line(request: Any, *, line: Line) -> HttpResponse:
    first = {"chapter": line.chapter, "partnership": line.partnership, "seen": line.edits}
    form = LineForm(request.POST or None, initial=first, html=line.text)
    if request.method != "POST":
        return _editor(request, line.plan, form, line=line)
    if not form.is_valid():
        return _editor(request, line.plan, form, line=line, status=422)
    said = form.cleaned_data
    if line.dropped_at is not None and request.POST.get("put_back"):
        services.put_back(line=line, by=request.who)
    try:
        services.change(
            line=line, text=form.html, partnership=said["partnership"], chapter=said["chapter"],
            seen=-1 if said["seen"] is None else said["seen"], by=request.who,
        )  # fmt: skip
    except RuleBroken as broken:
        if broken.code == "edited":
            return _both(request, line, form)
        form.add_error("text", str(broken.message))
        return _editor(request, line.plan, form, line=line, status=broken.status)
    messages.success(request, _("Bewaard."))
    return to_line(request, line)


def _both(request: Any, line: Line, form: LineForm) -> HttpResponse:
    """Somebody was first: both texts, and a form that goes on from what was typed here."""
    line = Line.objects.select_related("plan", "edited_by").get(pk=line.pk)
    mine = {"theirs": shown(line.text), "mine": shown(form.html), "other": line.edited_by}
    return _editor(request, line.plan, form, line=line, status=409, both=mine)


def _editor(
    request: Any, plan: Plan, form: LineForm, *, line: Line | None = None, status: int = 200, both: dict[str, Any] | None = None
) -> HttpResponse:
    html = form.html
    seen = line.edits if line is not None and (both or not form.is_bound) else form["seen"].value()
    shown_here = {"plan": plan, "form": form, "line": line, "html": html, "typed": as_simple(html), "seen": seen, "both": both}
    shown_here["sources"] = line_of(line, request.school.slug).sources if line is not None else ()
    return render(request, "plans/line.html", shown_here, status=status)


def to_line(request: HttpRequest, line: Line) -> HttpResponse:
    return redirect(reverse("plan", args=[request.school.slug, line.plan_id]) + f"?regel={line.pk}#l-{line.pk}")


@allows(Action.EDIT_PLAN, on=Line)
@require_POST
def plan_line_move(request: HttpRequest, *, line: Line) -> HttpResponse:
    services.move(line=line, up=request.POST.get("step") != "down", by=request.who)
    return to_line(request, line)


@allows(Action.EDIT_PLAN, on=Line)
@require_POST
def plan_line_drop(request: HttpRequest, *, line: Line) -> HttpResponse:
    services.drop(line=line, by=request.who)
    undo = reverse("plan_line_put_back", args=[request.school.slug, line.pk])
    messages.success(request, _("De regel is weggehaald."), extra_tags=f"undo:{undo}")
    if many := PlannedAction.objects.filter(ambition=line).count():
        words = ngettext("Er hoort nog %(count)s actie bij deze regel. Die blijft staan bij de acties.", "Er horen nog %(count)s acties bij deze regel. Die blijven staan bij de acties.", many)  # fmt: skip
        messages.warning(request, words % {"count": many})
    return redirect("plan", request.school.slug, line.plan_id)


@allows(Action.EDIT_PLAN, on=Line)
@require_POST
def plan_line_put_back(request: HttpRequest, *, line: Line) -> HttpResponse:
    services.put_back(line=line, by=request.who)
    messages.success(request, _("De regel staat er weer."))
    return to_line(request, line)


@allows(Action.EDIT_PLAN, on=Plan)
@require_safe
def plan_dropped(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    page = page_of(Line.objects.filter(plan=plan, dropped_at__isnull=False).order_by("-dropped_at", "pk"), request.GET)
    lines = [{"line": row, "html": shown(row.text), "chapter": str(Chapter(row.chapter).label)} for row in page.object_list]
    return render(request, "plans/dropped.html", {"plan": plan, "lines": lines, "page": page})
