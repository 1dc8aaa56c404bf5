"""What people tell the house: who is mentor of what, the menu, the letters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.outbox.letters import register

from . import letters, queries


def mentors_class(who: Who, school_class: Any) -> bool:
    return who.user_id is not None and queries.mentors_today(school_class=school_class, staff__user_id=who.user_id).exists()


register_tie(Tie.MENTORS, "people.schoolclass", mentors_class)
register("account_invitation", letters.account_invitation)
register_nav(60, _("Mensen"), "people", "people", Action.SEE_PEOPLE)
register_nav(65, _("Accounts"), "accounts", "key", Action.SEE_ACCOUNTS)
