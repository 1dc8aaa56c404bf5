"""A home with two addresses, of which one is dead; and the letter that replaces a mail."""

import datetime as dt

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER
from driehoek.conftest import MOMENT
from driehoek.invitations import services
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.calling import to_call
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.queries.reminders import first_on_paper, not_reached
from driehoek.invitations.rules import Step
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name, invite
from driehoek.outbox.models import Message, State
from driehoek.people.models import Guardian
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def arrive(state: str = State.SENT) -> None:
    """All that waits goes out; at the address of Bas everything comes back."""
    dead = Guardian.objects.get(given_name="Bas").pk
    rows = Message.objects.filter(state=State.WAITING)
    rows.filter(to=dead).update(state=State.FAILED, fault="came back")
    rows.update(state=state, fault="came back" if state == State.FAILED else "")


@pytest.fixture
def two(school: School, occasion: Occasion) -> Invitation:
    """One home: Aïcha reads her mail, that of Bas comes back."""
    with within(school):
        make_child("Noor", make_class("Groep 5"), make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org")))
        (found,) = invite(occasion).values()
        arrive()
        return found


@pytest.mark.database
def test_a_home_with_one_dead_address_is_reminded_twice_and_then_called(
    school: School, occasion: Occasion, two: Invitation
) -> None:
    with within(school):
        own = ClassInvitation.for_gate().get()
        for day in (4, 8):
            with clock.stopped(MOMENT + day * DAY):
                shown = reach(occasion)
                assert (shown.remindable, shown.not_arrived, shown.classes[0].step) == (1, [], Step.REMIND)
                assert services.remind(occasion=occasion, by=WORKER).households == 1
                arrive()
        assert not_reached(own) == []
        with clock.stopped(MOMENT + 9 * DAY):
            assert reach(occasion).classes[0].step == Step.CALL and list(to_call(occasion)) == [two]


def test_when_the_other_address_dies_too_it_becomes_a_letter(school: School, occasion: Occasion, two: Invitation) -> None:
    """Also when it was the second mail that came back: the first had arrived."""
    with within(school):
        with clock.stopped(MOMENT + 4 * DAY):
            services.remind(occasion=occasion, by=WORKER)
            arrive(State.FAILED)
        with clock.stopped(MOMENT + 8 * DAY):
            shown = reach(occasion)
            assert (shown.remindable, shown.classes[0].step) == (0, Step.OTHER_WAY)
            assert [one.invitation_id for one in shown.not_arrived] == [two.pk]
            assert services.remind(occasion=occasion, by=WORKER).households == 0
            assert services.another_way_for_class(class_invitation=ClassInvitation.for_gate().get(), by=WORKER) == 1


def test_a_failed_letter_about_something_else_leaves_nobody_between_two_stools(
    school: School, occasion: Occasion, two: Invitation
) -> None:
    with within(school):
        dead = Guardian.objects.get(given_name="Bas").pk
        Message.objects.create(letter="moved", about=two.pk, to=dead, once="m", state=State.FAILED, fault="came back")
        with clock.stopped(MOMENT + 4 * DAY):
            assert services.remind(occasion=occasion, by=WORKER).households == 1


def test_one_family_gets_a_letter_only_when_no_mail_reached_it(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        bas = asked["Bas"]
        Message.objects.filter(about=bas.pk).update(state=State.SENT)
        with pytest.raises(RuleBroken, match="arrived"):
            services.another_way(invitation=bas, by=WORKER)
        Message.objects.filter(about=bas.pk).update(state=State.FAILED, fault="came back")
        services.no_more_reminders(invitation=bas, by=WORKER)
        with pytest.raises(RuleBroken, match="let-go"):
            services.another_way(invitation=bas, by=WORKER)
        services.no_more_reminders(invitation=bas, stop=False, by=WORKER)
        services.another_way(invitation=bas, by=WORKER)
        own = ClassInvitation.for_gate().get()
        assert len(services.mark_printed(class_invitation=own, by=WORKER)) == 3
        services.another_way(invitation=bas, by=WORKER)  # a second press prints no second letter
        assert services.mark_printed(class_invitation=own, by=WORKER) == []
        services.reply(invitation=bas, given=Given(coming=1), by=WORKER)
        with pytest.raises(RuleBroken, match="answered"):
            services.another_way(invitation=bas, by=WORKER)


def test_who_is_left_in_peace_gets_no_first_letter_either(
    school: School, occasion: Occasion, asked: dict[str, Invitation]
) -> None:
    with within(school):
        services.no_more_reminders(invitation=asked["Cem"], by=WORKER)
        own = ClassInvitation.for_gate().get()
        assert first_on_paper(own) == [asked["Dina"]]
        assert services.mark_printed(class_invitation=own, by=WORKER) == [asked["Dina"]]
        Message.objects.update(state=State.SENT)
        assert reach(occasion).classes[0].step != Step.PRINT


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_same_moment_as_the_letter(school: School, occasion: Occasion, asked: dict[str, Invitation]) -> None:
    """Pressing three times is pressing once."""
    with within(school):
        Message.objects.filter(about=asked["Bas"].pk).update(state=State.FAILED, fault="came back")
    together(school, *[lambda: services.another_way(invitation=asked["Bas"], by=WORKER) for _ in range(3)])
    with within(school):
        assert by_name(occasion)["Bas"].channel == Channel.PAPER
