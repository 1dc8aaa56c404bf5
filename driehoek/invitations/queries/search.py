"""Find an invited family by the name of a parent or a child, for who sits at the telephone."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from driehoek.invitations.models import Invitation, Occasion
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.names import folded, full_name

from .calling import may_be_called


@dataclass(frozen=True)
class Found:
    """One home. Names only: an address, let alone a secret one, is never on this list."""

    invitation_id: uuid.UUID
    guardians: str
    children: str
    class_name: str
    answered: bool
    coming: int
    by_other: bool = False


def invited(occasion: Occasion, text: str) -> Any:
    """Invitations whose guardians or children match every word; all of them without words. In the order of the classes."""
    rows = Invitation.objects.filter(occasion=occasion).select_related("class_invitation__school_class", "reply")
    wanted = folded(text)[:100].split()
    if wanted:
        rows = rows.filter(household__in=_matching(wanted))
    first = Guardian.objects.filter(household=OuterRef("household")).order_by("sort_key").values("sort_key")[:1]
    return rows.alias(name=Subquery(first)).order_by("class_invitation__school_class__sort_key", "name", "id")


def to_call(rows: Any) -> Any:
    """Of these, the families for one personal attempt."""
    return rows.filter(may_be_called())


def _matching(wanted: list[str]) -> list[uuid.UUID]:
    """Read once and matched here: asking the database word by word took 14 seconds for 2,000 families."""
    names: dict[uuid.UUID, str] = {}
    for household, guardian, pupil in Guardianship.objects.order_by().values_list(
        "guardian__household_id", "guardian__search_key", "pupil__search_key"
    ):
        names[household] = f"{names.get(household, '')} {guardian} {pupil}"
    return [household for household, text in names.items() if all(word in text for word in wanted)]


def shown(rows: list[Invitation]) -> list[Found]:
    """One page of them, with names; two queries."""
    households = [row.household_id for row in rows]
    adults: dict[uuid.UUID, list[str]] = {}
    for guardian in Guardian.objects.filter(household__in=households).defer("phone").order_by("sort_key"):
        adults.setdefault(guardian.household_id, []).append(str(guardian))
    children: dict[uuid.UUID, dict[str, None]] = {}
    ties = Guardianship.objects.filter(guardian__household__in=households).order_by("pupil__sort_key")
    for household, *name in ties.values_list("guardian__household_id", "pupil__given_name", "pupil__prefix", "pupil__surname"):
        children.setdefault(household, {})[full_name(*name)] = None
    return [
        Found(
            row.pk,
            ", ".join(adults.get(row.household_id, [])),
            ", ".join(children.get(row.household_id, {})),
            row.class_invitation.school_class.name,
            hasattr(row, "reply"),
            row.reply.coming if hasattr(row, "reply") else 0,
            hasattr(row, "reply") and row.reply.by_other,
        )
        for row in rows
    ]
