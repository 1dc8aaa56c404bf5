"""Who is invited, through which class, how and in which language; and what goes out."""

import datetime as dt

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode, TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.invitations import services
from driehoek.invitations.models import Channel, ClassInvitation, Invitation
from driehoek.invitations.rules import PARENT_LANGUAGES
from driehoek.invitations.tests.makers import by_name, invite, make_occasion
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def test_each_household_is_invited_once_through_its_youngest_child(school: School, carla: Who) -> None:
    with within(school):
        three, five = make_class("Groep 3", mentor=carla), make_class("Groep 5", mentor=carla)
        home = make_home("Aïcha", "Bas", mails=("aicha@example.org", "bas@example.org"))
        make_child("Noor", five, home, born_on=dt.date(2017, 5, 1))
        make_child("Sami", three, home, born_on=dt.date(2019, 5, 1))
        occasion = make_occasion()
        prepared = services.prepare_class_invitations(occasion=occasion, by=WORKER)
        assert {str(one.school_class) for one in prepared} == {"Groep 3", "Groep 5"}
        assert {str(one.sender) for one in prepared} == {"Carla Jansen"}
        assert Invitation.objects.get().class_invitation.school_class == three


def test_a_child_with_two_homes_gives_two_invitations(school: School) -> None:
    with within(school):
        make_child("Noor", make_class(), make_home("Aïcha", mails=("aicha@example.org",)), make_home("Bas"))
        found = invite(make_occasion())
        assert {name: row.channel for name, row in found.items()} == {"Aïcha": Channel.MAIL, "Bas": Channel.PAPER}


def test_one_address_for_a_family_is_one_mail_and_two_addresses_are_two(school: School) -> None:
    with within(school):
        five = make_class()
        make_child("Noor", five, make_home("Aïcha", "Bas", mails=("thuis@example.org", "Thuis@example.org")))
        make_child("Sami", five, make_home("Fatma", "Karim", mails=("fatma@example.org", "karim@example.org")))
        invite(make_occasion())
        assert Message.objects.filter(letter="invitation").count() == 3


def test_who_may_receive_for_no_child_is_not_invited(school: School) -> None:
    with within(school):
        five = make_class()
        make_child("Noor", five, make_home("Aïcha"), may_receive=True)
        make_child("Sami", five, make_home("Bas"), may_receive=False)
        assert set(invite(make_occasion())) == {"Aïcha"}


def test_somebody_in_the_same_home_without_that_right_gets_no_mail(school: School) -> None:
    with within(school):
        home = make_home("Aïcha", "Stef", mails=("aicha@example.org", "stef@example.org"))
        make_child("Noor", make_class(), home)
        Guardianship.objects.filter(guardian__given_name="Stef").update(may_receive=False)
        invite(make_occasion())
        assert Message.objects.get().to == Guardian.objects.get(given_name="Aïcha").pk


@pytest.mark.parametrize(("chosen", "written"), [*((code, code) for code in PARENT_LANGUAGES), ("so", "nl")])
def test_a_letter_is_in_the_language_that_the_first_guardian_chose(school: School, chosen: str, written: str) -> None:
    with within(school):
        home = make_home("Aïcha", "Bas", language=chosen)
        Guardian.objects.filter(given_name="Bas").update(contact_language="nl")
        make_child("Noor", make_class(), home)
        assert invite(make_occasion())["Aïcha"].language == written


def test_preparing_again_adds_who_is_new_and_corrects_what_lies_ready(school: School) -> None:
    with within(school):
        five = make_class()
        make_child("Noor", five, make_home("Aïcha"))
        leaves = make_child("Sami", five, make_home("Bas"))
        occasion = make_occasion()
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        Guardian.objects.filter(given_name="Aïcha").update(email="aicha@example.org", contact_language="ar")
        leaves.left_on = clock.today()
        leaves.save()
        make_child("Lina", five, make_home("Cem"))
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        found = by_name(occasion)
        assert set(found) == {"Aïcha", "Cem"}
        assert (found["Aïcha"].channel, found["Aïcha"].language) == (Channel.MAIL, "ar")
        assert ClassInvitation.objects.count() == 1


