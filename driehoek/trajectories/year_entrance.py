"""The own calendar, the letter of the week and handing over; imported when the app is ready."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.urls import reverse

from driehoek.access.codes import register_landing
from driehoek.access.who import Who
from driehoek.people.agenda import FEED
from driehoek.people.handover import as_open_work, pass_on, register_open_rows
from driehoek.people.models import StaffMember
from driehoek.people.weekly import WeekLine, register_week

from . import agenda
from .models import PathTask


@register_week
def week_of_path(until: dt.date, user_id: uuid.UUID | None) -> list[tuple[uuid.UUID, WeekLine]]:
    """Tasks of the path that are open. One query."""
    rows = agenda.open_tasks().filter(due_on__lte=until, owner__user__isnull=False, owner__left_on__isnull=True)
    if user_id is not None:
        rows = rows.filter(owner__user=user_id)
    return [
        (task.owner.user_id, WeekLine(task.due_on, task.title, str(task.step.trajectory)))
        for task in rows.select_related("owner", "step__trajectory")
    ]


def in_hand(staff: StaffMember) -> Any:
    """Tasks of the path that are still to be done."""
    return as_open_work(agenda.open_tasks().filter(owner=staff), "path_task")


def give_tasks(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    held = list(agenda.open_tasks().filter(pk__in=list(keys), owner=holder).order_by().values_list("pk", flat=True))
    return pass_on(PathTask.objects.filter(pk__in=held, owner=holder), "owner", to, by)


def calendar_page(school_slug: str, about: uuid.UUID) -> str:
    """Who types the link of a calendar where codes are typed."""
    return reverse("my_agenda", args=[school_slug])


register_open_rows(in_hand, give_tasks)
register_landing(FEED, calendar_page)
