"""Who works here, who has an account, and what each may do, in words."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q

from driehoek import clock
from driehoek.access.models import Membership, not_over
from driehoek.access.policy import Role
from driehoek.access.services import factor_of, has_factor
from driehoek.people.models import ClassTeacher, StaffMember
from driehoek.people.names import folded
from driehoek.people.words import MAY
from driehoek.schools.models import school_year_of


@dataclass(frozen=True, slots=True)
class RoleLine:
    """`since` and `until` when the role is for a time; both days count."""

    membership: uuid.UUID
    label: str
    may: str
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    email: str
    roles: tuple[RoleLine, ...]
    is_me: bool
    staff: uuid.UUID | None


def accounts(me: uuid.UUID | None) -> list[Account]:
    """Everybody with a role, now or soon, by surname; two queries."""
    names = {row.user_id: row for row in StaffMember.objects.filter(user__isnull=False)}
    rows = Membership.objects.filter(not_over()).select_related("user")
    roles: dict[Any, list[RoleLine]] = defaultdict(list)
    users: dict[Any, Any] = {}
    for row in rows.order_by("role", "pk"):
        role = Role(row.role)
        users[row.user_id] = row.user
        roles[row.user_id].append(RoleLine(row.pk, str(role.label), str(MAY[role]), row.since, row.until))
    ordered = sorted(users, key=lambda key: (names[key].sort_key if key in names else folded(str(users[key])), str(key)))
    return [
        Account(
            str(names.get(key) or users[key]),
            users[key].email,
            tuple(roles[key]),
            key == me,
            names[key].pk if key in names else None,
        )
        for key in ordered
    ]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One colleague: what they may, which classes they teach (as ClassTeacher), and whether a second factor is set up."""

    roles: tuple[RoleLine, ...]
    teaches: tuple[Any, ...]
    has_factor: bool
    has_left: bool


def colleague(staff: StaffMember) -> Colleague:
    """Two queries; one more for who has an account without a role."""
    rows = Membership.objects.filter(not_over(), user_id=staff.user_id).annotate(has_factor=factor_of(OuterRef("user_id")))
    roles = list(rows.order_by("role")) if staff.user_id else []
    ties = ClassTeacher.objects.filter(not_over(), staff=staff, school_class__year__starts_in__gte=school_year_of(clock.now()))
    return Colleague(
        tuple(RoleLine(row.pk, str(Role(row.role).label), str(MAY[Role(row.role)]), row.since, row.until) for row in roles),
        tuple(ties.select_related("school_class").order_by("school_class__sort_key", "pk")),
        roles[0].has_factor if roles else bool(staff.user_id) and has_factor(staff.user_id),
        staff.left_on is not None and staff.left_on <= clock.today(),
    )


def colleagues_without_account(search: str = "") -> Any:
    rows = StaffMember.objects.filter(user__isnull=True).filter(Q(left_on__isnull=True) | Q(left_on__gt=clock.today()))
    for word in folded(search).split()[:6]:
        rows = rows.filter(search_key__contains=word)
    return rows.order_by("sort_key", "pk")
