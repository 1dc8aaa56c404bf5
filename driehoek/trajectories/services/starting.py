"""A trajectory from a template: started, moved, given another name, ended and opened again."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.shapes_path import Path
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School, SchoolYear, school_year_of
from driehoek.schools.scoping import current_school_id
from driehoek.voices.services import words
from driehoek.voices.services.holding import hold

from ..models import Intake, PathTask, Step, Trajectory
from .menu import begin_small
from .reckoning import Moved, place_steps, reckon, task_day, template_of

MOST_TITLE = 120
FARTHEST = dt.timedelta(days=730)


@dataclass(frozen=True)
class Started:
    """`avoided`: why few people may come on the day of the evening, or nobody works; it is told, never forbidden."""

    trajectory: Trajectory
    is_new: bool
    avoided: tuple[str, ...] = ()


def start_trajectory(
    *, key: uuid.UUID, template: str, title: str, anchor_on: dt.date, after: Trajectory | None = None, by: Who
) -> Started:
    """The same key twice is one. `anchor_on` may be over, for an evening that was held already."""
    made_from = template_of(template)
    if made_from is None:
        raise RuleBroken("template", _("Kies een traject uit de lijst."), 422)
    _check_day(anchor_on)
    school = School.objects.get(pk=current_school_id())
    line = words.take_line(title, MOST_TITLE, optional=True) or made_from.title.say("nl", school.sector)
    hold(key)
    there: Trajectory | None = Trajectory.for_gate().filter(pk=key).first()
    if there is not None:
        return Started(there, is_new=False)
    begin_small(school)
    made = Trajectory(id=key, template=template, title=line, year=year_of(anchor_on), anchor_on=anchor_on, after=after)
    made.save(force_insert=True)
    Intake.objects.create(trajectory=made)
    _lay_out(made, made_from, school)
    trail.write("start_trajectory", by=by, on=made)
    return Started(made, True, against(anchor_on, school))


def _lay_out(trajectory: Trajectory, template: Path, school: School) -> None:
    """Every step and task of the template, with its day."""
    calendar = school_calendar(school)
    steps, tasks = [], []
    for position, one in enumerate(template.steps):
        step = Step(
            trajectory=trajectory, key=one.key, sort=one.sort, title=one.title.say("nl", school.sector)[:120],
            why=one.why.say("nl", school.sector)[:600], position=position, day=one.day, due_on=trajectory.anchor_on,
        )  # fmt: skip
        steps.append(step)
        tasks += [
            PathTask(
                step=step, key=work.key, day=work.day, shift=work.shift, title=work.title.say("nl", school.sector)[:200],
                why=work.why.say("nl", school.sector)[:400], role=work.owner, text_key=work.text, hours=work.hours,
                due_on=task_day(trajectory.anchor_on, work.day, work.shift, calendar),
            )
            for work in one.work
        ]  # fmt: skip
    place_steps(trajectory, steps, calendar)
    Step.objects.bulk_create(steps)
    PathTask.objects.bulk_create(tasks)


def change_trajectory(*, trajectory: Trajectory, title: str, anchor_on: dt.date, by: Who) -> tuple[Moved, tuple[str, ...]]:
    """Another name or day. What is done or has a day of its own stays; how much moved, and what speaks against the day.

    A next year stays behind the year that it starts from; RuleBroken 'year' otherwise.
    """
    line = words.take_line(title, MOST_TITLE, empty=_("Geef het traject een naam."))
    now = held(trajectory)
    moves = anchor_on != now.anchor_on
    if moves:
        _check_day(anchor_on)
        _check_year(now, anchor_on)
    now.title, now.anchor_on, now.year = line, anchor_on, year_of(anchor_on)
    now.save(update_fields=["title", "anchor_on", "year"])
    moved = reckon(now) if moves else Moved()
    trail.write("change_trajectory", by=by, on=now)
    return moved, against(anchor_on, School.objects.get(pk=current_school_id())) if moves else ()


def _check_year(trajectory: Trajectory, anchor_on: dt.date) -> None:
    year = school_year_of(clock.at(anchor_on, dt.time(12)))
    before, behind = Q(next_ones=trajectory.pk, year__starts_in__gte=year), Q(after=trajectory.pk, year__starts_in__lte=year)
    other = Trajectory.for_gate().filter(before | behind).first()
    if other is not None:
        told = {"title": other.title, "year": other.year}
        raise RuleBroken("year", _("‘%(title)s’ is van %(year)s. Houd de jaren op volgorde: kies een andere dag.") % told, 422)


def end_trajectory(*, trajectory: Trajectory, by: Who) -> None:
    """Nothing is thrown away; twice is once."""
    if Trajectory.objects.filter(pk=trajectory.pk, ended_at=None).update(ended_at=clock.now()):
        trail.write("end_trajectory", by=by, on=trajectory)


def reopen_trajectory(*, trajectory: Trajectory, by: Who) -> None:
    if Trajectory.objects.filter(pk=trajectory.pk, ended_at__isnull=False).update(ended_at=None):
        trail.write("reopen_trajectory", by=by, on=trajectory)


def held(trajectory: Trajectory) -> Trajectory:
    """The trajectory as it is now, held until the transaction ends. RuleBroken when it was ended."""
    hold(trajectory.pk)
    now: Trajectory | None = Trajectory.for_gate().filter(pk=trajectory.pk).first()
    if now is None:
        raise RuleBroken("gone", _("Dit traject is er niet meer."))
    if now.ended_at is not None:
        raise RuleBroken("ended", _("Dit traject is afgesloten. Open het weer als jullie verdergaan."))
    return now


def against(day: dt.date, school: School) -> tuple[str, ...]:
    """What speaks against an evening on this day, the strongest first; nothing does for a day that is over."""
    if day < clock.today():
        return ()
    calendar = school_calendar(school)
    return tuple(name for name in (calendar.free(day), *calendar.avoided(day)) if name)


def year_of(day: dt.date) -> SchoolYear:
    found: SchoolYear = SchoolYear.objects.get_or_create(starts_in=school_year_of(clock.at(day, dt.time(12))))[0]
    return found


def _check_day(day: dt.date) -> None:
    if not clock.today() - FARTHEST <= day <= clock.today() + FARTHEST:
        raise RuleBroken("day", _("Deze dag is meer dan twee jaar weg. Klopt het jaar?"), 422)
