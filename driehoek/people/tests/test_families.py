"""Families on screen: homes apart, what is secret, corrections, and two entries that are one person."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.people.models import Guardian, Guardianship, KeptApart, Pupil
from driehoek.people.queries import alike
from driehoek.people.services import families, homes, joining
from driehoek.people.services.families import BondAsWanted, HomeAsWanted, PersonAsWanted
from driehoek.people.services.revealing import Reason, Secret, reveal
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_family, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def address(name: str, school: School, *more: Any) -> str:
    return reverse(name, args=[school.slug, *more])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def acts() -> list[str]:
    return sorted(TrailRow.objects.exclude(act__startswith="look:").values_list("act", flat=True))


def person(name: str) -> Guardian:
    row: Guardian = Guardian.objects.get(given_name=name)
    return row


@pytest.fixture
def apart(school: School) -> Pupil:
    """Noor of two homes; that of Aïcha is secret."""
    with within(school):
        return make_family("Noor", school_class=make_class(), homes=2, is_secret=True)[0]


def test_a_pupil_shows_each_home_apart_and_nothing_secret(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        Guardianship.objects.filter(guardian=person("Bas")).update(authority="no", relation="father")

    page = text(client.get(address("pupil", school, apart.pk)))

    assert "Adres 1" in page and "Adres 2" in page and "geheim adres" in page
    assert "Lindelaan" not in page and "Kade 9" in page
    assert "hoort alleen wat voor alle ouders is" in page and "1:377c" in page


def test_a_pupil_in_two_classes_stands_in_both(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        apart.enrolments.create(school_class=make_class("Plusklas"))

    page = text(client.get(address("pupil", school, apart.pk)))

    assert "Groep 5, Plusklas" in page


def test_at_18_the_pupil_decides_and_may_change_it(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        Pupil.objects.filter(pk=apart.pk).update(born_on=clock.today().replace(year=clock.today().year - 18))
    where = address("pupil", school, apart.pk)
    assert "tot de leerling ja zegt" in text(client.get(where))

    client.post(address("pupil_adult", school, apart.pk), {"agrees": "1"})
    assert "hoort over dit kind" in text(client.get(where))

    client.post(address("pupil_adult", school, apart.pk), {"agrees": "0"})
    assert "hoort over dit kind" not in text(client.get(where))


@pytest.mark.parametrize("name", ["guardian_edit", "home_edit", "guardian"])
def test_what_is_secret_stands_in_no_page_and_no_field(
    client: Client, school: School, apart: Pupil, dirk: Who, name: str
) -> None:
    sign_in(client, dirk)
    with within(school):
        aicha = person("Aïcha")
        aicha.phone, aicha.phone_is_secret = "06-98765432", True
        aicha.save()

    page = text(client.get(address(name, school, aicha.pk)))

    assert "Lindelaan" not in page and "98765432" not in page


def test_a_secret_left_empty_in_a_form_stays_and_can_be_replaced(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        aicha = person("Aïcha")
        aicha.phone, aicha.phone_is_secret = "06-98765432", True
        aicha.save()
    said = {"given_name": "Aïcha", "surname": "Amrani", "contact_language": "ar", "asked_language": "on", "phone_is_secret": "on"}

    client.post(address("guardian_edit", school, aicha.pk), said)
    client.post(address("home_edit", school, aicha.pk), {"is_secret": "on"})

    with within(school):
        now = person("Aïcha")
        assert (now.phone, now.phone_is_secret, now.contact_language) == ("06-98765432", True, "ar")
        assert (now.language_asked_on, now.household.street) == (clock.today(), "Lindelaan 4")
    client.post(address("guardian_edit", school, aicha.pk), said | {"phone": "06-11112222"})
    with within(school):
        assert person("Aïcha").phone == "06-11112222"


def test_a_secret_is_shown_once_with_a_reason_and_the_trail_says_so(
    client: Client, school: School, apart: Pupil, dirk: Who
) -> None:
    sign_in(client, dirk)
    with within(school):
        aicha = person("Aïcha")
    where = address("guardian_reveal", school, aicha.pk)

    refused = client.post(where, {"what": "address"})
    assert refused.status_code == 422 and "Lindelaan" not in text(refused) and "Kies waarvoor" in text(refused)
    assert client.get(where).status_code == 405

    shown = client.post(where, {"what": "address", "reason": "deliver"})
    assert "Lindelaan 4" in text(shown) and "no-store" in shown["Cache-Control"]
    with within(school):
        row = TrailRow.objects.get(act="reveal-address:deliver")
        assert (row.object_type, row.object_id, row.actor) == ("people.guardian", aicha.pk, dirk.user_id)


def test_what_is_not_secret_needs_no_reason(school: School, apart: Pupil, dirk: Who) -> None:
    with within(school), pytest.raises(RuleBroken, match="not-secret"):
        reveal(guardian=person("Bas"), what=Secret.ADDRESS, reason=Reason.CALL, by=dirk)


def test_every_reason_fits_in_the_trail() -> None:
    most = TrailRow._meta.get_field("act").max_length
    assert all(len(f"reveal-{what}:{reason}") <= most for what in Secret.values for reason in Reason.values)


def test_a_team_leader_looks_and_does_not_touch(client: Client, school: School, apart: Pupil) -> None:
    sign_in(client, make_staff(school, "Tess", Role.TEAM_LEADER))
    with within(school):
        aicha = person("Aïcha")

    page = text(client.get(address("guardian", school, aicha.pk)))

    assert "Toon het geheime adres" not in page and "Verander" not in page
    assert client.get(address("guardian_edit", school, aicha.pk)).status_code == 404
    assert client.post(address("guardian_reveal", school, aicha.pk), {"what": "address"}).status_code == 404


def test_a_form_with_a_mistake_keeps_what_was_typed(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        bas = person("Bas")
        tie = bas.children.get()

    answer = client.post(
        address("guardian_edit", school, bas.pk), {"given_name": "Bastiaan", "email": "geen adres", "contact_language": "nl"}
    )
    assert answer.status_code == 422 and "Bastiaan" in text(answer) and "geen adres" in text(answer)

    dates = {"authority": "yes", "authority_since": "2026-10-01", "authority_until": "2026-09-01", "position": "1"}
    answer = client.post(address("bond_edit", school, tie.pk), dates)
    assert answer.status_code == 422 and "ligt voor de dag" in text(answer)


def test_authority_and_its_paper_are_kept_per_child(client: Client, school: School, apart: Pupil, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        bas = person("Bas")
        sem = make_child("Sem", make_class("Groep 8"), bas.household)
        tie = bas.children.get(pupil=apart)
    said = {
        "relation": "father", "authority": "no", "document": "uittreksel gezagsregister 12-03-2026", "authority_since": "2026-03-12",
        "may_receive": "on", "position": "2",
    }  # fmt: skip

    answer = client.post(address("bond_edit", school, tie.pk), said, follow=True)

    assert "uittreksel gezagsregister 12-03-2026" in text(answer) and "12 maart 2026" in text(answer)
    with within(school):
        assert bas.children.get(pupil=sem).authority == "unknown"


def test_a_parent_can_be_added_at_home_at_another_home_or_from_who_we_know(
    client: Client, school: School, apart: Pupil, dirk: Who
) -> None:
    sign_in(client, dirk)
    with within(school):
        bas = person("Bas")
        home = str(bas.household_id)
        sem = make_child("Sem", make_class("Groep 8"), make_home("Dina"))
    where = address("guardian_add", school, apart.pk)
    said = {"given_name": "Kim", "relation": "step_parent", "authority": "no", "contact_language": "nl", "home": home}

    client.post(where, said)
    client.post(where, said | {"given_name": "Els", "relation": "foster_parent", "home": "nieuw"})
    found = text(client.get(where, {"q": "dina"}))
    assert "Dit is de ouder" in found and "Sem" in found
    with within(school):
        dina = person("Dina")
    client.post(address("guardian_link", school, apart.pk), {"guardian": str(dina.pk)})

    with within(school):
        assert person("Kim").household_id == bas.household_id
        assert person("Els").household_id not in {bas.household_id, person("Aïcha").household_id}
        assert {tie.pupil_id for tie in dina.children.all()} == {apart.pk, sem.pk}
        assert acts() == ["add-guardian", "add-guardian", "link-guardian"]


@pytest.mark.database
def test_somebody_who_parts_gets_an_own_home_and_can_be_put_back(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        make_family("Noor", school_class=make_class())
        bas, old = person("Bas"), person("Bas").household_id

    page = text(client.post(address("home_own", school, bas.pk), follow=True))

    with within(school):
        new = person("Bas").household
        assert new.pk != old and (new.street, new.city) == ("", "")
    back = address("home_back", school, bas.pk, old)
    assert back in page
    client.post(back)
    with within(school):
        assert (person("Bas").household_id, person("Bas").corrected) == (old, {})


@pytest.mark.database
def test_nobody_moves_to_a_home_without_a_common_child(school: School, apart: Pupil, dirk: Who) -> None:
    with within(school):
        strange = make_home("Vreemd")
        with pytest.raises(RuleBroken, match="other-home"):
            homes.move_home(guardian=person("Bas"), household=strange, by=dirk)
        with pytest.raises(RuleBroken, match="lives-alone"):
            homes.own_home(guardian=person("Bas"), by=dirk)
        homes.move_home(guardian=person("Bas"), household=person("Aïcha").household, by=dirk)
        assert person("Bas").household_id == person("Aïcha").household_id


@pytest.mark.database
def test_services_write_the_trail_and_refuse_what_cannot_be(school: School, apart: Pupil, dirk: Who) -> None:
    with within(school):
        bas = person("Bas")
        with pytest.raises(RuleBroken, match="no-name"):
            families.change_guardian(guardian=bas, wanted=PersonAsWanted(), by=dirk)
        with pytest.raises(RuleBroken, match="ends-before"):
            days = {"authority_since": dt.date(2026, 2, 1), "authority_until": dt.date(2026, 1, 1)}
            families.change_guardianship(guardianship=bas.children.get(), wanted=BondAsWanted(**days), by=dirk)
        with pytest.raises(RuleBroken, match="not-18"):
            families.agree_as_adult(pupil=apart, agrees=True, by=dirk)
        families.change_guardian(guardian=bas, wanted=PersonAsWanted(given_name="Bas", phone="06-1"), by=dirk)
        families.change_home(household=bas.household, wanted=HomeAsWanted(street="Laan 1"), by=dirk)
        families.change_guardianship(guardianship=bas.children.get(), wanted=BondAsWanted(restriction="leader"), by=dirk)
        assert acts() == ["edit-guardian", "edit-guardianship", "edit-home"]
        assert (person("Bas").phone, person("Bas").household.street) == ("06-1", "Laan 1")


def twice(given_name: str = "Aïcha", **other: Any) -> tuple[Guardian, Guardian]:
    """One mother, known by each of her children apart."""
    make_child("Noor", make_class(), make_home(given_name, mails=("thuis@example.org",)))
    make_child(
        "Sem", make_class("Groep 8"), make_home(given_name, mails=(other.pop("email", "thuis@example.org"),), street="Kade 9")
    )
    one, two = Guardian.objects.filter(given_name=given_name).order_by("children__pupil__given_name")
    for name, value in other.items():
        setattr(two, name, value)
    two.save()
    return one, two


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({}, ("email",)),
        ({"email": "werk@example.org"}, None),
        ({"surname": "Berg"}, None),
        ({"given_name": "A."}, None),
    ],
)
def test_only_name_and_channel_together_propose_anybody(school: School, other: dict[str, str], because: Any) -> None:
    with within(school):
        twice(other.pop("given_name", "Aïcha"), **other)
        assert [pair.because for pair in alike.pairs()] == ([because] if because else [])


def test_the_same_number_or_address_proposes_too_and_twins_of_one_mail_do_not(school: School) -> None:
    with within(school):
        one, two = twice(email="", phone="+31 6 1234 5678")
        one.phone, one.email = "06-12345678", ""
        one.save()
        make_family("Tim", "Tom", school_class=make_class("Groep 1"), mails=("samen@example.org", "samen@example.org"))
        two.household.street, two.household.postcode = "Lindelaan 4", "1234 AB"
        two.household.save()
        Guardian.objects.filter(given_name="Aïcha").exclude(pk__in=[one.pk, two.pk]).update(surname="Berg")

        assert [pair.because for pair in alike.pairs()] == [("phone", "address")]


@pytest.mark.database
def test_joining_keeps_every_child_and_the_strictest_of_two_bonds(school: School, dirk: Who) -> None:
    with within(school):
        one, two = twice(phone="06-12345678", phone_is_secret=True, contact_language="ar", language_asked_on=clock.today())
        noor = one.children.get().pupil
        Guardianship.objects.create(
            guardian=two, pupil=noor, authority="no", restriction="leader", may_receive=False, document="vonnis"
        )

        joining.join(stays=one, other=two, home=two.household_id, by=dirk)

        left = person("Aïcha")
        assert (left.pk, left.household_id) == (one.pk, two.household_id)
        assert (left.phone, left.phone_is_secret, left.contact_language) == ("06-12345678", True, "ar")
        tie = left.children.get(pupil=noor)
        assert (tie.authority, tie.restriction, tie.may_receive, tie.document) == ("no", "leader", False, "vonnis")
        assert left.children.count() == 2 and acts() == ["came-home", "join-guardians"]
        with pytest.raises(RuleBroken, match="joined"):
            joining.join(stays=one, other=two, home=one.household_id, by=dirk)


def test_somebody_says_that_they_are_two_people_and_may_take_it_back(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        one, two = twice()
    where = address("alike", school)
    assert "Dezelfde: kijk wat het wordt" in text(client.get(where))

    page = text(client.post(address("alike_apart", school), {"stays": one.pk, "other": two.pk}, follow=True))

    assert "Niemand staat er dubbel" in page
    with within(school):
        kept = KeptApart.objects.get()
    client.post(address("alike_again", school, kept.pk))
    assert "Dezelfde: kijk wat het wordt" in text(client.get(where))
    two_people = {"stays": one.pk, "other": two.pk, "home": one.household_id}
    looked = client.get(address("alike_join", school), two_people)
    client.post(address("alike_join", school), two_people | {"seen": looked.context["after"].seen})
    assert "Niemand staat er dubbel" in text(client.get(where))


def test_joining_people_of_another_school_is_nothing(client: Client, school: School, other_school: School, farid: Who) -> None:
    sign_in(client, farid)
    with within(school):
        one, two = twice()

    client.post(address("alike_join", other_school), {"stays": one.pk, "other": two.pk})

    with within(school):
        assert Guardian.objects.filter(given_name="Aïcha").count() == 2
