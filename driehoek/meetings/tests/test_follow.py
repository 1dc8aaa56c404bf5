"""News for everybody once a round, silence of six weeks shown to the team alone, and the practical message for who comes."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.conftest import sign_in
from driehoek.invitations.models import Reply
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.meetings import follow_letters, practical_rules
from driehoek.meetings.follow_words import NEWS, PRACTICAL
from driehoek.meetings.queries import news
from driehoek.meetings.queries.practical import practical
from driehoek.meetings.services.news import tell_news
from driehoek.meetings.services.practical import tell_practical
from driehoek.meetings.services.report import publish_report
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices import services as voices

from .evenings import open_code
from .makers import EVENING
from .pages import at, words
from .reporting import BEFORE, LATE, SECRETS, Held, hold

pytestmark = pytest.mark.django_db
LATER = LATE + dt.timedelta(days=50)


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


@pytest.fixture
def published(held: Held, school: School, dirk: Who) -> Held:
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    return held


def answer(held: Held, by: Who, text: str = "We zijn er mee bezig.") -> None:
    theme = type(held.themes["open"]).objects.get(pk=held.themes["open"].pk)
    voices.answer_theme(theme=theme, by=by, kind="heard", text=text)


# ---- news


@pytest.mark.database
def test_news_goes_once_for_each_round(published: Held, school: School, dirk: Who) -> None:
    with clock.stopped(LATER), within(school):
        with pytest.raises(RuleBroken):
            tell_news(meeting=published.fresh, by=dirk)
        answer(published, dirk)
        assert tell_news(meeting=published.fresh, by=dirk).by_mail == 2
        with pytest.raises(RuleBroken):
            tell_news(meeting=published.fresh, by=dirk)
    with clock.stopped(LATER + dt.timedelta(days=1)), within(school):
        actions.turn(action=published.themes["reach"].answer.action, verb="finish", result="Het hangt.", by=dirk)
        assert news.news_of(published.fresh).titles == ["Elkaar bereiken"]
        tell_news(meeting=published.fresh, by=dirk)
        assert Message.objects.filter(letter="news").count() == 6


def test_the_mail_names_what_is_new_and_nobody(published: Held, school: School, dirk: Who) -> None:
    with clock.stopped(LATER), within(school):
        answer(published, dirk, "WACHTEND staat hier niet in de mail")
        tell_news(meeting=published.fresh, by=dirk)
        mails = [follow_letters.news_mail(one) for one in Message.objects.filter(letter="news")]
        assert len(mails) == 3 and all(mail and "Huiswerk thuis" in mail.text for mail in mails)
        assert all(mail and mail.unsubscribe == "" for mail in mails)  # 'no more' stops reminders, not this
        assert not [word for mail in mails if mail for word in SECRETS[:3] if word in mail.text + mail.subject]
        assert {mail.language for mail in mails if mail} == {"nl", "ar"}


def test_no_news_before_the_report(held: Held, school: School, dirk: Who) -> None:
    with within(school), pytest.raises(RuleBroken):
        tell_news(meeting=held.meeting, by=dirk)


def test_silence_shows_to_the_team_alone(published: Held, school: School, dirk: Who, carla: Who, client: Client) -> None:
    for days, there in ((40, False), (43, True)):
        with clock.stopped(LATE + dt.timedelta(days=days)):
            sign_in(client, dirk)
            assert ("Al zes weken geen nieuws" in words(client.get(at("start")))) is there
            assert ("geen nieuws sinds 10 december" in words(client.get(at("answers", published.meeting.occasion_id)))) is there
            teacher, phone = Client(), Client()
            sign_in(teacher, carla)
            assert "Al zes weken" not in words(teacher.get(at("start")))
            open_code(phone, "reply", published.invitations["Bas"].pk, school)
            for page in (at("guest_report", published.meeting.pk), at("said", published.meeting.occasion_id)):
                assert "geen nieuws" not in words(phone.get(page))


# ---- the practical message


def test_from_a_fortnight_before_until_it_begins() -> None:
    starts = clock.at(EVENING, dt.time(19))
    assert practical_rules.best_day(EVENING) == EVENING - dt.timedelta(days=5)
    for now, may in (
        (starts - dt.timedelta(days=15), False), (starts - dt.timedelta(days=14), True),
        (starts - dt.timedelta(minutes=1), True), (starts, False),
    ):  # fmt: skip
        assert practical_rules.may_send(EVENING, starts, now, now.date()) is may


@pytest.mark.database
def test_who_said_yes_hears_it_once(held: Held, school: School, dirk: Who) -> None:
    with clock.stopped(BEFORE + dt.timedelta(days=14)), within(school):
        for name, coming in (("Aïcha", 1), ("Bas", 0), ("Cem", 2)):
            Reply.objects.create(invitation=held.invitations[name], coming=coming)
        assert tell_practical(meeting=held.fresh, by=dirk).by_mail == 1
        assert tell_practical(meeting=held.fresh, by=dirk).by_mail == 0
        Reply.objects.filter(invitation=held.invitations["Bas"]).update(coming=2)
        assert tell_practical(meeting=held.fresh, by=dirk).by_mail == 1
        assert Message.objects.filter(letter="practical").count() == 3  # two parents at one address hear it both
        Reply.objects.filter(invitation=held.invitations["Aïcha"]).update(coming=0)
        mails = [follow_letters.practical_mail(one) for one in Message.objects.filter(letter="practical")]
        assert sum(mail is None for mail in mails) == 1 and all("aula" in mail.text for mail in mails if mail)
        assert follow_letters.practical_pile(held.invitations["Cem"].class_invitation, school).startswith(b"%PDF")


def test_who_went_along_to_another_evening_hears_the_practical_things_of_that_one(held: Held, school: School, dirk: Who) -> None:
    with clock.stopped(BEFORE + dt.timedelta(days=14)), within(school):
        Reply.objects.create(invitation=held.invitations["Bas"], coming=2)
        told = tell_practical(meeting=held.fresh, by=dirk).by_mail
        for one in Message.objects.filter(letter="practical"):  # as it stands for who was told about another evening
            one.once = one.once.replace(str(held.meeting.occasion_id), str(uuid.uuid4()))
            one.save()
        assert told == tell_practical(meeting=held.fresh, by=dirk).by_mail == 1
        assert practical(held.fresh).told == 1


@pytest.mark.parametrize("language", PARENT_LANGUAGES)
def test_both_letters_are_whole_in_every_language(held: Held, school: School, language: str) -> None:
    with within(school, write=False):
        for key, titles in ((NEWS, ["Huiswerk thuis"]), (PRACTICAL, None)):
            made = follow_letters.preview(key, held.fresh, school, language, titles)
            assert made is not None and len(made.paragraphs) > 3 and "{" not in " ".join((made.subject, *made.paragraphs))
