"""Ties, menu and the letter of the week of the path; imported when the app is ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who


def owns(who: Who, task: Any) -> bool:
    return bool(task.owner and task.owner.user_id and task.owner.user_id == who.user_id)


register_tie(Tie.OWNS, "trajectories.pathtask", owns)
register_nav(15, _("Traject"), "trajectories", "path", Action.SEE_TRAJECTORY, parts=("traject/",))
