"""A telephone call about a child of a class without names: somebody at school enters what was said."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.invitations.models import ClassInvitation, Occasion, OpenReply
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_open_replies import nameless

__all__ = ["nameless"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def address(name: str, *about: Any) -> str:
    return reverse(name, args=["klimboom", *about])


def said(**say: str) -> dict[str, str]:
    return {"child_name": "Noor", "coming": "2", "reply_key": str(clock.secret_id()), "key": str(clock.secret_id())} | say


@pytest.mark.database
def test_a_mentor_enters_what_a_parent_said_and_may_take_it_back(
    client: Client, school: School, nameless: ClassInvitation, carla: Who
) -> None:
    sign_in(client, carla)
    assert "voornaam" in client.get(address("open_enter", nameless.pk)).content.decode()

    page = client.post(address("open_enter", nameless.pk), said(interpreter="ar"), follow=True).content.decode()

    with within(school):
        kept = OpenReply.objects.get()
        trail = TrailRow.objects.get(act="reply-openly")
    assert (kept.child_name, kept.coming, kept.interpreter) == ("Noor", 2, "ar")
    assert trail.actor == carla.user_id
    back = address("open_aside", kept.pk)
    assert "Het antwoord over Noor is genoteerd." in page and f'action="{back}"' in page
    client.post(back)
    with within(school):
        assert OpenReply.objects.get().set_aside_at is not None


def test_pressed_twice_is_one_answer(client: Client, school: School, nameless: ClassInvitation, dirk: Who) -> None:
    sign_in(client, dirk)
    twice = said()

    for _ in range(2):
        client.post(address("open_enter", nameless.pk), twice)

    with within(school):
        assert OpenReply.objects.count() == 1


def test_what_was_typed_stays_when_the_answer_is_missing(client: Client, nameless: ClassInvitation, dirk: Who) -> None:
    sign_in(client, dirk)

    wrong = client.post(address("open_enter", nameless.pk), said(name="Fatima", coming=""))

    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'value="Noor"' in text and 'value="Fatima"' in text and "Kies een antwoord" in text


def test_a_teacher_of_another_class_enters_nothing(client: Client, school: School, nameless: ClassInvitation) -> None:
    sign_in(client, make_staff(school, "Kees Bos", Role.TEACHER))

    assert client.get(address("open_enter", nameless.pk)).status_code == 404
    assert client.post(address("open_enter", nameless.pk), said()).status_code == 404


@pytest.mark.parametrize("page", ["invite_find", "class_link", "open_replies"])
def test_it_is_reached_from_where_people_look(
    client: Client, nameless: ClassInvitation, occasion: Occasion, dirk: Who, page: str
) -> None:
    sign_in(client, dirk)

    text = client.get(address(page, occasion.pk if page == "invite_find" else nameless.pk)).content.decode()

    assert f'href="{address("open_enter", nameless.pk)}"' in text
