"""What must stay closed when people part, are joined, or a file is taken back."""

import datetime as dt

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.invitations.services import prepare_class_invitations
from driehoek.invitations.tests.makers import make_occasion
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.queries import alike
from driehoek.people.services.families import PersonAsWanted, change_guardian
from driehoek.people.services.homes import own_home
from driehoek.people.services.importing import import_files
from driehoek.people.services.joining import join
from driehoek.people.services.undoing import _put_back
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_home

pytestmark = pytest.mark.django_db


def test_who_leaves_a_home_takes_no_working_link_along(school: School, dirk: Who) -> None:
    with within(school):
        home = make_home("Aïcha", "Bas", mails=("samen@example.org", "samen@example.org"))
        make_child("Noor", make_class("5"), home)
        occasion = make_occasion()
        prepare_class_invitations(occasion=occasion, by=dirk)
        asked = occasion.invitations.get()
        codes.issue("reply", asked.pk, occasion.ends_at, kinds=("link", "printed"))
        own_home(guardian=home.guardians.get(given_name="Bas"), by=dirk)
        assert codes.codes_for("reply", [asked.pk]) == {}


def test_a_link_to_ones_own_data_ends_with_the_address_it_went_to(school: School, dirk: Who) -> None:
    with within(school):
        parent = make_home("Aïcha", mails=("oud@example.org",)).guardians.get()
        codes.issue("own", parent.pk, clock.now() + dt.timedelta(days=1))
        wanted = {"given_name": "Aïcha", "surname": "Amrani", "phone": None}
        change_guardian(guardian=parent, wanted=PersonAsWanted(**wanted, email="oud@example.org"), by=dirk)
        assert AccessCode.objects.filter(about=parent.pk, revoked_at__isnull=True).exists()
        change_guardian(guardian=parent, wanted=PersonAsWanted(**wanted, email="nieuw@example.org"), by=dirk)
        assert not AccessCode.objects.filter(about=parent.pk, revoked_at__isnull=True).exists()


def test_joining_keeps_what_is_secret_secret_and_no_authority_none(school: School, dirk: Who) -> None:
    with within(school):
        five = make_class("5")
        hidden = make_home("Aïcha", mails=("a@example.org",), is_secret=True)
        known = make_home("Aïcha", mails=("a@example.org",))
        child = make_child("Noor", five, hidden, known)
        one, other = hidden.guardians.get(), known.guardians.get()
        Guardianship.objects.filter(guardian=other).update(authority="yes")
        Guardianship.objects.filter(guardian=one).update(authority="no")
        [pair] = alike.proposals(alike.pairs())
        assert (pair.first.place, pair.second.place) == ("", "")
        join(stays=other, other=one, home=known.pk, by=dirk)
        assert Household.objects.get(pk=known.pk).is_secret
        assert Guardianship.objects.get(pupil=child).authority == "no"


def test_taking_a_file_back_opens_no_address_that_was_typed_since(school: School) -> None:
    with within(school):
        home = make_home("Aïcha", is_secret=True, street="Schuilplaats 1")
        home.corrected = {"address": "digest"}
        home.save()
        _put_back("Household", {home.pk: ({"is_secret": False}, {"is_secret": True})})
        assert Household.objects.get(pk=home.pk).is_secret
        gone = home.guardians.get()
        gone.withdrawn_at = clock.now()
        gone.save()
        _put_back("Guardian", {gone.pk: ({"email": "terug@example.org"}, {"email": ""})})
        assert Guardian.objects.get(pk=gone.pk).email == ""


def test_who_was_given_a_home_stays_there_when_the_eldest_leaves_the_list(school: School, dirk: Who) -> None:
    """The key of a home in a list without numbers of parents hangs on its children; a child that leaves is no news about a parent."""
    head = "Leerlingnummer;Voornaam;Achternaam;Groep;Ouder 1 voornaam;Ouder 1 achternaam;Ouder 1 e-mail;Ouder 1 straat;Ouder 1 huisnummer;Ouder 1 postcode"
    head += ";Ouder 2 voornaam;Ouder 2 achternaam;Ouder 2 e-mail;Ouder 2 straat;Ouder 2 huisnummer;Ouder 2 postcode\n"
    line = "{};{};Bos;5;An;Bos;an@example.org;Lindelaan;4;1234 AB;Bo;Bos;bo@example.org;Lindelaan;4;1234 AB\n"
    both, one = head + line.format(1001, "Noor") + line.format(1044, "Sem"), head + line.format(1044, "Sem")
    with within(school):
        import_files(files=[("lijst.csv", both.encode())], by=dirk)
        bo = Guardian.objects.get(given_name="Bo")
        shared = own_home(guardian=bo, by=dirk)
        import_files(files=[("lijst.csv", one.encode())], by=dirk)
        bo.refresh_from_db()
        assert bo.household_id != shared.pk
        assert Guardian.objects.get(given_name="An").household_id == shared.pk
        moved = one.replace("Bo;Bos;bo@example.org;Lindelaan;4;1234 AB", "Bo;Bos;bo@example.org;Kade;9;1235 AB")
        import_files(files=[("lijst.csv", moved.encode())], by=dirk)
        bo.refresh_from_db()
        assert bo.household.street == "Kade 9"
