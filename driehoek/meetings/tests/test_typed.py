"""What forms of a meeting begin with, and how what is typed is judged."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from driehoek.conftest import sign_in
from driehoek.meetings.forms_fill_ins import judged
from driehoek.meetings.models import Meeting

from .makers import make_meeting
from .pages import at, words


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


def test_interpreters_and_child_care_start_as_the_kind_counts_on_them(desk: Client, meeting: Any) -> None:
    def ticked(kind: str) -> list[bool]:
        form = desk.get(at("meeting_new"), {"soort": kind}).context["form"]
        return [form.initial["interpreter"], form.initial["childcare"]]

    assert ticked("parents_meeting") == [True, True] and ticked("coffee_morning") == [False, False]
    assert ticked(f"meeting:{meeting.pk}") == [True, True] and ticked("meeting:odd") == [False, False]


@pytest.mark.parametrize(("name", "typed"), [("aantal_ouders", "-3"), ("eindtijd", "straks"), ("naam_gespreksleider", "3")])
def test_a_fill_in_is_judged_by_what_it_holds(desk: Client, meeting: Any, name: str, typed: str) -> None:
    wrong = desk.post(at("fill_ins", meeting.pk), {name: typed})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {name}
    assert f'value="{typed}"' in wrong.content.decode()


def test_numbers_times_and_words_are_kept_as_they_are_read_aloud() -> None:
    assert judged("number", "042") == "42" and judged("time", "9:05 uur") == "09.05" and judged("words", "40") == "40"
    assert judged("name", "Farid el Amrani") == "Farid el Amrani"


def test_who_works_here_reads_no_words_for_parents_on_a_page_that_is_gone(desk: Client, school: Any) -> None:
    page = words(desk.get(at("meeting", uuid.uuid4())))
    assert "bij jouw rol" in page and "Een code typen" not in page
    assert "Een code typen" in words(Client().post(at("meeting", uuid.uuid4())))
