"""Mentors who were asked and did not get round to it: after some working days the school may agree by itself."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Min

from driehoek import clock
from driehoek.invitations.models import ClassInvitation
from driehoek.outbox.models import Message, State
from driehoek.schools.calendar import school_calendar

PATIENCE = 5  # working days
LONG_AGO = dt.timedelta(days=90)


def waited_long(rows: Iterable[ClassInvitation]) -> set[uuid.UUID]:
    """Of these, the ones without a yes whose mentor was asked PATIENCE working days ago or longer. Three queries at most."""
    open_ = {(row.pk, row.sender_id) for row in rows if row.approved_at is None and row.sender_id is not None}
    if not open_:
        return set()
    letters = Message.objects.filter(letter="approval_request", about__in=[key for key, _mentor in open_])
    firsts = letters.exclude(state=State.DROPPED).order_by().values_list("about", "to").annotate(first=Min("put_at"))
    asked = {about: first for about, to, first in firsts if (about, to) in open_}
    if not asked:
        return set()
    calendar, today = school_calendar(), clock.today()
    found = set()
    for key, moment in asked.items():
        since = max(moment.astimezone(clock.SCHOOL_TIME).date(), today - LONG_AGO)
        days = (since + dt.timedelta(days=number) for number in range(1, (today - since).days + 1))
        if sum(not calendar.free(day) for day in days) >= PATIENCE:
            found.add(key)
    return found
