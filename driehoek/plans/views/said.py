"""What team, councils and MR say about a plan, and what they decide; settling and publishing."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from .. import services
from ..forms_said import AnswerForm, CommentForm
from ..models import Comment, Line, Plan
from ..queries import said as queries


def _line(plan: Plan, text: str) -> Line | None:
    try:
        found: Line | None = Line.objects.filter(plan=plan, pk=uuid.UUID(text)).first()
        return found
    except ValueError:
        return None


@allows(Action.SEE_PLAN, on=Plan)
@require_safe
def plan_comments(request: Any, *, plan: Plan) -> HttpResponse:
    """?regel= is one line; without it the whole plan."""
    return _comments(request, plan, _line(plan, request.GET.get("regel", "")))


def _comments(
    request: Any, plan: Plan, line: Line | None, form: CommentForm | None = None, wrong: tuple[Comment, AnswerForm] | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    rows = []
    for one in queries.comments_of(plan, line):
        own = AnswerForm(initial={"answer": one.answer}, auto_id=f"a-{one.pk}-%s")
        rows.append(queries.SaidLine(one, queries.about(one), wrong[1] if wrong and wrong[0].pk == one.pk else own))
    shown = {
        "plan": plan, "line": line, "rows": rows, "about": queries.about(Comment(line=line)) if line else "",
        "form": form or CommentForm(initial={"key": clock.new_id()}),
        "can_comment": may(request.who, Action.COMMENT_PLAN), "can_answer": may(request.who, Action.EDIT_PLAN),
    }  # fmt: skip
    return render(request, "plans/comments.html", shown, status=status)


def _back(request: Any, plan_key: Any, line_key: Any) -> str:
    address = reverse("plan_comments", args=[request.school.slug, plan_key])
    return f"{address}?regel={line_key}" if line_key else address


@allows(Action.COMMENT_PLAN, on=Plan)
@require_POST
def plan_comment(request: Any, *, plan: Plan) -> HttpResponse:
    line, form = _line(plan, request.POST.get("line", "")), CommentForm(request.POST)
    if form.is_valid():
        try:
            services.say(plan=plan, line=line, by=request.who, **form.cleaned_data)
            messages.success(request, _("De opmerking staat erbij."))
            return redirect(_back(request, plan.pk, line.pk if line else None))
        except RuleBroken as broken:
            form.add_error("text", str(broken.message))
    return _comments(request, plan, line, form, status=422)


@allows(Action.EDIT_PLAN, on=Comment)
@require_POST
def plan_comment_answer(request: Any, *, comment: Comment) -> HttpResponse:
    """`verb` close or open; the answer is kept either way."""
    form = AnswerForm(request.POST, auto_id=f"a-{comment.pk}-%s")
    if form.is_valid():
        try:
            closes = request.POST.get("verb") == "close"
            services.answer(comment=comment, text=form.cleaned_data["answer"], closes=closes, by=request.who)
            messages.success(request, _("Bewaard."))
            return redirect(_back(request, comment.plan_id, None))
        except RuleBroken as broken:
            form.add_error("answer", str(broken.message))
    return _comments(request, comment.plan, None, wrong=(comment, form), status=422)
