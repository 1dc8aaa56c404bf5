"""Roles that a file mentions, on which nobody has said yes or no."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.models import Membership
from driehoek.access.policy import Role
from driehoek.people.models import RoleProposal
from driehoek.people.words import MAY


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """`staff` is the colleague's key; `may` says what the role lets somebody do."""

    id: uuid.UUID
    staff: uuid.UUID
    name: str
    email: str
    role: str
    label: str
    may: str
    has_account: bool


def waiting_proposals() -> list[ProposalLine]:
    """By surname, one query. Who left, and who has or had the role by another way, is not asked about."""
    held = Membership.objects.filter(user_id=OuterRef("staff__user_id"), role=OuterRef("role"))
    rows = (
        RoleProposal.objects.filter(said_yes__isnull=True)
        .filter(Q(staff__left_on__isnull=True) | Q(staff__left_on__gt=clock.today()))
        .exclude(Exists(held))
        .select_related("staff__user")
        .order_by("staff__sort_key", "role", "pk")
    )
    return [_line(row) for row in rows]


def _line(row: RoleProposal) -> ProposalLine:
    role = Role(row.role)
    email = row.staff.user.email if row.staff.user else row.staff.email
    return ProposalLine(
        id=row.pk,
        staff=row.staff_id,
        name=str(row.staff) or email or _("Zonder naam"),
        email=email,
        role=row.role,
        label=str(role.label),
        may=str(MAY[role]),
        has_account=row.staff.user_id is not None,
    )
