"""Whom the letters about a report reach, and how far they are; and what is still open before it is published."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from driehoek import clock
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.queries.arriving import Ways, ways
from driehoek.invitations.queries.invited import invited_to
from driehoek.outbox.models import Message, State
from driehoek.voices.models import Contribution, Standing

from .. import report_rules
from ..models import Attendee, Meeting, MeetingState
from .news import in_order, piles_of, went
from .report import ReportView

LETTER = "report"


@dataclass(frozen=True)
class Pile:
    """The families of one class that get no mail. `languages`: in which language how many want the report on paper.
    `came`: of how many of them somebody was there."""

    class_invitation_id: uuid.UUID
    name: str
    count: int
    languages: list[tuple[str, int]]
    came: int = 0


@dataclass(frozen=True)
class Receivers:
    """In households. `due_at` is when the mails go if the report is published now."""

    mail: int
    piles: list[Pile]
    due_at: dt.datetime

    @property
    def paper(self) -> int:
        return sum(pile.count for pile in self.piles)


def ways_of(meeting: Meeting, **more: Any) -> Ways:
    """How each home hears of the report: once it is published how it went, before as it would go now. `more` is asked along."""
    is_out = meeting.state == MeetingState.REPORTED
    mail = went(LETTER, round_of(meeting.reported_at))
    rows = in_order(invited_to(meeting.occasion).annotate(**more, had_mail=Exists(mail)))
    return ways(meeting.occasion, rows, heard={row.pk for row in rows if row.had_mail and is_out}, is_out=is_out)


def receivers(meeting: Meeting) -> Receivers:
    """Everybody who was invited, by class, way and language. Who does not get the mail gets a letter."""
    arrived = Attendee.objects.filter(meeting=meeting, invitation=OuterRef("pk"), arrived_at__isnull=False)
    found = ways_of(meeting, came=Exists(arrived))
    languages: dict[uuid.UUID, Counter[str]] = {}
    there: Counter[uuid.UUID] = Counter()
    for row in found.on_paper:
        languages.setdefault(row.class_invitation_id, Counter())[row.language] += 1
        there[row.class_invitation_id] += getattr(row, "came", False)
    piles = [
        Pile(
            pile.class_invitation_id,
            pile.name,
            pile.count,
            sorted(languages[pile.class_invitation_id].items()),
            there[pile.class_invitation_id],
        )
        for pile in piles_of(found.on_paper)
    ]
    evening = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    return Receivers(len(found.by_mail), piles, report_rules.letters_due(evening, clock.now()))


@dataclass(frozen=True)
class Letters:
    """How far the mails are. `may_withdraw` while none has gone."""

    waiting: int
    sent: int
    failed: int
    due_at: dt.datetime | None
    may_withdraw: bool


def round_of(moment: dt.datetime | None) -> str:
    """Names the round of letters of one publication: who withdraws and publishes again sends anew, once."""
    return str(round(moment.timestamp() * 1000)) if moment else ""


def letters_of(meeting: Meeting) -> Any:
    """The letters of the publication that stands."""
    about = invited_to(meeting.occasion).values("pk")
    return Message.objects.filter(letter=LETTER, about__in=about, once__endswith=f":{round_of(meeting.reported_at)}")


def gone(now: dt.datetime) -> Q:
    """Sent, or being sent at this moment."""
    return Q(state=State.SENT) | Q(state=State.WAITING, lease_until__gt=now)


def letters(meeting: Meeting) -> Letters:
    """One query."""
    now = clock.now()
    found = letters_of(meeting).aggregate(
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        sent=Count("pk", filter=Q(state=State.SENT)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        gone=Count("pk", filter=gone(now)),
        due_at=Max("due_at", filter=Q(state=State.WAITING)),
    )
    may = report_rules.may_withdraw(meeting.reported_at, found["due_at"], found["gone"] > 0, now)
    return Letters(found["waiting"], found["sent"], found["failed"], found["due_at"], may)


@dataclass(frozen=True)
class Checks:
    """What somebody may want to finish first. Nothing of it stops the report."""

    waiting: int
    parked: int
    unsorted: int
    open_themes: int
    no_intro: bool

    @property
    def any(self) -> bool:
        return bool(self.waiting or self.unsorted or self.open_themes or self.no_intro)


def checks(meeting: Meeting, report: ReportView) -> Checks:
    """One query besides the report itself."""
    found = Contribution.objects.filter(occasion=meeting.occasion_id).aggregate(
        waiting=Count("pk", filter=Q(standing=Standing.WAITING)), parked=Count("pk", filter=Q(standing=Standing.PARKED))
    )
    return Checks(found["waiting"], found["parked"], report.unsorted, report.open_themes, not report.intro)
