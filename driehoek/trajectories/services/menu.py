"""The menu that grows along with the path: parts appear when their step starts. Pages stay open by their address."""

from collections.abc import Collection, Iterable
from typing import Any

from driehoek.access import trail
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.meetings.models import Meeting
from driehoek.plans.models import Plan
from driehoek.scans.models import Fielding, TeamSession
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id

from ..models import Step, Team, Trajectory
from .reckoning import template_of

# The part of the menu in which what was made stands, also when it was made outside the path.
MADE: dict[Any, str] = {
    Meeting: "meeting", Plan: "plan", TeamSession: "scan", Fielding: "scan", ActionItem: "actions", Team: "teams",
}  # fmt: skip


def begin_small(school: School) -> None:
    """A school that has nothing yet begins with a short menu; any other keeps all of it."""
    if school.menu is not None or any(model.objects.exists() for model in (Trajectory, Meeting, Plan, TeamSession, Fielding)):
        return
    School.objects.filter(pk=school.pk, menu__isnull=True).update(menu=[])


def open_for(steps: Iterable[Step]) -> None:
    """Let the parts of the menu appear that these steps need."""
    open_stages(_stages(steps))


def open_stages(stages: Collection[str]) -> None:
    """Let these parts of the menu appear; a school that sees all of it stays as it is."""
    if not stages or not School.objects.filter(pk=current_school_id(), menu__isnull=False).exists():
        return
    school = School.objects.select_for_update().get(pk=current_school_id())
    if school.menu is not None and not set(stages) <= set(school.menu):
        School.objects.filter(pk=school.pk).update(menu=sorted({*stages, *school.menu}))


def close_for(steps: Iterable[Step]) -> None:
    """These steps were not begun after all: the parts that only they opened, and in which nothing was made, go again."""
    stages = _stages(steps)
    school = School.objects.select_for_update().get(pk=current_school_id())
    shown = set(school.menu or [])
    if stages & shown:
        School.objects.filter(pk=school.pk).update(menu=sorted(shown - (stages - _needed(stages))))


def _needed(of: Collection[str] = frozenset(MADE.values())) -> set[str]:
    """The parts of steps that began, and those `of` these in which the school has something."""
    begun = Step.objects.filter(started_at__isnull=False).select_related("trajectory")
    return _stages(begun) | {stage for model, stage in MADE.items() if stage in of and model.objects.exists()}


def show_all(*, by: Who) -> None:
    """The whole menu, whatever step the school is at."""
    school = School.objects.get(pk=current_school_id())
    School.objects.filter(pk=school.pk).update(menu=None)
    trail.write("show_whole_menu", by=by, on=school)


def grow_along(*, by: Who) -> None:
    """The menu of the steps that began, and of what the school has."""
    school = School.objects.get(pk=current_school_id())
    School.objects.filter(pk=school.pk).update(menu=sorted(_needed()))
    trail.write("let_menu_grow", by=by, on=school)


def _stages(steps: Iterable[Step]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        template = template_of(step.trajectory.template)
        for one in template.steps if template else ():
            if one.key == step.key:
                found.update(one.opens)
    return found
