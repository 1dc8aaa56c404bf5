"""What the evening asks for, on screen."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.meetings.models import Meeting, MeetingTable, Seat
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_colleagues, make_guests, make_meeting
from .pages import at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(school: School, dirk: Who, moment: Any) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def test_who_said_yes_is_counted_and_numbers_can_be_tried(desk: Client, meeting: Meeting, school: School) -> None:
    with within(school):
        make_guests(meeting, 30, coming=2)
    page = desk.get(at("capacity", meeting.pk))
    assert page.context["page"].found.people == 60
    assert "Alles past in één keer, aan 8 tafels." in words(page)
    tried = desk.get(at("capacity", meeting.pk), {"people": "300", "table_size": "8", "table_leader": "12"})
    assert "Verdeel het over 4 keer" in words(tried) and "38" in words(tried)
    with within(school):
        meeting.refresh_from_db()
    assert meeting.expected is None  # looking changes nothing


def test_a_number_that_is_none_is_said_at_its_field(desk: Client, meeting: Meeting) -> None:
    wrong = desk.get(at("capacity", meeting.pk), {"people": "veel", "table_size": "99"})
    assert wrong.status_code == 422 and 'value="veel"' in wrong.content.decode()


def test_taking_it_over_makes_the_tables_but_moves_nobody(desk: Client, meeting: Meeting, school: School) -> None:
    numbers = {"people": "90", "table_size": "8", "table_leader": "", "scribe": "", "room_tables": ""}
    assert desk.post(at("capacity_settle", meeting.pk), numbers).status_code == 302
    with within(school):
        meeting.refresh_from_db()
        assert (meeting.expected, meeting.table_count, MeetingTable.objects.filter(meeting=meeting).count()) == (90, 12, 12)
        guest = meeting.attendees.create(name="Carla", voice="school", staff=make_colleagues(1)[0])
        Seat.objects.create(attendee=guest, table=MeetingTable.objects.filter(meeting=meeting).first())
    said = desk.post(at("capacity_settle", meeting.pk), numbers | {"people": "40"}, follow=True)
    with within(school):
        assert MeetingTable.objects.filter(meeting=meeting).count() == 12
    assert "Er zitten al mensen aan tafels" in words(said)
