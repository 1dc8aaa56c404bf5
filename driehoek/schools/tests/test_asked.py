"""What was put into SQL once answers as the query itself, for every school, value and moment."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q, Value
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.schools.asked import Asked, in_one_row
from driehoek.schools.models import CalendarEntry, School, SchoolYear, school_year_of
from driehoek.schools.scoping import NoSchoolOpen, everywhere, within

pytestmark = pytest.mark.django_db


def test_it_answers_what_is_asked_now(school: School, other_school: School) -> None:
    by_slug = Asked(lambda slug: School.objects.filter(slug=slug))
    assert [[one.slug for one in by_slug(slug=slug)] for slug in ("klimboom", "baken", "nergens", "klimboom")] == [
        ["klimboom"], ["baken"], [], ["klimboom"],
    ]  # fmt: skip


@pytest.mark.database
def test_it_sees_the_open_school_alone_and_nothing_without_one(school: School, other_school: School) -> None:
    years = Asked(lambda starts_in: SchoolYear.objects.filter(starts_in=starts_in).select_related("school"))
    with everywhere("a test"):
        assert len(years(starts_in=2026)) == 2
    for open_one in (school, other_school, school):
        with within(open_one):
            found = years(starts_in=2026)
            assert [one.school for one in found] == [open_one]
            assert years(starts_in=1999) == []
    with everywhere("a test"), pytest.raises(NoSchoolOpen):
        years(starts_in=2026)
    with pytest.raises(NoSchoolOpen):
        years(starts_in=2026)


@pytest.mark.database
def test_the_clock_is_read_anew(school: School) -> None:
    this_year = Asked(lambda: SchoolYear.objects.filter(starts_in=school_year_of(clock.now())))
    days = Asked(lambda key: CalendarEntry.objects.filter(first_day__lte=clock.today()).exclude(pk=key))
    summer = dt.datetime(2027, 7, 1, 12, tzinfo=dt.UTC)
    with within(school):
        CalendarEntry.objects.create(name="Zomer", first_day=dt.date(2027, 7, 10), last_day=dt.date(2027, 8, 20))
        for moment, years, holidays in ((summer, 1, 0), (summer + dt.timedelta(days=40), 0, 1), (summer, 1, 0)):
            with clock.stopped(moment):
                assert (len(this_year()), len(days(key=uuid.uuid4()))) == (years, holidays)


@pytest.mark.database
def test_counts_are_one_row_also_of_nothing(school: School, other_school: School) -> None:
    counted = Asked(
        lambda name: in_one_row(
            SchoolYear.objects.filter(school__name=name), all=Count("pk"), late=Count("pk", filter=Q(starts_in__gt=2026))
        )
    )
    with within(school):
        assert [counted.first(name=name) for name in (school.name, "Nergens")] == [{"all": 1, "late": 0}, {"all": 0, "late": 0}]


def test_it_is_one_question(school: School) -> None:
    by_slug = Asked(lambda slug: School.objects.filter(slug=slug).select_related("board"))
    for slug, name in (("nergens", None), ("klimboom", "Stichting Samen Leren")):
        with CaptureQueriesContext(connection) as captured:
            found = by_slug.first(slug=slug)
            assert (found.board.name if found else None) == name
        assert len(captured) == 1


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda slug, name: School.objects.filter(slug=slug), "name.* must stand in the query"),
        (lambda slug, name: School.objects.filter(slug=slug.upper(), name=name), "follows from a value"),
        (lambda slug, name: School.objects.filter(slug=slug, name__icontains=name), "follows from a value"),
        (lambda slug, name: School.objects.filter(slug=slug, name=name, city=str(clock.now())), "follows from a value"),
        (lambda slug, name: School.objects.filter(slug=slug, name=name).annotate(**{f"of_{name}": Value(1)}), "another query"),
        (lambda slug, name: School.objects.filter(slug=slug, name=name, pk__in=list(School.objects.all())), "on the way"),
        (lambda slug, name: School.objects.filter(slug=slug, name=name).prefetch_related("board"), "asked anew"),
    ],
)
def test_what_would_be_remembered_wrongly_is_refused(school: School, build: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Asked(build)(slug="klimboom", name="klimboom")


@pytest.mark.database
def test_many_keys_are_one_value(school: School, other_school: School) -> None:
    among = Asked(lambda keys: School.objects.filter(pk__among=keys).order_by("name"))
    for schools in ((), (school,), (school, other_school), ()):
        found = among(keys=tuple(each.pk for each in schools))
        assert {each.pk for each in found} == {each.pk for each in schools}
