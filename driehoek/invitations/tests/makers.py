"""An evening to be invited to, and a class whose invitation is out. Call within(school)."""

import datetime as dt
from typing import Any

from django.test import Client

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.invitations import services
from driehoek.invitations.models import Invitation, Occasion
from driehoek.people.models import SchoolClass

EVENING = dt.date(2026, 12, 10)


def make_occasion(**changes: Any) -> Occasion:
    """Thursday 10 December 2026, 19.00 to 21.15."""
    values = {
        "title": "Ouders en school in gesprek",
        "starts_at": clock.at(EVENING, dt.time(19)),
        "ends_at": clock.at(EVENING, dt.time(21, 15)),
        "place": "aula",
        "reply_by": dt.date(2026, 12, 3),
        "by": WORKER,
    }
    return services.open_occasion(**{**values, **changes})


def invite(occasion: Occasion, *classes: SchoolClass, by: Who = WORKER) -> dict[str, Invitation]:
    """Prepare, approve and send; the invitations by the name of their first guardian."""
    for one in services.prepare_class_invitations(occasion=occasion, classes=classes or None, by=by):
        if one.approved_at is None:
            services.approve(class_invitation=one, by=by)
    services.send(occasion=occasion, by=by)
    return by_name(occasion)


def by_name(occasion: Occasion) -> dict[str, Invitation]:
    rows = Invitation.objects.filter(occasion=occasion).select_related("occasion", "household")
    return {row.household.guardians.order_by("given_name").first().given_name: row for row in rows}


def open_link(client: Client, code: str) -> str:
    """Open a personal link in this browser, as a parent does (outside any school); the address where it leads."""
    return str(client.post("/c/", {"code": code})["Location"])
