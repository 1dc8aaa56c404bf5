"""What stays when the world changed meanwhile: an undo that was refused, and what somebody typed."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.models import Membership
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.library import reading_path
from driehoek.meetings.models import Attendee
from driehoek.meetings.tests.makers import make_meeting, make_staff_member
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity, ActivityState, Plan
from driehoek.schools.scoping import within
from driehoek.trajectories.models import BodyAnswer, PathTask, Step, Trajectory
from driehoek.trajectories.queries.comparing import beside
from driehoek.trajectories.queries.feeds import reader_of
from driehoek.trajectories.queries.path import page_of_path
from driehoek.trajectories.queries.reached import evenings
from driehoek.trajectories.services import arranging, next_year, noting, starting, working
from driehoek.voices.models import Voice

from .makers_path import EVENING, STRATEGY, a_path, at, step_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_content")]


@pytest.fixture
def desk(client: Client, school: Any, moment: Any, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def path(school: Any, dirk: Who, moment: Any) -> Trajectory:
    with within(school):
        return a_path(dirk)


def test_an_undo_that_was_refused_can_be_done_afterwards(desk: Client, school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        own = arranging.add_step(trajectory=path, key=clock.new_id(), title="Koffie", why="", due_on=EVENING, after=None, by=dirk)
    assert desk.post(at(school, "step_remove", own)).status_code == 302
    desk.post(at(school, "trajectory_end", path))
    assert desk.post(at(school, "step_put_back", path)).status_code == 409
    desk.post(at(school, "trajectory_reopen", path))
    assert [desk.post(at(school, "step_put_back", path)).status_code for _twice in range(2)] == [302, 404]


def _fields(desk: Client, url: str) -> dict[str, Any]:
    form = desk.get(url).context["form"]
    return {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}


def test_who_saves_a_step_or_a_task_second_sees_both_texts(desk: Client, school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        step, task = step_of(path, "plan"), PathTask.for_gate().get(key="room")
    pages = {at(school, "step_edit", step): "Plan", at(school, "path_task", task): "Zaal"}
    tabs = {url: _fields(desk, url) for url in pages}
    day = EVENING + dt.timedelta(weeks=4)
    with within(school):
        starting.change_trajectory(trajectory=path, title="Later", anchor_on=day, by=dirk)
    for url, words in pages.items():
        assert desk.post(url, tabs[url] | {"title": words}).status_code == 302
        answer = desk.post(url, tabs[url] | {"title": "Van de tweede"})
        page = answer.content.decode()
        assert answer.status_code == 409 and f'<p dir="auto">{words}</p>' in page and 'value="Van de tweede"' in page
        assert desk.post(url, _bound(answer)).status_code == 302
    with within(school):
        step, task = step_of(path, "plan"), PathTask.for_gate().get(key="room")
    assert (step.title, step.day, task.title, task.day) == ("Van de tweede", 28, "Van de tweede", -21)
    url = at(school, "trajectory_settings", path)
    assert desk.post(url, {"title": "Naam", "anchor_on": EVENING, "was_on": EVENING}).status_code == 302
    with within(school):
        assert Trajectory.objects.get().anchor_on == day


def _bound(answer: Any) -> dict[str, Any]:
    return {name: answer.context["form"][name].value() or "" for name in answer.context["form"].fields}


def test_what_was_typed_stays_when_the_trajectory_ended_meanwhile(desk: Client, school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        step, task = step_of(path, "plan"), PathTask.for_gate().get(key="room")
        working.finish_task(task=task, by=dirk)
    assert at(school, "path_task_open", task) in desk.get(at(school, "step", task.step_id)).content.decode()
    urls = [
        at(school, *about) for about in (("step_edit", step), ("path_task", task), ("step_new", path), ("path_task_new", step))
    ]
    sent = [(url, _fields(desk, url) | {"title": "Lange tekst"}) for url in urls]
    told = {"mr-outcome": "told", "mr-told_on": "2026-11-20", "mr-name": "", "mr-note": "Lange tekst"}
    sent += [(at(school, "trajectory_body", path, "mr"), told), (at(school, "step_leave_out", step), {"why": "Lange tekst"})]
    with within(school):
        starting.end_trajectory(trajectory=path, by=dirk)
    for url, data in sent:
        answer = desk.post(url, data)
        assert answer.status_code == 409 and "Lange tekst" in answer.content.decode(), url
    assert at(school, "path_task_open", task) not in desk.get(at(school, "step", task.step_id)).content.decode()


def test_the_name_of_who_spoke_for_a_body_is_for_the_office(desk: Client, school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        noting.note_body(trajectory=path, body="mr", outcome="told", told_on=clock.today(), name="Aïcha Amrani", by=dirk)
    url = at(school, "trajectory_bodies", path)
    assert "Aïcha Amrani" in desk.get(url).content.decode()
    sign_in(desk, make_staff(school, "Thea", Role.TRAJECTORY_ADVISER))
    page = desk.get(url).content.decode()
    assert "Amrani" not in page and "mr-name" not in page
    told = {"mr-outcome": "agreed", "mr-told_on": "2026-11-20", "mr-note": "", "mr-name": "Iemand anders"}
    assert desk.post(at(school, "trajectory_body", path, "mr"), told).status_code == 302
    with within(school):
        assert BodyAnswer.objects.values_list("outcome", "name").get() == ("agreed", "Aïcha Amrani")


def test_a_path_that_counts_from_its_start_is_not_over_on_its_second_day(
    desk: Client, school: Any, dirk: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot = replace(STRATEGY, key="pilot", counts_from="start", steps=(STRATEGY.steps[5], STRATEGY.steps[8]))
    monkeypatch.setattr(reading_path, "load_paths", lambda: (STRATEGY, pilot))
    with within(school):
        path = starting.start_trajectory(
            key=clock.new_id(), template="pilot", title="Pilot", anchor_on=clock.today() - dt.timedelta(days=1), by=dirk
        ).trajectory
    page = desk.get(at(school, "trajectory", path)).content.decode()
    assert "Begonnen op" in page and "Geweest" not in page and "Bereiken we alle ouders?" not in page
    assert "Begin het volgende jaar" not in page
    with clock.stopped(clock.at(dt.date(2027, 4, 20), dt.time(12))), within(school):
        assert not page_of_path(path, dirk, school.sector).is_young


def test_after_the_evening_the_card_says_how_many_came(school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        meeting = make_meeting(school, dirk)
        end = meeting.occasion.ends_at
        assert (evenings([meeting]).is_over, evenings([]).is_over) == (False, False)
        with clock.stopped(end + dt.timedelta(hours=1)):
            assert (evenings([meeting]).is_over, evenings([meeting]).came) == (True, 0)
            Attendee.objects.create(meeting=meeting, name="Ouder", voice=Voice.PARENTS, arrived_at=end)
            assert evenings([meeting]).came == 1
            meeting.report_came = {str(Voice.PARENTS): 31}
            assert evenings([meeting]).came == 31


def test_a_teacher_who_left_and_advises_now_keeps_a_calendar_of_an_adviser(school: Any, moment: Any) -> None:
    kees = make_staff(school, "Kees", Role.TEACHER)
    with within(school):
        row = make_staff_member(kees)
        StaffMember.objects.filter(pk=row.pk).update(left_on=dt.date(2026, 8, 1))
        assert kees.user_id and reader_of(kees.user_id) is None
        Membership.objects.create(user_id=kees.user_id, role=Role.TRAJECTORY_ADVISER, since=clock.today())
        found = reader_of(kees.user_id)
        assert found and found[0].roles == {Role.TRAJECTORY_ADVISER}


def test_an_activity_that_was_done_without_a_day_counts_in_the_year_it_was_written_down(
    dirk: Who, path: Trajectory, school: Any
) -> None:
    with within(school):
        now = next_year.start_next(trajectory=path, anchor_on=dt.date(2028, 3, 16), by=dirk).trajectory
        plan = Plan.objects.create(title="Ons plan", year=path.year)
        Step.objects.filter(key="plan").update(about=plan.pk)
        for title, day in (("Koffie", dt.date(2027, 3, 1)), ("Soep", dt.date(2027, 10, 1))):
            Activity.objects.create(plan=plan, title=title, state=ActivityState.DONE, made_at=clock.at(day, dt.time(12)))
        found = beside(now, "nl")
        assert found and [list(one.held.values()) for one in (found.now, found.then)] == [[["Soep"]], [["Koffie"]]]
