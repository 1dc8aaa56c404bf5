"""Which invitations wait for somebody's own yes."""

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation
from driehoek.people.models import ClassTeacher


def mentors(who: Who, class_invitation: ClassInvitation) -> bool:
    """Is a mentor of the class that this invitation is for."""
    if who.user_id is None:
        return False
    ties = ClassTeacher.objects.filter(school_class=class_invitation.school_class_id, is_mentor=True)
    return ties.filter(staff__user_id=who.user_id, staff__left_on__isnull=True).exists()


def to_approve(who: Who) -> list[ClassInvitation]:
    """Of the classes that this person mentors; also what was approved or sent, until the occasion begins."""
    if who.user_id is None:
        return []
    rows = ClassInvitation.objects.select_related("occasion", "school_class").filter(
        school_class__teachers__is_mentor=True,
        school_class__teachers__staff__user=who.user_id,
        occasion__starts_at__gt=clock.now(),
        invitations__isnull=False,
    )
    return list(rows.distinct().order_by("occasion__starts_at", "school_class__sort_key")[:50])
