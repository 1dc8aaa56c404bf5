"""Which invitations wait for somebody's own yes."""

import uuid
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation
from driehoek.people.queries import mentored_by, mentors_today
from driehoek.schools.asked import Asked


def with_families() -> Q:
    """Of class invitations: those with somebody to invite, by name or by a number that was typed."""
    return Q(invitations__isnull=False) | Q(school_class__family_count__gt=0)


def families_of(own: ClassInvitation) -> int:
    """How many families it is for: those known by name, otherwise the number that was typed."""
    return own.invitations.count() or own.school_class.family_count or 0


def mentors(who: Who, class_invitation: ClassInvitation) -> bool:
    """Is a mentor of the class that this invitation is for."""
    if who.user_id is None:
        return False
    return mentors_today(school_class=class_invitation.school_class_id, staff__user_id=who.user_id).exists()


def to_approve(who: Who) -> list[ClassInvitation]:
    """Of the classes that this person mentors; also what was approved or sent, until the occasion begins."""
    return _to_approve(user=who.user_id) if who.user_id else []


def _of_mentor(user: uuid.UUID) -> Any:
    rows = ClassInvitation.objects.select_related("occasion", "school_class").filter(
        with_families(),
        school_class__in=mentored_by(user),
        occasion__starts_at__gt=clock.now(),
    )
    return rows.distinct().order_by("occasion__starts_at", "school_class__sort_key")[:50]


_to_approve = Asked(_of_mentor)
