"""Who may answer a questionnaire, where their links lead, and the letters that ask."""

import uuid
from typing import Any

from django.urls import reverse

from driehoek.access.codes import Owner, register_landing, register_owner
from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who
from driehoek.outbox.letters import register

from . import asking_letters
from .models import Ticket
from .rules_asking import CLASS, PERSONAL


def holds_link(who: Who, ticket: Any) -> bool:
    """Opened the personal link or the printed code of this very person."""
    return who.holds(PERSONAL, ticket.pk)


def is_theirs(who: Who, ticket: Any) -> bool:
    """A colleague answers their own without a link."""
    return who.user_id is not None and ticket.staff is not None and ticket.staff.user_id == who.user_id


def holds_class_link(who: Who, asked_class: Any) -> bool:
    return who.holds(CLASS, asked_class.pk)


def form_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("scan_form", args=[school_slug, about])


def class_form_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("scan_class_form", args=[school_slug, about])


def owners(abouts: list[uuid.UUID]) -> dict[uuid.UUID, Owner]:
    """Of a guardian: a person of their home. A colleague and a pupil are by themselves."""
    rows = Ticket.objects.filter(pk__in=abouts).order_by()
    found = {}
    for key, home, *people in rows.values_list("pk", "guardian__household_id", "guardian_id", "staff_id", "pupil_id"):
        person = next(one for one in people if one is not None)
        found[key] = Owner(home or person, person)
    return found


register_tie(Tie.HOLDS_LINK, "scans.ticket", holds_link)
register_tie(Tie.OWNS, "scans.ticket", is_theirs)
register_tie(Tie.HOLDS_LINK, "scans.askedclass", holds_class_link)
register_landing(PERSONAL, form_page)
register_landing(CLASS, class_form_page)
register_owner(PERSONAL, owners)
register("scan_asked", asking_letters.asked_mail)
register("scan_asked_staff", asking_letters.asked_mail)
