"""The last mail about an answer is about the answer that stands."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER
from driehoek.conftest import MOMENT
from driehoek.invitations import services
from driehoek.invitations.letters import confirmation_mail
from driehoek.invitations.letters_changes import cancelled_mail
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.services.slips import take_back_slip, type_slip
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def bas(school: School, asked: dict[str, Invitation], settings: Any) -> Invitation:
    """Invited by mail; what goes out goes nowhere."""
    settings.SMTP = {**settings.SMTP, "host": ""}
    send_waiting()
    return asked["Bas"]


def rows() -> Any:
    return Message.objects.filter(letter="confirmation")


def last() -> Any:
    return confirmation_mail(rows().order_by("put_at").last())


@pytest.mark.database
def test_yes_no_yes_on_one_day_ends_with_yes(school: School, bas: Invitation) -> None:
    for minute, coming in enumerate((1, 0, 1, 1), 1):
        with clock.stopped(MOMENT + minute * MINUTE):
            with within(school):
                services.reply(invitation=bas, given=Given(coming=coming), by=WORKER)
            send_waiting()
    with within(school):
        assert rows().filter(state=State.SENT).count() == rows().count() == 3
        assert last().attachments


def test_of_what_waits_only_the_last_goes(school: School, bas: Invitation) -> None:
    for minute, coming in enumerate((1, 0, 2), 1):
        with clock.stopped(MOMENT + minute * MINUTE), within(school):
            services.reply(invitation=bas, given=Given(coming=coming), by=WORKER)
    with clock.stopped(MOMENT + 9 * MINUTE):
        send_waiting()
    with within(school):
        assert sorted(rows().values_list("state", flat=True)) == [State.DROPPED, State.DROPPED, State.SENT]


def test_another_wish_is_confirmed_and_no_mark_tells_what_it_was(school: School, bas: Invitation) -> None:
    with within(school):
        for need in ("", "rolstoel", "rolstoel"):
            services.reply(invitation=bas, given=Given(coming=1, other_need=need), by=WORKER)
        assert rows().count() == 2
        assert not [once for once in rows().values_list("once", flat=True) if "rolstoel" in once]


def test_a_slip_that_was_taken_back_is_put_right(school: School, bas: Invitation) -> None:
    """Nothing was answered, somebody typed 0 in the wrong row, and the mail went."""
    with clock.stopped(MOMENT + MINUTE):
        with within(school):
            before, after = type_slip(invitation=bas, coming=0, interpreter="", childcare=0, by=WORKER)
        send_waiting()
    with clock.stopped(MOMENT + 2 * MINUTE), within(school):
        take_back_slip(invitation=bas, before=before, after=after, by=WORKER)
        assert not Reply.objects.exists()
        mail = last()
        assert "Die mail klopte niet" in mail.text and mail.subject.startswith("Onze vorige mail klopte niet")
    with clock.stopped(MOMENT + 3 * MINUTE), within(school):
        services.reply(invitation=bas, given=Given(coming=0), by=WORKER)  # now it is theirs
        assert rows().count() == 3


def test_before_it_was_read_nothing_has_to_be_put_right(school: School, bas: Invitation) -> None:
    with clock.stopped(MOMENT + MINUTE), within(school):
        before, after = type_slip(invitation=bas, coming=0, interpreter="", childcare=0, by=WORKER)
    with clock.stopped(MOMENT + 2 * MINUTE), within(school):
        take_back_slip(invitation=bas, before=before, after=after, by=WORKER)
    with clock.stopped(MOMENT + 3 * MINUTE):
        send_waiting()
    with within(school):
        assert set(rows().values_list("state", flat=True)) == {State.DROPPED}


def test_an_answer_that_comes_back_is_confirmed_again(school: School, bas: Invitation) -> None:
    with within(school):
        services.reply(invitation=bas, given=Given(coming=2), by=WORKER)
    with clock.stopped(MOMENT + MINUTE), within(school):
        before, after = type_slip(invitation=bas, coming=0, interpreter="", childcare=0, by=WORKER)
    with clock.stopped(MOMENT + 2 * MINUTE), within(school):
        take_back_slip(invitation=bas, before=before, after=after, by=WORKER)
        assert rows().count() == 3 and last().attachments


def test_only_what_it_stops_offers_to_stop(school: School, occasion: Occasion, bas: Invitation) -> None:
    """'No more' in a mail program stops reminders: a confirmation or a cancellation goes on, so it does not offer it."""
    with within(school):
        services.reply(invitation=bas, given=Given(coming=2), by=WORKER)
        assert last().unsubscribe == ""
        services.cancel_occasion(occasion=occasion, by=WORKER)
        off = [cancelled_mail(one) for one in Message.objects.filter(letter="cancelled")]
        assert len(off) == 2 and all(mail and mail.unsubscribe == "" for mail in off)


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_at_the_same_moment_is_one_mail(school: School, bas: Invitation) -> None:
    together(school, *[lambda: services.reply(invitation=bas, given=Given(coming=1), by=WORKER) for _ in range(3)])
    with within(school):
        assert rows().count() == 1
