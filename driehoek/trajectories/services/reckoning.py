"""The days of open steps and tasks, counted anew from the anchor around free days. What somebody chose by hand stays."""

import datetime as dt
from dataclasses import dataclass

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
    template = template_of(trajectory.template)
    wished = [rules.Wished(step.day or 0, shift_of(step, template)) for step in steps]
    moved = []
    for step, day in zip(steps, rules.place(trajectory.anchor_on, wished, calendar, clock.today()), strict=True):
        if step.due_on != day:
            step.due_on = day
            moved.append(step)
    return moved


def task_day(anchor: dt.date, day: int, shift: str, calendar: Calendar) -> dt.date:
    return rules.day_of(anchor, rules.Wished(day, shift), calendar, rules.floor_of(anchor, day, clock.today()))


def reckon(trajectory: Trajectory) -> Moved:
    """Count anew all that is not done and has no day of its own."""
    calendar = school_calendar()
    open_steps = Step.objects.filter(trajectory=trajectory, done_at=None, skipped_at=None)
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
