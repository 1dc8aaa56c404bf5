"""The letter of the week: what somebody said they would do. Once a week, and only when there is something."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from driehoek import clock
from driehoek.access.models import User
from driehoek.outbox import letters
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.people import weekly
from driehoek.people.weekly import WeekLine
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School
from driehoek.web.days import written

from .models import PreparationTask

LETTER = "week"
AHEAD = dt.timedelta(days=14)
FROM_HOUR = 7


@weekly.register_week
def tasks(until: dt.date, user_id: uuid.UUID | None) -> list[tuple[uuid.UUID, WeekLine]]:
    """Preparation of meetings that go on."""
    rows = PreparationTask.objects.filter(done_at__isnull=True, due_on__lte=until, owner__user__isnull=False)
    rows = rows.filter(owner__left_on__isnull=True, meeting__occasion__cancelled_at__isnull=True)
    if user_id is not None:
        rows = rows.filter(owner__user=user_id)
    return [
        (task.owner.user_id, WeekLine(task.due_on, task.title, str(task.meeting)))
        for task in rows.select_related("owner", "meeting__occasion")
    ]


def _said(line: WeekLine, today: dt.date) -> str:
    """With its day; what stayed behind only waits, so that nobody gets a reproach in the post."""
    when = written(line.day, "l j F") if line.day >= today else _("wacht nog")
    return f"{when}: {line.words}" + (f" ({line.where})" if line.where else "")


@transaction.atomic
def write_weeks() -> int:
    """Put the letters of this week in the outbox, on its first working day from seven o'clock on. Any number of times is once."""
    now = clock.now().astimezone(clock.SCHOOL_TIME)
    monday = now.date() - dt.timedelta(days=now.weekday())
    if now.hour < FROM_HOUR or now.date() < monday:
        return 0
    first = school_calendar().later(monday)
    if now.date() != first:
        return 0
    people = weekly.people(first + AHEAD)
    year, week, _day = monday.isocalendar()
    letters.put_many((key, LETTER, key, f"{LETTER}:{year}-{week}:{key}") for key in people)
    return len(people)


def week_letter(message: Message) -> Mail | None:
    """None when everything was done meanwhile, or the account is gone."""
    user, school = User.objects.filter(pk=message.about).first(), School.objects.get(pk=message.school_id)
    if user is None or not user.is_active:
        return None
    with override(user.language):
        today = clock.today()
        found = weekly.lines(user.pk, today + AHEAD)
        if not found:
            return None
        lines = [f"- {_said(line, today)}" for line in found]
        opening = ngettext(
            "Dit staat de komende twee weken bij jou:", "Deze %(count)s dingen staan de komende twee weken bij jou:", len(found)
        )
        parts = [
            _("Dag %(name)s,") % {"name": user.name or user.email},
            opening % {"count": len(found)} + "\n" + "\n".join(lines),
            _("Alles staat hier: %(address)s") % {"address": settings.SITE_URL + reverse("start", args=[school.slug])},
            _("Lukt iets niet? Zeg het, dan doet iemand anders het."),
        ]
        subject = _("Jouw week voor %(school)s") % {"school": school.name}
    return Mail(
        to=user.email, subject=subject, text="\n\n".join(parts), language=user.language, from_name=school.name,
        reply_to=school.reply_to,
    )  # fmt: skip
