"""What the year before left, where it is needed: `{% load years %}{% learned_at step %}` on the page of a step."""

from typing import Any

from django import template
from django.template.context import Context

from ..models import Step
from ..queries.learned import learned_at as lessons_of

register = template.Library()


@register.inclusion_tag("trajectories/parts/learned_at.html", takes_context=True)
def learned_at(context: Context, step: Step) -> dict[str, Any]:
    """A card with what was learned; nothing in a first year, or when nothing was written down."""
    return {"lessons": lessons_of(step), "school": context["school"], "year": step.trajectory.after_id}
