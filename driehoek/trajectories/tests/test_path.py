"""Trajectories as services: started, moved, walked, arranged. Two people at once, holidays, a menu that grows."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.meetings.tests.makers import make_staff_member
from driehoek.plans.models import Plan
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within
from driehoek.trajectories.models import BodyAnswer, Intake, PathTask, Step, Trajectory
from driehoek.trajectories.services import arranging, menu, noting, starting, stepping, working

from .makers_path import EVENING, a_path, step_of

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_content")]


@pytest.fixture(autouse=True)
def _in_school(school: School, dirk: Who, moment: dt.datetime) -> Iterator[None]:
    with within(school):
        yield


def _days(trajectory: Trajectory) -> dict[str, dt.date]:
    return dict(Step.objects.filter(trajectory=trajectory).values_list("key", "due_on"))


def _menu(school: School) -> Any:
    return School.objects.get(pk=school.pk).menu


def _code(refused: Any) -> tuple[str, int]:
    return refused.value.code, refused.value.status


def test_the_same_key_twice_is_one_trajectory_with_all_steps_and_tasks(dirk: Who) -> None:
    wanted: dict[str, Any] = {"key": clock.new_id(), "template": "strategy", "title": " ", "anchor_on": EVENING, "by": dirk}
    first, again = starting.start_trajectory(**wanted), starting.start_trajectory(**wanted)
    assert (first.is_new, again.is_new, again.trajectory) == (True, False, first.trajectory)
    assert first.trajectory.title == "Strategietraject" and str(first.trajectory.year) == "2026–2027"
    assert Step.objects.count() == 9 and PathTask.objects.count() == 4 and Intake.objects.count() == 1
    assert TrailRow.objects.filter(act="start_trajectory").count() == 1
    days = list(Step.objects.values_list("due_on", flat=True))
    assert days == sorted(days) and days[4] == EVENING
    assert first.avoided == ()


def test_an_avoided_day_is_told_not_forbidden_and_a_held_evening_may_be_over(dirk: Who) -> None:
    given: dict[str, Any] = {"template": "strategy", "title": "Avond", "by": dirk}
    told = starting.start_trajectory(key=clock.new_id(), anchor_on=dt.date(2026, 12, 4), **given)
    assert told.avoided == ("Sinterklaas",)
    held = starting.start_trajectory(key=clock.new_id(), anchor_on=dt.date(2026, 10, 8), **given)
    days = _days(held.trajectory)
    assert held.avoided == () and days["intake"] < dt.date(2026, 10, 8) and days["plan"] >= clock.today()
    with pytest.raises(RuleBroken) as refused:
        starting.start_trajectory(key=clock.new_id(), anchor_on=dt.date(2062, 1, 1), **given)
    assert _code(refused) == ("day", 422)


def test_moving_the_evening_moves_what_is_open_and_what_nobody_moved_by_hand(dirk: Who) -> None:
    path = a_path(dirk)
    before = _days(path)
    stepping.finish_step(step=step_of(path, "bodies"), by=dirk)
    intake = step_of(path, "intake")
    arranging.change_step(step=intake, title="Praten", why="", due_on=dt.date(2027, 1, 20), by=dirk)
    own = PathTask.objects.get(key="talk")
    working.change_task(task=own, title=own.title, due_on=dt.date(2027, 1, 19), hours=Decimal(1), why="", by=dirk)
    moved, avoided = starting.change_trajectory(
        trajectory=path, title="Later", anchor_on=EVENING + dt.timedelta(weeks=1), by=dirk
    )
    after = _days(path)
    assert after["bodies"] == before["bodies"] and after["intake"] == dt.date(2027, 1, 20)
    assert after["evening"] == EVENING + dt.timedelta(weeks=1) and moved.tasks == 1 and moved.steps == 7 and avoided == ()
    assert PathTask.objects.get(key="talk").due_on == dt.date(2027, 1, 19)
    arranging.count_again(step=intake, by=dirk)
    assert _days(path)["intake"] > before["intake"]


def test_a_deadline_in_the_summer_holiday_goes_around_it(dirk: Who, school: School) -> None:
    School.objects.filter(pk=school.pk).update(region="Noord")
    path = a_path(dirk, anchor_on=dt.date(2027, 10, 5))
    days = list(Step.objects.filter(trajectory=path).values_list("key", "due_on"))
    tasks = dict(PathTask.objects.filter(step__trajectory=path).values_list("key", "due_on"))
    holiday = (dt.date(2027, 7, 10), dt.date(2027, 8, 22))
    assert not [key for key, day in days if holiday[0] <= day <= holiday[1]]
    assert tasks["tell_mr"] == dt.date(2027, 8, 23) and tasks["tell_board"] == dt.date(2027, 7, 9)


def test_a_step_begins_is_done_left_out_and_taken_back(dirk: Who) -> None:
    path = a_path(dirk)
    step = step_of(path, "bodies")
    for _twice in range(2):
        stepping.start_step(step=step, by=dirk)
        stepping.finish_step(step=step, by=dirk)
    assert TrailRow.objects.filter(act="finish_step").count() == 1
    stepping.reopen_step(step=step, by=dirk)
    with pytest.raises(RuleBroken) as refused:
        stepping.leave_out(step=step, why=" ", by=dirk)
    assert _code(refused) == ("empty", 422)
    stepping.leave_out(step=step, why="De MR doet al mee.", by=dirk)
    stepping.finish_step(step=step, by=dirk)
    step.refresh_from_db()
    assert step.done_at is None and step.skipped_why == "De MR doet al mee."
    stepping.take_back(step=step, by=dirk)
    starting.end_trajectory(trajectory=path, by=dirk)
    with pytest.raises(RuleBroken) as refused:
        stepping.finish_step(step=step, by=dirk)
    assert _code(refused) == ("ended", 409)
    starting.reopen_trajectory(trajectory=path, by=dirk)
    stepping.finish_step(step=step, by=dirk)


def test_the_menu_of_a_new_school_grows_with_its_steps(dirk: Who, school: School) -> None:
    path = a_path(dirk)
    assert _menu(school) == []
    stepping.start_step(step=step_of(path, "scan"), by=dirk)
    stepping.start_step(step=step_of(path, "evening"), by=dirk)
    assert _menu(school) == ["meeting", "scan"]
    menu.show_all(by=dirk)
    stepping.start_step(step=step_of(path, "plan"), by=dirk)
    assert _menu(school) is None
    menu.grow_along(by=dirk)
    assert _menu(school) == ["meeting", "plan", "scan"]


def test_a_school_that_has_something_keeps_its_whole_menu(dirk: Who, school: School) -> None:
    Plan.objects.create(title="Ons plan", year=SchoolYear.objects.get(starts_in=2026))
    a_path(dirk)
    assert _menu(school) is None


def test_a_step_leads_to_one_thing_and_of_two_choices_one_counts(dirk: Who) -> None:
    path, year = a_path(dirk), SchoolYear.objects.get(starts_in=2026)
    one, other = (Plan.objects.create(title=title, year=year) for title in ("Een", "Ander"))
    step = step_of(path, "plan")
    for _twice in range(2):
        stepping.link_step(step=step, about=one.pk, by=dirk)
    for about, code in ((other.pk, ("linked", 409)), (clock.new_id(), ("unknown", 422))):
        with pytest.raises(RuleBroken) as refused:
            stepping.link_step(step=step, about=about, by=dirk)
        assert _code(refused) == code
    step.refresh_from_db()
    assert step.about == one.pk and step.started_at
    assert stepping.loosen_step(step=step, by=dirk) == one.pk
    stepping.link_step(step=step, about=other.pk, by=dirk)


def test_own_steps_come_go_and_move_and_no_counted_step_overtakes(dirk: Who) -> None:
    path, key = a_path(dirk), clock.new_id()
    for _twice in range(2):
        own = arranging.add_step(
            trajectory=path, key=key, title="Koffie", why="", due_on=dt.date(2027, 2, 1), after=step_of(path, "scan"), by=dirk
        )
    titles = list(Step.objects.filter(trajectory=path).values_list("title", flat=True))
    assert titles.count("Koffie") == 1 and titles[2:4] == ["Stap scan", "Koffie"]
    working.add_task(step=own, key=clock.new_id(), title="Bakken", due_on=dt.date(2027, 1, 30), by=dirk)
    kept = arranging.remove_step(step=own, by=dirk)
    for _twice in range(2):
        arranging.put_back_step(trajectory=path, kept=kept, by=dirk)
    assert PathTask.objects.filter(step=key).count() == 1
    with pytest.raises(RuleBroken) as refused:
        arranging.remove_step(step=step_of(path, "scan"), by=dirk)
    assert _code(refused) == ("template", 422)
    arranging.move_step(step=step_of(path, "plan"), up=True, by=dirk)
    arranging.move_step(step=step_of(path, "plan"), up=True, by=dirk)
    rows = list(Step.objects.filter(trajectory=path, day__isnull=False))
    assert [row.key for row in rows].index("plan") == 3 and step_of(path, "evening").due_on == EVENING
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)


def test_a_task_is_taken_once_and_removed_and_put_back(dirk: Who, carla: Who, school: School) -> None:
    make_staff_member(dirk)
    make_staff_member(carla)
    path = a_path(dirk)
    task = PathTask.for_gate().get(key="room")
    working.take_task(task=task, by=carla)
    with pytest.raises(RuleBroken) as refused:
        working.take_task(task=PathTask.for_gate().get(pk=task.pk), by=dirk)
    assert _code(refused) == ("task_is_taken", 409)
    task = PathTask.for_gate().get(pk=task.pk)
    working.finish_task(task=task, by=carla)
    kept = working.remove_task(task=PathTask.for_gate().get(pk=task.pk), by=dirk)
    for _twice in range(2):
        working.put_back_task(step=step_of(path, "evening"), kept=kept, by=dirk)
    back = PathTask.objects.get(key="room")
    assert (str(back.pk), str(back.owner), back.day) == (kept["id"], "Carla Jansen", -21)
    working.remove_task(task=PathTask.for_gate().get(pk=back.pk), by=dirk)
    with pytest.raises(RuleBroken) as refused:
        working.change_task(task=back, title="Zaal", due_on=EVENING, hours=Decimal(1), why="", by=dirk)
    assert _code(refused) == ("gone", 409)


def test_what_a_body_said_is_one_answer_and_two_writers_of_the_intake_lose_nothing(dirk: Who) -> None:
    path, today = a_path(dirk), clock.today()
    noting.note_body(trajectory=path, body="mr", outcome="told", told_on=today, by=dirk)
    noting.note_body(trajectory=path, body="mr", outcome="advises", told_on=today, note="Denk aan oma's.", by=dirk)
    assert [row.outcome for row in BodyAnswer.objects.all()] == ["advises"]
    kept = noting.forget_body(trajectory=path, body="mr", by=dirk)
    assert kept and kept["note"] == "Denk aan oma's." and not BodyAnswer.objects.exists()
    given: dict[str, Any] = {"trajectory": path, "who_along": "", "held_on": today, "by": dirk}
    noting.save_intake(answers={"stands": "Aan het begin.", "hopes": " "}, seen=0, **given)
    with pytest.raises(RuleBroken) as refused:
        noting.save_intake(answers={"stands": "Ergens."}, seen=0, **given)
    assert _code(refused) == ("edited", 409) and Intake.objects.get().answers == {"stands": "Aan het begin."}
