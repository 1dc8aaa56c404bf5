"""A class goes to another occasion, such as the second session of an evening: what was asked and answered goes along."""

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.invitations import words
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.changing import MOVED, MOVED_DAY, TOLD
from driehoek.invitations.rules import CLASS_LINK
from driehoek.outbox import letters
from driehoek.schools.scoping import current_school_id

from .following_up import reach_invited
from .joining_homes import into
from .occasions import codes_end, day_of, still_on


def move_class(*, class_invitation: ClassInvitation, to: Occasion, tell: bool = False, by: Who) -> ClassInvitation:
    """Invite this class to `to` instead, with its families, their answers, links and codes; what it is now.

    A family that is invited there already keeps one invitation: of two answers the later counts. With `tell` who was invited
    hears of it at once; on another day the answer is asked about again. Raises RuleBroken when one of the two is over.
    """
    here = class_invitation.occasion_id
    if here == to.pk:
        return class_invitation
    both = {row.pk: row for row in Occasion.objects.select_for_update().filter(pk__in=[here, to.pk]).order_by("pk")}
    for one in both.values():
        still_on(one)
    if (
        ClassInvitation.objects.filter(occasion=to, school_class=class_invitation.school_class_id)
        .exclude(pk=class_invitation.pk)
        .exists()
    ):
        raise RuleBroken("there-already", _("Deze klas is daar al uitgenodigd."))
    there = {row.household_id: row for row in Invitation.objects.filter(occasion=to).select_related("reply")}
    rows = list(Invitation.objects.filter(class_invitation=class_invitation).order_by("pk"))
    words.go_along([row.household_id for row in rows], both[here], to)
    for row in rows:
        twin = there.get(row.household_id)
        if twin is None:
            row.occasion_id = to.pk
            row.save(update_fields=["occasion"])
        else:
            into(twin, row)
    class_invitation.occasion = to
    class_invitation.save(update_fields=["occasion"])
    _move_codes(class_invitation, to)
    trail.write("move-class", by=by, on=class_invitation)
    if class_invitation.sent_at is not None:
        trail.write(MOVED if day_of(both[here].starts_at) == day_of(to.starts_at) else MOVED_DAY, by=by, on=class_invitation)
        if tell:
            _tell(class_invitation, both[to.pk])
            trail.write(TOLD, by=by, on=class_invitation)
    return class_invitation


def _tell(own: ClassInvitation, to: Occasion) -> None:
    """The same letter as when an occasion moves; on paper it is printed with those. A class that comes back hears that too."""
    to.version += 1
    to.save(update_fields=["version"])
    ours = set(Invitation.objects.filter(class_invitation=own).values_list("pk", flat=True))
    letters.put_many(
        (guardian, "moved", invitation, f"moved:{invitation}:{to.pk}:{to.version}:{number}")
        for guardian, invitation, number in reach_invited(to).mails
        if invitation in ours
    )


def _move_codes(own: ClassInvitation, to: Occasion) -> None:
    """Links live as long as where they lead."""
    ours = AccessCode.objects.filter(school_id=current_school_id(), revoked_at__isnull=True)
    personal = Invitation.objects.filter(class_invitation=own).order_by().values("pk")
    ours.filter(purpose__startswith="reply:", about__in=personal).update(expires_at=codes_end(to))
    ours.filter(purpose__startswith=f"{CLASS_LINK}:", about=own.pk).update(expires_at=to.ends_at)
