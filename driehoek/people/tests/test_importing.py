"""From a school's own files to people: what is made, what stays, and that the same file again changes nothing."""

import time
from typing import Any

import pytest

from driehoek.access.who import Who
from driehoek.people.models import Guardian, Household, Pupil, SchoolClass
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.services import apply, import_files, preview, upload
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def files(**options: Any) -> list[tuple[str, bytes]]:
    return [("school.xml", make_edexml(**options)), ("ouders.xlsx", make_parents_sheet("xlsx", **options))]


def test_two_files_make_a_school(school: School, anne: Who) -> None:
    with within(school):
        shown = preview(upload(files=files(pupils=60), by=anne))
        made = import_files(files=files(pupils=60), by=anne)

        assert (shown.errors, shown.is_blocked, shown.kinds[1].count.added) == (0, False, 60)
        assert made.added == shown.changes
        assert Pupil.objects.count() == 60
        assert SchoolClass.objects.count() == 8


def test_the_same_files_again_change_nothing(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=files(pupils=60), by=anne)
        before = (Pupil.objects.count(), Guardian.objects.count(), Household.objects.count())

        again = import_files(files=files(pupils=60), by=anne)

        assert (again.added, again.changed, again.left) == (0, 0, 0)
        assert (Pupil.objects.count(), Guardian.objects.count(), Household.objects.count()) == before


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_twelve_hundred_pupils_take_less_than_five_seconds(school: School, anne: Who, sector: Any) -> None:
    given = files(sector=sector, classes=48, pupils=1200, siblings=0)
    with within(school):
        row = upload(files=given, by=anne)
        at = [time.perf_counter()]
        preview(row)
        at.append(time.perf_counter())
        made = apply(upload=row, by=anne)
        at.append(time.perf_counter())
        again = import_files(files=given, by=anne)
        at.append(time.perf_counter())

        seconds = [after - before for before, after in zip(at, at[1:], strict=False)]
        print(seconds, made.added)
        assert Guardian.objects.count() > 2200
        assert (again.added, again.changed, again.left) == (0, 0, 0)
        assert max(seconds) < 5
