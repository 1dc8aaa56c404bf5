"""What was said about a plan, and what is decided."""

from dataclasses import dataclass
from typing import Any

from .. import rules
from ..models import Comment, Decision, Line, Plan


def comments_of(plan: Plan, line: Line | None) -> list[Comment]:
    """About one line, or about all; what is open first. One query."""
    rows = Comment.objects.filter(plan=plan).select_related("line")
    if line is not None:
        rows = rows.filter(line=line)
    return sorted(rows.order_by("made_at", "pk"), key=lambda one: one.closed_at is not None)


@dataclass(frozen=True)
class SaidLine:
    comment: Comment
    about: str  # the line in a few words; '' for the whole
    form: Any


def about(comment: Comment) -> str:
    words = rules.plain(comment.line.text).replace("\n", " ") if comment.line is not None else ""
    return f"{words[:119]}…" if len(words) > 120 else words


def decisions_of(plan: Plan) -> list[Decision]:
    return list(
        Decision.objects.filter(plan=plan).select_related("version").defer("version__content").order_by("decided_on", "pk")
    )
