"""Activities: noted, changed, planned, held, stopped, looked back on. Two people at once lose nothing."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership
from driehoek.people.models import StaffMember

from .. import rules_programme as rules
from ..models import Activity, ActivityState, Chapter, Line, Plan, PlannedAction, Verdict
from ..queries.programme import facts_of
from ..rules import ACTIVITY_TRANSITIONS

MOST_LEARNED = 1000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """All that the form of an activity says. Without a partnership it is that of its ambition."""

    title: str
    ambition: Line | None = None
    partnership: str = ""
    audience: str = ""
    is_procedure: bool = False
    parents_say: str = ""
    lead: StaffMember | None = None
    lead_name: str = ""
    helpers: str = ""
    planned_on: dt.date | None = None
    preparation: str = ""
    meant_for: int | None = None


def add(*, plan: Plan, wanted: Wanted, key: uuid.UUID | None = None, by: Who) -> Activity:
    """Note an idea, also before the plan is settled. The same `key` again (sent twice) is the same activity."""
    values = _checked(plan, wanted)
    if Activity.objects.filter(plan=plan).count() >= rules.MOST_ACTIVITIES:
        raise RuleBroken("full", _("Er staan al 300 activiteiten in dit programma. Kies eerst wat jullie echt gaan doen."), 422)
    row = Activity(plan=plan, **values)
    if key is not None:
        row.pk = key
    Activity.objects.bulk_create([row], ignore_conflicts=True)
    made: Activity | None = Activity.objects.filter(pk=row.pk, plan=plan).first()
    if made is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    trail.write("add_activity", by=by, on=made)
    return made


def change(*, activity: Activity, wanted: Wanted, seen: int, by: Who) -> Activity:
    """Other words. `seen`: the `edits` that the form showed; RuleBroken 409 'edited' when somebody was first.

    Its actions go along to another ambition. What is planned keeps a day.
    """
    values = _checked(activity.plan, wanted)
    now = _held(activity, seen)
    if now.state == rules.PLANNED and wanted.planned_on is None:
        raise RuleBroken("day", _("Wat gepland is, heeft een dag. Kies een dag, of maak er eerst weer een idee van."), 422)
    _write(now, values)
    if wanted.ambition is not None:
        PlannedAction.objects.filter(activity=now).update(ambition=wanted.ambition)
    trail.write("change_activity", by=by, on=activity)
    return _fresh(activity)


def turn(*, activity: Activity, verb: str, by: Who) -> tuple[Activity, str]:
    """Another state; the activity and the verb that takes it back."""
    if verb not in ACTIVITY_TRANSITIONS:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    now = _locked(activity)
    before = str(now.state)
    if not rules.may_turn(before, verb):
        raise RuleBroken("state", _("Deze activiteit staat al anders. Zo staat het nu."))
    if verb in {"plan", "resume"} and (why := rules.hindered(facts_of(now), activity.plan.settled_number is not None)):
        raise RuleBroken(why, hindered_words()[why], 422)
    if verb == "hold" and now.planned_on and now.planned_on > clock.today():
        raise RuleBroken("later", _("Deze dag moet nog komen. Was het eerder, verander dan eerst de dag."), 422)
    Activity.objects.filter(pk=now.pk).update(state=rules.becomes(verb))
    trail.write(f"activity_{verb}", by=by, on=activity)
    return _fresh(activity), rules.back(before, rules.becomes(verb))


def look_back(
    *, activity: Activity, meant_for: int | None, came: int | None, verdict: str, learned: str, seen: int, by: Who
) -> Activity:
    """Who came against who was meant, what the team does with it, and what was learned. 409 'edited' as with `change`."""
    words = learned.strip()
    if verdict not in Verdict.values or len(words) > MOST_LEARNED:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    if any(number is not None and not 0 <= number <= rules.MOST_PEOPLE for number in (meant_for, came)):
        raise RuleBroken("number", _("Kan dit aantal kloppen? Schrijf een getal tot 20.000."), 422)
    now = _held(activity, seen)
    if now.state not in {ActivityState.DONE, ActivityState.STOPPED}:
        raise RuleBroken("state", _("Terugkijken kan als de activiteit geweest is, of gestopt."))
    _write(now, {"meant_for": meant_for, "came": came, "verdict": verdict, "learned": words})
    trail.write("look_back_on_activity", by=by, on=activity)
    return _fresh(activity)


def hindered_words() -> dict[str, str]:
    return {
        "plan": _("Plannen kan als het plan is vastgesteld. Tot die tijd blijft dit een idee."),
        "day": _("Kies eerst een dag. Dan kan de activiteit in het programma."),
        "say": _("Schrijf eerst waar ouders iets te zeggen krijgen. Anders volgen ze alleen wat de school besluit."),
    }


def _checked(plan: Plan, wanted: Wanted) -> dict[str, Any]:
    title = " ".join(wanted.title.split())
    if not title or len(title) > 200:
        raise RuleBroken("title", _("Schrijf in één zin wat jullie gaan doen: 200 tekens op zijn hoogst."), 422)
    line = wanted.ambition
    if line is not None and (line.plan_id != plan.pk or line.chapter != Chapter.AMBITIONS):
        raise RuleBroken("ambition", _("Kies een ambitie van dit plan."), 422)
    if wanted.partnership and wanted.partnership not in Partnership.values:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    if wanted.lead is not None and wanted.lead_name.strip():
        raise RuleBroken("lead", _("Kies een collega of schrijf een naam, niet allebei."), 422)
    if wanted.meant_for is not None and not 0 <= wanted.meant_for <= rules.MOST_PEOPLE:
        raise RuleBroken("number", _("Kan dit aantal kloppen? Schrijf een getal tot 20.000."), 422)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in vars(wanted).items()}
    say = values["parents_say"] if wanted.is_procedure else ""
    return values | {"title": title, "parents_say": say, "partnership": wanted.partnership or (line.partnership if line else "")}


def _locked(activity: Activity) -> Activity:
    """The row as it is now, held until the end of the transaction."""
    Activity.objects.select_for_update(no_key=True).filter(pk=activity.pk).order_by("pk").values_list("pk").first()
    return _fresh(activity)


def _held(activity: Activity, seen: int) -> Activity:
    now = _locked(activity)
    if now.edits != seen:
        raise RuleBroken(
            "edited", _("Een collega heeft dit net ook veranderd. Wat er nu staat en wat jij schreef, staan hieronder.")
        )
    return now


def _write(now: Activity, values: dict[str, Any]) -> None:
    Activity.objects.filter(pk=now.pk).update(**values, edits=now.edits + 1)


def _fresh(activity: Activity) -> Activity:
    found: Activity | None = Activity.for_gate().filter(pk=activity.pk).first()
    if found is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    return found
