"""The page of a plan: its chapters, how far it is, and what was decided."""

from dataclasses import dataclass, field

from .. import rules
from ..models import Decision, Line, Plan, PlanVersion
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
    """At most ten queries."""
    read = chapters(plan, school_slug)
    return PlanPage(
        chapters=read,
        state=rules.state(plan.settled_number, plan.published_at is not None),
        decisions=list(Decision.objects.filter(plan=plan).select_related("version").order_by("decided_on", "pk")),
        dropped=Line.objects.filter(plan=plan, dropped_at__isnull=False).count(),
        changed=_changed(plan, read),
    )


def _changed(plan: Plan, read: list[ReadChapter]) -> bool:
    if plan.settled_number is None:
        return False
    content = PlanVersion.objects.filter(plan=plan, number=plan.settled_number).values_list("content", flat=True).first()
    now = rules.PlanText(plan.title, as_lines(line for one in read for line in one.lines))
    return content is not None and rules.without_sources(rules.as_text(content)) != rules.without_sources(now)
