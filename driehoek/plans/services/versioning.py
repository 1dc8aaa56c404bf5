"""A version of the plan: what it reads now, kept as it is."""

import uuid
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from .. import rules
from ..cleaning import clean
from ..models import Line, Plan, PlanVersion
from ..queries.reading import text_of


def keep_version(*, plan: Plan, note: str = "", by: Who) -> PlanVersion:
    """Keep the plan as it reads now. Does it read the same as the last version, that one is returned, with the note if it had none."""
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    content = rules.as_json(text_of(plan))
    last: PlanVersion | None = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if last is not None and rules.as_text(last.content) == rules.as_text(content):
        if note.strip() and not last.note:
            last.note = note.strip()[:200]
            PlanVersion.objects.filter(pk=last.pk, note="").update(note=last.note)
            trail.write("note_plan_version", by=by, on=last)
        return last
    number = (PlanVersion.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    made: PlanVersion = PlanVersion.objects.create(
        plan=plan, number=number, content=content, note=note.strip()[:200], made_by_id=by.user_id
    )
    trail.write("keep_plan_version", by=by, on=made)
    return made


def restore(*, version: PlanVersion, key: str, by: Who) -> Line:
    """A line as it read in this version; was it taken out, it is back. Its sources are those that it has now."""
    was = next((one for one in rules.as_text(version.content).lines if one.key == key), None)
    if was is None:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    values: dict[str, Any] = {"text": clean(was.text), "chapter": was.chapter, "partnership": was.partnership, "dropped_at": None}
    values |= {"edited_at": clock.now(), "edited_by_id": by.user_id}
    rows = Line.objects.filter(pk=uuid.UUID(key), plan=version.plan_id)
    if rows.update(**values, edits=F("edits") + 1) != 1:
        raise RuleBroken("gone", _("Deze regel is er niet meer."), 422)
    line: Line = rows.get()
    trail.write("restore_plan_line", by=by, on=line)
    return line
