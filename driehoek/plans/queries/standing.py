"""The page of a plan: its chapters, how far it is, and what was decided."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from .. import rules
from ..models import Decision, Plan, PlanVersion
from .reading import ReadChapter, as_lines, chapters


@dataclass(frozen=True)
class PlanPage:
    """`changed`: since it was settled. `withdrawn`: decisions that were taken back. `lost`: lines of which a source was taken back."""

    chapters: list[ReadChapter]
    state: str
    decisions: list[Decision] = field(default_factory=list)
    dropped: int = 0
    changed: bool = False

    @property
    def many(self) -> int:
        return sum(len(one.lines) for one in self.chapters)

    @property
    def withdrawn(self) -> list[Decision]:
        return [one for one in self.decisions if one.withdrawn_on]

    @property
    def standing(self) -> list[Decision]:
        return [one for one in self.decisions if not one.withdrawn_on]

    @property
    def lost(self) -> int:
        return sum(line.lost_source for one in self.chapters for line in one.lines)

    @property
    def without(self) -> int:
        return sum(not line.has_source for one in self.chapters for line in one.lines)


def page_of_plan(plan: Plan, school_slug: str) -> PlanPage:
    """At most seven queries."""
    read = chapters(plan, school_slug)
    dropped, content = _beside(plan)
    now = rules.PlanText(plan.title, as_lines(line for one in read for line in one.lines))
    return PlanPage(
        chapters=read,
        state=rules.state(plan.settled_number, plan.published_at is not None),
        decisions=list(
            Decision.objects.filter(plan=plan).select_related("version").defer("version__content").order_by("decided_on", "pk")
        ),
        dropped=dropped,
        changed=content is not None and rules.without_sources(rules.as_text(content)) != rules.without_sources(now),
    )


def _beside(plan: Plan) -> tuple[int, Any]:
    """How many lines were taken out, and what the version says that was settled (None without one). One query."""
    settled = PlanVersion.objects.filter(plan=OuterRef("pk"), number=OuterRef("settled_number")).order_by()
    rows = Plan.objects.filter(pk=plan.pk).order_by()
    told = rows.annotate(
        content=Subquery(settled.values("content")[:1]), many=Count("lines", filter=Q(lines__dropped_at__isnull=False))
    )
    many, content = told.values_list("many", "content").get()
    return many, content
