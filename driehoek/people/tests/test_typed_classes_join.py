"""A class that somebody typed is the class of the file."""

import pytest

from driehoek.access.who import Who
from driehoek.people.models import Enrolment, Pupil, SchoolClass
from driehoek.people.roster.tests.makers import edexml, sheet
from driehoek.people.services import import_files, undo
from driehoek.people.tests.makers import make_class
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.mark.database
@pytest.mark.parametrize("typed", ["5A", "5a", "5-A", " 5 a "])
def test_a_typed_class_gets_the_pupils_of_the_file_and_keeps_its_number(school: School, anne: Who, typed: str) -> None:
    with within(school):
        made = make_class(typed, family_count=24)

        done = import_files(files=[("a.csv", sheet("1;Noor;;Amrani;3-3-2017;5A;;;;"))], by=anne)

        row = SchoolClass.objects.get()
        assert (row.pk, row.name, row.family_count) == (made.pk, typed, 24)
        assert Enrolment.objects.get().school_class_id == made.pk
        undo(done=done, by=anne)
        assert (SchoolClass.objects.get().family_count, Pupil.objects.count()) == (24, 0)


def test_an_edexml_gives_a_typed_class_its_key_and_another_year_stays_apart(school: School, anne: Who) -> None:
    group = '<groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep>'
    pupil = '<leerling key="1"><achternaam>Amrani</achternaam><roepnaam>Noor</roepnaam><groep key="g"/></leerling>'
    with within(school):
        old = SchoolClass.objects.create(year=SchoolYear.objects.create(starts_in=2025), name="5A", family_count=20)
        now = make_class("5a", family_count=24)

        import_files(files=[("a.xml", edexml(pupil, group))], by=anne)

        now.refresh_from_db()
        assert (now.key, now.year_level, now.family_count, SchoolClass.objects.count()) == ("g", "5", 24, 2)
        assert not Enrolment.objects.filter(school_class=old).exists()
