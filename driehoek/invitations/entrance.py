"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from driehoek.access.codes import Owner, register_landing, register_owner
from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.outbox.letters import register, register_lost
from driehoek.people import own
from driehoek.people.services.parting import register_follower, register_leaving, register_parting

from . import (
    class_entrance,  # noqa: F401  (its ties and its landing)
    handing_over,  # noqa: F401  (who calls)
    letters,
    letters_changes,
    telling,
)
from .models import Invitation
from .queries.calling import asked_to_call
from .queries.mine import mentors
from .queries.receiving import still_open
from .services.joining_homes import close_links, follow, keep_stop
from .services.losing import note_lost


def holds_link(who: Who, invitation: Any) -> bool:
    """Opened the personal link or the printed code of this very invitation, and the home may still hear from the school."""
    return who.holds("reply", invitation.pk) and still_open([invitation.pk])


def owned_by_a_home(abouts: list[uuid.UUID]) -> dict[uuid.UUID, Owner]:
    rows = Invitation.objects.filter(pk__in=abouts).order_by().values_list("pk", "household_id")
    return {key: Owner(home) for key, home in rows}


def reply_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("reply", args=[school_slug, about])


register_tie(Tie.MENTORS, "invitations.classinvitation", mentors)
register_tie(Tie.HOLDS_LINK, "invitations.invitation", holds_link)
register_tie(Tie.OWNS, "invitations.invitation", asked_to_call)
register_landing("reply", reply_page)
register_owner("reply", owned_by_a_home)
register_nav(30, _("Uitnodigen"), "invitations", "letter", Action.SEE_MEETINGS, stage="meeting")
register("invitation", letters.invitation_mail)
register("reminder", letters.reminder_mail)
register("confirmation", letters.confirmation_mail)
register("approval_request", letters.approval_mail)
register("moved", letters_changes.moved_mail)
register("cancelled", letters_changes.cancelled_mail)
register_lost(note_lost)
own.register(telling.TELLER)
register_follower(follow)
register_leaving(close_links)
register_parting(keep_stop)
