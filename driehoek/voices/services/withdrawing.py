"""A giver takes their own words back. They are gone everywhere: what was made of them counts them no more, and a plan says so."""

import uuid
from collections.abc import Iterable
from typing import Any

from driehoek.access import limits
from driehoek.actions.models import Answer

from ..models import Contribution, Theme

TAKEN_BACK, DAYS = "taken back", 7


def taken_back(keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these keys whose words were taken back some days ago at most: a phone that sends them late doesn't make them anew."""
    return limits.are_shut(TAKEN_BACK, keys)


def withdraw(found: Any) -> bool:
    """Take away the one contribution of this queryset; False when it is not there (any more).

    Leaves no trail, as speaking left none: a line with a time would lead back to who held the telephone at that moment.
    What stays some days is a day, with a hash of the key that nobody can make who has no more than the database.
    """
    row: Contribution | None = found.select_for_update(of=("self",)).order_by("pk").first()
    if row is None:
        return False
    behind = list(Contribution.objects.filter(same_as=row).order_by("pk").values_list("pk", flat=True))
    if behind:  # who says the same stays together, behind the first of them
        Contribution.objects.filter(pk=behind[0]).update(same_as=None)
        Contribution.objects.filter(pk__in=behind[1:]).update(same_as=behind[0])
    answer_id = row.answer_id
    limits.shut(TAKEN_BACK, row.pk, DAYS)
    row.delete()
    if answer_id is not None:
        _let_go(answer_id)
    return True


def _let_go(answer_id: uuid.UUID) -> None:
    """An answer to these words alone repeats them, and nobody is left to read it. Its action stays: somebody may be at work on it."""
    if not Theme.objects.filter(answer=answer_id).exists() and not Contribution.objects.filter(answer=answer_id).exists():
        Answer.objects.filter(pk=answer_id).delete()
