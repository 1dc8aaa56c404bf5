"""Who may answer a questionnaire, where their links lead, and the letters that ask."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from driehoek.access.codes import Owner, register_landing, register_owner
from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.outbox.letters import register
from driehoek.people import own
from driehoek.people.queries import mentors_today
from driehoek.people.services.joining import register_uniting
from driehoek.people.services.parting import register_leaving

from . import asking_letters, rules
from .models import Ticket, ToldParent
from .queries.hearing import hears_about, still_hears
from .rules_asking import CHILD, CLASS, PERSONAL
from .services import following


def holds_link(who: Who, ticket: Any) -> bool:
    """Opened the personal link or the printed code of this very person, who may still hear from the school."""
    return who.holds(PERSONAL, ticket.pk) and (ticket.guardian_id is None or still_hears([ticket.guardian_id]))


def is_theirs(who: Who, ticket: Any) -> bool:
    """A colleague answers their own without a link."""
    return who.user_id is not None and ticket.staff is not None and ticket.staff.user_id == who.user_id


def holds_class_link(who: Who, asked_class: Any) -> bool:
    """Of a class whose parents are asked: pupils answer by a slip of their own, so that a parent can say no."""
    return rules.PARENTS in asked_class.fielding.voices and who.holds(CLASS, asked_class.pk)


def mentors_of(who: Who, asked_class: Any) -> bool:
    """Is a mentor of the class, and so hands out its letters and its poster."""
    if who.user_id is None:
        return False
    return bool(mentors_today(school_class=asked_class.school_class_id, staff__user_id=who.user_id).exists())


def holds_child_link(who: Who, told: Any) -> bool:
    """Opened the link with which this very parent can say no, and still hears about this child."""
    return who.holds(CHILD, told.pk) and hears_about(told.guardian_id, told.ticket.pupil_id)


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


def child_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("scan_child", args=[school_slug, about])


def owners_of_children(abouts: list[uuid.UUID]) -> dict[uuid.UUID, Owner]:
    """Of the parent who was told."""
    rows = ToldParent.objects.filter(pk__in=abouts).order_by()
    return {key: Owner(home, person) for key, home, person in rows.values_list("pk", "guardian__household_id", "guardian_id")}


register_tie(Tie.HOLDS_LINK, "scans.ticket", holds_link)
register_tie(Tie.OWNS, "scans.ticket", is_theirs)
register_tie(Tie.HOLDS_LINK, "scans.askedclass", holds_class_link)
register_landing(PERSONAL, form_page)
register_tie(Tie.MENTORS, "scans.askedclass", mentors_of)
register_tie(Tie.HOLDS_LINK, "scans.toldparent", holds_child_link)
register_landing(CLASS, class_form_page)
register_landing(CHILD, child_page)
register_owner(PERSONAL, owners)
register_owner(CHILD, owners_of_children)
register_nav(55, _("Scan"), "scans", "eye", Action.SEE_SCANS, parts=("scan/",), stage="scan")
register("scan_asked", asking_letters.asked_mail)
register("scan_asked_staff", asking_letters.asked_staff_mail)
register("scan_reminder", asking_letters.reminder_mail)
register("scan_reminder_staff", asking_letters.reminder_staff_mail)
register("scan_child_told", asking_letters.told_mail)
own.register(following.TELLER)
register_leaving(following.end_for_who_left)
register_uniting(following.one_ticket)
