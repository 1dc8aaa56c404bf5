"""What people tell the house: who is mentor of what, the menu, the letters."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from driehoek.access.codes import Owner, register_landing, register_owner
from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.outbox.letters import register

from . import guest_letters, letters, queries
from .models import Guardian
from .services.own import PURPOSE


def mentors_class(who: Who, school_class: Any) -> bool:
    return who.user_id is not None and queries.mentors_today(school_class=school_class, staff__user_id=who.user_id).exists()


def holds_own_link(who: Who, guardian: Any) -> bool:
    """Opened the link or the code to the data of this very parent."""
    return who.holds(PURPOSE, guardian.pk)


def owned_by_one(abouts: list[uuid.UUID]) -> dict[uuid.UUID, Owner]:
    rows = Guardian.objects.filter(pk__in=abouts).order_by().values_list("pk", "household_id")
    return {key: Owner(home, key) for key, home in rows}


def own_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("own_data", args=[school_slug, about])


register_tie(Tie.HOLDS_LINK, "people.guardian", holds_own_link)
register_landing(PURPOSE, own_page)
register_owner(PURPOSE, owned_by_one)
register("own_data", guest_letters.own_data)
register_tie(Tie.MENTORS, "people.schoolclass", mentors_class)
register("account_invitation", letters.account_invitation)
register("factor_reset", letters.factor_reset)
register_nav(60, _("Mensen"), "people", "people", Action.SEE_PEOPLE)
register_nav(65, _("Accounts"), "accounts", "key", Action.SEE_ACCOUNTS)
