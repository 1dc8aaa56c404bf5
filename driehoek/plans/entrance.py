"""Menu of the plan, and what an action came from; imported when the app is ready."""

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action
from driehoek.access.screen import register_nav

register_nav(42, _("Plan"), "plans", "flag", Action.SEE_PLAN)
