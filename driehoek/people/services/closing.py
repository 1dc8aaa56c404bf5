"""Which changes end the links to somebody's own data: a new mailbox, and what becomes secret while an old link is about."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from driehoek.access import codes
from driehoek.people.models import Guardian

OWN = "own"
BATCH = 500


def close_own(guardians: Iterable[uuid.UUID]) -> None:
    """Links and letters with a code stop, and what they opened in a browser too."""
    codes.revoke_all(OWN, list(guardians))


def close_homes(homes: Iterable[uuid.UUID]) -> None:
    """The same for everybody at these homes."""
    every = list(homes)
    for start in range(0, len(every), BATCH):
        rows = Guardian.objects.filter(household__in=every[start : start + BATCH])
        close_own(rows.order_by().values_list("pk", flat=True))


def close_changed(kind: str, became: Mapping[uuid.UUID, Mapping[str, Any]]) -> None:
    """After rows of a model ('Guardian', 'Household') got these columns, such as {key: {'email': …}}."""
    if kind == "Guardian":
        close_own(key for key, columns in became.items() if "email" in columns or columns.get("phone_is_secret"))
    elif kind == "Household":
        close_homes(key for key, columns in became.items() if columns.get("is_secret"))
