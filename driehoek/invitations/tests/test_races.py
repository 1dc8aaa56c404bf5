"""Two people, or one finger twice, at the same moment: nobody gets two letters, and nobody's yes is overwritten."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.services.slips import take_back_slip, type_slip
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db(transaction=True)


def own() -> ClassInvitation:
    """As the gate fetches it: before anybody waits for anybody."""
    found: ClassInvitation = ClassInvitation.for_gate().get()
    return found


def test_a_double_click_on_print_gives_the_letters_once(school: School, asked: dict[str, Invitation]) -> None:
    def press(reminder: bool) -> Any:
        return together(
            school,
            *[lambda: len(services.mark_printed(class_invitation=own(), reminder=reminder, by=WORKER)) for _ in range(3)],
        )

    assert sorted(press(reminder=False)) == [0, 0, 2]
    with clock.stopped(MOMENT + dt.timedelta(days=5)):
        assert sorted(press(reminder=True)) == [0, 0, 2]
    with within(school):
        assert set(Invitation.objects.filter(channel="paper").values_list("reminders", flat=True)) == {1}


def test_a_mentors_yes_is_not_overwritten_by_a_leader_at_the_same_moment(
    school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
    for _ in range(5):
        with within(school):
            ClassInvitation.objects.update(approved_at=None, approved_by=None)
        together(
            school,
            *[
                lambda by=by: services.approve(class_invitation=own(), personal_line=f"van {by.name}", by=by)
                for by in (carla, dirk)
            ],
        )
        with within(school):
            kept = ClassInvitation.objects.get()
            assert (kept.approved_by_id, kept.personal_line) == (carla.user_id, "van Carla")


def test_a_slip_taken_back_at_the_same_moment_leaves_a_familys_own_answer(school: School, asked: dict[str, Invitation]) -> None:
    cem = asked["Cem"]
    for minute in range(5):
        with within(school), clock.stopped(MOMENT + dt.timedelta(minutes=minute)):
            Reply.objects.all().delete()
            before, after = type_slip(invitation=cem, coming=2, interpreter="", childcare=0, by=WORKER)
        with clock.stopped(MOMENT + dt.timedelta(minutes=minute, seconds=30)):
            together(
                school,
                lambda: services.reply(invitation=cem, given=services.Given(coming=2), by=WORKER),
                lambda before=before, after=after: take_back_slip(invitation=cem, before=before, after=after, by=WORKER),
            )
        with within(school):
            assert Reply.objects.get().answered_at == MOMENT + dt.timedelta(minutes=minute, seconds=30)
