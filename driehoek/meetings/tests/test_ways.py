"""The practical message, the report and news reach each home in one way: by mail or from the pile."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Invitation, Reply
from driehoek.meetings import follow_letters
from driehoek.meetings.queries import news, report_letters
from driehoek.meetings.queries import practical as queries
from driehoek.meetings.services.news import tell_news
from driehoek.meetings.services.practical import tell_practical
from driehoek.meetings.services.report import publish_report
from driehoek.outbox.bounces import came_back
from driehoek.outbox.models import Message, State
from driehoek.people.models import Guardian, Reached
from driehoek.people.tests.makers import make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .pages import at, words
from .reporting import BEFORE, LATE, Held, hold
from .test_follow import LATER, answer

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TOLD = BEFORE + dt.timedelta(days=14)


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Held:
    """Aïcha gets mail; all mail went."""
    found = hold(school, dirk, carla)
    with within(school):
        Message.objects.update(state=State.SENT, put_at=BEFORE, sent_at=BEFORE)
        Reply.objects.create(invitation=found.invitations["Aïcha"], coming=2)
    return found


def bounces(home: Invitation) -> None:
    for key in list(Message.objects.filter(about=home.pk, state=State.SENT).values_list("pk", flat=True)):
        came_back(key)


def _people(home: Invitation) -> Any:
    return Guardian.objects.filter(household=home.household_id)


HAPPENED: dict[str, tuple[Callable[[Invitation], Any], str]] = {
    "arrived": (lambda home: None, "mail"),
    "bounced": (bounces, "paper"),
    "corrected": (lambda home: (bounces(home), _people(home).update(email="aicha@example.net")), "mail"),
    "removed": (lambda home: _people(home).update(email=""), "paper"),
    "asked for paper": (lambda home: _people(home).update(reached_by=Reached.PAPER), "paper"),
    "moved out": (lambda home: _people(home).update(household=make_home("Xeno")), "nobody"),
}


@pytest.mark.parametrize("letter", ["practical", "report", "news"])
@pytest.mark.parametrize("happened", HAPPENED)
def test_each_home_is_reached_in_one_way(held: Held, school: School, dirk: Who, letter: str, happened: str) -> None:
    happens, expected = HAPPENED[happened]
    home = held.invitations["Aïcha"]
    with within(school):
        if letter == "practical":
            with clock.stopped(TOLD):
                happens(home)
                tell_practical(meeting=held.fresh, by=dirk)
                found = queries.ways_of(held.fresh)
        elif letter == "report":
            with clock.stopped(LATE):
                happens(home)
                publish_report(meeting=held.fresh, by=dirk)
                found = report_letters.ways_of(held.fresh)
        else:
            with clock.stopped(LATE):
                publish_report(meeting=held.fresh, by=dirk)
                Message.objects.update(state=State.SENT)
            with clock.stopped(LATER):
                happens(home)
                answer(held, dirk)
                tell_news(meeting=held.fresh, by=dirk)
                found = news.ways_of(held.fresh, is_new=False)
        went = {
            "mail": Message.objects.filter(letter=letter, about=home.pk).exists(),
            "paper": home in found.on_paper,
            "nobody": home in found.nobody,
        }
    assert went == {name: name == expected for name in went}


def test_who_said_yes_and_gets_no_mail_has_the_practical_message_on_the_pile(
    held: Held, school: School, dirk: Who, client: Client
) -> None:
    """And the page counts only who had it; who failed for no fault of the address gets it with the next press."""
    home = held.invitations["Aïcha"]
    with clock.stopped(TOLD):
        with within(school):
            bounces(home)
            assert tell_practical(meeting=held.fresh, by=dirk).on_paper == [home.pk]
            shown = queries.practical(held.fresh)
            assert (shown.mail, shown.to_tell, shown.told, shown.paper) == (0, 0, 0, 1)
            assert follow_letters.practical_pile(home.class_invitation, school).startswith(b"%PDF")
        sign_in(client, dirk)
        page = words(client.post(at("practical_tell", held.meeting.pk), follow=True))
        assert "Iedereen die komt kreeg het bericht al" not in page and "1 brief" in page
        with within(school):
            _people(home).update(email="aicha@example.net")
            assert tell_practical(meeting=held.fresh, by=dirk).by_mail == 1
            Message.objects.filter(letter="practical").update(state=State.FAILED, fault="SMTPDataError")
            shown = queries.practical(held.fresh)
            assert (shown.mail, shown.told, shown.failed, shown.to_tell, shown.paper) == (1, 0, 1, 1, 0)
            for mails in (1, 0):
                assert tell_practical(meeting=held.fresh, by=dirk).by_mail == mails
            assert queries.practical(held.fresh).told == 1
