"""Answers: changeable, idempotent, and with needs that do not outlive the evening."""

import datetime as dt
import uuid
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER
from driehoek.invitations import services
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.queries.needs import needs
from driehoek.invitations.services import Given
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
WITH_NEEDS = Given(coming=2, interpreter="ar", childcare=3, other_need="Plek voor een rolstoel")


def test_an_answer_can_be_changed_and_sent_twice(school: School, asked: dict[str, Invitation]) -> None:
    with within(school):
        for given in (Given(coming=1), WITH_NEEDS, WITH_NEEDS):
            services.reply(invitation=asked["Aïcha"], given=given, by=WORKER)
        reply = Reply.objects.get()
        assert (reply.coming, reply.interpreter, reply.childcare) == (2, "ar", 3)


def test_who_does_not_come_leaves_no_needs(school: School, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.reply(invitation=asked["Aïcha"], given=WITH_NEEDS, by=WORKER)
        services.reply(invitation=asked["Aïcha"], given=Given(coming=0, interpreter="ar", childcare=1), by=WORKER)
        reply = Reply.objects.get()
        assert (reply.coming, reply.interpreter, reply.childcare, reply.other_need) == (0, "", 0, "")


def test_what_the_evening_does_not_offer_is_not_kept(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.change_occasion(occasion=occasion, has_interpreter=False, has_childcare=False, by=WORKER)
        asked["Aïcha"].occasion.refresh_from_db()
        services.reply(invitation=asked["Aïcha"], given=WITH_NEEDS, by=WORKER)
        reply = Reply.objects.get()
        assert (reply.interpreter, reply.childcare, reply.other_need) == ("", 0, "Plek voor een rolstoel")


def test_an_answer_counts_until_the_day_ends(school: School, asked: dict[str, Invitation]) -> None:
    with within(school):
        with clock.stopped(clock.at(dt.date(2026, 12, 10), dt.time(23, 30))):
            services.reply(invitation=asked["Bas"], given=Given(coming=1), by=WORKER)
        with clock.stopped(clock.at(dt.date(2026, 12, 11), dt.time(0, 30))), pytest.raises(RuleBroken, match="over"):
            services.reply(invitation=asked["Bas"], given=Given(coming=0), by=WORKER)


def test_words_go_up_with_their_key_and_nothing_else_of_them_stays(
    school: School, asked: dict[str, Invitation], heard: list[dict[str, Any]]
) -> None:
    key = uuid.uuid4()
    with within(school):
        said = Given(coming=0, words=" Bel mij eens ", key=key, named=False, language="nl")
        services.reply(invitation=asked["Bas"], given=said, by=WORKER)
    assert [(one["key"], one["text"], one["named"]) for one in heard] == [(key, "Bel mij eens", False)]


def test_the_same_answer_on_one_day_is_confirmed_once(school: School, asked: dict[str, Invitation]) -> None:
    with within(school):
        for coming in (1, 1, 2):
            services.reply(invitation=asked["Bas"], given=Given(coming=coming), by=WORKER)
        services.reply(invitation=asked["Cem"], given=Given(coming=1), by=WORKER)
        assert Message.objects.filter(letter="confirmation").count() == 2  # Cem has no e-mail


def test_needs_are_gone_fourteen_days_after_and_the_answer_stays(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.reply(invitation=asked["Aïcha"], given=WITH_NEEDS, by=WORKER)
        assert needs(occasion).children == 3
        run_retention(occasion.ends_at + dt.timedelta(days=13))
        assert needs(occasion).children == 3
        run_retention(occasion.ends_at + dt.timedelta(days=14, minutes=1))
        reply = Reply.objects.get()
        assert (reply.coming, reply.interpreter, reply.childcare, reply.other_need) == (2, "", 0, "")
        assert needs(occasion).is_empty


def test_needs_are_added_up_per_language(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.reply(invitation=asked["Aïcha"], given=WITH_NEEDS, by=WORKER)
        services.reply(invitation=asked["Cem"], given=Given(coming=1, interpreter="ar", childcare=1), by=WORKER)
        found = needs(occasion)
        assert [(one.language, one.families, one.people) for one in found.interpreters] == [("Arabisch (العربية)", 2, 3)]
        assert (found.children, found.childcare_families) == (4, 2)
        assert [(one.names, one.text) for one in found.others] == [("Aïcha Amrani", "Plek voor een rolstoel")]
