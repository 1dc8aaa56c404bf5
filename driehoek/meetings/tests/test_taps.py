"""'How was it': once for each code, nobody can tell who, and nothing is shown while one person could be guessed."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.meetings import taps_rules
from driehoek.meetings.queries.evaluation import tap_lines, tapped
from driehoek.meetings.services import evaluation
from driehoek.meetings.services.report import publish_report
from driehoek.running.work import ROUNDS
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .evenings import open_code
from .pages import at, words
from .reporting import LATE, Held, hold

ALL = {"useful": "yes", "heard": "some", "together": "no"}
pytestmark = pytest.mark.django_db


@given(st.lists(st.dictionaries(st.sampled_from(["useful", "other"]), st.sampled_from(["yes", "some", "no", "x"]))))
def test_every_answer_counts_once_and_nothing_else_does(answers: list[dict[str, str]]) -> None:
    counts: dict[str, dict[str, int]] = {}
    for answer in answers:
        counts = taps_rules.added(counts, answer, ["useful"])
    assert sum(counts.get("useful", {}).values()) == sum(answer.get("useful") in taps_rules.CHOICES for answer in answers)
    assert set(counts) <= {"useful"}


def test_fewer_than_five_are_not_shown() -> None:
    for number, shown in ((4, 0), (5, 1)):
        assert len(taps_rules.shown({"useful": {"yes": number}}, ["useful"])) == shown


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


def phone(held: Held, school: School, name: str = "Aïcha") -> Client:
    client = Client()
    client.cookies["taal"] = "nl"
    open_code(client, "reply", held.invitations[name].pk, school)
    return client


@pytest.mark.database
def test_a_code_counts_once_whatever_the_device(held: Held, school: School) -> None:
    for client in (phone(held, school), phone(held, school)):
        assert "Dank u wel" in words(client.post(at("how_was_it", held.meeting.pk), ALL, follow=True))
    with within(school, write=False):
        assert tapped(held.fresh) == 1 and held.fresh.evaluation["taps"]["heard"] == {"yes": 0, "some": 1, "no": 0}


@pytest.mark.database
def test_what_is_kept_leads_to_nobody(held: Held, school: School) -> None:
    with within(school, write=False):
        before = TrailRow.objects.count()
    phone(held, school).post(at("how_was_it", held.meeting.pk), ALL)
    with within(school, write=False):
        kept = json.dumps(held.fresh.evaluation)
        assert str(held.invitations["Aïcha"].pk) not in kept and str(held.invitations["Aïcha"].household_id) not in kept
        assert TrailRow.objects.filter(act__contains="tap").count() == 0 and TrailRow.objects.count() == before


def test_the_code_of_the_hall_counts_once_for_each_browser(held: Held, school: School) -> None:
    for _device in range(2):
        client = Client()
        open_code(client, "join", held.meeting.pk, school)
        for _press in range(2):
            client.post(at("how_was_it", held.meeting.pk), ALL)
    with within(school, write=False):
        assert tapped(held.fresh) == 2


def test_who_was_not_there_is_not_asked(held: Held, school: School, dirk: Who) -> None:
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    asks = "Hoe was het? Drie tikken"
    assert asks in words(phone(held, school).get(at("guest_report", held.meeting.pk)))
    assert asks not in words(phone(held, school, "Bas").get(at("guest_report", held.meeting.pk)))
    assert "Deze vraag is voor wie er was" in words(phone(held, school, "Bas").get(at("how_was_it", held.meeting.pk)))


def test_nothing_chosen_says_so_and_too_late_is_too_late(held: Held, school: School) -> None:
    client = phone(held, school)
    empty = client.post(at("how_was_it", held.meeting.pk), {"useful": "yes!"})
    assert empty.status_code == 422 and "Kies bij minstens één zin" in words(empty)
    with clock.stopped(LATE + dt.timedelta(days=15)):
        assert client.post(at("how_was_it", held.meeting.pk), ALL).status_code == 409


@pytest.mark.database
def test_the_report_tells_it_from_five_on(held: Held, school: School, dirk: Who) -> None:
    with within(school):
        for number in range(5):
            assert not tap_lines(held.fresh, "nl")
            assert evaluation.take_taps(meeting=held.meeting, mark=str(number), chosen=ALL)
            assert not evaluation.take_taps(meeting=held.meeting, mark=str(number), chosen=ALL)
        publish_report(meeting=held.meeting, by=dirk)
    text = words(phone(held, school).get(at("guest_report", held.meeting.pk) + "?taal=nl"))
    assert "Er is naar mij geluisterd. ja: 0 · een beetje: 5 · nee: 0" in text


@pytest.mark.database
def test_who_tapped_is_forgotten_once_the_taps_close(held: Held, school: School) -> None:
    assert evaluation.forget_who_tapped in ROUNDS
    ends = held.meeting.occasion.ends_at
    with within(school):
        assert evaluation.take_taps(meeting=held.meeting, mark="one", chosen=ALL)
        with clock.stopped(ends + dt.timedelta(days=13)):
            assert evaluation.forget_who_tapped() == 0 and held.fresh.evaluation["tapped"]
        with clock.stopped(ends + dt.timedelta(days=14)):
            assert [evaluation.forget_who_tapped() for _round in range(2)] == [1, 0]
        kept = held.fresh.evaluation
        assert "tapped" not in kept and kept["taps"]["useful"]["yes"] == 1
