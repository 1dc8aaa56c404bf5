"""Without a roster: the link of a class, answers without a name, and whose they turn out to be."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT
from driehoek.invitations import rules_matching as rules
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, OpenReply, Reply
from driehoek.invitations.queries.mine import to_approve
from driehoek.invitations.queries.needs import needs
from driehoek.invitations.queries.open_replies import open_replies_of
from driehoek.invitations.queries.reach import reach
from driehoek.invitations.services import Given
from driehoek.outbox.models import Message
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

HOME = rules.Home(clock.new_id(), ("Aïcha Amrani",))


@pytest.mark.parametrize(
    ("typed", "known", "how"),
    [
        ("noor", "Noor", rules.EQUAL),
        ("Zoë", "zoe", rules.EQUAL),
        ("Anne Fleur", "Anne-Fleur", rules.EQUAL),
        ("Noor Amrani", "Noor", rules.ALIKE),
        ("Noortje", "Noor", rules.ALIKE),
        ("Bo de Wit", "Bo", rules.ALIKE),
        ("Bo", "Bodil", rules.NOT),
        ("Sem", "Noor", rules.NOT),
        ("", "Noor", rules.NOT),
        ("نور", "نور", rules.EQUAL),
    ],
)
def test_a_first_name_is_recognised_as_people_write_it(typed: str, known: str, how: int) -> None:
    assert rules.likeness(typed, known) == how


@given(some.text(), some.text())
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert rules.likeness(one, other) == rules.likeness(other, one)


def test_equal_names_come_first_and_the_home_of_who_wrote_too() -> None:
    bas = rules.Home(clock.new_id(), ("Bas de Wit",))
    noortje, noor = (rules.Child(clock.new_id(), name, f"{name} Amrani", (HOME, bas)) for name in ("Noortje", "Noor"))

    found = rules.proposals("Noor", "Bas", [noortje, noor, rules.Child(clock.new_id(), "Sem", "Sem Bos", (HOME,))])

    assert [child.given_name for child in found] == ["Noor", "Noortje"]
    assert found[0].homes == (bas, HOME)


database = [pytest.mark.django_db, pytest.mark.database]


def answer(
    own: ClassInvitation, child: str = "Noor", *, coming: int = 2, name: str = "", key: Any = None, **more: Any
) -> OpenReply:
    return services.reply_openly(
        class_invitation=own,
        key=key or clock.secret_id(),
        child_name=child,
        name=name,
        given=Given(coming=coming, **more),
        by=WORKER,
    )


@pytest.fixture
def nameless(school: School, occasion: Occasion, carla: Who) -> ClassInvitation:
    """Class 5a of 24 families, of whom nobody is known; its invitation is out."""
    with within(school):
        make_class("5a", family_count=24, mentor=carla)
        (own,) = services.prepare_class_invitations(occasion=occasion, by=carla)
        services.approve(class_invitation=own, by=carla)
        services.send(occasion=occasion, by=carla)
        found: ClassInvitation = ClassInvitation.for_gate().get()
        return found


def family(own: ClassInvitation, child: str, *parents: str, **more: Any) -> Any:
    home = make_home(*parents, **more)
    make_child(child, own.school_class, home)
    return home


class TestInviting:
    pytestmark = database

    def test_a_class_of_numbers_is_approved_and_sent_as_a_link(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            opened = codes.codes_for("class", [nameless.pk])[nameless.pk]
            found = codes.find(opened["printed"])

            assert set(opened) == {"link", "printed"}
            assert found is not None and found.expires_at == nameless.occasion.ends_at
            assert (nameless.sent_at, Invitation.objects.count(), Message.objects.count()) == (MOMENT, 0, 0)

    def test_its_mentor_is_asked_and_sees_it(self, school: School, occasion: Occasion, carla: Who) -> None:
        with within(school):
            make_class("5a", family_count=24, mentor=carla)
            services.prepare_class_invitations(occasion=occasion, by=carla)

            assert services.ask_approval(occasion=occasion, by=carla) == 1
            assert [own.school_class.name for own in to_approve(carla)] == ["5a"]

    def test_reach_counts_against_the_number_that_was_typed(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            answer(nameless, "Noor", coming=2)
            answer(nameless, "Sem", coming=0)

            (line,) = reach(nameless.occasion).classes

        assert (line.invited, line.answered, line.coming, line.people, line.unnamed) == (24, 2, 1, 2, 2)
        assert (line.step, line.count) == ("spread", 22)

    def test_before_it_is_sent_the_next_step_is_the_link(self, school: School, occasion: Occasion, carla: Who) -> None:
        with within(school):
            make_class("5a", family_count=24)
            (own,) = services.prepare_class_invitations(occasion=occasion, by=carla)
            asked = reach(occasion).classes[0].step
            services.approve(class_invitation=own, by=WORKER)

            assert (asked, reach(occasion).classes[0].step, reach(occasion).to_send) == ("choose", "open_link", 24)

    def test_the_link_moves_along_with_the_evening(self, school: School, nameless: ClassInvitation) -> None:
        later = nameless.occasion.ends_at + dt.timedelta(days=30)
        with within(school):
            services.change_occasion(
                occasion=nameless.occasion, starts_at=later - dt.timedelta(hours=2), ends_at=later, by=WORKER
            )
            found = codes.find(codes.codes_for("class", [nameless.pk])[nameless.pk]["link"])

            assert found is not None and found.expires_at == later

    def test_no_link_before_somebody_agreed(self, school: School, occasion: Occasion) -> None:
        with within(school):
            make_class("5a", family_count=24)
            (own,) = services.prepare_class_invitations(occasion=occasion, by=WORKER)

            with pytest.raises(RuleBroken) as broken:
                services.open_class_link(class_invitation=own, by=WORKER)

        assert broken.value.code == "not-approved"


class TestAnswering:
    pytestmark = database

    def test_sent_twice_is_once_and_changed_until_somebody_judged(self, school: School, nameless: ClassInvitation) -> None:
        key = clock.secret_id()
        with within(school):
            answer(nameless, coming=2, key=key)
            answer(nameless, coming=2, key=key)
            answer(nameless, coming=3, key=key)
            kept = OpenReply.objects.get()
            services.set_aside(open_reply=kept, by=WORKER)

            assert kept.coming == 3
            with pytest.raises(RuleBroken) as broken:
                answer(nameless, coming=1, key=key)
        assert broken.value.code == "used_key"

    def test_what_they_say_has_no_giver_and_no_tie_to_the_answer(
        self, school: School, nameless: ClassInvitation, heard: list[dict[str, Any]]
    ) -> None:
        with within(school):
            kept = answer(nameless, coming=0, words="Begin later", named=True)

        (said,) = heard
        assert (said["invitation"], said["named"], said["text"]) == (None, False, "Begin later")
        assert said["key"] != kept.pk

    def test_a_key_of_another_class_is_not_taken(self, school: School, nameless: ClassInvitation, occasion: Occasion) -> None:
        with within(school):
            kept = answer(nameless)
            make_class("5b", family_count=20)
            other = services.prepare_class_invitations(occasion=occasion, by=WORKER)[-1]

            with pytest.raises(RuleBroken):
                answer(other, "Sem", key=kept.pk)

    def test_needs_count_with_the_others_and_are_said_without_a_name(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            answer(nameless, "Noor", interpreter="ar", childcare=2, other_need="Rolstoel")
            gone = answer(nameless, "Sem", interpreter="ar", childcare=1)
            services.set_aside(open_reply=gone, by=WORKER)

            found = needs(nameless.occasion)

        assert [(one.families, one.people) for one in found.interpreters] == [(1, 2)]
        assert (found.children, found.childcare_families) == (2, 1)
        assert [(one.names, one.text) for one in found.others] == [("ouder van Noor, 5a", "Rolstoel")]

    def test_after_the_evening_nothing_comes_in(self, school: School, nameless: ClassInvitation) -> None:
        with within(school), clock.stopped(MOMENT + dt.timedelta(days=40)), pytest.raises(RuleBroken) as broken:
            answer(nameless)

        assert broken.value.code == "over"


class TestMatching:
    pytestmark = database

    def test_it_becomes_the_reply_of_that_home_and_counts_once(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha", mails=("aicha@example.org",))
            family(nameless, "Sem", "Bas")
            kept = answer(nameless, coming=2, childcare=1)
            services.match(open_reply=kept, household_id=home.pk, by=WORKER)
            again = services.match(open_reply=kept, household_id=home.pk, by=WORKER)

            reply = Reply.objects.get()
            assert (reply.invitation_id, reply.coming, reply.childcare) == (again.pk, 2, 1)
            assert (needs(nameless.occasion).children, Message.objects.count()) == (1, 0)
            services.prepare_class_invitations(occasion=nameless.occasion, by=WORKER)
            (line,) = reach(nameless.occasion).classes
            assert (line.invited, line.answered, line.people, line.unnamed) == (2, 1, 2, 0)

    def test_who_answered_so_is_not_sent_an_invitation_again(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha", mails=("aicha@example.org",))
            family(nameless, "Sem", "Bas", mails=("bas@example.org",))
            services.match(open_reply=answer(nameless), household_id=home.pk, by=WORKER)
            services.prepare_class_invitations(occasion=nameless.occasion, by=WORKER)
            promised = reach(nameless.occasion).to_send

            sent = services.send(occasion=nameless.occasion, by=WORKER)

            assert (promised, sent.households, Message.objects.count()) == (1, 1, 1)

    def test_a_newer_answer_of_their_own_stands(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            kept = answer(nameless, coming=2)
            services.prepare_class_invitations(occasion=nameless.occasion, by=WORKER)
            with clock.stopped(MOMENT + dt.timedelta(hours=1)):
                services.reply(invitation=Invitation.objects.get(), given=Given(coming=0), by=WORKER)
                services.match(open_reply=kept, household_id=home.pk, by=WORKER)
                assert Reply.objects.get().coming == 0
                services.take_back(open_reply=kept, by=WORKER)

                assert Reply.objects.get().coming == 0

    def test_an_older_answer_of_their_own_comes_back_with_undo(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            services.prepare_class_invitations(occasion=nameless.occasion, by=WORKER)
            services.reply(invitation=Invitation.objects.get(), given=Given(coming=1, interpreter="ar"), by=WORKER)
            with clock.stopped(MOMENT + dt.timedelta(hours=1)):
                kept = answer(nameless, coming=3)
                services.match(open_reply=kept, household_id=home.pk, by=WORKER)
                during = Reply.objects.get().coming
                services.take_back(open_reply=kept, by=WORKER)

            back = Reply.objects.get()
            assert (during, back.coming, back.interpreter, back.answered_at) == (3, 1, "ar", MOMENT)
            assert list(OpenReply.objects.values_list("child_name", flat=True)) == ["Noor"]

    def test_two_answers_of_one_home_the_newest_stands_and_undo_gives_the_other(
        self, school: School, nameless: ClassInvitation
    ) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            first = answer(nameless, coming=1)
            with clock.stopped(MOMENT + dt.timedelta(hours=1)):
                second = answer(nameless, coming=4)
            for one in (second, first):
                services.match(open_reply=one, household_id=home.pk, by=WORKER)
            both = Reply.objects.get().coming
            services.take_back(open_reply=second, by=WORKER)
            one_left = Reply.objects.get().coming
            services.take_back(open_reply=first, by=WORKER)

            assert (both, one_left, Reply.objects.count()) == (4, 1, 0)

    def test_two_homes_are_two_choices(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            aicha, bas = make_home("Aïcha"), make_home("Bas", street="Kade 9")
            make_child("Noor", nameless.school_class, aicha, bas)
            answer(nameless, name="Bas")

            (line,) = open_replies_of(nameless).waiting
            (child,) = line.likely

        assert [home.household_id for home in child.homes] == [bas.pk, aicha.pk]

    def test_a_home_without_a_child_in_the_class_is_refused(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            other = make_home("Dina")
            make_child("Lina", make_class("6b"), other)
            services.prepare_class_invitations(occasion=nameless.occasion, by=WORKER)

            with pytest.raises(RuleBroken) as broken:
                services.match(open_reply=answer(nameless), household_id=other.pk, by=WORKER)

        assert broken.value.code == "not-in-class"

    def test_nobodys_counts_nowhere_and_can_be_taken_back(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            kept = answer(nameless)
            services.set_aside(open_reply=kept, by=WORKER)
            aside = reach(nameless.occasion).totals["people"]
            services.take_back(open_reply=kept, by=WORKER)

            assert (aside, reach(nameless.occasion).totals["people"]) == (0, 2)
            assert set(TrailRow.objects.values_list("act", flat=True)) >= {"reply-openly", "set-aside-reply", "take-back-reply"}


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_colleagues_match_one_answer_to_two_homes(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            homes = [family(nameless, "Noor", name).pk for name in ("Aïcha", "Bas")]
            kept = answer(nameless)

        done = together(
            school,
            *[lambda home=home: services.match(open_reply=kept, household_id=home, by=WORKER) and "done" for home in homes],
        )

        assert sorted(map(str, done)) == ["already-judged", "done"]
        with within(school):
            assert Reply.objects.count() == 1

    def test_two_answers_are_matched_to_one_home_at_once(self, school: School, nameless: ClassInvitation) -> None:
        with within(school):
            home = family(nameless, "Noor", "Aïcha")
            old = answer(nameless, coming=1)
            with clock.stopped(MOMENT + dt.timedelta(hours=1)):
                new = answer(nameless, coming=4)

        together(school, *[lambda one=one: services.match(open_reply=one, household_id=home.pk, by=WORKER) for one in (old, new)])

        with within(school):
            assert Reply.objects.get().coming == 4

    def test_one_finger_sends_three_times(self, school: School, nameless: ClassInvitation) -> None:
        key = clock.secret_id()

        together(school, *[lambda: answer(nameless, key=key).pk for _ in range(3)])

        with within(school):
            assert OpenReply.objects.count() == 1
