"""The lock of what is secret goes off for who knows it: who types it again, or opened it today with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.people.models import Guardian
from driehoek.people.services import families
from driehoek.people.services.families import HomeAsWanted, PersonAsWanted
from driehoek.people.services.revealing import Reason, Secret, reveal
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]
SAID = {"given_name": "Aïcha", "surname": "Amrani", "email": "a@example.org", "contact_language": "nl"}


@pytest.fixture
def aicha(school: School) -> Guardian:
    with within(school):
        home = make_home("Aïcha", mails=("a@example.org",), is_secret=True)
        make_child("Noor", make_class(), home)
        row: Guardian = home.guardians.get()
        row.phone, row.phone_is_secret = "06-98765432", True
        row.save()
        return row


def where(name: str, school: School, aicha: Guardian) -> str:
    return reverse(name, args=[school.slug, aicha.pk])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def open_now(school: School, aicha: Guardian) -> tuple[bool, bool]:
    with within(school):
        row = Guardian.objects.select_related("household").get(pk=aicha.pk)
        return not row.phone_is_secret, not row.household.is_secret


def test_the_lock_does_not_go_off_by_an_empty_field(client: Client, school: School, aicha: Guardian, dirk: Who) -> None:
    sign_in(client, dirk)

    number = client.post(where("guardian_edit", school, aicha), SAID | {"given_name": "Aisha"})
    home = client.post(where("home_edit", school, aicha), {})

    assert number.status_code == home.status_code == 422 and open_now(school, aicha) == (False, False)
    assert "Typ het nummer dan opnieuw" in text(number) and "Aisha" in text(number) and "98765432" not in text(number)
    assert "Typ het adres dan opnieuw" in text(home) and "Lindelaan" not in text(home)


def test_it_goes_off_for_who_types_it_again_or_takes_it_away(client: Client, school: School, aicha: Guardian, dirk: Who) -> None:
    sign_in(client, dirk)
    client.post(where("guardian_edit", school, aicha), SAID | {"phone": "06-98765432"})
    client.post(where("home_edit", school, aicha), {"street": "Lindelaan 4", "postcode": "1234 AB", "city": "Voorbeeldstad"})
    assert open_now(school, aicha) == (True, True)
    with within(school):
        Guardian.objects.filter(pk=aicha.pk).update(phone_is_secret=True)
    client.post(where("guardian_edit", school, aicha), SAID | {"remove_phone": "on"})
    with within(school):
        row = Guardian.objects.get(pk=aicha.pk)
        assert (row.phone, row.phone_is_secret) == ("", False)


def test_it_goes_off_for_who_opened_it_today_with_a_reason(
    client: Client, school: School, aicha: Guardian, dirk: Who, moment: dt.datetime
) -> None:
    sign_in(client, dirk)
    with within(school):
        for what in Secret:
            reveal(guardian=aicha, what=what, reason=Reason.PARENT_ASKED, by=dirk)
    with clock.stopped(moment + dt.timedelta(days=1)):
        sign_in(client, dirk)
        assert client.post(where("guardian_edit", school, aicha), SAID).status_code == 422
        assert client.post(where("home_edit", school, aicha), {}).status_code == 422
    sign_in(client, dirk)
    client.post(where("guardian_edit", school, aicha), SAID)
    client.post(where("home_edit", school, aicha), {})
    assert open_now(school, aicha) == (True, True)
    with within(school):
        row = Guardian.objects.select_related("household").get(pk=aicha.pk)
        assert (row.phone, row.household.street) == ("06-98765432", "Lindelaan 4")


def test_what_a_colleague_opened_or_what_changed_since_opens_nothing(
    school: School, aicha: Guardian, dirk: Who, anne: Who, moment: dt.datetime
) -> None:
    plain = PersonAsWanted(given_name="Aïcha", surname="Amrani", email="a@example.org")
    hidden = PersonAsWanted(
        given_name="Aïcha", surname="Amrani", email="a@example.org", phone="06-11112222", phone_is_secret=True
    )
    with within(school):
        reveal(guardian=aicha, what=Secret.PHONE, reason=Reason.CALL, by=dirk)
        reveal(guardian=aicha, what=Secret.ADDRESS, reason=Reason.DELIVER, by=dirk)
        with pytest.raises(RuleBroken, match="still-secret"):
            families.change_guardian(guardian=aicha, wanted=plain, by=anne)
        with clock.stopped(moment + dt.timedelta(minutes=1)):
            families.change_guardian(guardian=aicha, wanted=hidden, by=anne)
            families.change_home(household=aicha.household, wanted=HomeAsWanted(street="Kade 9", is_secret=True), by=anne)
        with clock.stopped(moment + dt.timedelta(minutes=2)):
            with pytest.raises(RuleBroken, match="still-secret"):
                families.change_guardian(guardian=aicha, wanted=plain, by=dirk)
            with pytest.raises(RuleBroken, match="still-secret"):
                families.change_home(household=aicha.household, wanted=HomeAsWanted(keeps_address=True), by=dirk)
