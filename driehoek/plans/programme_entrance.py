"""What of the programme somebody has in hand: in the letter of the week, and when they hand over. Imported when the app is ready."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.who import Who
from driehoek.actions.models import ActionState
from driehoek.people.handover import as_open_work, pass_on, register_open_rows
from driehoek.people.models import StaffMember
from driehoek.people.weekly import WeekLine, register_week

from .models import Activity, ActivityState, PlannedAction

ASKED_AFTER = dt.timedelta(days=60)  # so long the letter asks how an activity was


@register_week
def week_of_programme(until: dt.date, user_id: uuid.UUID | None) -> list[tuple[uuid.UUID, WeekLine]]:
    """Open actions of a plan, and activities that somebody leads. Two queries."""
    actions = PlannedAction.objects.filter(
        action__state=ActionState.OPEN, action__due_on__lte=until, action__owner__user__isnull=False,
        action__owner__left_on__isnull=True,
    )  # fmt: skip
    activities = Activity.objects.filter(
        state=ActivityState.PLANNED, planned_on__range=(clock.today() - ASKED_AFTER, until), lead__user__isnull=False,
        lead__left_on__isnull=True,
    )  # fmt: skip
    if user_id is not None:
        actions, activities = actions.filter(action__owner__user=user_id), activities.filter(lead__user=user_id)
    mine = [
        (one.action.owner.user_id, WeekLine(one.action.due_on, one.action.title, str(one.ambition.plan)))
        for one in actions.select_related("action__owner", "ambition__plan")
    ]
    return mine + [
        (one.lead.user_id, WeekLine(one.planned_on, _led(one), str(one.plan)))
        for one in activities.select_related("lead", "plan")
        if one.lead is not None
    ]


def _led(activity: Activity) -> str:
    if activity.planned_on is not None and activity.planned_on < clock.today():
        return _("vertel hoe ‘%(title)s’ was") % {"title": activity.title}
    return _("‘%(title)s’, die jij trekt") % {"title": activity.title}


def led_by(staff: StaffMember) -> Any:
    """Activities that are still to be held."""
    rows = Activity.objects.filter(lead=staff, state=ActivityState.PLANNED, planned_on__isnull=False)
    return as_open_work(rows, "activity_change", day="planned_on")


def give_lead(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    return pass_on(Activity.objects.filter(pk__in=list(keys), lead=holder, state=ActivityState.PLANNED), "lead", to, by)


register_open_rows(led_by, give_lead)
