"""To which ambition an action belongs."""

import datetime as dt

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.actions.services import make
from driehoek.people.models import StaffMember

from ..models import Activity, Line, PlannedAction


def link_action(*, ambition: Line, action: ActionItem, activity: Activity | None = None, by: Who) -> PlannedAction:
    """An action belongs to one ambition; the same twice is one."""
    made, is_new = PlannedAction.objects.get_or_create(action=action, defaults={"ambition": ambition, "activity": activity})
    if not is_new and made.ambition_id != ambition.pk:
        raise RuleBroken("elsewhere", _("Deze actie hoort al bij een andere ambitie."))
    if is_new:
        trail.write("plan_action", by=by, on=action)
    found: PlannedAction = made
    return found


def make_action(*, ambition: Line, title: str, owner: StaffMember | None, due_on: dt.date, by: Who) -> PlannedAction:
    return link_action(ambition=ambition, action=make(title=title, owner=owner, due_on=due_on, by=by), by=by)


def let_loose(*, planned: PlannedAction, by: Who) -> None:
    """The action stays; it only no longer belongs to the ambition."""
    trail.write("unplan_action", by=by, on=planned.action)
    planned.delete()
