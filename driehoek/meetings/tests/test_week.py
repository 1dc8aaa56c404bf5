"""The letter of the week, and who is expected in two places."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import MOMENT
from driehoek.meetings import week
from driehoek.meetings.models import Meeting, MeetingTable, PreparationTask
from driehoek.meetings.queries.double import in_two_places
from driehoek.outbox.models import Message
from driehoek.schools.models import CalendarEntry, School
from driehoek.schools.scoping import within

from .makers import make_colleagues, make_meeting, make_staff_member, wanted

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 30)


@pytest.fixture
def meeting(school: School, dirk: Who, carla: Who, moment: Any) -> Meeting:
    meeting = make_meeting(school, dirk)
    with within(school):
        staff = make_staff_member(carla)
        keys = PreparationTask.objects.filter(meeting=meeting, due_on__lt=dt.date(2026, 12, 5)).values_list("pk", flat=True)[:2]
        PreparationTask.objects.filter(pk__in=list(keys)).update(owner=staff)
    return meeting


def at(day: dt.date, hour: int = 9) -> Any:
    return clock.stopped(dt.datetime.combine(day, dt.time(hour), clock.SCHOOL_TIME))


def test_who_has_something_to_do_hears_it_once_on_the_first_working_day(meeting: Meeting, school: School) -> None:
    with within(school):
        with at(MONDAY, 6):
            assert week.write_weeks() == 0  # nobody's telephone buzzes before seven
        with at(MONDAY):
            week.write_weeks()
            week.write_weeks()
            letter = week.week_letter(Message.objects.get(letter="week"))
        with at(MONDAY + dt.timedelta(days=1)):
            assert week.write_weeks() == 0
    assert letter is not None and letter.to == "carla@example.org" and letter.text.count("\n- ") == 2


def test_after_a_free_monday_it_comes_on_tuesday(meeting: Meeting, school: School) -> None:
    with within(school):
        CalendarEntry.objects.create(name="studiedag", first_day=MONDAY, last_day=MONDAY, is_free=True)
        with at(MONDAY):
            assert week.write_weeks() == 0
        with at(MONDAY + dt.timedelta(days=1)):
            assert week.write_weeks() == 1


def test_no_letter_about_what_is_done_meanwhile_or_of_a_meeting_that_is_off(meeting: Meeting, school: School) -> None:
    with within(school), at(MONDAY):
        week.write_weeks()
        message = Message.objects.get(letter="week")
        PreparationTask.objects.update(done_at=MOMENT)
        assert week.week_letter(message) is None
        PreparationTask.objects.update(done_at=None)
        meeting.occasion.cancelled_at = MOMENT
        meeting.occasion.save()
        assert week.week_letter(message) is None and week.write_weeks() == 0


def test_who_is_in_two_places_is_named(school: School, dirk: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        one, two = make_colleagues(2)
        meeting.leader = one
        meeting.save()
        first, second, *_rest = MeetingTable.objects.filter(meeting=meeting)
        MeetingTable.objects.filter(pk=first.pk).update(leader=one, scribe=two)
        MeetingTable.objects.filter(pk=second.pk).update(leader=two)
        said = in_two_places(meeting)
        assert [line for line in said if "leidt de avond, leidt tafel 1" in line and str(one) in line]
        assert [line for line in said if "schrijft aan tafel 1, leidt tafel 2" in line and str(two) in line]
        MeetingTable.objects.update(leader=None, scribe=None)
        assert in_two_places(meeting) == []
    other = make_meeting(school, dirk, title="Koffieochtend", key=wanted().key)
    with within(school):
        other.leader = one
        other.save()
        assert in_two_places(meeting) == [f"{one}: leidt de avond, leidt ook Koffieochtend."]
