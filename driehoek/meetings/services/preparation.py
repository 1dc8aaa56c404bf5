"""The preparation: who does what by when. Done can be undone; nobody is 'too late'."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import StaffMember

from ..models import Meeting, PreparationTask

MOST_TASKS = 200


def add_task(
    *,
    by: Who,
    meeting: Meeting,
    title: str,
    due_on: dt.date,
    owner: StaffMember | None = None,
    hours: Decimal = Decimal(0),
    why: str = "",
) -> PreparationTask:
    if PreparationTask.objects.filter(meeting=meeting).count() >= MOST_TASKS:
        raise RuleBroken("too_many_tasks", _("Een bijeenkomst heeft hoogstens 200 taken."), status=422)
    task = PreparationTask(meeting=meeting, title=title, due_on=due_on, owner=owner, hours=hours, why=why)
    task.save()
    trail.write("add_task", by=by, on=task)
    return task


def change_task(
    *, by: Who, task: PreparationTask, title: str, due_on: dt.date, owner: StaffMember | None, hours: Decimal, why: str
) -> None:
    """A day that somebody chose stays theirs: it is no longer counted from the day of the meeting."""
    values = {"title": title, "due_on": due_on, "owner": owner, "hours": hours, "why": why}
    if due_on != task.due_on:
        values["day"] = None
    for name, value in values.items():
        setattr(task, name, value)
    if not PreparationTask.objects.filter(pk=task.pk).update(**values):
        raise RuleBroken("task_is_gone", _("Iemand anders haalde deze taak net van de lijst. Zo staat het nu."))
    trail.write("change_task", by=by, on=task)


def take_task(*, by: Who, task: PreparationTask) -> None:
    """'I do this': only when nobody else was faster."""
    me = StaffMember.objects.filter(user_id=by.user_id, left_on__isnull=True).first() if by.user_id else None
    if me is None:
        raise RuleBroken(
            "not_on_staff_list", _("Je staat nog niet in de lijst met medewerkers. Vraag de beheerder om je toe te voegen.")
        )
    if task.owner_id != me.pk and not PreparationTask.objects.filter(pk=task.pk, owner__isnull=True).update(owner=me):
        raise RuleBroken("task_is_taken", _("Iemand anders was net iets eerder en doet dit al."))
    trail.write("take_task", by=by, on=task)


def finish_task(*, by: Who, task: PreparationTask) -> None:
    """Done; a second time changes nothing."""
    if PreparationTask.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=clock.now(), done_by_id=by.user_id):
        trail.write("finish_task", by=by, on=task)


def reopen_task(*, by: Who, task: PreparationTask) -> None:
    if PreparationTask.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None, done_by_id=None):
        trail.write("reopen_task", by=by, on=task)


def remove_task(*, by: Who, task: PreparationTask) -> dict[str, Any]:
    """Take the task out; what is returned (plain values) puts it back with `put_back_task`."""
    kept = {
        "id": str(task.pk), "key": task.key, "day": task.day, "shift": task.shift, "title": task.title, "why": task.why, "role": task.role, "hours": str(task.hours),
        "due_on": task.due_on.isoformat(), "owner_id": str(task.owner_id) if task.owner_id else None,
    }  # fmt: skip
    trail.write("remove_task", by=by, on=task)
    task.delete()
    return kept


def put_back_task(*, by: Who, meeting: Meeting, kept: dict[str, Any]) -> None:
    """Undo of `remove_task`. Twice is once."""
    key = uuid.UUID(kept["id"])
    owner = StaffMember.objects.filter(pk=kept["owner_id"]).first() if kept["owner_id"] else None
    task = PreparationTask(
        id=key, meeting=meeting, key=kept["key"], day=kept["day"], shift=kept["shift"], title=kept["title"], why=kept["why"], role=kept["role"], hours=Decimal(kept["hours"]),
        due_on=dt.date.fromisoformat(kept["due_on"]), owner=owner,
    )  # fmt: skip
    PreparationTask.objects.bulk_create([task], ignore_conflicts=True)
    trail.write("put_back_task", by=by, on=task)
