"""An address that was corrected after a letter came back is alive at once; one that is dead gets nothing more."""

import email.message
import uuid
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.who import WORKER
from driehoek.conftest import MOMENT
from driehoek.invitations import services
from driehoek.invitations.models import DeadAddress, Invitation, Occasion
from driehoek.invitations.queries.arriving import dead_ends, out_of_reach
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.services import Given
from driehoek.invitations.services.following_up import reach_invited
from driehoek.invitations.tests.makers import invite
from driehoek.invitations.tests.test_reminding import DAY
from driehoek.outbox.bounces import came_back
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.people.models import Guardian
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def bas(school: School, asked: dict[str, Invitation]) -> Invitation:
    """All went out; what went to Bas came back from the address that he had then."""
    send(school)
    bounce(school, asked["Bas"])
    return asked["Bas"]


def send(school: School) -> None:
    with within(school):
        Message.objects.filter(state=State.WAITING).update(state=State.SENT, put_at=clock.now(), sent_at=clock.now())


def bounce(school: School, invitation: Invitation, address: str = "") -> None:
    with within(school):
        key = Message.objects.filter(about=invitation.pk, state=State.SENT).values_list("pk", flat=True).latest("put_at")
    assert came_back(key, address)


def correct(address: str) -> None:
    Guardian.objects.filter(given_name="Bas").update(email=address)


def lost(occasion: Occasion) -> list[uuid.UUID]:
    return list(out_of_reach(occasion, Invitation.objects.filter(occasion=occasion)))


def test_a_corrected_address_is_alive_at_once_and_may_die_again(school: School, occasion: Occasion, bas: Invitation) -> None:
    with within(school):
        assert lost(occasion) == [bas.pk] and [one.names for one in reach(occasion).not_arrived] == ["Bas Amrani"]
        correct("BAS@example.org ")
        assert lost(occasion) == [bas.pk], "the same address, written otherwise"
        correct("")
        assert lost(occasion) == [bas.pk], "no address is no better address"
        correct("bas.amrani@example.org")
        assert lost(occasion) == [] and dead_ends(occasion) == set() and not reach(occasion).not_arrived
        with clock.stopped(MOMENT + 4 * DAY):
            assert services.remind(occasion=occasion, by=WORKER).households == 2
            send(school)
    bounce(school, bas)
    with within(school):
        assert lost(occasion) == [bas.pk]


def test_a_report_that_comes_after_the_correction_is_about_the_old_address(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    send(school)
    with within(school):
        correct("bas.amrani@example.org")
    bounce(school, asked["Bas"], "bas@example.org")
    with within(school):
        assert lost(occasion) == []


def test_what_goes_to_everybody_leaves_dead_addresses_alone(school: School, occasion: Occasion, bas: Invitation) -> None:
    """Also in a home where the other address lives; whom nothing reaches, hears it another way."""
    with within(school):
        services.reply(invitation=bas, given=Given(coming=1), by=WORKER)
        Message.objects.filter(state=State.WAITING).delete()
        reached = reach_invited(occasion)
        assert bas.pk not in {invitation for _to, invitation, _number in reached.mails} and bas.pk in reached.on_paper
        correct("bas.amrani@example.org")
        assert bas.pk in {invitation for _to, invitation, _number in reach_invited(occasion).mails}


def test_of_two_addresses_at_home_only_the_dead_one_is_left_alone(school: School, occasion: Occasion) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5"), make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org")))
        (home,) = invite(occasion).values()
        send(school)
        dead = Guardian.objects.get(given_name="Bas")
        key = Message.objects.get(to=dead.pk).pk
    came_back(key)
    with within(school):
        reached = reach_invited(occasion)
        assert [(to == dead.pk, about) for to, about, _number in reached.mails] == [(False, home.pk)]
        assert reached.on_paper == []


def test_a_letter_that_the_server_refuses_says_where_it_would_have_gone(
    school: School, occasion: Occasion, asked: dict[str, Invitation], monkeypatch: Any
) -> None:
    import smtplib

    class Refusing:
        def __enter__(self) -> "Refusing":
            return self

        def __exit__(self, *_: object) -> None: ...

        def send(self, message: email.message.EmailMessage) -> None:
            raise smtplib.SMTPRecipientsRefused({str(message["To"]): (550, b"no such person")})

    monkeypatch.setattr("driehoek.outbox.channels.channel", Refusing)
    send_waiting()
    with within(school):
        kept = set(DeadAddress.objects.values_list("guardian__given_name", "email"))
        assert kept == {("Aïcha", "aicha@example.org"), ("Bas", "bas@example.org")}
