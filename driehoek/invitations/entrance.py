"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

import uuid
from typing import Any

from django.urls import reverse

from driehoek.access.codes import register_landing
from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who
from driehoek.outbox.letters import register
from driehoek.people.models import ClassTeacher

from . import letters


def mentors(who: Who, class_invitation: Any) -> bool:
    """Is a mentor of the class that this invitation is for."""
    if who.user_id is None:
        return False
    ties = ClassTeacher.objects.filter(school_class=class_invitation.school_class_id, is_mentor=True)
    return ties.filter(staff__user_id=who.user_id, staff__left_on__isnull=True).exists()


def holds_link(who: Who, invitation: Any) -> bool:
    """Opened the personal link or the printed code of this very invitation."""
    return who.holds("reply", invitation.pk)


def reply_page(school_slug: str, about: uuid.UUID) -> str:
    return reverse("reply", args=[school_slug, about])


register_tie(Tie.MENTORS, "invitations.classinvitation", mentors)
register_tie(Tie.HOLDS_LINK, "invitations.invitation", holds_link)
register_landing("reply", reply_page)
register("invitation", letters.invitation_mail)
register("reminder", letters.reminder_mail)
register("confirmation", letters.confirmation_mail)
register("approval_request", letters.approval_mail)
