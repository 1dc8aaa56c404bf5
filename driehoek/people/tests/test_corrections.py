"""What a person corrected stays until the file has news: in memory, for any file; and with a real one."""

import dataclasses
import hashlib
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.who import Who
from driehoek.people import queries
from driehoek.people.models import Guardian, Guardianship, Household, Pupil
from driehoek.people.roster.tests.makers import TODAY
from driehoek.people.rules import Stored, plan
from driehoek.people.rules.corrections import GUARDIAN_UNITS, HOME, mark, obey, said_before
from driehoek.people.services import families, homes, import_files, joining
from driehoek.people.services.families import BondAsWanted, HomeAsWanted, PersonAsWanted
from driehoek.people.services.revealing import Reason, Secret, reveal
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_importing import NOOR, done, family
from .test_rules import FILES, after, roster_of

WORDS = st.sampled_from(["", "een@example.org", "twee@example.org", "TWEE@example.org "])


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, max_size=3))
def test_a_mark_is_about_the_file_whoever_corrects_how_often(by_hand: list[str], file: list[str]) -> None:
    row: dict[str, Any] = {"email": "een@example.org", "corrected": {}}
    for email in by_hand:
        marks = mark(row["corrected"], "email", {"email": row["email"]}, {"email": email}, digest)
        row = {"email": email, "corrected": marks}

    same = obey({"email": "een@example.org"}, row, {"email": {"email": "een@example.org"}}, GUARDIAN_UNITS, digest)
    news = obey({"email": "drie@example.org"}, row, {"email": {"email": "drie@example.org"}}, GUARDIAN_UNITS, digest)

    assert same["email"] == row["email"] or not row["corrected"]
    assert news["email"] == "drie@example.org" and not news.get("corrected", {})


@settings(max_examples=60, deadline=None)
@given(FILES, st.sampled_from(["email", "surname", "street", "relation", "household"]), st.randoms(use_true_random=False))
def test_a_correction_survives_the_same_file_and_the_file_settles(rows: Any, what: str, dice: Any) -> None:
    """Whatever is corrected, also who lives where: the same file plans nothing at all."""
    roster = roster_of(rows)
    school = after(Stored(digest=digest), plan(Stored(), roster, today=TODAY))
    if not school.guardians:
        return
    key = dice.choice(sorted(school.guardians))
    corrected = _by_hand(school, key, what)

    again = plan(corrected, roster, today=TODAY)

    assert again.is_empty, again


def _by_hand(school: Stored, key: uuid.UUID, what: str) -> Stored:
    """One value corrected as the services do."""
    row = dict(school.guardians[key])
    people, places, bonds = dict(school.guardians), dict(school.households), dict(school.bonds)
    if what == "household":
        new = uuid.uuid4()
        left = places[row["household_id"]]["match_key"]
        places[new] = {"match_key": "", "street": "", "postcode": "", "city": "", "is_secret": False, "corrected": {}}
        row |= {"household_id": new, "corrected": mark({}, HOME, {HOME: left}, {HOME: ""}, digest)}
    elif what == "street":
        home = dict(places[row["household_id"]])
        before = {name: home[name] for name in ("street", "postcode", "city")}
        now = before | {"street": "Elders 1"}
        places[row["household_id"]] = home | now | {"corrected": mark({}, "address", before, now, digest)}
    elif what == "relation":
        pair = next(pair for pair in sorted(bonds) if pair[0] == key)
        before = {"relation": bonds[pair]["relation"]}
        now = {"relation": "grandparent"}
        bonds[pair] = {**bonds[pair], **now, "corrected": mark({}, "relation", before, now, digest)}
    else:
        unit, names = next((unit, names) for unit, names in GUARDIAN_UNITS.items() if what in names)
        before = {name: row[name] for name in names}
        now = before | {what: "anders@example.org" if what == "email" else "Anders"}
        row |= now | {"corrected": mark({}, unit, before, now, digest)}
    people[key] = row
    return dataclasses.replace(school, guardians=people, households=places, bonds=bonds)


def test_a_digest_says_nothing_without_the_key_and_differs_per_unit() -> None:
    one = said_before(digest, "email", {"email": "a@example.org"})

    assert one == said_before(digest, "email", {"email": " A@Example.org"})
    assert one != said_before(digest, "phone", {"phone": "a@example.org"})


pytestmark = [pytest.mark.usefixtures("moment")]


@pytest.fixture
def read_in(school: School, anne: Who) -> School:
    with within(school):
        import_files(files=family(NOOR), by=anne)
    return school


def person(name: str) -> Guardian:
    row: Guardian = Guardian.objects.get(given_name=name)
    return row


def as_it_is(row: Guardian, **changes: Any) -> PersonAsWanted:
    names = ("given_name", "prefix", "surname", "email", "phone", "phone_is_secret", "contact_language", "reached_by")
    return PersonAsWanted(**{name: getattr(row, name) for name in names} | changes)


