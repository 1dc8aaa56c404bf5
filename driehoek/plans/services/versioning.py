"""A version of the plan: what it reads now, kept as it is."""

from django.db.models import Max

from driehoek.access import trail
from driehoek.access.who import Who

from .. import rules
from ..models import Plan, PlanVersion
from ..queries.reading import text_of


def keep_version(*, plan: Plan, note: str = "", by: Who) -> PlanVersion:
    """Keep the plan as it reads now. Does it read the same as the last version, that one is returned."""
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    content = rules.as_json(text_of(plan))
    last: PlanVersion | None = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if last is not None and rules.as_text(last.content) == rules.as_text(content):
        return last
    number = (PlanVersion.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    made: PlanVersion = PlanVersion.objects.create(
        plan=plan, number=number, content=content, note=note.strip()[:200], made_by_id=by.user_id
    )
    trail.write("keep_plan_version", by=by, on=made)
    return made
