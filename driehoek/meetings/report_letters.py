"""The letter about the report: a mail, or a page on paper, for one household with its own code."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.access.errors import RuleBroken
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.services.following_up import Pile, family_mail, family_pile
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.voices.models import Contribution, Standing, Theme
from driehoek.web.days import written

from .models import Attendee, Meeting, MeetingState
from .queries.report import promised_day
from .queries.report_letters import LETTER, round_of, ways_of

YES = "ja"
BESIDE_THE_CODE = ("read_on_paper",)


def report_mail(message: Message) -> Mail | None:
    """None when the report was withdrawn since, or published anew (then there is a newer letter)."""
    about = Invitation.objects.filter(pk=message.about).values("occasion")
    meeting = Meeting.for_gate().filter(occasion__in=about, state=MeetingState.REPORTED).first()
    if meeting is None or message.once.rpartition(":")[2] != round_of(meeting.reported_at):
        return None
    return family_mail(message, key=LETTER, values=lambda row: _values(meeting, row), leave_out=_left_out(meeting))


def report_pile(class_invitation: ClassInvitation, school: School) -> bytes:
    """The letters of one class for who gets no mail, one PDF. Raises RuleBroken before the report, and when there are none."""
    meeting = Meeting.for_gate().filter(occasion=class_invitation.occasion_id, state=MeetingState.REPORTED).first()
    if meeting is None:
        raise RuleBroken("not-reported", _("Deze brieven zijn er zodra het verslag is gepubliceerd."))
    rows = [row for row in ways_of(meeting).on_paper if row.class_invitation_id == class_invitation.pk]
    there = _there(meeting, rows)
    pile = Pile(
        key=LETTER,
        values=lambda row: _values(meeting, row, there),
        how=lambda: _("Zo leest u het verslag"),
        leave_out=(*BESIDE_THE_CODE, *_left_out(meeting)),
    )
    try:
        return family_pile(school=school, class_invitation=class_invitation, rows=rows, pile=pile)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Voor deze klas zijn er geen brieven: iedereen krijgt een mail.")) from nothing


def _there(meeting: Meeting, rows: list[Invitation]) -> set[Any]:
    """Invitations of which somebody was let in at the door."""
    came = Attendee.objects.filter(meeting=meeting, invitation__in=[row.pk for row in rows], arrived_at__isnull=False)
    return set(came.values_list("invitation_id", flat=True))


def _values(meeting: Meeting, row: Invitation, there: set[Any] | None = None) -> Mapping[str, str]:
    were = _there(meeting, [row]) if there is None else there
    day = promised_day(meeting)
    return {"was_erbij": YES if row.pk in were else "", "antwoord_op": _day(day, row.language) if day else "—"}


def _left_out(meeting: Meeting) -> tuple[str, ...]:
    """'Not everything has an answer yet' only while that is so, and while the day that it names is still to come."""
    said = Contribution.objects.filter(occasion=meeting.occasion_id).exclude(standing=Standing.PARKED)
    loose = said.filter(theme__isnull=True, answer__isnull=True).exists()
    is_open = loose or Theme.objects.filter(occasion=meeting.occasion_id, answer__isnull=True).exists()
    return () if is_open and promised_day(meeting) else ("every_answer",)


def _day(day: dt.date, language: str) -> str:
    with override(language):
        return written(day, "l j F")


def address_of_report(school_slug: str, occasion: Occasion) -> str:
    """Where the household's own code leads after the evening; '' until there is a report."""
    meeting = Meeting.objects.filter(occasion=occasion, state=MeetingState.REPORTED).first()
    return reverse("guest_report", args=[school_slug, meeting.pk]) if meeting else ""
