"""Where a line comes from: put a source to it, take one off."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services
from ..models import Line, LineSource, SourceSort
from ..queries.finding import as_source, find
from ..queries.reading import line_of

KEPT = "dropped_source"
SORTS = (SourceSort.THEME, SourceSort.CONTRIBUTION, SourceSort.POINT, SourceSort.ITEM, SourceSort.AGREED)


@allows(Action.EDIT_PLAN, on=Line)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_sources(request: Any, *, line: Line) -> HttpResponse:
    """?soort= and ?q= search; a post puts one to the line."""
    sort = request.GET.get("soort", "")
    sort = sort if sort in SourceSort.values else SourceSort.THEME.value
    if request.method == "POST":
        chosen = as_source(request.POST.get("source", ""))
        if chosen is None:
            raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
        services.add_source(line=line, **chosen, by=request.who)
        messages.success(request, _("De bron staat bij de regel."))
        return redirect(f"{reverse('plan_sources', args=[request.school.slug, line.pk])}?soort={sort}")
    query = request.GET.get("q", "")
    found, more = find(sort, query)
    read = line_of(line, request.school.slug)
    there = {f"{one.sort}|{one.about}|{one.key}" for one in read.sources}
    shown = {
        "line": line, "read": read, "found": found, "more": more, "there": there, "query": query[:100], "sort": sort,
        "sorts": [(one.value, one.label) for one in SORTS],
    }  # fmt: skip
    return render(request, "plans/sources.html", shown)


@allows(Action.EDIT_PLAN, on=LineSource)
@require_POST
def plan_source_drop(request: Any, *, linesource: LineSource) -> HttpResponse:
    line = linesource.line_id
    request.session[KEPT] = services.take_source_off(source=linesource, by=request.who)
    undo = reverse("plan_source_put_back", args=[request.school.slug, line])
    messages.success(request, _("De bron is van de regel gehaald."), extra_tags=f"undo:{undo}")
    return redirect("plan_sources", request.school.slug, line)


@allows(Action.EDIT_PLAN, on=Line)
@require_POST
def plan_source_put_back(request: HttpRequest, *, line: Line) -> HttpResponse:
    kept = request.session.pop(KEPT, None)
    if kept and kept["line"] == str(line.pk):
        services.add_source(line=line, sort=kept["sort"], about=uuid.UUID(kept["about"]), key=kept["key"], by=request.who)
    else:
        messages.warning(request, _("Terugzetten kan niet meer."))
    return redirect("plan_sources", request.school.slug, line.pk)
