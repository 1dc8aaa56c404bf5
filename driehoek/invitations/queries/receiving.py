"""Whether a home may still hear from the school: a link that was sent opens nothing once nobody there may."""

import uuid
from collections.abc import Iterable
from typing import Any

from driehoek import clock
from driehoek.invitations.models import Invitation
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.rules import hearing
from driehoek.schools.asked import Asked


def still_open(invitations: Iterable[uuid.UUID], *, occasion_id: uuid.UUID | None = None) -> bool:
    """Whether one of these invitations (of this occasion) is of a home of which nobody has said that none may hear. One query."""
    keys, today = tuple(invitations), clock.today()
    if occasion_id is not None:
        rows = _bonds_for(pk__among=keys, occasion=occasion_id)
    else:  # nearly always one: PostgreSQL keeps its plan for one key, and thinks of a new one each time for several
        rows = _bonds(pk=keys[0]) if len(keys) == 1 else _bonds_of_more(pk__among=keys)
    return any(tie is None or hearing.hears(hearing.bond_of(bond), today).school_wide for tie, *bond in rows)


def _bonds_around(**where: Any) -> Any:
    """(key of the bond or None, its columns) of everybody in the homes of these invitations."""
    ties = "household__guardians__children__"
    rows = Invitation.objects.filter(**where).order_by()
    return rows.values_list(f"{ties}id", *(ties + column for column in hearing.BOND_COLUMNS))


_bonds, _bonds_of_more, _bonds_for = (Asked(_bonds_around) for _ in range(3))


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
