"""What must end, go along or stay hidden when parents part, move, or turn out to be one person."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import AccessCode
from driehoek.access.who import WORKER, Pass, Who
from driehoek.conftest import MOMENT, sign_in
from driehoek.invitations.models import Invitation, Outcome, Reply
from driehoek.invitations.services import prepare_class_invitations
from driehoek.invitations.services.calling import _asked_for_quiet
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.queries.becoming import becomes
from driehoek.people.queries.own import own_data
from driehoek.people.services import own
from driehoek.people.services.families import HomeAsWanted, PersonAsWanted, change_guardian, change_home
from driehoek.people.services.homes import move_home, own_home, unlink
from driehoek.people.services.joining import join
from driehoek.people.services.revealing import LETTER, Reason, Secret, reveal
from driehoek.people.services.undoing import undo
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution

from .makers import make_child, make_class, make_home
from .test_leaving_a_home import APART, TOGETHER, asked, opens, person, person_at, read

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]


def way_in(guardian: Guardian) -> uuid.UUID:
    """A link to their own data; its key."""
    [code] = codes.issue("own", guardian.pk, clock.now() + dt.timedelta(days=14))
    return code.pk


def works(*keys: uuid.UUID) -> list[bool]:
    return [AccessCode.objects.filter(pk=key, revoked_at__isnull=True).exists() for key in keys]


# Links to somebody's own data


@pytest.mark.parametrize("how", ["hand", "file", "unlink"])
def test_a_parting_ends_the_ways_in_of_who_goes_and_who_stays(school: School, dirk: Who, how: str) -> None:
    with within(school):
        read(TOGETHER, dirk)
        links = way_in(person("An")), way_in(person("Bo"))
        if how == "hand":
            own_home(guardian=person("Bo"), by=dirk)
        elif how == "file":
            read(APART, dirk)
        else:
            unlink(guardianship=Guardianship.objects.get(guardian=person("Bo")), by=dirk)
        assert works(*links) == [False, False]


def test_taking_a_move_back_ends_the_ways_in_too(school: School, dirk: Who) -> None:
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(hours=3)):
            read(TOGETHER, dirk)
        done = read(APART, dirk)
        link = way_in(person("Bo"))
        undo(done=done, by=dirk)
        assert works(link) == [False]


def test_what_becomes_secret_ends_the_ways_in(school: School, dirk: Who) -> None:
    with within(school):
        home = make_home("An", "Bo", mails=("an@example.org", "bo@example.org"))
        make_child("Noor", make_class("5"), home)
        links = way_in(person("An")), way_in(person("Bo"))
        change_home(household=home, wanted=HomeAsWanted(street="Lindelaan 4", is_secret=False), by=dirk)
        assert works(*links) == [True, True]
        change_home(household=home, wanted=HomeAsWanted(keeps_address=True, is_secret=True), by=dirk)
        assert works(*links) == [False, False]
        links = way_in(person("An")), way_in(person("Bo"))
        hidden = PersonAsWanted(
            given_name="An", surname="Amrani", email="an@example.org", phone="0612345678", phone_is_secret=True
        )
        change_guardian(guardian=person("An"), wanted=hidden, by=dirk)
        assert works(*links) == [False, True]


def test_a_new_mailbox_ends_what_lies_in_the_old_one_but_not_what_is_open(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        used, lies = way_in(person("An")), way_in(person("An"))
        by = Who("guest", passes=(Pass(used, "own", person("An").pk),))
        own.correct(guardian=person("An"), given={"phone": "0612345678"}, by=by)
        assert works(used, lies) == [True, True]
        own.correct(guardian=person("An"), given={"email": "nieuw@example.org"}, by=by)
        assert works(used, lies) == [True, False]
        link = way_in(person("Bo"))
        read(TOGETHER.replace("bo@example.org", "bob@example.org"), dirk)
        assert person("Bo").email == "bob@example.org" and works(link) == [False]


def test_who_stands_alone_without_a_child_has_no_working_link(school: School, dirk: Who) -> None:
    with within(school):
        make_child("Noor", make_class("5"), make_home("An"))
        asked(dirk)
        unlink(guardianship=Guardianship.objects.get(guardian=person("An")), by=dirk)
        assert not opens(person("An").household)


# What was answered goes along


def two_homes(dirk: Who) -> tuple[Household, Household]:
    one, other = make_home("An", is_secret=True), make_home("Bo", street="Kade 9")
    make_child("Noor", make_class("5"), one, other)
    asked(dirk)
    return one, other


def test_who_moves_in_with_somebody_takes_the_answer_along_and_not_the_needs(school: School, dirk: Who) -> None:
    with within(school):
        one, other = two_homes(dirk)
        Reply.objects.filter(invitation__household=one).update(coming=3, interpreter="tr", answered_at=MOMENT)
        Invitation.objects.filter(household=one).update(attempt_outcome=Outcome.NO_MORE)
        move_home(guardian=person("An"), household=other, by=dirk)
        run_retention()
        kept = Invitation.objects.select_related("reply").get()
        assert (kept.household_id, kept.attempt_outcome) == (other.pk, Outcome.NO_MORE)
        assert (kept.reply.coming, kept.reply.interpreter, kept.reply.other_need) == (3, "", "")
        assert Household.objects.get(pk=other.pk).shared_until == MOMENT
        assert list(Contribution.objects.order_by("giver").values_list("giver", flat=True).distinct()).count(None) == 1
        assert not Contribution.objects.filter(giver=one).exists()


def test_going_back_works_and_knows_who_was_let_go(school: School, dirk: Who) -> None:
    with within(school):
        one, other = two_homes(dirk)
        Invitation.objects.filter(household=one).update(reminders=2, reminded_at=MOMENT, attempt_outcome=Outcome.NO_MORE)
        move_home(guardian=person("An"), household=other, by=dirk)
        move_home(guardian=person("An"), household=one, by=dirk)
        back = Invitation.objects.get(household=one)
        assert (person("An").household_id, back.reminders, back.is_let_go, back.sent_at) == (one.pk, 2, True, None)


def test_who_is_put_back_at_an_empty_address_is_said_to_have_no_invitation(client: Client, school: School, dirk: Who) -> None:
    with within(school):
        one, other = two_homes(dirk)
        move_home(guardian=person("An"), household=other, by=dirk)
        an = person("An")
    sign_in(client, dirk)
    back = reverse("home_back", args=[school.slug, an.pk, one.pk])
    page = client.post(back, follow=True).content.decode()
    assert "woont weer op het oude adres" in page and "Die bleef bij het andere adres" in page


def test_a_home_that_moves_as_a_whole_keeps_answer_and_needs(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        asked(dirk)
        read(TOGETHER.replace("Lindelaan;4;1234 AB", "Plein;7;1239 AB"), dirk)
        run_retention()
        kept = Invitation.objects.select_related("reply", "household").get()
        assert person("An").household_id == person("Bo").household_id == kept.household_id
        assert (kept.household.street, kept.reply.other_need) == ("Plein 7", "Een stoel")


def test_a_file_that_moves_somebody_takes_everything_along(school: School, dirk: Who) -> None:
    alone = "1;Noor;Bos;5;An;Bos;an@example.org;Lindelaan;4;1234 AB;Bo;Bos;bo@example.org;Kade;9;1235 AB"
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(hours=3)):
            read(alone, dirk)
        asked(dirk)
        Reply.objects.filter(invitation__household=person("Bo").household).update(interpreter="tr")
        done = read(alone.replace("Kade;9;1235 AB", "Lindelaan;4;1234 AB"), dirk)
        assert person("Bo").household_id == person("An").household_id
        run_retention()
        kept = Invitation.objects.select_related("reply").get()
        assert (kept.household_id, kept.reply.interpreter) == (person("An").household_id, "")
        undo(done=done, by=dirk)
        assert person("Bo").household_id != person("An").household_id


def test_who_gets_an_own_home_is_not_reminded_anew(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        occasion = asked(dirk)
        Reply.objects.all().delete()
        Invitation.objects.update(
            reminders=2, reminded_at=MOMENT, attempt_at=MOMENT, attempt_outcome=Outcome.NO_MORE, sent_at=MOMENT
        )
        own_home(guardian=person("Bo"), by=dirk)
        prepare_class_invitations(occasion=occasion, by=dirk)
        new = Invitation.objects.get(household=person("Bo").household)
        assert (new.reminders, new.reminded_at, new.attempt_at, new.attempt_outcome) == (2, MOMENT, MOMENT, Outcome.NO_MORE)
        assert new.sent_at is None and _asked_for_quiet(new) and Invitation.objects.count() == 2
        move_home(guardian=person("Bo"), household=person("An").household, by=dirk)
        assert Invitation.objects.get().sent_at == MOMENT, "back together it is one"


# Joining


def test_what_was_said_alone_is_not_told_to_who_lives_at_the_address_that_is_kept(school: School, dirk: Who) -> None:
    with within(school):
        shared, secret = make_home("An", "Bo"), make_home("An", is_secret=True)
        make_child("Noor", make_class("5"), shared, secret)
        asked(dirk)
        mine = person_at("An", secret)
        Reply.objects.filter(invitation__household=secret).update(answered_at=MOMENT, interpreter="tr")
        told = becomes(person_at("An", shared), mine, shared.pk)
        assert told is not None and told.hides
        join(stays=person_at("An", shared), other=mine, home=shared.pk, by=dirk)
        reply = Reply.objects.get(invitation__household=shared)
        assert (reply.interpreter, reply.other_need) == ("", "")
        assert Household.objects.get(pk=shared.pk).shared_until == MOMENT
        assert Contribution.objects.filter(giver=shared).count() == 1, "only what the shared home said itself"


def test_a_removal_that_a_parent_asked_for_outlives_a_join(school: School, dirk: Who) -> None:
    with within(school):
        one, two = make_home("An", mails=("an@example.org",)), make_home("An", mails=("an2@example.org",), street="Kade 9")
        make_child("Noor", make_class("5"), one, two)
        own.remove(guardian=one.guardians.get(), by=WORKER)
        told = becomes(one.guardians.get(), two.guardians.get(), one.pk)
        assert told is not None and told.is_withdrawn and told.person.email == "" and "email" in told.lost
        join(stays=two.guardians.get(), other=one.guardians.get(), home=one.pk, by=dirk)
        left = person("An")
        assert (left.email, left.phone, left.withdrawn_at) == ("", "", MOMENT)


# Who looked


def test_looks_of_before_they_shared_the_address_are_not_told(school: School, dirk: Who) -> None:
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(days=9)):
            one, other = make_home("An", is_secret=True), make_home("Cas", street="Kade 9", is_secret=True)
            make_child("Noor", make_class("5"), one, other)
        with clock.stopped(MOMENT - dt.timedelta(days=5)):
            for name in ("An", "Cas"):
                reveal(guardian=person(name), what=Secret.ADDRESS, reason=Reason.DELIVER, by=dirk)
        with clock.stopped(MOMENT - dt.timedelta(days=3)):
            move_home(guardian=person("Cas"), household=one, by=dirk)
        assert [len(own_data(person(name)).looks) for name in ("An", "Cas")] == [1, 1], "each their own"
        reveal(guardian=person("An"), what=Secret.ADDRESS, reason=Reason.CALL, by=dirk)
        own.give_letter_code(guardian=person("An"), by=dirk)
        cas = own_data(person("Cas")).looks
        assert len(cas) == 2 and LETTER not in str(cas), "the address is of both from then on"


def test_a_file_that_brings_somebody_tells_them_nothing_of_before(school: School, dirk: Who) -> None:
    first = TOGETHER.split(";Bo;")[0] + ";;;;;;"
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(days=5)):
            read(first, dirk)
            Household.objects.update(is_secret=True)
            reveal(guardian=person("An"), what=Secret.ADDRESS, reason=Reason.DELIVER, by=dirk)
        read(TOGETHER, dirk)
        assert person("Bo").household_id == person("An").household_id
        assert own_data(person("Bo")).looks == [] and len(own_data(person("An")).looks) == 1
