"""How sending goes: counts, pace, what failed with the next step; and sending once more to a corrected address."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, questions, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Channel, Invitation, Occasion
from driehoek.invitations.queries.progress import progress
from driehoek.invitations.rules_sending import Next, pace
from driehoek.invitations.services import Given
from driehoek.invitations.tests.test_corrected_addresses import bounce, correct, send
from driehoek.outbox.models import Message, State
from driehoek.schools.models import School
from driehoek.schools.scoping import within

database = [pytest.mark.django_db, pytest.mark.database]
MINUTE = dt.timedelta(minutes=1)


def test_a_pace_says_when_the_last_letter_goes() -> None:
    found = pace(waiting=600, went=100, since=MOMENT - MINUTE, due_since=MOMENT - 2 * MINUTE, now=MOMENT)
    assert (found.a_minute, found.ready_at, found.is_stuck) == (100, MOMENT + 6 * MINUTE, False)
    assert pace(waiting=5, went=0, since=None, due_since=MOMENT - MINUTE, now=MOMENT) == pace(
        waiting=5, went=0, since=None, due_since=None, now=MOMENT
    )
    assert pace(waiting=5, went=0, since=None, due_since=MOMENT - 3 * MINUTE, now=MOMENT).is_stuck


@given(some.integers(1, 5000), some.integers(1, 5000), some.integers(0, 300))
def test_a_pace_is_never_nothing_and_the_end_never_past(waiting: int, went: int, seconds: int) -> None:
    found = pace(waiting=waiting, went=went, since=MOMENT - dt.timedelta(seconds=seconds), due_since=None, now=MOMENT)
    assert found.a_minute >= 1 and found.ready_at is not None and found.ready_at > MOMENT


def page(client: Client, occasion: Occasion) -> str:
    with CaptureQueriesContext(connection) as seen:
        found = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/verzending/")
    assert found.status_code == 200 and questions(seen) <= 15, questions(seen)
    return found.content.decode()


class TestSending:
    pytestmark = database

    def test_the_page_moves_while_letters_wait_and_stands_still_when_all_went(
        self, client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
    ) -> None:
        sign_in(client, dirk)
        busy = page(client, occasion)
        assert "hx-trigger" in busy and "0 van de 2 mails zijn weg" in busy and "<noscript>" in busy
        assert "2 brieven wachten op de printer" in busy
        with within(school):
            first = Message.objects.filter(about=asked["Aïcha"].pk)
            first.update(state=State.SENT, sent_at=clock.now() - MINUTE)
        moving = page(client, occasion)
        assert "Het gaat nu met 1 mail per minuut" in moving and "om 16.31 uur" in moving
        with within(school):
            Message.objects.filter(state=State.WAITING).update(attempts=2, due_at=clock.now() + MINUTE)
        assert "De mailserver liet 1 mail wachten" in page(client, occasion)
        send(school)
        still = page(client, occasion)
        assert "hx-trigger" not in still and "Er wacht niets meer" in still and "niets teruggekomen" in still

    def test_what_came_back_has_a_next_step_until_it_is_solved(
        self, client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
    ) -> None:
        send(school)
        bounce(school, asked["Bas"])
        sign_in(client, dirk)
        shown = page(client, occasion)
        assert "Bas Amrani" in shown and "Maak er een brief van" in shown and "Kijk het adres van Bas Amrani na" in shown
        again = f"/s/klimboom/uitnodigen/opnieuw/{asked['Bas'].pk}/"
        assert client.post(again).status_code == 409
        with within(school):
            correct("bas.amrani@example.org")
        assert "Stuur opnieuw" in page(client, occasion)
        for _press in range(2):
            client.post(again)
        with within(school):
            assert Message.objects.filter(about=asked["Bas"].pk, state=State.WAITING).count() == 1
        assert "Stuur opnieuw" not in page(client, occasion)

    def test_each_home_gets_the_step_that_is_left(self, school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
        """Who answered is called, who is told of a change gets it from the pile, who gets letters by now is done."""
        send(school)
        bounce(school, asked["Bas"])

        def step() -> tuple[Next, list[str]]:
            (one,) = progress(occasion).lost
            return one.step, one.missed

        with within(school):
            assert step() == (Next.PAPER, [])
            services.reply(invitation=asked["Bas"], given=Given(coming=1), by=WORKER)
            (one,) = progress(occasion).lost  # a confirmation waits for the same address: that corrects nothing
            assert [known for _key, _name, known in one.guardians] == ["dead"]
            Message.objects.filter(letter="confirmation").delete()
            assert step() == (Next.CALL, [])
            with clock.stopped(MOMENT + MINUTE):
                Message.objects.create(letter="practical", about=asked["Aïcha"].pk, to=uuid.UUID(int=1), once="p")
                assert step() == (Next.CALL, ["practical"])
                Message.objects.create(letter="moved", about=asked["Aïcha"].pk, to=uuid.UUID(int=1), once="m")
                assert step() == (Next.PILE, ["moved", "practical"])
            Invitation.objects.filter(pk=asked["Bas"].pk).update(channel=Channel.PAPER)
            assert step() == (Next.PRINTED, [])

    def test_sending_again_needs_another_address(self, school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
        send(school)
        bounce(school, asked["Bas"])
        with within(school), pytest.raises(RuleBroken, match="still-dead"):
            services.send_again(invitation=asked["Bas"], by=WORKER)

    def test_after_sending_one_lands_here(
        self, client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who, settings: Any
    ) -> None:
        with within(school):
            Message.objects.all().delete()
            Invitation.objects.filter(channel=Channel.MAIL).update(sent_at=None)
        sign_in(client, dirk)
        landed = client.post(f"/s/klimboom/uitnodigen/{occasion.pk}/versturen/")
        assert landed["Location"].endswith("/verzending/")
