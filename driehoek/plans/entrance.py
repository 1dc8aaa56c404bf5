"""Menu of the plan, and what an action came from; imported when the app is ready."""

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action
from driehoek.access.screen import register_nav
from driehoek.actions.models import ActionItem
from driehoek.actions.sources import Behind, register_source
from driehoek.voices.further import register_theme_link

from . import agenda, programme_entrance  # noqa: F401  (own calendars; the letter of the week, and what is handed over)
from .queries.behind import ambition_behind


def behind(action: ActionItem) -> list[Behind]:
    """The ambition of an action, with words of people that stand with it."""
    return ambition_behind(action)


register_nav(42, _("Plan"), "plans", "flag", Action.SEE_PLAN, parts=("plan/",), stage="plan")
register_source(behind)
register_theme_link(_("Waar leidde het toe"), "plan_theme")
