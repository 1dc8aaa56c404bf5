"""Two entries become one person: what is told before, and that it is what happens."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.queries.becoming import becomes
from driehoek.people.services import joining
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_families import twice

pytestmark = pytest.mark.django_db


def address(school: School, name: str = "alike_join") -> str:
    return reverse(name, args=[school.slug])


def pair(one: Guardian, two: Guardian, **more: Any) -> dict[str, Any]:
    return {"stays": one.pk, "other": two.pk, "home": one.household_id} | more


@pytest.mark.database
def test_what_is_told_is_what_happens(school: School, dirk: Who) -> None:
    with within(school):
        one, two = twice(email="werk@example.org", phone="06-1", phone_is_secret=True, contact_language="ar")
        Guardianship.objects.create(guardian=two, pupil=one.children.get().pupil, authority="no", restriction="leader")

        told = becomes(one, two, two.household_id)
        assert told is not None
        left = joining.join(stays=one, other=two, home=two.household_id, by=dirk)

        left = Guardian.objects.select_related("household").get(pk=left.pk)
        for name in ("email", "phone", "phone_is_secret", "contact_language", "household_id", "match_key"):
            assert getattr(told.person, name) == getattr(left, name), name
        ties = Guardianship.objects.filter(guardian=left).order_by("pupil__sort_key", "pk")
        names = ("pupil_id", "authority", "restriction", "may_receive", "relation")
        assert [[getattr(bond.row, name) for name in names] for bond in told.bonds] == list(map(list, ties.values_list(*names)))
        assert (told.lost, told.other_address, told.stay_behind) == ({"email"}, True, ())


def test_nothing_is_joined_before_somebody_saw_what_becomes_of_it(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        one, two = twice(email="werk@example.org")

    page = client.get(address(school), pair(one, two))
    at_once = client.post(address(school), pair(one, two))

    words = page.content.decode()
    assert (page.status_code, at_once.status_code) == (200, 409)
    assert "werk@example.org verdwijnt." in words and "Noor" in words and "Sem" in words
    assert "Dit kun je niet terugdraaien" in words
    with within(school):
        assert Guardian.objects.filter(pk=two.pk).exists()


def test_what_changed_meanwhile_is_shown_again(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        one, two = twice()
    seen = client.get(address(school), pair(one, two)).context["after"].seen
    with within(school):
        Guardian.objects.filter(pk=one.pk).update(email="nieuw@example.org")

    again = client.post(address(school), pair(one, two, seen=seen))

    assert again.status_code == 409 and "Intussen is er iets veranderd" in again.content.decode()
    done = client.post(address(school), pair(one, two, seen=again.context["after"].seen))
    assert done.status_code == 302
    with within(school):
        assert not Guardian.objects.filter(pk=two.pk).exists()


def test_what_is_secret_with_either_is_not_on_the_page(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        one, two = twice(phone="06-7654321", phone_is_secret=True)
        one.phone = "06-1234567"
        one.save()
        two.household.is_secret = True
        two.household.save()
        streets = [one.household.street, two.household.street]

    words = client.get(address(school), pair(one, two)).content.decode()

    assert "geheim adres" in words and "geheim nummer" in words
    assert not [hidden for hidden in (*filter(None, streets), "7654321", "1234567") if hidden in words]


def test_a_pair_that_is_none_goes_back_to_the_list(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        one, two = twice()

    for wrong in ({}, pair(one, one), pair(one, two) | {"home": two.pk}):
        assert client.get(address(school), wrong)["Location"] == address(school, "alike")
