"""Whose yes is wanted under the letters of an occasion: who was asked and when, who agreed, who still has to."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from driehoek import clock
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.outbox.models import Message, State

from .mine import with_families

LETTER = "approval_request"


@dataclass(frozen=True)
class Approval:
    """One class, whose mentor was last asked at `asked_at`; `came_back`: that mail did not arrive. How often is nobody's business."""

    key: uuid.UUID
    name: str
    mentor: str
    has_mail: bool
    asked_at: dt.datetime | None
    came_back: bool
    approved_at: dt.datetime | None
    approved_by: str
    is_sent: bool

    @property
    def may_ask(self) -> bool:
        """Once a day, whoever has an e-mail address and did not agree."""
        today = self.asked_at is not None and self.asked_at.astimezone(clock.SCHOOL_TIME).date() == clock.today()
        return self.approved_at is None and self.has_mail and not today


@dataclass(frozen=True)
class Approvals:
    rows: list[Approval]

    @property
    def agreed(self) -> int:
        return sum(row.approved_at is not None for row in self.rows)

    @property
    def open(self) -> list[Approval]:
        return [row for row in self.rows if row.approved_at is None]

    @property
    def may_ask(self) -> int:
        return sum(row.may_ask for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether it is still worth a look: somebody was asked or agreed, and not everything went out."""
        return any(row.asked_at or row.approved_at for row in self.rows) and not all(row.is_sent for row in self.rows)

    @property
    def again(self) -> bool:
        """Everybody who may be asked now was asked before."""
        return all(row.asked_at for row in self.rows if row.may_ask)


def approvals(occasion: Occasion) -> Approvals:
    """One query, in the order of the classes. Classes without a family wait for nobody."""
    asked = Message.objects.filter(letter=LETTER, about=OuterRef("pk"), to=OuterRef("sender")).exclude(state=State.DROPPED)
    last = asked.order_by("-put_at", "-id")
    rows = ClassInvitation.objects.filter(with_families(), occasion=occasion).select_related(
        "school_class", "sender", "approved_by"
    )
    found = rows.annotate(asked_at=Subquery(last.values("put_at")[:1]), last_state=Subquery(last.values("state")[:1]))
    return Approvals([_one(row) for row in found.order_by("school_class__sort_key", "school_class__name", "pk").distinct()])


def _one(row: Any) -> Approval:
    return Approval(
        key=row.pk,
        name=row.school_class.name,
        mentor=str(row.sender or ""),
        has_mail=bool(row.sender and row.sender.email),
        asked_at=row.asked_at,
        came_back=row.last_state == State.FAILED,
        approved_at=row.approved_at,
        approved_by=str(row.approved_by or ""),
        is_sent=row.sent_at is not None,
    )
