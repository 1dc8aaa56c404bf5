"""What stays when the world changed meanwhile: an undo that was refused, and what somebody typed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.schools.scoping import within
from driehoek.trajectories.models import BodyAnswer, PathTask, Trajectory
from driehoek.trajectories.services import arranging, noting, starting, working

from .makers_path import EVENING, _own_content, a_path, at, step_of  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


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
