"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who


def owns(who: Who, action: Any) -> bool:
    return bool(action.owner and action.owner.user_id and action.owner.user_id == who.user_id)


register_tie(Tie.OWNS, "actions.actionitem", owns)
register_nav(50, _("Acties"), "actions", "check", Action.SEE_ACTIONS)
