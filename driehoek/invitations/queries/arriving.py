"""At which homes and addresses no letter arrives any more: the one place that decides it."""

import uuid
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Trim

from driehoek.invitations.models import DeadAddress, Invitation, Occasion
from driehoek.outbox.models import Message, State


def unreached() -> Q:
    """Of invitations: those of homes where the last letter failed at every address.

    A home with another address where letters do arrive is reached, and so is one whose address was corrected since. What waits
    says nothing about an address that failed.
    """
    here = Message.objects.filter(about=OuterRef("pk"))
    failed = dead_letters(Message.objects.filter(about=OuterRef("about"), to=OuterRef("to")))
    arrived = here.filter(~Exists(failed.filter(put_at__gt=OuterRef("put_at"))), state=State.SENT)
    first = here.filter(~Exists(failed), state=State.WAITING)
    return Q(Exists(dead_letters(here))) & ~Q(Exists(arrived)) & ~Q(Exists(first))


def dead_ends(occasion: Occasion) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(invitation, guardian) whose last letter failed at the address that stands now. One query."""
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk")
    later = Message.objects.filter(about=OuterRef("about"), to=OuterRef("to"), state=State.SENT, put_at__gte=OuterRef("put_at"))
    rows = dead_letters(Message.objects.filter(about__in=ours)).filter(~Exists(later))
    return set(rows.order_by().values_list("about", "to"))


def dead_letters(letters: Any) -> Any:
    """Of these letters: those that failed, unless the address has been corrected since."""
    corrected = DeadAddress.objects.filter(message=OuterRef("pk")).alias(
        was=Lower("email"), stands=Lower(Trim("guardian__email"))
    )
    return letters.filter(~Exists(corrected.exclude(stands="").exclude(stands=F("was"))), state=State.FAILED)
