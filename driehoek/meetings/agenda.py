"""Evenings and preparation on the calendar of a colleague."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation
from driehoek.people.agenda import AgendaItem, register_agenda
from driehoek.people.queries.teaching import works_here

from .models import Attendee, Meeting, MeetingTable, PreparationTask, TeamMember


@register_agenda
def evenings_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """What they lead, prepare, sit at a table of, or have parents of their class at; what does not go on is called off. One query."""
    here = Meeting.objects.select_related("occasion", "leader").filter(
        occasion__starts_at__gte=clock.at(first, dt.time()), occasion__starts_at__lte=clock.end_of(last)
    )
    rows = here.annotate(
        leads=_has(Meeting.objects.filter(pk=OuterRef("pk")), _is(who, "leader")),
        prepares=_has(TeamMember.objects.filter(meeting=OuterRef("pk")), _is(who, "staff")),
        sits=_has(MeetingTable.objects.filter(meeting=OuterRef("pk")), _is(who, "leader") | _is(who, "scribe")),
        comes=_has(Attendee.objects.filter(meeting=OuterRef("pk")), _is(who, "staff")),
        mentors=_has(ClassInvitation.objects.filter(occasion=OuterRef("occasion")), _is(who, "sender")),
    ).filter(Q(leads=True) | Q(prepares=True) | Q(sits=True) | Q(comes=True) | Q(mentors=True))
    return [_evening(one) for one in rows]


def _is(who: Who, name: str) -> Q:
    return Q(**{f"{name}__user": who.user_id}) & works_here(f"{name}__")


def _has(rows: Any, which: Q) -> Exists:
    return Exists(rows.filter(which).order_by())


def _evening(meeting: Any) -> AgendaItem:
    occasion = meeting.occasion
    roles = [
        (meeting.leads, _("Jij leidt deze bijeenkomst")),
        (meeting.prepares, _("Jij zit in het actieteam")),
        (meeting.sits, _("Jij zit bij een tafel")),
        (meeting.comes, _("Jij bent erbij")),
        (meeting.mentors, _("De ouders van jouw klas zijn uitgenodigd")),
    ]
    off = occasion.cancelled_at is not None
    return AgendaItem(
        f"meeting-{meeting.pk}", occasion.starts_at, occasion.title, minutes=_minutes(occasion), place=occasion.place,
        where=_("Gaat niet door") if off else next(words for holds, words in roles if holds), route="meeting", about=meeting.pk,
        sequence=occasion.version, cancelled=off,
    )  # fmt: skip


def _minutes(occasion: Any) -> int:
    return round((occasion.ends_at - occasion.starts_at).total_seconds() / 60)


@register_agenda
def preparation_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Tasks that are not done, of meetings that go on. One query."""
    rows = PreparationTask.objects.filter(
        _is(who, "owner"), done_at__isnull=True, due_on__range=(first, last), meeting__occasion__cancelled_at__isnull=True
    )
    return [
        AgendaItem(f"task-{one.pk}", one.due_on, one.title, where=str(one.meeting), route="preparation", about=one.meeting_id)
        for one in rows.select_related("meeting__occasion")
    ]
