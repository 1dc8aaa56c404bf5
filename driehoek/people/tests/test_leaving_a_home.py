"""Whichever way somebody leaves a home: its links end, and what it said until then is told to nobody who stayed."""

import datetime as dt
from collections.abc import Callable

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.conftest import MOMENT
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.services import prepare_class_invitations
from driehoek.invitations.tests.makers import make_occasion
from driehoek.invitations.words import beforehand
from driehoek.people.models import Guardian, Guardianship, Household, Pupil, RosterImport, SchoolClass
from driehoek.people.queries.own import own_data
from driehoek.people.roster.tests.makers import sheet
from driehoek.people.services.families import BondAsWanted, PersonAsWanted
from driehoek.people.services.homes import add_guardian, link_guardian, move_home, own_home, unlink
from driehoek.people.services.importing import import_files
from driehoek.people.services.joining import join
from driehoek.people.services.undoing import undo
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Voice

from .makers import make_child, make_class, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]
HEAD = "Leerlingnummer;Voornaam;Achternaam;Groep"
for number in (1, 2):
    HEAD += "".join(
        f";Ouder {number} {what}" for what in ("voornaam", "achternaam", "e-mail", "straat", "huisnummer", "postcode")
    )
TOGETHER = "1;Noor;Bos;5;An;Bos;an@example.org;Lindelaan;4;1234 AB;Bo;Bos;bo@example.org;Lindelaan;4;1234 AB"
APART = TOGETHER.replace("bo@example.org;Lindelaan;4;1234 AB", "bo@example.org;Kade;9;1235 AB")
ALONE = "1;Noor;Bos;5;An;Bos;an@example.org;Lindelaan;4;1234 AB;;;;;;"


def read(row: str, by: Who) -> RosterImport:
    made: RosterImport = import_files(files=[("lijst.csv", sheet(row, headings=HEAD))], by=by)
    return made


def person(name: str) -> Guardian:
    row: Guardian = Guardian.objects.select_related("household").get(given_name=name)
    return row


def asked(by: Who) -> Occasion:
    """Everybody asked, each home with a link; a day ago each home answered and said something."""
    occasion = make_occasion()
    prepare_class_invitations(occasion=occasion, by=by)
    for one in Invitation.objects.all():
        codes.issue("reply", one.pk, occasion.ends_at, kinds=("link", "printed"))
        Reply.objects.create(invitation=one, coming=1, other_need="Een stoel", answered_at=MOMENT - dt.timedelta(days=1))
        Contribution.objects.create(
            occasion=occasion, kind=Kind.WISH, voice=Voice.PARENTS, source=Source.REPLY, text="Bel mij eens",
            giver=one.household, day=MOMENT.date() - dt.timedelta(days=1),
        )  # fmt: skip
    return occasion


def opens(home: Household) -> bool:
    keys = list(Invitation.objects.filter(household=home).values_list("pk", flat=True))
    return bool(codes.codes_for("reply", keys))


def reads(guardian: Guardian) -> bool:
    """Whether the page of own data tells this parent what the home answered or said."""
    found = own_data(Guardian.objects.get(pk=guardian.pk))
    return bool(found.said) or "stoel" in str(found.answered)


def by_hand(dirk: Who) -> None:
    own_home(guardian=person("Bo"), by=dirk)


def by_file(dirk: Who) -> None:
    read(APART, dirk)


def by_unlinking(dirk: Who) -> None:
    unlink(guardianship=Guardianship.objects.get(guardian=person("Bo")), by=dirk)
    run_retention()


def by_joining(dirk: Who) -> None:
    double = make_home("Bo", street="Kade 9")
    make_child("Sem", SchoolClass.objects.get(name="5"), double)
    join(stays=double.guardians.get(), other=person_at("Bo", person("An").household), home=double.pk, by=dirk)


def person_at(name: str, home: Household) -> Guardian:
    row: Guardian = Guardian.objects.get(given_name=name, household=home)
    return row


@pytest.mark.parametrize("leaves", [by_hand, by_file, by_unlinking, by_joining])
def test_who_stays_gets_new_links_and_is_not_told_what_the_other_may_have_said(
    school: School, dirk: Who, leaves: Callable[[Who], None]
) -> None:
    with within(school):
        read(TOGETHER, dirk)
        asked(dirk)
        an = person("An")
        assert opens(an.household) and not reads(an)
        invitation = Invitation.objects.get(household=an.household)
        assert beforehand(invitation), "together they may still change it"

        leaves(dirk)

        an = person("An")
        assert Guardian.objects.filter(household=an.household).count() == 1
        assert (opens(an.household), reads(an), an.household.shared_until) == (False, False, MOMENT)
        assert not beforehand(Invitation.objects.get(pk=invitation.pk)), "nor on the page of the invitation"
        with clock.stopped(MOMENT + dt.timedelta(days=1)):
            Reply.objects.filter(invitation__household=an.household).update(answered_at=clock.now())
            assert reads(an)


