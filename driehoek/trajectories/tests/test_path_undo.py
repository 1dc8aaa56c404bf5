"""What is undone is as it was: days, moments, menu, and what a tab that was open for long sends along."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans.models import Plan
from driehoek.scans.models import SessionKind, TeamSession
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within
from driehoek.trajectories.models import PathTask, Step, Trajectory
from driehoek.trajectories.services import arranging, menu, next_year, starting, stepping, working

from .makers_path import EVENING, a_path, step_of

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_content")]
LATER = EVENING + dt.timedelta(weeks=4)


@pytest.fixture(autouse=True)
def _in_school(school: School, dirk: Who, moment: dt.datetime) -> Iterator[None]:
    with within(school):
        yield


def _days() -> dict[Any, dt.date]:
    return dict(Step.objects.values_list("pk", "due_on")) | dict(PathTask.objects.values_list("pk", "due_on"))


def _menu(school: School) -> Any:
    return School.objects.get(pk=school.pk).menu


def _refused(do: Any) -> tuple[str, int]:
    with pytest.raises(RuleBroken) as refused:
        do()
    return refused.value.code, refused.value.status


def test_done_and_not_done_after_all_leaves_everything_as_it_was(dirk: Who, school: School) -> None:
    path = a_path(dirk)
    was = _days()
    with clock.stopped(clock.at(dt.date(2027, 2, 15), dt.time(12))):
        for key in ("bodies", "scan"):
            stepping.finish_step(step=step_of(path, key), by=dirk)
        assert _menu(school) == ["scan"]
        for key in ("bodies", "scan"):
            stepping.reopen_step(step=step_of(path, key), by=dirk)
        stepping.leave_out(step=step_of(path, "turnout"), why="Hoeft niet.", by=dirk)
        stepping.take_back(step=step_of(path, "turnout"), by=dirk)
        assert _days() == was and _menu(school) == []
        assert not Step.objects.filter(started_at__isnull=False).exists()
        stepping.start_step(step=step_of(path, "scan"), by=dirk)
        stepping.not_started(step=step_of(path, "scan"), by=dirk)
        assert _menu(school) == []
        own = step_of(path, "plan")
        arranging.change_step(step=own, title="Plan", why="", due_on=dt.date(2027, 5, 1), by=dirk)
        arranging.count_again(step=own, by=dirk)
        arranging.move_step(step=step_of(path, "scan"), up=True, by=dirk)
        moved = {key for key, day in _days().items() if day != was[key]}
        assert moved <= {step_of(path, "scan").pk}


def test_a_step_that_missed_a_move_of_the_evening_follows_when_it_opens_again(dirk: Who) -> None:
    path = a_path(dirk)
    stepping.finish_step(step=step_of(path, "plan"), by=dirk)
    starting.change_trajectory(trajectory=path, title="Later", anchor_on=LATER, by=dirk)
    was = _days()
    stepping.reopen_step(step=step_of(path, "plan"), by=dirk)
    assert {key for key, day in _days().items() if day != was[key]} == {step_of(path, "plan").pk}
    assert step_of(path, "plan").due_on >= LATER


def test_the_steps_before_a_held_evening_are_done_and_opened_at_once(dirk: Who, school: School) -> None:
    path = a_path(dirk, anchor_on=dt.date(2026, 11, 12))
    was = _days()
    keys = stepping.finish_earlier(trajectory=path, by=dirk)
    assert len(keys) == 4 and _menu(school) == ["scan"]
    stepping.reopen_steps(trajectory=path, keys=keys, by=dirk)
    assert _days() == was and _menu(school) == [] and not Step.objects.filter(started_at__isnull=False).exists()


def test_a_tab_that_was_open_while_the_evening_moved_pins_no_day(dirk: Who) -> None:
    path = a_path(dirk)
    step, task = step_of(path, "plan"), PathTask.for_gate().get(key="room")
    shown: dict[str, Any] = {"was_on": step.due_on, "seen": arranging.step_print(step), "by": dirk}
    starting.change_trajectory(trajectory=path, title="Later", anchor_on=LATER, by=dirk)
    arranging.change_step(step=step_of(path, "plan"), title="Ons plan", why="", due_on=step.due_on, **shown)
    now = step_of(path, "plan")
    assert (now.title, now.day) == ("Ons plan", 28) and now.due_on > LATER
    told: dict[str, Any] = {"step": now, "why": "", "due_on": step.due_on}
    arranging.change_step(title="Ons plan", **told, **shown)  # the same press again
    assert _refused(lambda: arranging.change_step(title="Anders", **told, **shown)) == ("edited", 409)
    given: dict[str, Any] = {"task": task, "title": "Zaal", "why": "", "hours": Decimal(2), "owner": None, "by": dirk}
    given |= {"was_on": task.due_on, "seen": working.task_print(task, names=True), "due_on": task.due_on}
    for _twice in range(2):
        working.change_task(**given)
    assert PathTask.objects.get(pk=task.pk).day == -21
    assert _refused(lambda: working.change_task(**(given | {"title": "Aula"}))) == ("edited", 409)
    working.change_task(**(given | {"due_on": dt.date(2027, 4, 2)}))
    assert PathTask.objects.get(pk=task.pk).day is None


def test_what_was_removed_comes_back_with_all_that_was_known(dirk: Who) -> None:
    path = a_path(dirk)
    own = arranging.add_step(trajectory=path, key=clock.new_id(), title="Koffie", why="", due_on=EVENING, after=None, by=dirk)
    arranging.count_again(step=own, by=dirk)
    task = working.add_task(step=own, key=clock.new_id(), title="Bakken", due_on=EVENING, by=dirk)
    working.finish_task(task=task, by=dirk)
    stepping.finish_step(step=own, by=dirk)
    was, done = Step.objects.values().get(pk=own.pk), PathTask.objects.values().get(pk=task.pk)
    kept = arranging.remove_step(step=Step.for_gate().get(pk=own.pk), by=dirk)
    arranging.put_back_step(trajectory=path, kept=kept, by=dirk)
    assert Step.objects.values().get(pk=own.pk) == was and PathTask.objects.values().get(pk=task.pk) == done
    room = PathTask.for_gate().get(key="room")
    gone = working.remove_task(task=room, by=dirk)
    Step.objects.filter(pk=own.pk).update(key="small_team")
    assert _refused(lambda: arranging.remove_step(step=Step.for_gate().get(pk=own.pk), by=dirk)) == ("template", 422)
    starting.change_trajectory(trajectory=path, title="Later", anchor_on=LATER, by=dirk)
    working.put_back_task(step=step_of(path, "evening"), kept=gone, by=dirk)
    assert PathTask.objects.get(key="room").due_on > room.due_on


def test_a_step_whose_thing_was_thrown_away_goes_on_with_another(dirk: Who) -> None:
    path = a_path(dirk)
    one, two = (TeamSession.objects.create(kind=SessionKind.TEAM_SCAN, title=title) for title in "AB")
    stepping.link_step(step=step_of(path, "scan"), about=one.pk, by=dirk)
    assert _refused(lambda: stepping.not_started(step=step_of(path, "scan"), by=dirk)) == ("linked", 409)
    assert _refused(lambda: stepping.link_step(step=step_of(path, "scan"), about=two.pk, by=dirk)) == ("linked", 409)
    one.delete()
    assert stepping.lead_to(step=step_of(path, "scan"), make=lambda: two, by=dirk) == two
    assert step_of(path, "scan").about == two.pk


def test_what_was_made_outside_the_path_stands_in_the_menu(dirk: Who, school: School) -> None:
    path = a_path(dirk)
    plan = Plan.objects.create(title="Ons plan", year=SchoolYear.objects.get(starts_in=2026))
    assert _menu(school) == ["plan"]
    stepping.finish_step(step=step_of(path, "plan"), by=dirk)
    stepping.reopen_step(step=step_of(path, "plan"), by=dirk)
    assert _menu(school) == ["plan"]
    plan.delete()
    menu.grow_along(by=dirk)
    assert _menu(school) == []


def test_years_stay_in_order_and_an_old_trajectory_takes_another_name(dirk: Who) -> None:
    path = a_path(dirk)
    behind = next_year.start_next(trajectory=path, anchor_on=dt.date(2028, 3, 16), by=dirk).trajectory

    def move(one: Trajectory, day: dt.date, title: str = "x") -> None:
        starting.change_trajectory(trajectory=one, title=title, anchor_on=day, by=dirk)

    assert _refused(lambda: move(behind, EVENING)) == ("year", 422)
    assert _refused(lambda: move(path, dt.date(2027, 9, 16))) == ("year", 422)
    with clock.stopped(clock.at(dt.date(2029, 4, 1), dt.time(12))):
        move(path, EVENING, "Andere naam")
        assert Trajectory.objects.get(pk=path.pk).title == "Andere naam"
