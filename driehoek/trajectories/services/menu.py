"""The menu that grows along with the path: parts appear when their step starts. Pages stay open by their address."""

from collections.abc import Iterable

from driehoek.access import trail
from driehoek.access.who import Who
from driehoek.meetings.models import Meeting
from driehoek.plans.models import Plan
from driehoek.scans.models import Fielding, TeamSession
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id

from ..models import Step, Trajectory
from .reckoning import template_of


def begin_small(school: School) -> None:
    """A school that has nothing yet begins with a short menu; any other keeps all of it."""
    if school.menu is not None or any(model.objects.exists() for model in (Trajectory, Meeting, Plan, TeamSession, Fielding)):
        return
    School.objects.filter(pk=school.pk, menu__isnull=True).update(menu=[])


def open_for(steps: Iterable[Step]) -> None:
    """Let the parts of the menu appear that these steps need."""
    stages = _stages(steps)
    school = School.objects.select_for_update().get(pk=current_school_id())
    if school.menu is not None and not stages <= set(school.menu):
        School.objects.filter(pk=school.pk).update(menu=sorted(stages | set(school.menu)))


def show_all(*, by: Who) -> None:
    """The whole menu, whatever step the school is at."""
    school = School.objects.get(pk=current_school_id())
    School.objects.filter(pk=school.pk).update(menu=None)
    trail.write("show_whole_menu", by=by, on=school)


def grow_along(*, by: Who) -> None:
    """The menu of the steps that began."""
    school = School.objects.get(pk=current_school_id())
    begun = Step.objects.filter(started_at__isnull=False).select_related("trajectory")
    School.objects.filter(pk=school.pk).update(menu=sorted(_stages(begun)))
    trail.write("let_menu_grow", by=by, on=school)


def _stages(steps: Iterable[Step]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        template = template_of(step.trajectory.template)
        for one in template.steps if template else ():
            if one.key == step.key:
                found.update(one.opens)
    return found
