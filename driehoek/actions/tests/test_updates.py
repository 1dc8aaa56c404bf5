"""What people heard after they said something: every answer, every turn of an action, and news that somebody writes."""

import datetime as dt
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions import services, updates
from driehoek.actions.models import Answer, Update
from driehoek.conftest import sign_in
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 2, 1)


@pytest.fixture
def answer(school: Any, dirk: Who, moment: Any) -> Answer:
    with within(school):
        promise = {"action_title": "Bordjes op elke deur", "action_due_on": DUE}
        return services.give_answer(before=None, kind="we_do", text="We hangen bordjes op.", by=dirk, **promise)


def told(answer: Answer) -> list[tuple[str, str]]:
    return list(updates.updates_of([answer]).values_list("sort", "text"))


@pytest.mark.database
def test_every_answer_and_turn_is_kept_as_it_read_then(answer: Answer, school: Any, dirk: Who, moment: dt.datetime) -> None:
    days = iter(moment + dt.timedelta(days=count) for count in range(1, 9))
    with within(school):
        for change in ("We hangen bordjes op.", "Bij elke deur een bordje."):
            with clock.stopped(next(days)):
                services.give_answer(before=answer, kind="we_do", text=change, by=dirk)
        for verb in ("finish", "reopen", "stop"):
            with clock.stopped(next(days)):
                services.turn(action=answer.action, verb=verb, result="Het hout is op.", by=dirk)
        with clock.stopped(next(days)):
            updates.write_news(answer=answer, text=" Het hout komt. ", by=dirk)
        assert told(answer) == [
            ("answered", "We hangen bordjes op."), ("changed", "Bij elke deur een bordje."), ("finished", "Het hout is op."),
            ("reopened", "Het hout is op."), ("stopped", "Het hout is op."), ("news", "Het hout komt."),
        ]  # fmt: skip
        answer.refresh_from_db()
        assert answer.told_at == moment + dt.timedelta(days=6), "the same words again are no news"


def test_an_answer_that_is_withdrawn_takes_its_news_along(answer: Answer, school: Any, dirk: Who) -> None:
    with within(school):
        updates.write_news(action=answer.action, text="Het hout is er.", by=dirk)
        services.withdraw_answer(answer=answer, by=dirk)
        assert list(Update.objects.values_list("sort", flat=True)) == ["news"], "what is told of the action stays with it"


@pytest.mark.database
def test_news_that_goes_away_is_no_news_any_more(answer: Answer, school: Any, dirk: Who, moment: dt.datetime) -> None:
    with within(school):
        with clock.stopped(moment + dt.timedelta(days=3)):
            made = updates.write_news(action=answer.action, text="Het hout is er.", by=dirk)
        updates.drop_news(update=made, by=dirk)
        answer.refresh_from_db()
        assert (told(answer), answer.told_at) == ([("answered", "We hangen bordjes op.")], moment)
        with pytest.raises(RuleBroken):
            updates.drop_news(update=Update.objects.get(), by=dirk)


@pytest.mark.database
def test_answers_of_before_get_the_first_update_and_their_action_the_last(
    answer: Answer, school: Any, other_school: Any, dirk: Who, moment: dt.datetime
) -> None:
    with within(school), clock.stopped(moment + dt.timedelta(days=2)):
        services.turn(action=answer.action, verb="finish", result="De bordjes hangen.", by=dirk)
        Update.objects.all().delete()
        Answer.objects.update(told_at=moment)
    import_module("driehoek.actions.migrations.0003_first_updates").tell(_plain_apps(), SimpleNamespace(connection=connection))
    with within(school):
        assert told(answer) == [("answered", "We hangen bordjes op."), ("finished", "De bordjes hangen.")]
        answer.refresh_from_db()
        assert answer.told_at == moment + dt.timedelta(days=2)


def _plain_apps() -> Any:
    """As a migration sees the models: without the guard of the scope."""
    from django.db.migrations.state import ProjectState

    return ProjectState.from_apps(apps).apps


def test_the_page_of_an_action_takes_news_and_says_what_parents_heard(
    client: Client, answer: Answer, school: Any, dirk: Who
) -> None:
    sign_in(client, dirk)
    about = [school.slug, answer.action_id]
    done = client.post(reverse("action_news", args=about), {"text": "Het hout is er."}, follow=True)
    assert "Wie hier iets over zei, kan het lezen." in done.content.decode() and "Het hout is er." in done.content.decode()
    assert client.post(reverse("action_news", args=about), {"text": " "}).status_code == 422
