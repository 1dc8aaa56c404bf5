"""Who gets the practical message: who said yes."""

import uuid
from dataclasses import dataclass
from typing import Any

from driehoek.invitations.models import Invitation
from driehoek.invitations.queries.arriving import Ways, ways
from driehoek.outbox.models import Message, State

from ..models import Meeting
from .news import Pile, in_order, piles_of

LETTER = "practical"


@dataclass(frozen=True)
class Practical:
    """In households that said yes: `mail` are mailed, `told` of them had theirs put in the outbox and it did not fail, `failed`
    of those that are still to be told had one that did. `piles` are on paper: they want so, or no mail arrives there."""

    mail: int
    told: int
    failed: int
    piles: list[Pile]
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


def heard(meeting: Meeting) -> set[uuid.UUID]:
    """To whom it went by mail, or still goes. One query."""
    sent = told_about(meeting).filter(state__in=(State.SENT, State.WAITING))
    return set(sent.order_by().values_list("about", flat=True))


def coming_to(meeting: Meeting) -> Any:
    """Invitations that were answered with yes."""
    return Invitation.objects.filter(occasion=meeting.occasion_id, reply__coming__gt=0)


def ways_of(meeting: Meeting) -> Ways:
    """How each home that said yes hears it: who had the mail, who can have it, and who gets a letter."""
    return ways(meeting.occasion, in_order(coming_to(meeting)), heard=heard(meeting))


def practical(meeting: Meeting) -> Practical:
    """Seven queries."""
    rows = in_order(coming_to(meeting))
    had = heard(meeting)
    found = ways(meeting.occasion, rows, heard=had)
    lost = set(told_about(meeting).filter(state=State.FAILED).order_by().values_list("about", flat=True)) - had
    return Practical(
        mail=len(found.by_mail),
        told=len(found.by_mail & had),
        failed=len(lost & {row.pk for row in rows}),
        piles=piles_of(found.on_paper),
        languages=sorted({row.language for row in rows}),
    )
