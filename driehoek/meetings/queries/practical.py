"""Who gets the practical message: who said yes."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from driehoek.invitations.models import Channel, Invitation
from driehoek.outbox.models import Message, State

from ..models import Meeting

LETTER = "practical"


@dataclass(frozen=True)
class PaperPile:
    class_invitation_id: uuid.UUID
    name: str
    count: int


@dataclass(frozen=True)
class Practical:
    """In households that said yes: `mail` can be mailed, `told` were put in the outbox already, `piles` are on paper."""

    mail: int
    told: int
    failed: int
    piles: list[PaperPile]
    languages: list[str]

    @property
    def to_tell(self) -> int:
        return self.mail - self.told

    @property
    def paper(self) -> int:
        return sum(pile.count for pile in self.piles)


def told_about(meeting: Meeting) -> Any:
    """The letters about this evening. Who came along from another one, and was told about that, was not told about this."""
    return Message.objects.filter(letter=LETTER, once__contains=f":{meeting.occasion_id}:")


def coming_to(meeting: Meeting) -> Any:
    """Invitations that were answered with yes."""
    return Invitation.objects.filter(occasion=meeting.occasion_id, reply__coming__gt=0)


def practical(meeting: Meeting) -> Practical:
    """One query."""
    sent = told_about(meeting).filter(about=OuterRef("pk"))
    rows = coming_to(meeting).annotate(is_told=Exists(sent), has_failed=Exists(sent.filter(state=State.FAILED)))
    found = list(
        rows.order_by("class_invitation__school_class__sort_key", "class_invitation__school_class__name").values_list(
            "channel", "is_told", "has_failed", "language", "class_invitation_id", "class_invitation__school_class__name"
        )
    )
    mailed = [row for row in found if row[0] == Channel.MAIL]
    counts: dict[uuid.UUID, int] = {}
    names: dict[uuid.UUID, str] = {}
    for channel, _told, _failed, _language, key, name in found:
        if channel != Channel.MAIL:
            counts[key] = counts.get(key, 0) + 1
            names[key] = name
    return Practical(
        mail=len(mailed),
        told=sum(row[1] for row in mailed),
        failed=sum(row[2] for row in mailed),
        piles=[PaperPile(key, names[key], count) for key, count in counts.items()],
        languages=sorted({row[3] for row in found}),
    )
