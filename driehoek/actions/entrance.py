"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.people.handover import as_open_work, pass_on, register_open_rows
from driehoek.people.models import StaffMember

from . import agenda  # noqa: F401  (what stands on the calendar of a colleague)
from .models import ActionItem, ActionState


def owns(who: Who, action: Any) -> bool:
    return bool(action.owner and action.owner.user_id and action.owner.user_id == who.user_id)


def open_actions(staff: StaffMember) -> Any:
    """Promises that are still to be kept."""
    return as_open_work(ActionItem.objects.filter(owner=staff, state=ActionState.OPEN), "action")


def give_actions(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    return pass_on(ActionItem.objects.filter(pk__in=list(keys), owner=holder, state=ActionState.OPEN), "owner", to, by)


register_open_rows(open_actions, give_actions)
register_tie(Tie.OWNS, "actions.actionitem", owns)
register_nav(50, _("Acties"), "actions", "check", Action.SEE_ACTIONS, parts=("acties/",), stage="actions")
