"""What was put into SQL once answers as the query itself, for every school and every value."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from driehoek.schools.asked import Asked
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import NoSchoolOpen, within

pytestmark = pytest.mark.django_db


def test_it_answers_what_is_asked_now(school: School, other_school: School) -> None:
    by_slug = Asked(lambda slug: School.objects.filter(slug=slug))
    assert [[one.slug for one in by_slug(slug=slug)] for slug in ("klimboom", "baken", "nergens", "klimboom")] == [
        ["klimboom"], ["baken"], [], ["klimboom"],
    ]  # fmt: skip


def test_it_sees_the_open_school_alone_and_nothing_without_one(school: School, other_school: School) -> None:
    years = Asked(lambda starts_in: SchoolYear.objects.filter(starts_in=starts_in).select_related("school"))
    for open_one in (school, other_school, school):
        with within(open_one):
            found = years(starts_in=2026)
            assert [one.school for one in found] == [open_one]
            assert years(starts_in=1999) == []
    with pytest.raises(NoSchoolOpen):
        years(starts_in=2026)


def test_it_is_one_question(school: School) -> None:
    by_slug = Asked(lambda slug: School.objects.filter(slug=slug).select_related("board"))
    by_slug(slug="nergens")
    with CaptureQueriesContext(connection) as captured:
        assert [one.board.name for one in by_slug(slug="klimboom")] == ["Stichting Samen Leren"]
    assert len(captured) == 1


def test_a_value_that_would_be_forgotten_is_refused(school: School) -> None:
    with pytest.raises(ValueError, match="must stand in the query"):
        Asked(lambda slug, name: School.objects.filter(slug=slug))(slug="klimboom", name="Iets")
    with pytest.raises(ValueError, match="must stand in the query"):
        Asked(lambda slug, name: School.objects.filter(slug=slug, name=name))(slug="klimboom", name="klimboom")
