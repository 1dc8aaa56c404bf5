"""How the class that somebody mentors replies: counts of families, for the first page of that colleague."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from driehoek.invitations.models import ClassInvitation, Invitation

from .open_replies import Unnamed, unnamed


@dataclass(frozen=True)
class OwnClass:
    """One class to which the invitation went out. Families, unless it says people; answers without a name count along."""

    key: uuid.UUID
    name: str
    title: str
    families: int
    answered: int
    people: int


def replies_of(invitations: Sequence[ClassInvitation]) -> list[OwnClass]:
    """Of these, the ones that went out and still go on. Two queries, none without any."""
    sent = [own for own in invitations if own.sent_at is not None and own.occasion.cancelled_at is None]
    if not sent:
        return []
    keys = [own.pk for own in sent]
    rows = Invitation.objects.filter(class_invitation__in=keys).order_by().values_list("class_invitation_id")
    counted = {
        key: numbers
        for key, *numbers in rows.annotate(
            families=Count("id"),
            answered=Count("reply"),
            people=Coalesce(Sum("reply__coming"), 0),
        )
    }
    open_ = unnamed(class_invitation__in=keys).order_by().values_list("class_invitation_id")
    nameless = {
        key: Unnamed(*numbers)
        for key, *numbers in open_.annotate(
            answers=Count("id"), comes=Count("id", filter=Q(coming__gt=0)), people=Coalesce(Sum("coming"), 0)
        )
    }
    return [_line(own, counted.get(own.pk, [0, 0, 0]), nameless.get(own.pk, Unnamed())) for own in sent]


def _line(own: ClassInvitation, numbers: list[int], open_: Unnamed) -> OwnClass:
    families, answered, people = numbers
    return OwnClass(
        own.pk,
        own.school_class.name,
        own.occasion.title,
        families or own.school_class.family_count or open_.answers,
        answered + open_.answers,
        people + open_.people,
    )
