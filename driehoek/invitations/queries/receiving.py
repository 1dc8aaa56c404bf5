"""Whether a home may still hear from the school: a link that was sent opens nothing once nobody there may."""

import uuid
from collections.abc import Iterable

from driehoek import clock
from driehoek.invitations.models import Invitation
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.rules import hearing


def still_open(invitations: Iterable[uuid.UUID], *, occasion_id: uuid.UUID | None = None) -> bool:
    """Whether one of these invitations (of this occasion) is of a home of which nobody has said that none may hear. One query."""
    rows = Invitation.objects.filter(pk__in=list(invitations))
    if occasion_id is not None:
        rows = rows.filter(occasion_id=occasion_id)
    ties = "household__guardians__children__"
    today = clock.today()
    return any(
        tie is None or hearing.hears(hearing.bond_of(bond), today).school_wide
        for tie, *bond in rows.order_by().values_list(f"{ties}id", *(ties + column for column in hearing.BOND_COLUMNS))
    )


def hears_about_child(household_id: uuid.UUID) -> bool:
    """Whether somebody of this home may hear about a child; nobody said otherwise of a home without bonds. One query."""
    rows = Guardianship.objects.filter(guardian__household_id=household_id).order_by()
    bonds = list(rows.values_list(*hearing.BOND_COLUMNS))
    return not bonds or any(hearing.hears(hearing.bond_of(bond), clock.today()).about_child for bond in bonds)


def names_of_homes(households: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who of each home may be asked to what is for all parents, by name, in their order. Two queries."""
    ties = Guardianship.objects.filter(guardian__household_id__in=set(households)).order_by()
    today = clock.today()
    asked = {
        guardian
        for guardian, *bond in ties.values_list("guardian_id", *hearing.BOND_COLUMNS)
        if hearing.hears(hearing.bond_of(bond), today).school_wide
    }
    found: dict[uuid.UUID, list[str]] = {}
    for guardian in Guardian.objects.filter(pk__in=asked).order_by("sort_key", "pk"):
        found.setdefault(guardian.household_id, []).append(str(guardian))
    return found
