"""Advice, consent and approval of a version; settling and publishing. A decision that is withdrawn stays, and says so."""

import datetime as dt
import hashlib
import json

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from .. import rules
from ..models import Body, Decision, DecisionSort, Plan, PlanVersion
from ..queries.reading import text_of
from .versioning import keep_version

SETTLING = (Body.LEADER, Body.BOARD)


def print_of(text: rules.PlanText) -> str:
    """Changes when what the plan says changes."""
    said = json.dumps(rules.as_json(rules.without_sources(text)), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def consented(plan: Plan, text: rules.PlanText) -> set[str]:
    """Bodies whose consent stands for exactly these words."""
    rows = Decision.objects.filter(plan=plan, sort=DecisionSort.CONSENT, withdrawn_on=None).select_related("version")
    now = rules.without_sources(text)
    return {one.body for one in rows if _says(one.version) == now}


def decide(
    *, plan: Plan, version: PlanVersion | None, body: str, sort: str, name: str, decided_on: dt.date, note: str = "", by: Who
) -> Decision:
    """What a body decided about `version`, or about the plan as it reads now, which is kept as a version then."""
    if body not in Body.values or sort not in DecisionSort.values or not name.strip():
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    if decided_on > clock.today():
        raise RuleBroken("later", _("Deze dag moet nog komen. Kies de dag van het besluit."), 422)
    about = version or keep_version(plan=plan, by=by)
    made: Decision = Decision.objects.create(
        plan=plan, version=about, body=body, sort=sort, name=name.strip()[:100], decided_on=decided_on, note=note.strip()[:600]
    )
    trail.write("decide_plan", by=by, on=made)
    return made


def withdraw(*, decision: Decision, why: str, by: Who) -> bool:
    """Take a decision back; True when the plan is no longer settled because of it. Parents then don't read it any more either."""
    reason = why.strip()[:300]
    if not reason:
        raise RuleBroken("why", _("Schrijf kort waarom. Het staat erbij in het plan."), 422)
    if not Decision.objects.filter(pk=decision.pk, withdrawn_on=None).update(withdrawn_on=clock.today(), withdrawn_why=reason):
        return False
    trail.write("withdraw_plan_decision", by=by, on=decision)
    Plan.objects.select_for_update(no_key=True).filter(pk=decision.plan_id).order_by("pk").values_list("pk").first()
    number = rests_on(decision)
    if number is None:
        return False
    rows = Plan.objects.filter(pk=decision.plan_id, settled_number=number)
    done = bool(rows.update(settled_number=None, settled_at=None, published_at=None))
    if done:
        trail.write("unsettle_plan", by=by, on=decision.plan)
    return done


def rests_on(decision: Decision) -> int | None:
    """The number of the settled version that no longer holds without this decision, None when it does.

    Settled is what it says: a version with other sources and the same words is the same decision.
    """
    if not rules.unsettles(decision.sort, decision.body):
        return None
    number = Plan.objects.values_list("settled_number", flat=True).get(pk=decision.plan_id)
    settled = PlanVersion.objects.filter(plan=decision.plan_id, number=number).first()
    same = settled is not None and _says(settled) == _says(decision.version)
    return number if same and not _stands(decision) else None


def _says(version: PlanVersion) -> rules.PlanText:
    return rules.without_sources(rules.as_text(version.content))


def _stands(decision: Decision) -> bool:
    """Whether the same was decided about the same words another time as well."""
    rows = Decision.objects.filter(plan=decision.plan_id, sort=decision.sort, withdrawn_on=None)
    rows = rows.exclude(pk=decision.pk).select_related("version")
    if decision.sort == DecisionSort.CONSENT:
        rows = rows.filter(body=decision.body)
    said = _says(decision.version)
    return any(_says(one.version) == said for one in rows)


def settle(
    *, plan: Plan, body: str, name: str, decided_on: dt.date, note: str = "", seen: str, despite: bool, by: Who
) -> Decision:
    """Settle the plan as it reads now. `seen`: the print of the text that was looked at; `despite`: although something is missing."""
    if body not in SETTLING:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    text = text_of(plan)
    if not text.lines:
        raise RuleBroken("empty", _("Er staat nog niets in het plan."), 422)
    if print_of(text) != seen:
        raise RuleBroken("changed", _("Het plan is intussen veranderd. Lees het eerst opnieuw, en stel het dan vast."))
    if rules.missing(text, consented(plan, text)) and not despite:
        raise RuleBroken("missing", _("Er ontbreekt nog iets. Zet een vinkje als jullie het plan toch zo vaststellen."), 422)
    version = keep_version(plan=plan, note=_("vastgesteld"), by=by)
    made = decide(
        plan=plan, version=version, body=body, sort=DecisionSort.APPROVAL, name=name, decided_on=decided_on, note=note, by=by
    )
    Plan.objects.filter(pk=plan.pk).update(settled_number=version.number, settled_at=clock.now())
    trail.write("settle_plan", by=by, on=plan)
    return made


def publish(*, plan: Plan, by: Who) -> None:
    """From now on everybody may read the version that was settled."""
    if Plan.objects.filter(pk=plan.pk, settled_number__isnull=False, published_at=None).update(published_at=clock.now()):
        trail.write("publish_plan", by=by, on=plan)
    elif not Plan.objects.filter(pk=plan.pk, settled_number__isnull=False).exists():
        raise RuleBroken("not-settled", _("Stel het plan eerst vast. Ouders lezen alleen wat vastgesteld is."))


def unpublish(*, plan: Plan, by: Who) -> None:
    if Plan.objects.filter(pk=plan.pk, published_at__isnull=False).update(published_at=None):
        trail.write("unpublish_plan", by=by, on=plan)
