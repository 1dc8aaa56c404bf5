"""The path is the school's own: a step of its own, other words, another day, another place, away and back."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.schools.calendar import school_calendar
from driehoek.voices.services import words

from .. import rules
from ..models import PathTask, Step, StepSort, Trajectory
from .reckoning import place_one, reckon_returned, shift_of, template_of
from .starting import held
from .working import as_kept as task_as_kept
from .working import edited, read, still_there, written
from .working import from_kept as task_from_kept

MOST_TITLE, MOST_WHY = 120, 600
KEPT = ("key", "sort", "title", "why", "position", "day", "skipped_why")
MOMENTS = ("started_at", "done_at", "skipped_at")


def add_step(
    *, trajectory: Trajectory, key: uuid.UUID, title: str, why: str, due_on: dt.date, after: Step | None, by: Who
) -> Step:
    """A step of the school's own with a day of its own, behind `after` (or in front). The same key twice is one."""
    line, reason = _words(title, why)
    now = held(trajectory)
    there: Step | None = Step.objects.filter(pk=key).first()
    if there is not None:
        return there
    rows = list(Step.objects.filter(trajectory=now))
    if len(rows) >= rules.MOST_STEPS:
        raise RuleBroken("full", _("Een traject heeft hoogstens 40 stappen."), 422)
    made = Step(id=key, trajectory=now, sort=StepSort.OWN, title=line, why=reason, due_on=due_on)
    places = [row.pk for row in rows]
    rows.insert(places.index(after.pk) + 1 if after is not None and after.pk in places else 0, made)
    made.position = rows.index(made)
    made.save(force_insert=True)
    _number(rows)
    trail.write("add_step", by=by, on=made)
    return made


def change_step(
    *, step: Step, title: str, why: str, due_on: dt.date, was_on: dt.date | None = None, seen: str | None = None, by: Who
) -> None:
    """A day that somebody chose stays theirs: it is no longer counted from the evening.

    `was_on`: the day that the form showed (as of `step` without one); left as it was, the step goes on counting. `seen`: the
    `step_print` of what the form showed; RuleBroken 409 'edited' when somebody was first.
    """
    line, reason = _words(title, why)
    held(step.trajectory)
    now = Step.objects.filter(pk=step.pk).first()
    if now is None:
        raise RuleBroken("gone", _("Deze stap is net weggehaald. Zo staat het nu."))
    if seen is not None and seen != step_print(now) and (line, reason) != (now.title, now.why):
        raise RuleBroken("edited", edited())
    values: dict[str, Any] = {"title": line, "why": reason}
    if due_on != (was_on or step.due_on):
        values |= {"due_on": due_on, "day": None}
    Step.objects.filter(pk=step.pk).update(**values)
    trail.write("change_step", by=by, on=step)


def step_print(step: Step) -> str:
    return rules.print_of(step.title, step.why)


def count_again(*, step: Step, by: Who) -> None:
    """Give up the day of one's own: the step counts from the evening again, as in the template."""
    now = held(step.trajectory)
    template = template_of(now.template)
    day = next((one.day for one in template.steps if one.key == step.key), None) if template and step.key else None
    if day is None:
        day = (step.due_on - now.anchor_on).days
    if Step.objects.filter(pk=step.pk, day=None).update(day=day):
        place_one(now, step)
    trail.write("count_step_again", by=by, on=step)


def move_step(*, step: Step, up: bool, by: Who) -> None:
    """One place earlier or later; its day goes along, so that no step comes before the one that it follows."""
    now = held(step.trajectory)
    rows = list(Step.objects.filter(trajectory=now))
    place = next((place for place, one in enumerate(rows) if one.pk == step.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    template = template_of(now.template)
    goes = rows[place] if shift_of(rows[other], template) == rules.STAYS else rows[other]
    if goes.day is not None:
        here = rows.index(goes)
        before = [row.day for row in rows[:here] if row.day is not None]
        after = [row.day for row in rows[here + 1 :] if row.day is not None]
        was, goes.day = goes.day, rules.between(goes.day, max(before, default=None), min(after, default=None))
        Step.objects.filter(pk=goes.pk).update(day=goes.day)
    _number(rows)
    if goes.day is not None and goes.day != was:
        place_one(now, goes)
    trail.write("move_step", by=by, on=step)


def is_own(step: Step) -> bool:
    """A step that the school added itself; those of a template, and of the year before, have a key."""
    return step.sort == StepSort.OWN and not step.key


def remove_step(*, step: Step, by: Who) -> dict[str, Any]:
    """Take out a step of the school's own, with its tasks; what is returned (plain values) puts it back.

    A step of the template is left out, with a reason.
    """
    if not is_own(step):
        raise RuleBroken("template", _("Deze stap hoort bij het traject. Je kunt hem overslaan, met de reden erbij."), 422)
    held(step.trajectory)
    step.refresh_from_db()
    kept = {name: getattr(step, name) for name in KEPT} | {
        "id": str(step.pk), "due_on": step.due_on.isoformat(), "moments": {name: written(getattr(step, name)) for name in MOMENTS},
        "done_by": str(step.done_by_id) if step.done_by_id else None,
        "tasks": [task_as_kept(task) for task in PathTask.objects.filter(step=step)],
    }  # fmt: skip
    trail.write("remove_step", by=by, on=step)
    step.delete()
    return kept


def put_back_step(*, trajectory: Trajectory, kept: dict[str, Any], by: Who) -> None:
    """Undo of `remove_step`. Twice is once."""
    now = held(trajectory)
    step = Step(
        id=uuid.UUID(kept["id"]), trajectory=now, due_on=dt.date.fromisoformat(kept["due_on"]), done_by_id=still_there(kept["done_by"]),
        **{name: kept[name] for name in KEPT}, **{name: read(kept["moments"][name]) for name in MOMENTS},
    )  # fmt: skip
    Step.objects.bulk_create([step], ignore_conflicts=True)
    PathTask.objects.bulk_create([task_from_kept(step, one) for one in kept["tasks"]], ignore_conflicts=True)
    rows = list(Step.objects.filter(trajectory=now))
    _number(rows)
    reckon_returned(now, [step.pk])
    trail.write("put_back_step", by=by, on=step)


def is_free(day: dt.date) -> str:
    """Why nobody works on a day that somebody chose, in Dutch; '' for a working day."""
    return school_calendar().free(day)


def _number(rows: list[Step]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    Step.objects.bulk_update(rows, ["position"])


def _words(title: str, why: str) -> tuple[str, str]:
    return (
        words.take_line(title, MOST_TITLE, empty=_("Geef de stap een naam.")),
        words.take_line(why, MOST_WHY, optional=True),
    )
