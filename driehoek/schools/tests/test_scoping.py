"""Guard 1: what can be reached when which school is open."""

import pytest
from django.db import connection

from driehoek.people.models import Household, Pupil, SchoolClass
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import NoSchoolOpen, OtherSchool, everywhere, within

pytestmark = pytest.mark.django_db


def test_without_a_school_nothing_can_be_read_or_written(school: School) -> None:
    pupil = Pupil(school=school, given_name="Sem")
    for attempt in (
        lambda: list(Pupil.objects.all()),
        lambda: Pupil.objects.count(),
        lambda: Pupil.objects.exists(),
        lambda: Pupil._base_manager.first(),
        lambda: Pupil.objects.create(given_name="Sem"),
        lambda: Pupil.objects.bulk_create([pupil]),
        lambda: pupil.save(),
        lambda: pupil.delete(),
    ):
        with pytest.raises(NoSchoolOpen):
            attempt()


def test_a_school_sees_its_own_rows_only(school: School, other_school: School) -> None:
    with within(school):
        Pupil.objects.create(given_name="Sem")
    with within(other_school):
        theirs = Pupil.objects.create(given_name="Noor")
    with within(school):
        assert [str(pupil) for pupil in Pupil.objects.all()] == ["Sem"]
        assert not Pupil.objects.filter(pk=theirs.pk).exists()


def test_a_row_of_another_school_cannot_be_saved_deleted_or_made(school: School, other_school: School) -> None:
    with within(other_school):
        theirs = Pupil.objects.create(given_name="Noor")
    with within(school):
        for attempt in (
            theirs.save,
            theirs.delete,
            lambda: Pupil.objects.bulk_create([Pupil(school=other_school)]),
            lambda: Pupil.objects.bulk_update([theirs], ["given_name"]),
            lambda: Pupil.objects.update(school=other_school),
        ):
            with pytest.raises(OtherSchool):
                attempt()


def test_a_row_cannot_point_to_a_row_of_another_school(school: School, other_school: School) -> None:
    with within(other_school):
        year = SchoolYear.objects.get()
    with within(school), pytest.raises(OtherSchool):
        SchoolClass.objects.create(year=year, name="5")


def test_a_query_works_only_in_the_scope_it_was_built_in(school: School, other_school: School) -> None:
    with within(school):
        rows = Pupil.objects.all()
    with pytest.raises(NoSchoolOpen):
        list(rows)
    with within(other_school):
        for attempt in (lambda: list(rows), rows.count, rows.exists, rows.delete, lambda: list(rows.iterator())):
            with pytest.raises(OtherSchool):
                attempt()


def test_everywhere_sees_all_schools_and_needs_a_reason(school: School, other_school: School) -> None:
    for each in (school, other_school):
        with within(each):
            Household.objects.create()
    with everywhere("a test counts"):
        assert Household.objects.count() == 2
    with pytest.raises(ValueError, match="reason"), everywhere(""):
        pass
    with within(school):
        assert Household.objects.count() == 1


def test_a_school_cannot_be_opened_inside_another(school: School, other_school: School) -> None:
    with within(school), pytest.raises(OtherSchool), within(other_school):
        pass


def test_the_second_wall_stops_raw_sql(school: School, other_school: School) -> None:
    """On PostgreSQL the database itself refuses; on SQLite there is no second wall, which is said in the docs."""
    with within(other_school):
        Pupil.objects.create(given_name="Noor")
    with within(school), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_pupil")
        assert cursor.fetchone()[0] == (0 if connection.vendor == "postgresql" else 1)
