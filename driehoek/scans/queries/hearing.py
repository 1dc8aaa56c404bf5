"""Whether who holds a link may hear from the school at this moment: a link that was sent opens nothing for who may not any more."""

import uuid
from collections.abc import Iterable

from driehoek import clock
from driehoek.people.models import Guardianship
from driehoek.people.rules import hearing


def still_hears(guardians: Iterable[uuid.UUID]) -> bool:
    """Whether one of these may be asked to what is for all parents; nobody said otherwise of who has no bonds. One query."""
    bonds: dict[uuid.UUID, list[hearing.Bond]] = {key: [] for key in guardians}
    rows = Guardianship.objects.filter(guardian__in=list(bonds)).order_by()
    for key, *columns in rows.values_list("guardian_id", *hearing.BOND_COLUMNS):
        bonds[key].append(hearing.bond_of(columns))
    today = clock.today()
    return any(not theirs or any(hearing.hears(one, today).school_wide for one in theirs) for theirs in bonds.values())


def hears_about(guardian: uuid.UUID, pupil: uuid.UUID) -> bool:
    """Whether the school may say something about this pupil to this guardian. One query."""
    rows = Guardianship.objects.filter(guardian=guardian, pupil=pupil).order_by()
    today = clock.today()
    return any(hearing.hears(hearing.bond_of(bond), today).about_child for bond in rows.values_list(*hearing.BOND_COLUMNS))
