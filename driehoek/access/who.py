"""Who is at the screen, within the open school."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from driehoek import clock
from driehoek.schools.asked import Asked

from .backend import already_read
from .models import AccessCode, Membership, holds_on
from .policy import Role

PASSES = "passes"


@dataclass(frozen=True)
class Pass:
    """An opened personal link or code."""

    code_id: uuid.UUID
    purpose: str
    about: uuid.UUID


@dataclass(frozen=True)
class Who:
    """`kind` is staff, guest, nobody, or worker (for what the machine does by itself)."""

    kind: str
    user_id: uuid.UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    passes: tuple[Pass, ...] = ()
    stepped_up: bool = False
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    def holds(self, purpose: str, about: uuid.UUID) -> bool:
        return any(item.purpose == purpose and item.about == about for item in self.passes)

    def held(self, purpose: str) -> list[uuid.UUID]:
        return [item.about for item in self.passes if item.purpose == purpose]


NOBODY = Who("nobody")
WORKER = Who("worker")


memberships = Asked(
    lambda user, today: Membership.objects.filter(holds_on(today), user_id=user).select_related("user").order_by()
)


def who_is(request: HttpRequest, school_id: uuid.UUID) -> Who:
    """One query for a member of staff, one for opened codes; called within the school."""
    roles: frozenset[Role] = frozenset()
    key = request.session.get(SESSION_KEY)
    if key:
        rows = memberships(user=uuid.UUID(str(key)), today=clock.today())
        with already_read(rows[0].user if rows else None):
            known = request.user.is_authenticated  # the library checks the session against the account
        roles = frozenset(Role(row.role) for row in rows if known and row.user_id == request.user.pk)
    user = request.user
    passes = _passes(request, school_id)
    if roles and user.is_authenticated:
        return Who("staff", user.pk, str(user), roles, passes, stepped_up(request))
    return Who("guest", passes=passes) if passes else NOBODY


def _passes(request: HttpRequest, school_id: uuid.UUID) -> tuple[Pass, ...]:
    kept = request.session.get(PASSES, [])
    if not kept:
        return ()
    keys = tuple(uuid.UUID(key) for key in kept)
    # Nearly always one: PostgreSQL keeps its plan for one key, and thinks of a new one each time for several.
    rows = _opened(pk=keys[0], school=school_id) if len(keys) == 1 else _opened_more(pk__among=keys, school=school_id)
    return tuple(Pass(row.pk, row.purpose.partition(":")[0], row.about) for row in rows)


def _codes_that_hold(school: uuid.UUID, **which: Any) -> Any:
    rows = AccessCode.objects.filter(school_id=school, revoked_at__isnull=True, expires_at__gt=clock.now(), **which)
    return rows.order_by("expires_at")


_opened, _opened_more = Asked(_codes_that_hold), Asked(_codes_that_hold)


def stepped_up(request: HttpRequest) -> bool:
    """Whether a second factor was given in this session."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)
