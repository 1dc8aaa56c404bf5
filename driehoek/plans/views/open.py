"""The plan for everybody: an address without a code, once the school has published it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from driehoek.access.gate import public, school_called
from driehoek.access.who import Who
from driehoek.documents.plan import plan_pdf
from driehoek.library.texts import language_of
from driehoek.schools.scoping import within

from ..cleaning import of_simple
from ..models import Plan
from ..queries.papers import as_parents_read
from ..queries.parents import for_parents
from ..queries.reading import shown
from .out import file_of

REASON = "a plan that a leader published is for every parent, also who has no link; it holds no names and no words of anybody"


def _published(request: Any, at: str, plan_id: Any) -> tuple[Plan, Any]:
    """The plan and what parents read of it. What is not published looks like what does not exist."""
    plan = Plan.for_gate().filter(pk=plan_id, published_at__isnull=False).first()
    read = for_parents(plan, language_of(get_language() or "nl")) if plan is not None else None
    if plan is None or read is None:
        raise Http404
    return plan, read


@public(REASON)
@require_safe
def public_plan(request: HttpRequest, at: str, plan_id: Any) -> HttpResponse:
    school: Any = next(iter(school_called(slug=at)), None)
    if school is None:
        raise Http404
    with within(school, write=False):
        plan, read = _published(request, at, plan_id)
        request.school, request.who = school, Who("guest")
        return render(request, "plans/guest/plan.html", {"plan": plan, "read": read, "short_html": shown(of_simple(read.short))})


@public(REASON)
@require_safe
def public_plan_pdf(request: HttpRequest, at: str, plan_id: Any) -> HttpResponse:
    school: Any = next(iter(school_called(slug=at)), None)
    if school is None:
        raise Http404
    with within(school, write=False):
        plan, read = _published(request, at, plan_id)
        made = plan_pdf(as_parents_read(read, plan, school), school=school.name, made_at=plan.settled_at)
    return file_of(made, "pdf", f"{plan.title} {read.language}")
