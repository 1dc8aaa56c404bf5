"""The next year starts from this one: the same steps and tasks, as the school made them its own, on new days."""

import datetime as dt

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import StaffMember
from driehoek.schools.calendar import school_calendar
from driehoek.schools.days import Calendar
from driehoek.schools.models import School, SchoolYear, school_year_of
from driehoek.schools.scoping import current_school_id
from driehoek.voices.services.holding import hold

from ..models import Intake, PathTask, Step, Trajectory
from .reckoning import place_steps, task_day
from .starting import FARTHEST, Started, against, year_of

STEP = ("key", "sort", "title", "why", "position", "skipped_why")
TASK = ("key", "title", "why", "role", "text_key", "hours")


def start_next(*, trajectory: Trajectory, anchor_on: dt.date, by: Who) -> Started:
    """A trajectory of a later school year, made from this one; the second time it is the one that is there.

    What was left out stays left out, and can be taken back. Who left the school has no task in it. What bodies said, the intake and
    what steps led to belong to their own year. Raises RuleBroken 'year' and 'day'.
    """
    hold(trajectory.pk)
    there = next_of(trajectory)
    if there is not None:
        return Started(there, is_new=False)
    before: Trajectory = Trajectory.for_gate().get(pk=trajectory.pk)
    _check(anchor_on, before)
    school = School.objects.get(pk=current_school_id())
    year = year_of(anchor_on)
    made: Trajectory = Trajectory.objects.create(
        template=before.template, title=_title(before, year), year=year, anchor_on=anchor_on, after=before
    )
    Intake.objects.create(trajectory=made)
    _lay_out(made, before, school_calendar(school))
    trail.write("start_next_year", by=by, on=made)
    return Started(made, True, against(anchor_on, school))


def next_of(trajectory: Trajectory) -> Trajectory | None:
    """The one that started from this, the first if there are more. One query."""
    found: Trajectory | None = Trajectory.for_gate().filter(after=trajectory.pk).order_by("made_at", "pk").first()
    return found


def first_day_after(trajectory: Trajectory) -> dt.date:
    """From this day on it is another school year."""
    return trajectory.year.last_day + dt.timedelta(days=1)


def _check(anchor_on: dt.date, before: Trajectory) -> None:
    if school_year_of(clock.at(anchor_on, dt.time(12))) <= before.year.starts_in:
        raise RuleBroken("year", _("Kies een dag in een volgend schooljaar: die beginnen op 1 augustus."), 422)
    if abs(anchor_on - clock.today()) > FARTHEST:
        raise RuleBroken("day", _("Deze dag is meer dan twee jaar weg. Klopt het jaar?"), 422)


def _title(before: Trajectory, year: SchoolYear) -> str:
    """A year in the name goes along."""
    return before.title.replace(str(before.year), str(year))[:120]


def _lay_out(made: Trajectory, before: Trajectory, calendar: Calendar) -> None:
    """Steps and tasks of the year before. A day that somebody chose by hand counts from the evening now, as far from it as it was."""
    old = list(Step.objects.filter(trajectory=before).prefetch_related("tasks__owner"))
    steps, tasks = [], []
    for row in old:
        step = Step(
            trajectory=made, day=_from_anchor(row.day, row.due_on, before), due_on=made.anchor_on,
            skipped_at=clock.now() if row.skipped_at else None, **{name: getattr(row, name) for name in STEP},
        )  # fmt: skip
        steps.append(step)
        tasks += [_task(task, step, made, before, calendar) for task in row.tasks.all()]
    place_steps(made, [step for step in steps if step.skipped_at is None], calendar)
    for step in steps:
        if step.skipped_at is not None:
            step.due_on = task_day(made.anchor_on, step.day or 0, _shift(step.day or 0), calendar)
    Step.objects.bulk_create(steps)
    PathTask.objects.bulk_create(tasks)


def _task(row: PathTask, step: Step, made: Trajectory, before: Trajectory, calendar: Calendar) -> PathTask:
    day = _from_anchor(row.day, row.due_on, before)
    shift = row.shift or _shift(day)
    return PathTask(
        step=step, day=day, shift=shift, due_on=task_day(made.anchor_on, day, shift, calendar), owner=_stays(row.owner),
        **{name: getattr(row, name) for name in TASK},
    )  # fmt: skip


def _from_anchor(day: int | None, due_on: dt.date, before: Trajectory) -> int:
    return (due_on - before.anchor_on).days if day is None else day


def _shift(day: int) -> str:
    return "later" if day > 0 else "earlier"


def _stays(owner: StaffMember | None) -> StaffMember | None:
    return owner if owner is not None and (owner.left_on is None or owner.left_on > clock.today()) else None
