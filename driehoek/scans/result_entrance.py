"""What the result of a scan tells other folders: its own boards are no occasions to come to, and who sees it with a link."""

from typing import Any

from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who
from driehoek.invitations.apart import register_apart

from .models import AskedClass, Fielding, Ticket
from .queries.hearing import still_hears


def own_boards() -> Any:
    """An own board has the key of its fielding."""
    return Fielding.objects.order_by().values("pk")


def was_asked(who: Who, fielding: Any) -> bool:
    """Whoever holds a link of this fielding, and may still hear from the school, sees its result once it is shared."""
    if fielding.shared_at is None:
        return False
    held, classes = who.held("scan"), who.held("scanclass")
    people = (
        list(Ticket.objects.filter(pk__in=held, fielding=fielding).order_by().values_list("guardian_id", flat=True))
        if held
        else []
    )
    if None in people or (people and still_hears(one for one in people if one)):
        return True
    return bool(classes) and AskedClass.objects.filter(pk__in=classes, fielding=fielding).exists()


register_apart(own_boards)
register_tie(Tie.HOLDS_LINK, "scans.fielding", was_asked)
