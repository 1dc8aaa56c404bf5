"""Every home that was invited hears what goes to everybody in one way: by mail or from the pile; or a screen names it."""

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Channel, Invitation, Occasion, Outcome
from driehoek.invitations.queries.arriving import dead_ends, out_of_reach
from driehoek.invitations.queries.changing import told_on_paper, who_hears
from driehoek.invitations.queries.progress import progress
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.rules_sending import Next
from driehoek.invitations.services import Given
from driehoek.invitations.services.following_up import reach_invited
from driehoek.invitations.tests.makers import invite
from driehoek.invitations.tests.test_corrected_addresses import bounce, correct, send
from driehoek.invitations.tests.test_reminding import DAY
from driehoek.outbox.bounces import came_back
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.people.models import Guardian, Guardianship, Reached
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def two(school: School, occasion: Occasion) -> Invitation:
    """One home: Aïcha reads her mail, that of Bas came back."""
    with within(school):
        make_child("Noor", make_class("Groep 5"), make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org")))
        (home,) = invite(occasion).values()
        send(school)
        key = Message.objects.get(to=Guardian.objects.get(given_name="Bas").pk).pk
    came_back(key)
    return home


def _aicha() -> Any:
    return Guardian.objects.filter(given_name="Aïcha")


def _second_parent(two: Invitation) -> None:
    added = Guardian.objects.create(household_id=two.household_id, given_name="Cor", surname="Amrani", email="cor@example.org")
    bond = Guardianship.objects.filter(guardian__given_name="Bas").get()
    bond.pk, bond._state.adding, bond.guardian = None, True, added
    bond.save()


def _bounces(_two: Invitation) -> None:
    key = Message.objects.get(to=_aicha().get().pk).pk
    came_back(key)


def _gone(two: Invitation) -> None:
    Guardianship.objects.filter(guardian__household=two.household_id).delete()


HAPPENED: dict[str, tuple[Callable[[Invitation], Any], str]] = {
    "arrived": (lambda two: None, "mail"),
    "bounced": (_bounces, "paper"),
    "removed": (lambda two: _aicha().update(email=""), "paper"),
    "asked for paper": (lambda two: _aicha().update(reached_by=Reached.PAPER), "paper"),
    "moved out": (lambda two: _aicha().update(household=make_home("Xeno")), "paper"),
    "all want paper": (lambda two: Guardian.objects.update(reached_by=Reached.PAPER), "paper"),
    "second parent": (lambda two: (_bounces(two), _second_parent(two)), "mail"),
    "nobody left": (_gone, "nobody"),
}


@pytest.mark.parametrize("letter", ["moved", "cancelled"])
@pytest.mark.parametrize("happened", HAPPENED)
def test_each_home_is_reached_in_one_way(school: School, occasion: Occasion, two: Invitation, letter: str, happened: str) -> None:
    happens, expected = HAPPENED[happened]
    with within(school), clock.stopped(MOMENT + DAY):
        happens(two)
        if letter == "moved":
            services.change_occasion(occasion=occasion, place="gymzaal", by=WORKER)
            reached = services.tell_moved(occasion=occasion, by=WORKER)
        else:
            reached = services.cancel_occasion(occasion=occasion, by=WORKER)
        fresh = Occasion.objects.get(pk=occasion.pk)
        own = type(two.class_invitation).for_gate().get()
        mailed = Message.objects.filter(letter=letter, about=two.pk).exists()
        printed = told_on_paper(own) == [two]
        found = who_hears(fresh)
        named = found.nobody == [two]
        assert {"mail": mailed, "paper": printed, "nobody": named} == {
            name: name == expected for name in ("mail", "paper", "nobody")
        }
        assert (two.pk in reached.on_paper, two.pk in reached.nobody) == (printed, named)


def test_what_is_put_right_after_the_telling_leaves_nobody_out(school: School, occasion: Occasion, two: Invitation) -> None:
    """A home that was told on paper stays on the pile when its address is corrected: no mail about it went there. A home that
    was mailed gets no letter when the address is removed later, and one whose mail came back does."""
    with within(school):
        own = type(two.class_invitation).for_gate().get()
        _bounces(two)
        services.cancel_occasion(occasion=occasion, by=WORKER)
        own.refresh_from_db()
        own.occasion.refresh_from_db()
        assert told_on_paper(own) == [two]
        correct("bas.amrani@example.org")
        assert told_on_paper(own) == [two]
        services.take_back_cancelling(occasion=occasion, by=WORKER)
        with clock.stopped(MOMENT + MINUTE):
            assert services.cancel_occasion(occasion=occasion, by=WORKER).by_mail == 1
            own.occasion.refresh_from_db()
            Guardian.objects.update(email="")
            assert told_on_paper(own) == []
            Message.objects.filter(letter="cancelled").update(state=State.FAILED, fault="came back")
            assert told_on_paper(own) == [two]


def test_a_home_without_a_living_address_is_named_and_gets_a_letter(school: School, occasion: Occasion, two: Invitation) -> None:
    with within(school), clock.stopped(MOMENT + 4 * DAY):
        _aicha().update(email="")
        assert [one.invitation_id for one in reach(occasion).not_arrived] == [two.pk]
        assert services.remind(occasion=occasion, by=WORKER).households == 0
        services.another_way(invitation=two, by=WORKER)
        own = type(two.class_invitation).for_gate().get()
        assert services.mark_printed(class_invitation=own, by=WORKER) == [two]


def test_a_reminder_leaves_dead_addresses_alone(school: School, occasion: Occasion, two: Invitation) -> None:
    with within(school), clock.stopped(MOMENT + 4 * DAY):
        assert services.remind(occasion=occasion, by=WORKER).mails == 1
        assert Message.objects.get(letter="reminder").to == _aicha().get().pk


def test_a_home_where_nobody_may_be_written_to_is_named(
    client: Client, school: School, occasion: Occasion, two: Invitation, dirk: Who
) -> None:
    with within(school):
        _gone(two)
        services.cancel_occasion(occasion=occasion, by=WORKER)
    sign_in(client, dirk)
    shown = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/wijziging/").content.decode()
    assert "Bij 1 gezin mag niemand meer post krijgen" in shown and "Groep 5" in shown


class TestTrouble:
    """An hour of trouble with the mail server is nobody's dead address."""

    @pytest.fixture
    def trouble(self, school: School, asked: dict[str, Invitation], monkeypatch: Any) -> None:
        class Busy:
            def __enter__(self) -> "Busy":
                return self

            def __exit__(self, *_: object) -> None: ...

            def send(self, message: Any) -> None:
                raise smtplib.SMTPDataError(452, b"4.3.1 too many messages, try later")

        monkeypatch.setattr("driehoek.outbox.channels.channel", Busy)
        for hour in range(9):
            with clock.stopped(MOMENT + hour * 60 * MINUTE):
                send_waiting()

    def test_they_go_again_and_later_letters_go(
        self, client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], trouble: None, dirk: Who
    ) -> None:
        with within(school), clock.stopped(MOMENT + DAY):
            assert Message.objects.filter(state=State.FAILED).count() == 2 and dead_ends(occasion) == set()
            assert [one.step for one in progress(occasion).lost] == [Next.AGAIN, Next.AGAIN]
            assert reach_invited(occasion).by_mail == 2
            sign_in(client, dirk)
            page = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/verzending/").content.decode()
            assert "aan het adres ligt het niet" in page and "Kijk het adres" not in page
            for _press in range(2):
                services.send_again(invitation=asked["Bas"], by=WORKER)
            assert Message.objects.filter(about=asked["Bas"].pk, state=State.WAITING).count() == 1
            assert Invitation.objects.get(pk=asked["Bas"].pk).sent_at == clock.now()
            assert [one.invitation.pk for one in progress(occasion).lost] == [asked["Aïcha"].pk]


