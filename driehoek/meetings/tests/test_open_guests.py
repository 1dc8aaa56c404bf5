"""Guests of whom only a child's first name is known: on the list, at the tables, and once when somebody saw who they are."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER
from driehoek.invitations import services as inviting
from driehoek.invitations.models import ClassInvitation, OpenReply
from driehoek.invitations.services import Given
from driehoek.meetings.models import Attendee, Meeting
from driehoek.meetings.queries.hall import board, hall
from driehoek.meetings.queries.path import overview
from driehoek.meetings.queries.runbook import audience
from driehoek.meetings.services import attendance
from driehoek.meetings.services.plan import Wanted, plan_meeting
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def evening(school: School, moment: Any) -> tuple[Meeting, ClassInvitation]:
    """A meeting to which class 5a of 24 families was asked by its link."""
    day = clock.today() + dt.timedelta(days=17)
    wanted = Wanted(
        key=clock.new_id(), template="parents_meeting", title="Ouderavond", day=day, time=dt.time(19, 30), place="De aula",
        tables=2, interpreter=True, childcare=True, reply_by=day - dt.timedelta(days=3),
    )  # fmt: skip
    with within(school):
        meeting = plan_meeting(by=WORKER, wanted=wanted).meeting
        make_class("5a", family_count=24)
        (own,) = inviting.prepare_class_invitations(occasion=meeting.occasion, by=WORKER)
        inviting.approve(class_invitation=own, by=WORKER)
        inviting.send(occasion=meeting.occasion, by=WORKER)
        return Meeting.for_gate().get(), ClassInvitation.for_gate().get()


def answer(own: ClassInvitation, child: str = "Noor", coming: int = 2, name: str = "") -> OpenReply:
    return inviting.reply_openly(
        class_invitation=own, key=clock.secret_id(), child_name=child, name=name, given=Given(coming=coming), by=WORKER
    )


def home_of(own: ClassInvitation, child: str, *parents: str) -> Any:
    home = make_home(*parents)
    make_child(child, own.school_class, home)
    return home.pk


def names() -> list[str]:
    return sorted(Attendee.objects.values_list("name", flat=True))


def test_they_come_as_parent_of_a_child(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    with within(school):
        answer(own, "Noor", 2)
        answer(own, "Sem", 1, name="Fatima")
        answer(own, "Lot", 0)
        before = (audience(meeting).parents, board(meeting).new_replies)
        attendance.gather(by=WORKER, meeting=meeting)
        attendance.gather(by=WORKER, meeting=meeting)

        assert before == (3, 3)
        assert names() == ["Fatima (ouder van Sem, 5a)", "gast van ouder van Noor, 5a", "ouder van Noor, 5a"]
        assert (audience(meeting).parents, board(meeting).new_replies) == (3, 0)


def test_once_matched_they_are_the_familys_guests_and_nobody_is_there_twice(
    school: School, evening: tuple[Meeting, ClassInvitation]
) -> None:
    meeting, own = evening
    with within(school):
        home = home_of(own, "Noor", "Aïcha", "Bas")
        kept = answer(own, "Noor", 2)
        attendance.gather(by=WORKER, meeting=meeting)
        first = Attendee.objects.get(place=1)
        attendance.check_in(by=WORKER, attendee=first)
        inviting.match(open_reply=kept, household_id=home, by=WORKER)
        waiting = board(meeting).new_replies
        attendance.gather(by=WORKER, meeting=meeting)

        assert (waiting, names()) == (0, ["Aïcha Amrani", "Bas Amrani"])
        assert Attendee.objects.get(pk=first.pk).arrived_at is not None
        assert audience(meeting).parents == 2


def test_a_match_that_is_taken_back_makes_them_nameless_again(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    with within(school):
        home = home_of(own, "Noor", "Aïcha")
        kept = answer(own, "Noor", 1)
        for change in (
            lambda: inviting.match(open_reply=kept, household_id=home, by=WORKER),
            lambda: inviting.take_back(open_reply=kept, by=WORKER),
        ):
            change()
            attendance.gather(by=WORKER, meeting=meeting)

        assert names() == ["ouder van Noor, 5a"]


def test_two_answers_of_one_family_are_one_family(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    with within(school):
        home = home_of(own, "Noor", "Aïcha", "Bas")
        both = [answer(own, "Noor", 1), answer(own, "Noor", 1)]
        attendance.gather(by=WORKER, meeting=meeting)
        for one in both:
            inviting.match(open_reply=one, household_id=home, by=WORKER)
        attendance.gather(by=WORKER, meeting=meeting)

        assert names() == ["Aïcha Amrani of Bas Amrani"]


def test_who_was_put_aside_leaves_the_list_unless_they_are_here(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    with within(school):
        gone, here = answer(own, "Noor", 1), answer(own, "Sem", 1)
        attendance.gather(by=WORKER, meeting=meeting)
        attendance.check_in(by=WORKER, attendee=Attendee.objects.get(name__contains="Sem"))
        for one in (gone, here):
            inviting.set_aside(open_reply=one, by=WORKER)
        attendance.gather(by=WORKER, meeting=meeting)

        assert names() == ["ouder van Sem, 5a"]


def test_they_sit_together_and_are_not_taken_off_by_hand(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    meeting.couples = "together"
    with within(school):
        answer(own, "Noor", 2)
        attendance.gather(by=WORKER, meeting=meeting)

        assert len(hall(meeting).problem().together) == 1
        with pytest.raises(RuleBroken):
            attendance.take_off(by=WORKER, attendee=Attendee.for_gate().first())


def test_the_path_says_how_many_answered_of_how_many(school: School, evening: tuple[Meeting, ClassInvitation]) -> None:
    meeting, own = evening
    with within(school):
        answer(own)

        (words,) = [step.words for step in overview(meeting).steps if step.key == "invitations"]

    assert words == "1 van 24 gezinnen antwoordden"
