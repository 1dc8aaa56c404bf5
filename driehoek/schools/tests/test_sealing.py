import pytest
from django.db import connection

from driehoek.people.models import Guardian, Household
from driehoek.schools import sealing
from driehoek.schools.models import School, SchoolKey
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


def test_a_sealed_value_is_unreadable_in_the_database_and_opens_in_its_row(school: School) -> None:
    with within(school):
        home = Household.objects.create(street="Lindelaan 5")
        with connection.cursor() as cursor:
            cursor.execute("select street from people_household")
            stored = bytes(cursor.fetchone()[0])
        assert b"Linde" not in stored
        assert Household.objects.get(pk=home.pk).street == "Lindelaan 5"
        assert Household.objects.only("is_secret").get(pk=home.pk).street == "Lindelaan 5"


def test_an_empty_value_stays_empty(school: School) -> None:
    with within(school):
        home = Household.objects.create()
        assert Household.objects.get(pk=home.pk).street == ""


def test_a_value_copied_to_another_row_fails_loudly(school: School) -> None:
    with within(school):
        home, other = Household.objects.create(street="Lindelaan 5"), Household.objects.create(street="Dorpsweg 1")
        with connection.cursor() as cursor:
            cursor.execute(
                "update people_household set street = (select street from people_household where id = %s) where id = %s",
                [*(row.pk.hex if connection.vendor == "sqlite" else row.pk for row in (home, other))],
            )
        with pytest.raises(sealing.SealBroken):
            _ = Household.objects.get(pk=other.pk).street


def test_update_of_a_sealed_column_is_refused(school: School) -> None:
    with within(school), pytest.raises(TypeError):
        Household.objects.update(street="open")


def test_rotation_seals_everything_with_a_new_key(school: School) -> None:
    with within(school):
        home = Household.objects.create(street="Lindelaan 5", city="Voorbeeldstad")
        parent = Guardian.objects.create(household=home, given_name="Aïcha", phone="06-00000001")
        assert sealing.rotate(school.pk) == 2
        assert list(SchoolKey.objects.values_list("number", "retired")) == [(1, True), (2, False)]
        assert Household.objects.get(pk=home.pk).city == "Voorbeeldstad"
        assert Guardian.objects.get(pk=parent.pk).phone == "06-00000001"
        SchoolKey.objects.filter(number=1).delete()
        sealing.forget_keys()
        assert Guardian.objects.get(pk=parent.pk).phone == "06-00000001"