def test_only_what_is_approved_goes_out_and_twice_is_once(school: School, carla: Who) -> None:
    with within(school):
        five, six = make_class("Groep 5", mentor=carla), make_class("Groep 6")
        make_child("Noor", five, make_home("Aïcha", mails=("aicha@example.org",)))
        make_child("Sami", six, make_home("Bas", mails=("bas@example.org",)))
        occasion = make_occasion()
        ready = {str(one.school_class): one for one in services.prepare_class_invitations(occasion=occasion, by=WORKER)}
        services.approve(class_invitation=ready["Groep 5"], personal_line="Tot dan!", by=carla)
        assert services.send(occasion=occasion, by=WORKER) == services.Sent(households=1, mails=1, paper=0, classes=1, links=1)
        assert services.send(occasion=occasion, by=WORKER) == services.Sent(households=0, mails=0, paper=0, classes=1)
        sent = by_name(occasion)
        assert (sent["Aïcha"].sent_at is not None, sent["Bas"].sent_at) == (True, None)
        assert set(codes.codes_for("reply", [sent["Aïcha"].pk])[sent["Aïcha"].pk]) == {"link", "printed"}
        own = AccessCode.objects.filter(purpose__startswith="reply:")
        assert {code.expires_at for code in own} == {occasion.ends_at + dt.timedelta(days=60)}
        assert (own.count(), AccessCode.objects.count()) == (2, 4)  # the others are of the class


def test_a_mentor_gives_a_name_and_a_leader_only_the_schools(school: School, carla: Who, dirk: Who) -> None:
    from driehoek.invitations.wording import signer

    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        make_child("Sami", make_class("Groep 6", mentor=carla), make_home("Bas"))
        five, six = services.prepare_class_invitations(occasion=make_occasion(), by=WORKER)
        assert signer(services.approve(class_invitation=five, by=dirk)) == ""
        assert signer(services.approve(class_invitation=six, by=carla)) == "Carla Jansen"
        with pytest.raises(RuleBroken, match="mentor-agreed"):
            services.approve(class_invitation=six, by=dirk)
        assert TrailRow.objects.filter(act="approve-invitation").count() == 2


def test_after_sending_nothing_changes_in_what_was_approved(school: School, carla: Who) -> None:
    with within(school):
        make_child("Noor", make_class(mentor=carla), make_home("Aïcha"))
        occasion = make_occasion()
        invite(occasion, by=carla)
        with pytest.raises(RuleBroken, match="already-sent"):
            services.approve(class_invitation=ClassInvitation.objects.get(), personal_line="Nog iets", by=carla)


def test_nobody_is_invited_to_what_is_over(school: School) -> None:
    with within(school):
        make_child("Noor", make_class(), make_home("Aïcha"))
        occasion = make_occasion()
        with clock.stopped(occasion.ends_at), pytest.raises(RuleBroken, match="over"):
            services.send(occasion=occasion, by=WORKER)


def test_mentors_are_asked_at_most_once_a_day(school: School, carla: Who) -> None:
    with within(school):
        make_child("Noor", make_class(mentor=carla), make_home("Aïcha"))
        occasion = make_occasion()
        services.prepare_class_invitations(occasion=occasion, by=WORKER)
        assert services.ask_approval(occasion=occasion, by=WORKER) == 1
        services.ask_approval(occasion=occasion, by=WORKER)
        assert Message.objects.filter(letter="approval_request").count() == 1


def test_a_letter_that_moves_with_the_evening_keeps_its_code(school: School) -> None:
    with within(school):
        make_child("Noor", make_class(), make_home("Aïcha"))
        occasion = make_occasion()
        invite(occasion)
        later = dt.timedelta(days=90)
        services.change_occasion(
            occasion=occasion, starts_at=occasion.starts_at + later, ends_at=occasion.ends_at + later, by=WORKER
        )
        assert occasion.version == 1
        ends = {(code.purpose.partition(":")[0], code.expires_at) for code in AccessCode.objects.all()}
        assert ends == {("reply", occasion.ends_at + dt.timedelta(days=60)), ("class", occasion.ends_at)}


@pytest.mark.parametrize(
    ("change", "code"),
    [({"title": " "}, "empty"), ({"ends_at": clock.at(dt.date(2026, 12, 10), dt.time(18))}, "ends-first"),
     ({"reply_by": dt.date(2026, 12, 11)}, "reply-late")],
)  # fmt: skip
def test_an_occasion_that_can_not_be_is_refused(school: School, change: dict[str, object], code: str) -> None:
    with within(school), pytest.raises(RuleBroken, match=code):
        make_occasion(**change)