class TestAgain:
    """'Stuur opnieuw' keeps to the stop rule."""

    @pytest.fixture
    def bas(self, school: School, asked: dict[str, Invitation]) -> Invitation:
        send(school)
        bounce(school, asked["Bas"])
        with within(school):
            correct("bas.amrani@example.org")
        return asked["Bas"]

    @pytest.mark.parametrize("why", ["answered", "no more", "spoken to", "on paper", "cancelled", "begun"])
    def test_not_to_who_is_left_in_peace(self, school: School, occasion: Occasion, bas: Invitation, why: str) -> None:
        now = MOMENT + DAY
        with within(school):
            if why == "answered":
                services.reply(invitation=bas, given=Given(coming=0), by=WORKER)
                Message.objects.filter(state=State.WAITING).delete()
            elif why == "cancelled":
                services.cancel_occasion(occasion=occasion, by=WORKER)
                Message.objects.filter(state=State.WAITING).delete()
            elif why == "begun":
                now = occasion.starts_at
            else:
                changes: dict[str, Any] = {
                    "no more": {"attempt_outcome": Outcome.NO_MORE},
                    "spoken to": {"attempt_at": MOMENT},
                    "on paper": {"channel": Channel.PAPER},
                }[why]
                Invitation.objects.filter(pk=bas.pk).update(**changes)
            with clock.stopped(now):
                assert Next.AGAIN not in [one.step for one in progress(Occasion.objects.get()).lost]
                with pytest.raises(RuleBroken, match="nothing-again"):
                    services.send_again(invitation=bas, by=WORKER)
            assert not Message.objects.filter(state=State.WAITING).exists()

    def test_one_question_and_no_reminder_right_after_it(self, school: School, occasion: Occasion, bas: Invitation) -> None:
        with within(school), clock.stopped(MOMENT + 4 * DAY):
            services.remind(occasion=occasion, by=WORKER)
            send(school)
        bounce(school, bas)
        with within(school), clock.stopped(MOMENT + 8 * DAY):
            correct("bas@example.net")
            for _press in range(2):
                services.send_again(invitation=bas, by=WORKER)
            assert [one.letter for one in Message.objects.filter(about=bas.pk, state=State.WAITING)] == ["invitation"]
            services.remind(occasion=occasion, by=WORKER)
            assert Message.objects.filter(about=bas.pk, state=State.WAITING).count() == 1

    def test_the_report_goes_again_as_of_the_same_round(self, school: School, bas: Invitation) -> None:
        with within(school):
            to = Guardian.objects.get(given_name="Bas").pk
            values = {"about": bas.pk, "to": to, "state": State.FAILED, "fault": "SMTPDataError"}
            Message.objects.create(letter="report", once=f"report:{bas.pk}:0:123", **values)
            services.send_again(invitation=bas, by=WORKER)
            again = Message.objects.get(letter="report", state=State.WAITING)
            assert again.once == f"again1:report:{bas.pk}:0:123"


def test_the_page_cuts_off_in_the_database(
    school: School, occasion: Occasion, asked: dict[str, Invitation], monkeypatch: Any
) -> None:
    monkeypatch.setattr("driehoek.invitations.queries.progress.MOST", 1)
    send(school)
    with within(school):
        Message.objects.update(state=State.FAILED, fault="came back")
        found = progress(occasion)
        assert (len(found.lost), found.more_lost) == (1, 1)
        assert out_of_reach(occasion, Invitation.objects.filter(occasion=occasion)) == {asked["Aïcha"].pk, asked["Bas"].pk}
