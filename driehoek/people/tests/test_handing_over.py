"""Everything that a colleague has in hand goes to another in one go, and comes back with one press."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, ActionState
from driehoek.conftest import sign_in
from driehoek.meetings.models import Meeting, PreparationTask
from driehoek.meetings.tests.makers import make_meeting
from driehoek.people.models import StaffMember
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_staff import address, employed, text

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]


@pytest.fixture
def work(school: School, carla: Who, anne: Who) -> dict[str, Any]:
    """Carla leads an evening, has a task and two actions, of which one is done; Bo is a colleague without an account."""
    carla_, meeting = employed(school, carla), make_meeting(school, anne)
    with within(school):
        bo = StaffMember.objects.create(given_name="Bo", surname="Vos")
        Meeting.objects.filter(pk=meeting.pk).update(leader=carla_)
        task = PreparationTask.objects.create(
            meeting=meeting, title="Stoelen klaarzetten", due_on=dt.date(2026, 12, 1), owner=carla_
        )
        todo = ActionItem.objects.create(title="Ouders bellen", owner=carla_, due_on=dt.date(2026, 12, 1))
        done = ActionItem.objects.create(title="Lokaal", owner=carla_, due_on=dt.date(2026, 12, 1), state=ActionState.DONE)
    return {"carla": carla_, "bo": bo, "meeting": meeting, "task": task, "todo": todo, "done": done}


def owners(school: School, work: dict[str, Any]) -> list[str]:
    with within(school):
        return [
            Meeting.objects.get(pk=work["meeting"].pk).leader.given_name,
            PreparationTask.objects.get(pk=work["task"].pk).owner.given_name,
            ActionItem.objects.get(pk=work["todo"].pk).owner.given_name,
            ActionItem.objects.get(pk=work["done"].pk).owner.given_name,
        ]


def test_all_open_work_goes_to_one_colleague_and_comes_back(
    client: Client, school: School, anne: Who, work: dict[str, Any]
) -> None:
    sign_in(client, anne)
    key = work["carla"].pk
    assert "Geef alles aan deze collega" in text(client.get(address("colleague_leave", school, key)))
    answer = client.post(address("colleague_hand_over", school, key), {"to": work["bo"].pk, "leave": "1"}, follow=True)
    assert "3 taken en acties zijn nu van Bo Vos." in text(answer) and "gaat weg van school" in text(answer)
    assert owners(school, work) == ["Bo", "Bo", "Bo", "Carla"]
    with within(school):
        assert TrailRow.objects.filter(act="hand-over", actor=anne.user_id).count() == 3
    undo = address("colleague_take_back", school, key)
    assert undo in answer.content.decode()
    assert "3 taken en acties zijn terug bij Carla Jansen." in text(client.post(undo, follow=True))
    assert owners(school, work) == ["Carla"] * 4
    assert client.post(undo).status_code == 404


def test_what_the_other_finished_meanwhile_does_not_come_back(
    client: Client, school: School, anne: Who, work: dict[str, Any]
) -> None:
    sign_in(client, anne)
    key = work["carla"].pk
    client.post(address("colleague_hand_over", school, key), {"to": work["bo"].pk})
    with within(school):
        PreparationTask.objects.filter(pk=work["task"].pk).update(done_at=clock.now())
    said = text(client.post(address("colleague_take_back", school, key), follow=True))
    assert "2 taken en acties zijn terug" in said and "De rest is intussen klaar" in said
    assert owners(school, work) == ["Carla", "Bo", "Carla", "Carla"]


@pytest.mark.parametrize("to", ["", "self", "left", "odd"])
def test_it_goes_only_to_a_colleague_who_works_here(
    client: Client, school: School, anne: Who, work: dict[str, Any], to: str
) -> None:
    with within(school):
        left = StaffMember.objects.create(given_name="Weg", surname="Vos", left_on=dt.date(2026, 9, 1))
    chosen = {"self": work["carla"].pk, "left": left.pk}.get(to, to)
    sign_in(client, anne)
    answer = client.post(address("colleague_hand_over", school, work["carla"].pk), {"to": chosen})
    assert answer.status_code == 422 and "Kies" in text(answer)
    assert owners(school, work) == ["Carla"] * 4


def test_only_an_administrator(client: Client, school: School, dirk: Who, carla: Who, work: dict[str, Any]) -> None:
    for who in (dirk, carla):
        sign_in(client, who)
        assert client.post(address("colleague_hand_over", school, work["carla"].pk), {"to": work["bo"].pk}).status_code == 404


def test_the_page_asks_as_much_for_many_as_for_one(client: Client, school: School, anne: Who, work: dict[str, Any]) -> None:
    sign_in(client, anne)
    page = address("colleague", school, work["carla"].pk)
    client.get(page)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counts.append(len(asked))
        with within(school):
            for number in range(30):
                StaffMember.objects.create(given_name=f"Juf {number}", surname="Vos")
                ActionItem.objects.create(title=f"Actie {number}", owner=work["carla"], due_on=dt.date(2026, 12, 1))
    assert counts[0] == counts[1]
