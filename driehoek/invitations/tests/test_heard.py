"""Nobody is left out: of a change after another change, of what waited when it was called off, or behind a dead address."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
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
