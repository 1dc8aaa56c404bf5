"""What stays when the world changed meanwhile: an undo that was refused, and what somebody typed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.schools.scoping import within
from driehoek.trajectories.models import Trajectory
from driehoek.trajectories.services import arranging, starting

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