def test_taking_a_file_back_that_brought_somebody_ends_the_links_they_had(school: School, dirk: Who) -> None:
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(hours=3)):
            read(ALONE, dirk)
        done = read(TOGETHER, dirk)
        asked(dirk)
        assert person("Bo").household == person("An").household

        undo(done=done, by=dirk)

        an = person("An")
        assert not Guardian.objects.filter(given_name="Bo").exists()
        assert (opens(an.household), reads(an)) == (False, False)


def test_taking_a_file_back_that_moved_somebody_ends_the_links_of_where_they_were(school: School, dirk: Who) -> None:
    """Bo went to live with Cas by file; taken back, Cas is alone again and reads nothing of those hours."""
    with_cas = "2;Sem;Bos;5;Cas;Berg;cas@example.org;Kade;9;1235 AB;Bo;Bos;bo@example.org;{}"
    first = [TOGETHER, with_cas.format("Lindelaan;4;1234 AB")]
    then = [APART, with_cas.format("Kade;9;1235 AB")]
    with within(school):
        with clock.stopped(MOMENT - dt.timedelta(hours=3)):
            import_files(files=[("lijst.csv", sheet(*first, headings=HEAD))], by=dirk)
        done = import_files(files=[("lijst.csv", sheet(*then, headings=HEAD))], by=dirk)
        assert person("Bo").household == person("Cas").household
        asked(dirk)

        undo(done=done, by=dirk)

        assert person("Bo").household == person("An").household
        assert (opens(person("Cas").household), reads(person("Cas"))) == (False, False)


def test_a_file_that_moves_nobody_ends_no_link(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        asked(dirk)
        read(TOGETHER.replace("an@", "anna@"), dirk)
        assert opens(person("An").household) and person("An").household.shared_until is None


def test_who_lives_alone_reads_their_own_whoever_comes_and_goes_elsewhere(school: School, dirk: Who) -> None:
    """Another parent of the child who is new, or moves between other homes, takes nothing away."""
    with within(school):
        read(APART, dirk)
        asked(dirk)
        other = make_home("Cas", street="Plein 2")
        link_guardian(pupil=Pupil.objects.get(), guardian=other.guardians.get(), by=dirk)
        move_home(guardian=person("Bo"), household=other, by=dirk)
        assert reads(person("An"))


def test_the_evening_before_is_that_day_at_school(school: School, dirk: Who) -> None:
    """At half past midnight at school it is still the day before in UTC; words of the day that began are left out."""
    night = dt.datetime(2026, 11, 24, 0, 30, tzinfo=clock.SCHOOL_TIME)
    with within(school):
        read(TOGETHER, dirk)
        asked(dirk)
        with clock.stopped(night):
            own_home(guardian=person("Bo"), by=dirk)
        Contribution.objects.update(day=night.date())
        assert not own_data(person("An")).said
        Contribution.objects.update(day=night.date() + dt.timedelta(days=1))
        assert own_data(person("An")).said


def test_who_moves_into_an_empty_home_reads_nothing_of_before(school: School, dirk: Who) -> None:
    with within(school):
        five = make_class("5")
        one, other = make_home("An"), make_home("Bo", street="Kade 9")
        make_child("Noor", five, one, other)
        asked(dirk)
        move_home(guardian=person("Bo"), household=one, by=dirk)
        move_home(guardian=person("An"), household=other, by=dirk)
        assert not reads(person("An")) and not reads(person("Bo"))


def test_who_was_untied_from_their_only_child_does_not_come_back_with_the_next_file(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        unlink(guardianship=Guardianship.objects.get(guardian=person("Bo")), by=dirk)
        run_retention()
        assert not Guardian.objects.filter(given_name="Bo").exists(), "nothing but a digest is kept"

        again = read(TOGETHER, dirk)

        assert (again.added, again.changed) == (0, 0) and not Guardian.objects.filter(given_name="Bo").exists()
        assert "Bo" not in str(Pupil.objects.get().untied)
        read(TOGETHER + "\r\n" + TOGETHER.replace("1;Noor", "2;Sem"), dirk)
        assert [str(bond.pupil.given_name) for bond in person("Bo").children.all()] == ["Sem"]
        assert Guardian.objects.filter(given_name="Bo").count() == 1


def test_who_is_put_back_by_hand_is_the_one_in_the_file_again(school: School, dirk: Who) -> None:
    with within(school):
        read(TOGETHER, dirk)
        tie = Guardianship.objects.get(guardian=person("Bo"))
        unlink(guardianship=tie, by=dirk)
        link_guardian(pupil=Pupil.objects.get(), guardian=person("Bo"), by=dirk)
        assert Pupil.objects.get().untied == []

        unlink(guardianship=Guardianship.objects.get(guardian=person("Bo")), by=dirk)
        run_retention()
        made = add_guardian(
            pupil=Pupil.objects.get(),
            person=PersonAsWanted(given_name="Bo", surname="Bos"),
            bond=BondAsWanted(),
            home=person("An").household,
            by=dirk,
        )
        read(TOGETHER, dirk)
        assert (person("Bo").pk, person("Bo").email) == (made.pk, "bo@example.org")
