"""What a pupil keeps of who is no guardian of it: it outlives their row, and no name can be read from it."""

import uuid
from collections.abc import Iterable

from driehoek.people.models import Guardian, Pupil
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections


def keep_untied(guardian: Guardian, pupil: uuid.UUID) -> None:
    row: Pupil = Pupil.objects.select_for_update().get(pk=pupil)
    row.untied = sorted({*row.untied, *corrections.untied(guardian.match_key.split(), digest)})
    row.save(update_fields=["untied"])


def tied_again(guardian: Guardian, pupils: Iterable[uuid.UUID]) -> None:
    """Somebody said that they are a guardian of these after all."""
    said = set(corrections.untied(guardian.match_key.split(), digest))
    for row in Pupil.objects.select_for_update().filter(pk__in=list(pupils)).order_by("pk"):
        if said.intersection(row.untied):
            row.untied = [one for one in row.untied if one not in said]
            row.save(update_fields=["untied"])
