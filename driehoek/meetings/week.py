"""The letter of the week: what somebody said they would do for the meetings to come. Once a week, and only when there is something."""

import datetime as dt

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
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School
from driehoek.web.days import written

from .models import PreparationTask

LETTER = "week"
AHEAD = dt.timedelta(days=14)
FROM_HOUR = 7


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
    waits = PreparationTask.objects.filter(done_at__isnull=True, due_on__lte=first + AHEAD, owner__user__isnull=False)
    waits = waits.filter(owner__left_on__isnull=True, meeting__occasion__cancelled_at__isnull=True)
    people = list(waits.order_by().values_list("owner__user_id", flat=True).distinct())
    year, week, _day = monday.isocalendar()
    letters.put_many((key, LETTER, key, f"{LETTER}:{year}-{week}:{key}") for key in people)
    return len(people)


def week_letter(message: Message) -> Mail | None:
    """None when everything was done meanwhile, or the account is gone."""
    user, school = User.objects.filter(pk=message.about).first(), School.objects.get(pk=message.school_id)
    if user is None or not user.is_active:
        return None
    rows = PreparationTask.objects.select_related("meeting__occasion").filter(
        owner__user=user, done_at__isnull=True, due_on__lte=clock.today() + AHEAD, meeting__occasion__cancelled_at__isnull=True
    )
    tasks = list(rows)
    if not tasks:
        return None
    with override(user.language):
        lines = [f"- {written(task.due_on, 'l j F')}: {task.title} ({task.meeting})" for task in tasks]
        opening = ngettext(
            "Dit staat de komende twee weken bij jou:", "Deze %(count)s dingen staan de komende twee weken bij jou:", len(tasks)
        )
        parts = [
            _("Dag %(name)s,") % {"name": user.name or user.email},
            opening % {"count": len(tasks)} + "\n" + "\n".join(lines),
            _("Alles staat hier: %(address)s") % {"address": settings.SITE_URL + reverse("start", args=[school.slug])},
            _("Lukt iets niet? Zeg het tegen wie de bijeenkomst regelt, dan doet iemand anders het."),
        ]
        subject = _("Jouw week voor %(school)s") % {"school": school.name}
    return Mail(
        to=user.email, subject=subject, text="\n\n".join(parts), language=user.language, from_name=school.name,
        reply_to=school.reply_to,
    )  # fmt: skip
