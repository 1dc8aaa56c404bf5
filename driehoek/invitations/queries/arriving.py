"""At which homes no letter arrives any more: the one place that decides it."""

from django.db.models import Exists, OuterRef, Q

from driehoek.outbox.models import Message, State


def unreached() -> Q:
    """Of invitations: those of homes where the last letter failed at every address.

    A home with another address where letters do arrive is reached. What waits says nothing about an address that failed.
    """
    here = Message.objects.filter(about=OuterRef("pk"))
    failed = Message.objects.filter(about=OuterRef("about"), to=OuterRef("to"), state=State.FAILED)
    arrived = here.filter(~Exists(failed.filter(put_at__gt=OuterRef("put_at"))), state=State.SENT)
    first = here.filter(~Exists(failed), state=State.WAITING)
    return Q(Exists(here.filter(state=State.FAILED))) & ~Q(Exists(arrived)) & ~Q(Exists(first))
