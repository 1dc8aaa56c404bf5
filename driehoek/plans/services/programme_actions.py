"""Actions of an activity, and what a next year takes along from this one."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.actions.services import make
from driehoek.people.models import StaffMember

from .. import rules_programme as rules
from ..models import Activity, ActivityState, Line, Plan, PlannedAction
from .planning import link_action

MOST_PREPARATION = 2000


def make_action_for(*, activity: Activity, title: str, owner: StaffMember | None, due_on: dt.date, by: Who) -> PlannedAction:
    """A new action that helps this activity; it belongs to the ambition of the activity too."""
    line = _ambition(activity)
    return link_action(
        ambition=line, action=make(title=title, owner=owner, due_on=due_on, by=by), activity=activity, by=by
    )  # fmt: skip


def put_action(*, activity: Activity, action: ActionItem, by: Who) -> PlannedAction:
    """An action that is there already. One of another activity or ambition stays where it is; the same twice is one."""
    planned = link_action(ambition=_ambition(activity), action=action, activity=activity, by=by)
    if planned.activity_id == activity.pk:
        return planned
    if not PlannedAction.objects.filter(pk=planned.pk, activity=None).update(activity=activity):
        raise RuleBroken("elsewhere", _("Deze actie hoort al bij een andere activiteit."))
    trail.write("plan_action", by=by, on=action)
    planned.activity = activity
    return planned


def take_action_off(*, planned: PlannedAction, by: Who) -> None:
    """The action stays, and stays with the ambition."""
    if PlannedAction.objects.filter(pk=planned.pk, activity__isnull=False).update(activity=None):
        trail.write("unplan_action", by=by, on=planned.action)


def _ambition(activity: Activity) -> Line:
    if activity.ambition is None:
        raise RuleBroken("ambition", _("Kies eerst bij welke ambitie deze activiteit hoort. Dan weet iedereen waarvoor de actie is."), 422)  # fmt: skip
    return activity.ambition


def copy_on(*, plan: Plan, activities: Iterable[Activity], by: Who) -> list[Activity]:
    """Take activities that the team keeps or adapts along as ideas; what was learned stands with their preparation.

    Lead, helpers and day are asked anew. A title that is an idea of the plan already is not copied again.
    """
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    there = set(Activity.objects.filter(plan=plan, state=ActivityState.IDEA).values_list("title", flat=True))
    room = rules.MOST_ACTIVITIES - Activity.objects.filter(plan=plan).count()
    made: list[Activity] = []
    for one in activities:
        if one.title in there or not rules.is_taken_along(one.verdict):
            continue
        if len(made) >= room:
            raise RuleBroken(
                "full", _("Er staan al 300 activiteiten in dit programma. Kies eerst wat jullie echt gaan doen."), 422
            )
        there.add(one.title)
        made.append(
            Activity(
                plan=plan, ambition=one.ambition if one.plan_id == plan.pk else None, title=one.title, partnership=one.partnership,
                audience=one.audience, is_procedure=one.is_procedure, parents_say=one.parents_say, meant_for=one.meant_for,
                preparation=_prepared(one),
            )
        )  # fmt: skip
    Activity.objects.bulk_create(made)
    for one in made:
        trail.write("copy_activity", by=by, on=one)
    return made


def _prepared(activity: Activity) -> str:
    if not activity.learned:
        return str(activity.preparation)
    words = _("Geleerd van de vorige keer: %(words)s") % {"words": activity.learned}
    return f"{words}\n{activity.preparation}".strip()[:MOST_PREPARATION]


def take_copies_back(*, plan: Plan, keys: Collection[uuid.UUID], by: Who) -> int:
    """Of these the ones that nobody touched since."""
    rows = Activity.objects.filter(plan=plan, pk__in=list(keys), state=ActivityState.IDEA, edits=0, planned=None)
    gone = list(rows)
    for one in gone:
        trail.write("drop_activity", by=by, on=one)
    Activity.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)
