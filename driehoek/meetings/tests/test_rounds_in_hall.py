"""Statements in the hall: by the code that everybody shares, with the leader's code, and on the shared screen."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.meetings.models import Attendee, Meeting
from driehoek.schools.scoping import within
from driehoek.voices.models import Poll, Reaction
from driehoek.voices.tests.polling import make_round, many, statements

from .evenings import at, open_code, run
from .makers import make_meeting
from .pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(school: Any, dirk: Who, moment: dt.datetime) -> Meeting:
    made = make_meeting(school, dirk)
    with within(school):
        return run(made, dirk)


@pytest.fixture
def poll(school: Any, meeting: Meeting, dirk: Who) -> Poll:
    with within(school):
        return make_round(meeting.occasion, dirk, is_open=False)


def browser(purpose: str, meeting: Meeting, school: Any) -> Client:
    client = Client()
    open_code(client, purpose, meeting.pk, school)
    return client


def test_the_leader_opens_closes_and_shows_from_her_phone_with_a_code(school: Any, meeting: Meeting, poll: Poll) -> None:
    leader, phone = browser("lead", meeting, school), browser("join", meeting, school)
    home = at("live_leader", meeting.pk)
    assert "Open de ronde" in words(leader.get(home))
    before = phone.get(at("live_phone_now", meeting.pk)).json()
    assert "Doe mee" not in before["doors"]
    for verb in ("open", "close", "show"):
        assert leader.post(at("poll_turn", poll.pk), {"verb": verb, "back": home})["Location"] == home
        now = phone.get(at("live_phone_now", meeting.pk) + f"?v={before['version']}")
        assert now.status_code == 200, "the phone hears it"
        assert {"open": "Doe mee", "close": "", "show": "Uitslag"}[verb] in now.json()["doors"]
        before = now.json()
    elsewhere = leader.post(at("poll_turn", poll.pk), {"verb": "hide", "back": "https://example.org/s/klimboom/"})
    assert elsewhere["Location"] == at("poll", poll.pk)
    assert phone.post(at("poll_turn", poll.pk), {"verb": "open"}).status_code == 404


def test_two_phones_with_the_same_code_are_two_voters_who_say_who_they_are(
    school: Any, meeting: Meeting, poll: Poll, dirk: Who
) -> None:
    leader = browser("lead", meeting, school)
    known(school, meeting, "pupil", 10)
    leader.post(at("poll_turn", poll.pk), {"verb": "open"})
    phones = [browser("join", meeting, school) for _ in range(2)]
    with within(school):
        key = statements(poll)[0].pk
    for phone, voice in zip(phones, ("parents", "pupil"), strict=True):
        assert "Wie bent u?" in words(phone.get(at("react", poll.pk)))
        assert phone.post(at("react", poll.pk), {"voice": "buren"}).status_code == 422
        phone.post(at("react", poll.pk), {"voice": voice})
        assert "1 van 4" in words(phone.get(at("react", poll.pk)))
        for value in ("agree", "disagree"):
            phone.post(at("react_say", poll.pk), {"statement": key, "value": value})
    with within(school):
        assert sorted(Reaction.objects.values_list("voice", "value")) == [("parents", -1), ("pupil", -1)]


def known(school: Any, meeting: Meeting, voice: str, count: int) -> None:
    with within(school):
        Attendee.objects.bulk_create(Attendee(meeting=meeting, name=f"N{number}", voice=voice) for number in range(count))


def test_nobody_fills_up_a_voice_of_few_with_windows_of_their_own(school: Any, meeting: Meeting, poll: Poll) -> None:
    """Nine windows that say 'I work here' would lift the one colleague who took part above the threshold, to be read."""
    browser("lead", meeting, school).post(at("poll_turn", poll.pk), {"verb": "open"})
    known(school, meeting, "school", 9)
    phone = browser("join", meeting, school)
    page = words(phone.get(at("react", poll.pk)))
    assert "Ik werk op school" not in page
    assert "Log in met uw account" in page
    assert phone.post(at("react", poll.pk), {"voice": "school"}).status_code == 422
    with within(school):
        key = statements(poll)[0].pk
    phone.post(at("react_say", poll.pk), {"statement": key, "value": "agree", "voice": "school"})
    with within(school):
        assert not Reaction.objects.exists()
        Attendee.objects.update(arrived_at=clock.now())
    known(school, meeting, "school", 30)
    assert phone.post(at("react", poll.pk), {"voice": "school"}).status_code == 422, "thirty who did not come do not count"
    with within(school):
        Attendee.objects.update(arrived_at=clock.now())
    phone.post(at("react", poll.pk), {"voice": "school"})
    phone.post(at("react_say", poll.pk), {"statement": key, "value": "agree"})
    with within(school):
        assert Reaction.objects.get().voice == "school"


def test_the_shared_screen_tells_how_many_in_steps_and_results_only_once_shown(school: Any, meeting: Meeting, poll: Poll) -> None:
    leader = browser("lead", meeting, school)
    screen = at("live_hall", meeting.pk)
    leader.post(at("poll_turn", poll.pk), {"verb": "open"})
    with within(school):
        many(poll, [("parents", [1, -1, 0, 1])] * 23)
    assert "Er deden minstens 20 mensen mee." in words(leader.get(screen))
    leader.post(at("poll_turn", poll.pk), {"verb": "close"})
    assert "%" not in words(leader.get(screen))
    leader.post(at("poll_turn", poll.pk), {"verb": "show"})
    assert "1 / 4" in words(leader.get(screen))
    assert "%" in words(leader.get(screen))
