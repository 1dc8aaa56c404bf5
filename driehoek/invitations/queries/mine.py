"""Which invitations wait for somebody's own yes."""

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation
from driehoek.people.queries import mentored_by, mentors_today


def mentors(who: Who, class_invitation: ClassInvitation) -> bool:
    """Is a mentor of the class that this invitation is for."""
    if who.user_id is None:
        return False
    return mentors_today(school_class=class_invitation.school_class_id, staff__user_id=who.user_id).exists()


def to_approve(who: Who) -> list[ClassInvitation]:
    """Of the classes that this person mentors; also what was approved or sent, until the occasion begins."""
    if who.user_id is None:
        return []
    rows = ClassInvitation.objects.select_related("occasion", "school_class").filter(
        school_class__in=mentored_by(who.user_id),
        occasion__starts_at__gt=clock.now(),
        invitations__isnull=False,
    )
    return list(rows.distinct().order_by("occasion__starts_at", "school_class__sort_key")[:50])
