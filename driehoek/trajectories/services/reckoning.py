"""The days of open steps and tasks, counted anew from the anchor around free days. What somebody chose by hand stays."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from driehoek import clock
from driehoek.library import reading_path
from driehoek.library.shapes_path import Path
from driehoek.schools.calendar import school_calendar
from driehoek.schools.days import Calendar

from .. import rules
from ..models import PathTask, Step, StepSort, Trajectory


@dataclass(frozen=True)
class Moved:
    steps: int = 0
    tasks: int = 0

    @property
    def total(self) -> int:
        return self.steps + self.tasks


def template_of(key: str) -> Path | None:
    """The template that ships under this key, None when it doesn't (any more)."""
    return next((one for one in reading_path.load_paths() if one.key == key), None)


def shift_of(step: Step, template: Path | None) -> str:
    """Where a step goes from a free day; the evening itself stays where it was chosen."""
    if step.sort == StepSort.MEETING and step.day == 0 and (template is None or template.counts_from == "evening"):
        return rules.STAYS
    known = {one.key: str(one.shift) for one in template.steps} if template else {}
    return known.get(step.key) or ("later" if (step.day or 0) > 0 else "earlier")


def place_steps(trajectory: Trajectory, steps: list[Step], calendar: Calendar) -> list[Step]:
    """Give counted steps (in the order of the path) their day; those that moved."""
    moved = []
    for step, day in zip(steps, _placed(trajectory, steps, calendar, clock.today()), strict=True):
        if step.due_on != day:
            step.due_on = day
            moved.append(step)
    return moved


def _placed(trajectory: Trajectory, steps: list[Step], calendar: Calendar, floor: dt.date | None) -> list[dt.date]:
    template = template_of(trajectory.template)
    wished = [rules.Wished(step.day or 0, shift_of(step, template)) for step in steps]
    return rules.place(trajectory.anchor_on, wished, calendar, floor)


def task_day(anchor: dt.date, day: int, shift: str, calendar: Calendar) -> dt.date:
    return rules.day_of(anchor, rules.Wished(day, shift), calendar, rules.floor_of(anchor, day, clock.today()))


def reckon(trajectory: Trajectory) -> Moved:
    """Count anew all that is not done and has no day of its own."""
    calendar = school_calendar()
    open_steps = _open(trajectory)
    steps = place_steps(trajectory, list(open_steps.filter(day__isnull=False)), calendar)
    Step.objects.bulk_update(steps, ["due_on"])
    tasks = []
    for task in PathTask.objects.filter(step__in=open_steps, done_at=None, day__isnull=False):
        day = task_day(trajectory.anchor_on, task.day, task.shift, calendar)
        if task.due_on != day:
            task.due_on = day
            tasks.append(task)
    PathTask.objects.bulk_update(tasks, ["due_on"])
    return Moved(len(steps), len(tasks))


def reckon_returned(trajectory: Trajectory, keys: Iterable[uuid.UUID]) -> None:
    """Steps that are open again, with their tasks: who missed a move of the anchor follows it now, all else keeps its day."""
    calendar, wanted = school_calendar(), set(keys)
    counted = list(Step.objects.filter(trajectory=trajectory, day__isnull=False))
    still_open = [step for step in counted if step.done_at is None and step.skipped_at is None]
    likely = _likely_days(trajectory, [counted, still_open], calendar)
    days = dict(zip((step.pk for step in still_open), _placed(trajectory, still_open, calendar, clock.today()), strict=True))
    steps = [step for step in still_open if step.pk in wanted and not _within(step.due_on, likely[step.pk])]
    for step in steps:
        step.due_on = days[step.pk]
    Step.objects.bulk_update(steps, ["due_on"])
    tasks = list(PathTask.objects.filter(step__in=wanted, done_at=None, day__isnull=False))
    PathTask.objects.bulk_update([task for task in tasks if follow(trajectory, task, calendar)], ["due_on"])


def follow(trajectory: Trajectory, task: PathTask, calendar: Calendar) -> bool:
    """Give a counted task its day when the anchor moved without it; whether it did."""
    anchor, day = trajectory.anchor_on, task.day or 0
    floors = (None, clock.today(), min(anchor, clock.today()))
    likely = [rules.day_of(anchor, rules.Wished(day, task.shift), calendar, floor) for floor in floors]
    if _within(task.due_on, likely):
        return False
    task.due_on = task_day(anchor, day, task.shift, calendar)
    return True


def place_one(trajectory: Trajectory, step: Step) -> None:
    """Count the day of one open step anew, between the days that its neighbours have; they stay where they are."""
    steps = list(_open(trajectory).filter(day__isnull=False))
    here = next((place for place, one in enumerate(steps) if one.pk == step.pk), None)
    if here is None:
        return
    day = _placed(trajectory, steps, school_calendar(), clock.today())[here]
    if shift_of(steps[here], template_of(trajectory.template)) != rules.STAYS:
        day = min([day, *(one.due_on for one in steps[here + 1 :])])
        day = max([day, *(one.due_on for one in steps[:here])])
    Step.objects.filter(pk=step.pk).update(due_on=day)


def _likely_days(trajectory: Trajectory, sets: list[list[Step]], calendar: Calendar) -> dict[uuid.UUID, list[dt.date]]:
    """Where this anchor may have put each step, from the day that the path was made until today."""
    found: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    for steps in sets:
        for floor in (None, clock.today(), min(trajectory.anchor_on, clock.today())):
            for step, day in zip(steps, _placed(trajectory, steps, calendar, floor), strict=True):
                found[step.pk].append(day)
    return found


def _within(day: dt.date, days: list[dt.date]) -> bool:
    return min(days) <= day <= max(days)


def _open(trajectory: Trajectory) -> Any:
    return Step.objects.filter(trajectory=trajectory, done_at=None, skipped_at=None)
