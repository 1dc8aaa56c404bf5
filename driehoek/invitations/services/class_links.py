"""The link of a class: one way in for all its parents, for who has no invitation of their own yet, and as an extra for who has."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.rules import CLASS_LINK

from .occasions import still_on

KINDS = ("link", "printed")


def give_class_codes(occasion: Occasion, rows: Iterable[ClassInvitation]) -> int:
    """A link and a short code for each class that has none, until the occasion ends; how many classes got them."""
    keys: list[uuid.UUID] = [row.pk for row in rows]
    has = codes.codes_for(CLASS_LINK, keys)
    fresh = [key for key in keys if key not in has]
    codes.issue_many(CLASS_LINK, fresh, occasion.ends_at, kinds=KINDS)
    return len(fresh)


def open_class_link(*, class_invitation: ClassInvitation, by: Who) -> None:
    """Make the link of one class available. Doing it again changes nothing. Raises RuleBroken before somebody agreed.

    A class of which no family is known counts as sent from now on: there is nothing else to send.
    """
    occasion = Occasion.objects.select_for_update().get(pk=class_invitation.occasion_id)  # a double click waits here
    class_invitation.refresh_from_db(fields=["approved_at", "sent_at"])
    if class_invitation.approved_at is None:
        raise RuleBroken("not-approved", _("Eerst moet iemand akkoord geven op deze uitnodiging."))
    still_on(occasion)
    fresh = give_class_codes(occasion, [class_invitation])
    if class_invitation.sent_at is None and not class_invitation.invitations.exists():
        class_invitation.sent_at = clock.now()
        class_invitation.save(update_fields=["sent_at"])
    if fresh:
        trail.write("open-class-link", by=by, on=class_invitation)


def renew_class_link(*, class_invitation: ClassInvitation, by: Who) -> None:
    """The link and the code of this class stop at once, also where they are open, and there are new ones."""
    occasion = Occasion.objects.select_for_update().get(pk=class_invitation.occasion_id)  # a double click waits here
    if not codes.codes_for(CLASS_LINK, [class_invitation.pk]):
        raise RuleBroken("no-link", _("Deze klas heeft nog geen link."))
    still_on(occasion)
    codes.revoke(CLASS_LINK, class_invitation.pk)
    give_class_codes(occasion, [class_invitation])
    trail.write("renew-class-link", by=by, on=class_invitation)
