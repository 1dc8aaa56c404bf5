"""The action team: who prepares the meeting, and whom it still misses."""

from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.meetings.models import Meeting, TeamMember
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_colleagues, make_meeting
from .pages import at, words

pytestmark = pytest.mark.django_db


def typed(**say: str) -> dict[str, str]:
    return {"key": str(clock.new_id()), "staff": "", "name": "Mevrouw Amrani", "layer": "parent"} | say


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def meeting(school: School, dirk: Who, moment: Any) -> Meeting:
    with within(school):
        return make_meeting(school, dirk)


def test_the_page_says_which_part_of_the_school_is_missing(desk: Client, meeting: Meeting) -> None:
    assert "Nog geen team" in words(desk.get(at("team", meeting.pk)))
    once = typed()
    assert [desk.post(at("team", meeting.pk), once).status_code for _twice in range(2)] == [302, 302]
    shown = words(desk.get(at("team", meeting.pk)))
    assert "Nog niemand van: schoolleiding, onderbouw, bovenbouw en ondersteuning en begeleiding." in shown
    assert shown.count("Mevrouw Amrani") >= 1


def test_a_colleague_is_in_the_team_once_and_nobody_without_a_name(desk: Client, meeting: Meeting, school: School) -> None:
    with within(school):
        [staff] = make_colleagues(1)
    member = {"staff": str(staff.pk), "name": "", "layer": "lower"}
    desk.post(at("team", meeting.pk), typed(**member))
    again = desk.post(at("team", meeting.pk), typed(**member), follow=True)
    assert "Deze collega zit al in het team" in words(again)
    assert desk.post(at("team", meeting.pk), typed(name=" ")).status_code == 422
    with within(school):
        assert TeamMember.objects.count() == 1


def test_out_of_the_team_and_back(desk: Client, meeting: Meeting, school: School) -> None:
    desk.post(at("team", meeting.pk), typed())
    with within(school):
        member = TeamMember.objects.get()
    desk.post(at("team_remove", member.pk))
    with within(school):
        assert not TeamMember.objects.exists()
    desk.post(at("team_put_back", meeting.pk))
    with within(school):
        assert TeamMember.objects.get().name == "Mevrouw Amrani"
