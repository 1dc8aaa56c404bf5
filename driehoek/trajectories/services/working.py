"""The tasks of a step: who does what by when. Done can be undone; nobody is 'too late'."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import User
from driehoek.access.who import Who
from driehoek.people.models import StaffMember
from driehoek.people.queries.teaching import works_here
from driehoek.schools.calendar import school_calendar
from driehoek.voices.services import words

from .. import rules
from ..models import PathTask, Step
from .reckoning import follow
from .starting import held

MOST_TITLE, MOST_WHY = 200, 400
SAME: Any = object()  # the owner stays who it is


def edited() -> str:
    return _("Een collega heeft dit net ook veranderd. Beide teksten staan hieronder: kies, of voeg ze samen.")


def add_task(
    *, step: Step, key: uuid.UUID, title: str, due_on: dt.date, owner: StaffMember | None = None, hours: Decimal = Decimal(0),
    why: str = "", by: Who,
) -> PathTask:  # fmt: skip
    """A task of the school's own, with a day of its own. The same key twice is one."""
    line, reason = _words(title, why)
    held(step.trajectory)
    if PathTask.objects.filter(step=step).count() >= rules.MOST_TASKS:
        raise RuleBroken("full", _("Een stap heeft hoogstens 30 taken."), 422)
    task = PathTask(id=key, step=step, title=line, why=reason, due_on=due_on, owner=owner, hours=hours)
    PathTask.objects.bulk_create([task], ignore_conflicts=True)
    trail.write("add_path_task", by=by, on=task)
    return task


def change_task(
    *, task: PathTask, title: str, due_on: dt.date, owner: StaffMember | None = SAME, hours: Decimal, why: str,
    was_on: dt.date | None = None, seen: str | None = None, by: Who,
) -> None:  # fmt: skip
    """A day that somebody chose stays theirs: it is no longer counted from the evening.

    `was_on`: the day that the form showed (as of `task` without one); left as it was, the task goes on counting. `seen`: the
    `task_print` of what the form showed; RuleBroken 409 'edited' when somebody was first.
    """
    line, reason = _words(title, why)
    held(task.step.trajectory)
    now = PathTask.objects.filter(pk=task.pk).first()
    if now is None:
        raise RuleBroken("gone", _("Iemand anders haalde deze taak net van de lijst. Zo staat het nu."))
    same = now if owner is SAME else PathTask(owner=owner)
    typed = PathTask(title=line, why=reason, hours=hours, owner_id=same.owner_id)
    prints = {task_print(one, names=owner is not SAME) for one in (now, typed)}
    if seen is not None and len(prints) > 1 and seen != task_print(now, names=owner is not SAME):
        raise RuleBroken("edited", edited())
    values: dict[str, Any] = {"title": line, "why": reason, "hours": hours}
    if owner is not SAME:
        values["owner"] = owner
    if due_on != (was_on or task.due_on):
        values |= {"due_on": due_on, "day": None}
    PathTask.objects.filter(pk=task.pk).update(**values)
    trail.write("change_path_task", by=by, on=task)


def task_print(task: PathTask, *, names: bool) -> str:
    """`names`: with who does it, for a form that shows that."""
    return rules.print_of(task.title, task.why, task.hours.normalize(), task.owner_id if names else "")


def take_task(*, task: PathTask, by: Who) -> None:
    """'I do this': only when nobody else was faster."""
    me = StaffMember.objects.filter(works_here(), user_id=by.user_id).first() if by.user_id else None
    if me is None:
        raise RuleBroken(
            "not_on_staff_list", _("Je staat nog niet in de lijst met medewerkers. Vraag de beheerder om je toe te voegen.")
        )
    held(task.step.trajectory)
    if task.owner_id != me.pk and not PathTask.objects.filter(pk=task.pk, owner__isnull=True).update(owner=me):
        raise RuleBroken("task_is_taken", _("Iemand anders was net iets eerder en doet dit al."))
    trail.write("take_path_task", by=by, on=task)


def finish_task(*, task: PathTask, by: Who) -> None:
    """Done; a second time changes nothing."""
    held(task.step.trajectory)
    if PathTask.objects.filter(pk=task.pk, done_at=None).update(done_at=clock.now(), done_by_id=by.user_id):
        trail.write("finish_path_task", by=by, on=task)


def reopen_task(*, task: PathTask, by: Who) -> None:
    held(task.step.trajectory)
    if PathTask.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None, done_by_id=None):
        trail.write("reopen_path_task", by=by, on=task)


def remove_task(*, task: PathTask, by: Who) -> dict[str, Any]:
    """Take the task out; what is returned (plain values) puts it back with `put_back_task`."""
    held(task.step.trajectory)
    task.refresh_from_db()
    kept = as_kept(task)
    trail.write("remove_path_task", by=by, on=task)
    task.delete()
    return kept


def put_back_task(*, step: Step, kept: dict[str, Any], by: Who) -> None:
    """Undo of `remove_task`. Twice is once."""
    now = held(step.trajectory)
    task = from_kept(step, kept)
    if task.day is not None and task.done_at is None and step.done_at is None and step.skipped_at is None:
        follow(now, task, school_calendar())
    PathTask.objects.bulk_create([task], ignore_conflicts=True)
    trail.write("put_back_path_task", by=by, on=task)


def as_kept(task: PathTask) -> dict[str, Any]:
    """Plain values, for a session."""
    return {
        "id": str(task.pk), "key": task.key, "day": task.day, "shift": task.shift, "title": task.title, "why": task.why,
        "role": task.role, "text_key": task.text_key, "hours": str(task.hours), "due_on": task.due_on.isoformat(),
        "owner_id": str(task.owner_id) if task.owner_id else None, "done_at": written(task.done_at),
        "done_by": str(task.done_by_id) if task.done_by_id else None,
    }  # fmt: skip


def from_kept(step: Step, kept: dict[str, Any]) -> PathTask:
    owner = StaffMember.objects.filter(pk=kept["owner_id"]).first() if kept["owner_id"] else None
    plain = {name: kept[name] for name in ("key", "day", "shift", "title", "why", "role", "text_key")}
    return PathTask(
        id=uuid.UUID(kept["id"]), step=step, owner=owner, hours=Decimal(kept["hours"]),
        due_on=dt.date.fromisoformat(kept["due_on"]), done_at=read(kept["done_at"]), done_by_id=still_there(kept["done_by"]),
        **plain,
    )  # fmt: skip


def written(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def read(words: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(words) if words else None


def still_there(user: str | None) -> uuid.UUID | None:
    """The account of who did something; None when there is none any more."""
    found: uuid.UUID | None = User.objects.filter(pk=user).values_list("pk", flat=True).first() if user else None
    return found


def _words(title: str, why: str) -> tuple[str, str]:
    return (
        words.take_line(title, MOST_TITLE, empty=_("Schrijf wat er gedaan wordt.")),
        words.take_line(why, MOST_WHY, optional=True),
    )
