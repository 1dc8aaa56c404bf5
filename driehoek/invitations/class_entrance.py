"""The link of a class: who holds it, where it leads, and who may see whose its answers are."""

import uuid
from typing import Any

from django.urls import reverse

from driehoek.access.codes import register_landing
from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who

from .queries.mine import mentors
from .rules import CLASS_LINK


def holds_class_link(who: Who, class_invitation: Any) -> bool:
    return who.holds(CLASS_LINK, class_invitation.pk)


def mentors_of(who: Who, open_reply: Any) -> bool:
    return mentors(who, open_reply.class_invitation)


def page_of_class(school_slug: str, about: uuid.UUID) -> str:
    return reverse("class_reply", args=[school_slug, about])


register_tie(Tie.HOLDS_LINK, "invitations.classinvitation", holds_class_link)
register_tie(Tie.MENTORS, "invitations.openreply", mentors_of)
register_landing(CLASS_LINK, page_of_class)
