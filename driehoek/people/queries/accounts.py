"""Who works here, who has an account, and what each may do, in words."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.access.models import Membership
from driehoek.access.policy import Role
from driehoek.people.models import StaffMember
from driehoek.people.names import folded
from driehoek.people.words import MAY


@dataclass(frozen=True, slots=True)
class RoleLine:
    """`until` when the role was taken and holds to the end of that day."""

    membership: uuid.UUID
    label: str
    may: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    email: str
    roles: tuple[RoleLine, ...]
    is_me: bool


def accounts(me: uuid.UUID | None) -> list[Account]:
    """Everybody with a role, by surname; two queries."""
    names = {row.user_id: row for row in StaffMember.objects.filter(user__isnull=False)}
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=clock.today())).select_related("user")
    roles: dict[Any, list[RoleLine]] = defaultdict(list)
    users: dict[Any, Any] = {}
    for row in rows.order_by("role", "pk"):
        role = Role(row.role)
        users[row.user_id] = row.user
        roles[row.user_id].append(RoleLine(row.pk, str(role.label), str(MAY[role]), row.until))
    ordered = sorted(users, key=lambda key: (names[key].sort_key if key in names else folded(str(users[key])), str(key)))
    return [Account(str(names.get(key) or users[key]), users[key].email, tuple(roles[key]), key == me) for key in ordered]


def colleagues_without_account(search: str = "") -> Any:
    rows = StaffMember.objects.filter(user__isnull=True).filter(Q(left_on__isnull=True) | Q(left_on__gt=clock.today()))
    for word in folded(search).split()[:6]:
        rows = rows.filter(search_key__contains=word)
    return rows.order_by("sort_key", "pk")
