"""Leading an evening: start, go on, go back, take longer, ask, close; and the codes."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode, TrailRow
from driehoek.meetings.models import Meeting, MeetingState, ProgrammeItem
from driehoek.meetings.services import live
from driehoek.meetings.services.plan import codes_end
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Source

from .evenings import START, fresh, run, table_of
from .makers import make_meeting


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


def on(meeting: Meeting) -> str:
    found = fresh(meeting).live_item
    return found.title if found else ""


def test_the_evening_starts_with_the_first_item(school: Any, dirk: Any, meeting: Meeting) -> None:
    with clock.stopped(START), within(school):
        before = meeting.live_version
        live.start_evening(meeting=meeting, by=dirk)
        now = fresh(meeting)
        assert (now.state, on(now), now.live_item_at, now.live_question) == (MeetingState.RUNNING, "Inloop", START, "")
        assert now.live_version > before
        assert TrailRow.objects.filter(act="start_meeting").count() == 1


def test_an_evening_starts_once(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        live.start_evening(meeting=meeting, by=dirk)
        with pytest.raises(RuleBroken, match="wrong_state"):
            live.start_evening(meeting=fresh(meeting), by=dirk)


def test_a_start_by_mistake_goes_back_until_somebody_said_something(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        live.start_evening(meeting=meeting, by=dirk)
        Contribution.objects.create(occasion=meeting.occasion, kind="wish", voice="parents", source=Source.REPLY, text="Vooraf")
        live.not_started(meeting=fresh(meeting), by=dirk)
        assert (fresh(meeting).state, on(meeting)) == (MeetingState.READY, "")
        live.start_evening(meeting=fresh(meeting), by=dirk)
        Contribution.objects.create(occasion=meeting.occasion, kind="wish", voice="parents", source=Source.PHONE, text="Hier")
        with pytest.raises(RuleBroken, match="said"):
            live.not_started(meeting=fresh(meeting), by=dirk)


def test_an_empty_programme_cannot_start(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        ProgrammeItem.objects.filter(meeting=meeting).delete()
        with pytest.raises(RuleBroken, match="no_programme"):
            live.start_evening(meeting=meeting, by=dirk)


def test_going_on_brings_up_the_first_question_of_the_dialogue(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        for title, question in (
            ("Welkom", ""),
            ("Wat is partnerschap?", ""),
            ("In gesprek", "parents_experience"),
            ("Wat hoorden we?", ""),
        ):
            live.next_item(meeting=now, by=dirk)
            assert (on(meeting), fresh(meeting).live_question) == (title, question)


def test_a_double_press_goes_on_once(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        shown = now.live_item_id
        live.next_item(meeting=now, by=dirk, leaving=shown)
        with pytest.raises(RuleBroken, match="moved_on"):
            live.next_item(meeting=fresh(meeting), by=dirk, leaving=shown)
        assert on(meeting) == "Welkom"


def test_two_leaders_who_press_at_once_go_on_once(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        one, other = run(meeting, dirk), fresh(meeting)
        live.next_item(meeting=one, by=dirk)
        with pytest.raises(RuleBroken, match="moved_on"):
            live.next_item(meeting=other, by=dirk)
        assert on(meeting) == "Welkom"


def test_going_back_after_a_mistake_gives_the_clock_back(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        with clock.stopped(START):
            now = run(meeting, dirk)
        with clock.stopped(START + dt.timedelta(minutes=10)):
            live.next_item(meeting=now, by=dirk)
            live.previous_item(meeting=fresh(meeting), by=dirk)
        assert (on(meeting), fresh(meeting).live_item_at) == ("Inloop", START)
        with pytest.raises(RuleBroken, match="first_item"):
            live.previous_item(meeting=fresh(meeting), by=dirk)


def test_five_minutes_more_belong_to_the_item_that_is_on(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        live.add_minutes(meeting=now, by=dirk)
        item = fresh(meeting).live_item
        assert item.minutes == 20
        assert fresh(meeting).live_version == now.live_version + 1
        ProgrammeItem.objects.filter(pk=item.pk).update(minutes=598)
        with pytest.raises(RuleBroken, match="too_long"):
            live.add_minutes(meeting=fresh(meeting), by=dirk)


def test_an_item_that_was_taken_out_while_it_was_on_is_no_problem(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        ProgrammeItem.objects.filter(pk=now.live_item_id).delete()
        with clock.stopped(START + dt.timedelta(minutes=21)):
            live.next_item(meeting=fresh(meeting), by=dirk)
        assert on(meeting) == "In gesprek"


def test_only_questions_that_parents_may_see_come_on_the_screen(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        live.show_question(meeting=now, by=dirk, question="needs")
        assert fresh(meeting).live_question == "needs"
        with pytest.raises(RuleBroken, match="unknown_question"):
            live.show_question(meeting=now, by=dirk, question="een eigen vraag")
        live.show_question(meeting=now, by=dirk, question="")
        assert fresh(meeting).live_question == ""


def test_the_last_item_is_followed_by_closing(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        now = run(meeting, dirk)
        for _item in range(8):
            live.next_item(meeting=now, by=dirk)
        with pytest.raises(RuleBroken, match="last_item"):
            live.next_item(meeting=now, by=dirk)
        live.close_evening(meeting=now, by=dirk)
        assert (fresh(meeting).state, fresh(meeting).live_question) == (MeetingState.HARVEST, "")
        with pytest.raises(RuleBroken, match="not_running"):
            live.next_item(meeting=fresh(meeting), by=dirk)
        live.reopen_evening(meeting=fresh(meeting), by=dirk)
        assert fresh(meeting).state == MeetingState.RUNNING


def test_missing_codes_are_made_once(school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        assert live.issue_live_codes(meeting=meeting, by=dirk) == 0
        first = codes.codes_for("join", [meeting.pk])
        codes.revoke("scribe", table_of(meeting, 2).pk)
        codes.revoke("lead", meeting.pk)
        assert live.issue_live_codes(meeting=meeting, by=dirk) == 4
        assert live.issue_live_codes(meeting=meeting, by=dirk) == 0
        assert codes.codes_for("join", [meeting.pk]) == first
        valid = AccessCode.objects.filter(about=meeting.pk, purpose="lead:printed", revoked_at__isnull=True).get()
        assert valid.expires_at == codes_end("lead", meeting.occasion)