@pytest.mark.django_db
def test_a_corrected_mail_stays_until_the_file_has_another(read_in: School, anne: Who) -> None:
    with within(read_in):
        bas = person("Bas")
        families.change_guardian(guardian=bas, wanted=as_it_is(bas, email="bas.nieuw@example.org"), by=anne)

        assert done(import_files(files=family(NOOR), by=anne)) == (0, 0, 0)
        assert person("Bas").email == "bas.nieuw@example.org"

        import_files(files=family(NOOR.replace("bas@", "basberg@")), by=anne)
        assert (person("Bas").email, person("Bas").corrected) == ("basberg@example.org", {})


@pytest.mark.django_db
def test_no_value_of_a_file_can_be_read_from_a_mark(read_in: School, anne: Who, other_school: School) -> None:
    with within(read_in):
        bas = person("Bas")
        families.change_guardian(guardian=bas, wanted=as_it_is(bas, email=""), by=anne)
        [kept] = person("Bas").corrected.values()
        plain = hashlib.sha256(b"email\x1fbas@example.org").hexdigest()
        assert kept not in plain and kept == queries.state.digest("email\x1fbas@example.org")
    with within(other_school):
        assert kept != queries.state.digest("email\x1fbas@example.org")


@pytest.mark.django_db
def test_who_was_given_a_home_stays_there_and_who_was_untied_stays_so(read_in: School, anne: Who) -> None:
    shared = NOOR.replace("Kade 9;1235 AB", "Lindelaan 4;1234 AB")
    with within(read_in):
        import_files(files=family(shared), by=anne)
        assert Household.objects.filter(guardians__isnull=False).distinct().count() == 1
        homes.own_home(guardian=person("Bas"), by=anne)

        assert done(import_files(files=family(shared), by=anne)) == (0, 0, 0)
        assert person("Bas").household_id != person("Aïcha").household_id

        tie = Guardianship.objects.get(guardian=person("Bas"))
        homes.unlink(guardianship=tie, by=anne)
        import_files(files=family(shared), by=anne)
        assert [str(row.guardian.given_name) for row in Guardianship.objects.all()] == ["Aïcha"]


@pytest.mark.django_db
def test_a_file_brings_nothing_back_of_who_had_their_data_removed(read_in: School, anne: Who) -> None:
    with within(read_in):
        bas = person("Bas")
        bas.email, bas.phone, bas.withdrawn_at = "", "", clock.now()
        bas.save()
        home = bas.household
        home.street = home.postcode = home.city = ""
        home.save()

        import_files(files=family(NOOR.replace("Kade 9", "Kade 10")), by=anne)

        again = person("Bas")
        assert (again.email, again.household_id, again.household.street) == ("", bas.household_id, "")


@pytest.mark.django_db
def test_a_secret_home_and_a_bond_that_were_corrected_stay(read_in: School, anne: Who) -> None:
    with within(read_in):
        aicha = person("Aïcha")
        reveal(guardian=aicha, what=Secret.ADDRESS, reason=Reason.PARENT_ASKED, by=anne)
        families.change_home(household=aicha.household, wanted=HomeAsWanted(keeps_address=True, is_secret=False), by=anne)
        tie = Guardianship.objects.get(guardian=person("Bas"))
        families.change_guardianship(
            guardianship=tie, wanted=BondAsWanted(authority="yes", may_receive=True, position=1), by=anne
        )

        assert done(import_files(files=family(NOOR), by=anne)) == (0, 0, 0)

        assert person("Aïcha").household.is_secret is False
        tie.refresh_from_db()
        assert (tie.authority, tie.may_receive, tie.position) == ("yes", True, 1)


@pytest.mark.django_db
def test_two_entries_that_are_one_person_stay_one_at_the_next_file(school: School, anne: Who) -> None:
    """Sem's file names the same mother by another address and number, so that no rule may join them; a person does."""
    sem = "2;Sem;Amrani;4-4-2018;5B;Aïcha;Amrani;aicha.werk@example.org;Kade 9;1235 AB;;;;;;;;;"
    both = family(NOOR, sem)
    with within(school):
        import_files(files=both, by=anne)
        one, other = Guardian.objects.filter(given_name="Aïcha").order_by("email")
        joining.join(stays=other, other=one, home=other.household_id, by=anne)
        assert [str(tie.pupil.given_name) for tie in person("Aïcha").children.order_by("pupil__given_name")] == ["Noor", "Sem"]

        assert done(import_files(files=both, by=anne)) == (0, 0, 0)
        import_files(files=family(NOOR), by=anne)
        import_files(files=family(sem), by=anne)

        assert Guardian.objects.filter(given_name="Aïcha").count() == 1
        assert Pupil.objects.count() == 2
