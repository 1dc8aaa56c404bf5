"""After a first look nothing in a round moves; a proposal tells nothing of who wrote it; the leadership hears of an attack."""

import uuid
from typing import Any

import pytest
from django.test import Client

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices.held_letter import held_letter
from driehoek.voices.models import Standing, Statement
from driehoek.voices.queries import polls as queries
from driehoek.voices.services import polling, reacting, stating

from .pages import at, html
from .polling import close, make_round, statements

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("shown", [True, False])
def test_nothing_is_put_apart_or_let_in_once_somebody_looked(occasion: Occasion, school: Any, dirk: Who, shown: bool) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        apart, row, *_ = statements(poll)
        for verdict in ("park", "wait"):
            stating.judge_statement(statement=apart, verdict=verdict, by=dirk)
        poll = close(poll, dirk, show=shown)
        if not shown:
            stating.judge_statement(statement=row, verdict="park", by=dirk)
            polling.look(poll=poll, by=dirk)
            row = statements(poll)[2]
        for one, verdict in ((row, "park"), (apart, "approve")):
            with pytest.raises(RuleBroken, match="looked"):
                stating.judge_statement(statement=one, verdict=verdict, by=dirk)


def test_the_page_offers_no_putting_apart_after_a_look(desk: Client, occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = close(make_round(occasion, dirk), dirk)
    assert 'value="park"' in html(desk.get(at("poll", poll.pk)))
    desk.get(at("poll_results", poll.pk))
    assert 'value="park"' not in html(desk.get(at("poll", poll.pk)))


def test_a_proposal_keeps_no_language_of_the_page_it_was_typed_on(
    desk: Client, occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        poll = make_round(occasion, dirk, lines=(), is_open=False, may_add=True)
        stating.add_statement(poll=poll, text="Wij zien elkaar genoeg.", by=dirk)
        polling.turn(poll=poll, verb="open", by=dirk)
    desk.cookies["taal"] = "uk"
    desk.post(at("react_propose", poll.pk), {"key": uuid.uuid4(), "text": "Meer tolken."})
    with within(school):
        row = Statement.for_gate().get(text="Meer tolken.")
        assert row.translations == {}
        stating.judge_statement(statement=row, verdict="approve", by=dirk)
        assert queries.tongue(row, "uk") == ("Meer tolken.", "nl")
    assert '<span class="chip">uk</span>' not in html(desk.get(at("poll", poll.pk)))
    assert [queries.by_script(text) for text in ("Більше кави", "مكالمة", "Bel 123", "!")] == ["uk", "ar", "nl", "nl"]


def test_the_leadership_gets_a_letter_when_only_a_proposal_was_put_apart(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        StaffMember.objects.create(given_name="Petra", surname="Smit")
        poll = make_round(occasion, dirk, may_add=True)
        row = reacting.propose(poll=poll, key=uuid.uuid4(), text="Juf Petra Smit is een dom wijf.")
        letter = Message.objects.get(letter="held")
        mail = held_letter(letter)
        assert mail is not None
        assert at("poll", poll.pk) in mail.text
        assert "wijf" not in mail.text
        Statement.objects.filter(pk=row.pk).update(standing=Standing.WAITING)
        assert held_letter(letter) is None, "the leadership looked meanwhile"
