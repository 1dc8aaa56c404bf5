"""Nobody is left out: of a change after another change, of what waited when it was called off, or behind a dead address."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.changing import changed, on_paper, told_on_paper
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import EVENING, make_occasion
from driehoek.outbox.models import Message, State
from driehoek.outbox.services import send_waiting
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture
def mailing(settings: Any) -> None:
    """Mail goes out, to nowhere."""
    settings.SMTP = {**settings.SMTP, "host": ""}


def states(letter: str) -> set[str]:
    return set(Message.objects.filter(letter=letter).values_list("state", flat=True))


def put(letter: str) -> int:
    return Message.objects.filter(letter=letter).count()


def second_session() -> Occasion:
    return make_occasion(
        starts_at=clock.at(EVENING + DAY, dt.time(19)), ends_at=clock.at(EVENING + DAY, dt.time(21)), reply_by=EVENING
    )


def move(occasion: Occasion, place: str) -> None:
    services.change_occasion(occasion=Occasion.objects.get(pk=occasion.pk), place=place, by=WORKER)


def test_a_class_that_went_to_another_session_hears_of_every_change(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    """Both occasions count their own versions, from nothing."""
    with within(school):
        with clock.stopped(MOMENT + DAY):
            move(occasion, "gymzaal")
        with clock.stopped(MOMENT + 2 * DAY):
            assert services.tell_moved(occasion=occasion, by=WORKER).by_mail == 2 == put("moved")
            second = second_session()
            services.move_class(class_invitation=ClassInvitation.for_gate().get(), to=second, by=WORKER)
        with clock.stopped(MOMENT + 3 * DAY):
            move(second, "kantine")
        with clock.stopped(MOMENT + 4 * DAY):
            assert services.tell_moved(occasion=second, by=WORKER).by_mail == 2
            assert put("moved") == 4
            services.cancel_occasion(occasion=second, by=WORKER)
            assert put("cancelled") == 2


def test_it_is_off_there_after_it_was_nearly_off_here(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    with within(school):
        services.cancel_occasion(occasion=occasion, by=WORKER)
        services.take_back_cancelling(occasion=occasion, by=WORKER)
        second = second_session()
        services.move_class(class_invitation=ClassInvitation.for_gate().get(), to=second, by=WORKER)
        services.cancel_occasion(occasion=second, by=WORKER)
        assert Message.objects.filter(letter="cancelled", state=State.WAITING).count() == 2


def test_a_class_that_goes_comes_back_and_goes_again_hears_each_time(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        second = second_session()
        for step, to in enumerate((second, occasion, second), 1):
            with clock.stopped(MOMENT + step * DAY):
                services.move_class(class_invitation=ClassInvitation.for_gate().get(), to=to, tell=True, by=WORKER)
            assert put("moved") == 2 * step


@pytest.mark.database
def test_what_waited_when_it_was_called_off_still_goes_when_it_goes_on(
    school: School, occasion: Occasion, asked: dict[str, Invitation], mailing: None, carla: Who
) -> None:
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=1), by=WORKER)
        services.cancel_occasion(occasion=occasion, by=WORKER)
    with clock.stopped(MOMENT + 2 * MINUTE):
        assert send_waiting() == 0
        with within(school):
            assert states("invitation") == states("confirmation") == {State.WAITING}
            assert not Message.objects.filter(attempts__gt=0).exists()
    with clock.stopped(MOMENT + 5 * MINUTE), within(school):
        services.take_back_cancelling(occasion=occasion, by=WORKER)
    with clock.stopped(MOMENT + 11 * MINUTE):
        send_waiting()
        with within(school):
            assert states("invitation") == states("confirmation") == {State.SENT}
            assert states("cancelled") == {State.DROPPED}


def fail(invitation: Invitation, *letters: str) -> None:
    Message.objects.filter(about=invitation.pk, letter__in=letters).update(state=State.FAILED, fault="came back")


def test_who_said_yes_and_gets_no_mail_hears_it_on_paper(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who, mailing: None
) -> None:
    """Bas said yes and his mail came back: no mail to him, a letter in the pile of his class."""
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2), by=WORKER)
        fail(asked["Bas"], "invitation", "confirmation")
        reached = services.cancel_occasion(occasion=occasion, by=WORKER)
        assert {invitation for _to, invitation, _n in reached.mails} == {asked["Aïcha"].pk}
        assert asked["Bas"].pk in reached.on_paper
        own = ClassInvitation.for_gate().get()
        assert asked["Bas"] in told_on_paper(own)
        assert [(one.letters, one.came_back) for one in on_paper(Occasion.objects.get())] == [(3, 1)]
    sign_in(client, dirk)
    assert "bij 1 gezin kwam de mail niet aan" in client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/wijziging/").content.decode()
    with within(school):
        later = Message.objects.filter(about=asked["Bas"].pk, letter="confirmation")
        later.update(state=State.SENT, put_at=MOMENT + MINUTE)  # that one arrived, but it does not say that it is off
        assert asked["Bas"] in told_on_paper(own)


def test_a_message_of_the_change_that_came_back_is_seen(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who, mailing: None
) -> None:
    send_waiting()
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2), by=WORKER)
        with clock.stopped(MOMENT + DAY):
            move(occasion, "gymzaal")
        with clock.stopped(MOMENT + 2 * DAY):
            assert services.tell_moved(occasion=occasion, by=WORKER).by_mail == 2
    sign_in(client, dirk)
    with clock.stopped(MOMENT + 2 * DAY):
        send_waiting()
        overview = f"/s/klimboom/uitnodigen/{occasion.pk}/"
        assert "over de wijziging" not in client.get(overview).content.decode()
        with within(school):
            assert on_paper(occasion)[0].came_back == 0
            fail(asked["Bas"], "moved")
            assert reach(occasion).not_told == on_paper(occasion)[0].came_back == 1
        assert "Bij 1 gezin kwam de mail over de wijziging niet aan" in client.get(overview).content.decode()
        assert "bij 1 gezin kwam de mail niet aan" in client.get(overview + "wijziging/").content.decode()


def test_a_class_that_came_and_heard_so_has_its_letters_printed(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    """The evening that it came to did not move itself."""
    with within(school):
        second = second_session()
        services.mark_printed(class_invitation=ClassInvitation.for_gate().get(), by=WORKER)
        with clock.stopped(MOMENT + DAY):
            services.move_class(class_invitation=ClassInvitation.for_gate().get(), to=second, tell=True, by=WORKER)
            found = changed(second)
            assert found.moved_here == {ClassInvitation.objects.get().pk} and not found.is_untold and not found.was_told
        with clock.stopped(MOMENT + 2 * DAY):
            move(second, "kantine")
            assert changed(second).is_untold, "of the other change nobody heard"
    sign_in(client, dirk)
    shown = client.get(f"/s/klimboom/uitnodigen/{second.pk}/wijziging/").content.decode()
    assert "Druk 2 brieven af" in shown
