"""From a school's own files to people: what is made, what stays, and that the same file again changes nothing."""

import datetime as dt
import time
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, TrailRow, User
from driehoek.access.who import Who
from driehoek.conftest import MOMENT
from driehoek.people import queries
from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    RosterImport,
    RosterUpload,
    SchoolClass,
    StaffMember,
)
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.roster.tests.makers import edexml, sheet
from driehoek.people.services import apply, import_files, preview, upload
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
FAMILY = (
    "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Ouder 1 roepnaam;Ouder 1 achternaam;Ouder 1 e-mail;Ouder 1 adres;"
    "Ouder 1 postcode;Ouder 1 geheim adres;Ouder 1 mobiel;Ouder 2 roepnaam;Ouder 2 achternaam;Ouder 2 e-mail;Ouder 2 adres;"
    "Ouder 2 postcode;Ouder 2 gezag;Ouder 2 ontvangt informatie"
)
NOOR = "1;Noor;Amrani;3-3-2017;5A;Aïcha;Amrani;aicha@example.org;Lindelaan 4;1234 AB;ja;06-00000001;Bas;Berg;bas@example.org;Kade 9;1235 AB;nee;nee"


def files(**options: Any) -> list[tuple[str, bytes]]:
    return [("school.xml", make_edexml(**options)), ("ouders.xlsx", make_parents_sheet("xlsx", **options))]


def family(*rows: str) -> list[tuple[str, bytes]]:
    return [("ouders.csv", sheet(*rows, headings=FAMILY))]


def simple(*rows: str) -> list[tuple[str, bytes]]:
    """Rows of number;given;prefix;surname;birth;class;parent 1;e-mail 1;parent 2;e-mail 2."""
    return [("ouders.csv", sheet(*rows))]


def done(made: RosterImport) -> tuple[int, int, int]:
    return made.added, made.changed, made.left


def snapshot() -> dict[str, list[Any]]:
    """Every row of the school but its moments."""
    models = (SchoolClass, StaffMember, ClassTeacher, Pupil, Enrolment, Household, Guardian, Guardianship)
    left_out = {"last_in_file_at", "street", "postcode", "city", "phone"}
    return {
        model.__name__: list(
            model.objects.order_by("pk").values_list(
                *(each.attname for each in model._meta.concrete_fields if each.name not in left_out)
            )
        )
        for model in models
    }


def test_two_files_make_a_school(school: School, anne: Who) -> None:
    with within(school):
        shown = preview(upload(files=files(pupils=60), by=anne))
        made = import_files(files=files(pupils=60), by=anne)

        assert (shown.errors, shown.is_blocked, shown.kinds[1].count.added) == (0, False, 60)
        assert made.added == shown.changes
        assert Pupil.objects.count() == 60
        assert SchoolClass.objects.count() == 8
        assert ClassTeacher.objects.filter(is_mentor=True).count() == 8
        assert TrailRow.objects.filter(act="import-roster", object_id=made.pk).count() == 1


def test_a_file_gives_nobody_an_account_or_a_role(school: School, anne: Who) -> None:
    with within(school):
        before = (User.objects.count(), Membership.objects.count())

        import_files(files=files(pupils=20), by=anne)

        assert StaffMember.objects.count() > 0
        assert (User.objects.count(), Membership.objects.count()) == before


@pytest.mark.parametrize("version", ["1.0.3", "2.0", "2.1"])
def test_the_same_files_again_change_nothing(school: School, anne: Who, version: Any) -> None:
    given = [("school.xml", make_edexml(version, pupils=60)), ("ouders.csv", make_parents_sheet(pupils=60))]
    with within(school):
        import_files(files=given, by=anne)
        before = snapshot()

        again = import_files(files=given, by=anne)

        assert done(again) == (0, 0, 0)
        assert snapshot() == before


def test_one_after_the_other_is_as_good_as_together(school: School, other_school: School, anne: Who, farid: Who) -> None:
    xml, parents = files(pupils=60)
    with within(school):
        import_files(files=[xml, parents], by=anne)
        together = _in_words()
    with within(other_school):
        import_files(files=[parents], by=farid)
        import_files(files=[xml], by=farid)
        import_files(files=[parents], by=farid)
        apart = _in_words()

    assert apart == together


def _in_words() -> set[Any]:
    rows = Guardianship.objects.select_related("guardian", "pupil")
    seats = {(str(row.pupil), row.school_class.name) for row in Enrolment.objects.select_related("pupil", "school_class")}
    ties = {(str(row.guardian), row.guardian.email, str(row.pupil), row.relation, row.authority, row.may_receive) for row in rows}
    return seats | ties | {Pupil.objects.count(), Guardian.objects.count(), Household.objects.count()}


def test_a_missing_row_deletes_nothing_and_shows(school: School, anne: Who) -> None:
    noor, sem = (
        "1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;aicha@example.org;;",
        "2;Sem;;Berg;4-4-2017;5A;Bas Berg;bas@example.org;;",
    )
    with within(school):
        import_files(files=simple(noor, sem), by=anne)
        shown = preview(upload(files=simple(noor), by=anne))

        with clock.stopped(MOMENT + dt.timedelta(hours=1)):
            made = import_files(files=simple(noor), by=anne)

        assert done(made) == (0, 0, 0)
        assert {line.kind: line.count.missing for line in shown.kinds}["pupils"] == 1
        assert queries.overview().not_in_last_file == 1
        lines = queries.class_list(queries.pupils_of(SchoolClass.objects.get()))
        assert [(line.given_name, line.not_in_last_file, line.homes[0].guardians[0].not_in_last_file) for line in lines] == [
            ("Noor", False, False),
            ("Sem", True, True),
        ]


def test_an_empty_cell_says_nothing(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=family(NOOR), by=anne)

        made = import_files(files=simple("1;Noor;;Amrani;;;Aïcha Amrani;;;"), by=anne)

        assert done(made) == (0, 0, 0)
        assert Guardian.objects.get(given_name="Aïcha").email == "aicha@example.org"
        assert Enrolment.objects.count() == 1


def test_two_homes_a_secret_address_and_a_parent_without_authority(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=family(NOOR), by=anne)

        aicha, bas = (Guardian.objects.select_related("household").get(given_name=name) for name in ("Aïcha", "Bas"))
        assert (aicha.household.street, aicha.household.is_secret, aicha.phone) == ("Lindelaan 4", True, "0600000001")
        assert (bas.household.street, bas.household.is_secret) == ("Kade 9", False)
        tie = Guardianship.objects.get(guardian=bas)
        assert (tie.authority, tie.may_receive, tie.position) == ("no", False, 2)


def test_what_is_secret_stays_secret(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=family(NOOR), by=anne)

        import_files(files=family(NOOR.replace(";ja;", ";;")), by=anne)

        assert Guardian.objects.select_related("household").get(given_name="Aïcha").household.is_secret


def test_one_email_for_a_family_is_two_people_in_one_home(school: School, anne: Who) -> None:
    row = "1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;thuis@example.org;Bas Berg;thuis@example.org"
    with within(school):
        import_files(files=simple(row), by=anne)

        assert (Guardian.objects.count(), Household.objects.count()) == (2, 1)


def test_who_parts_gets_a_home_and_who_stays_keeps_theirs(school: School, anne: Who) -> None:
    together = NOOR.replace("Kade 9;1235 AB", "Lindelaan 4;1234 AB").replace(";ja;", ";nee;")
    with within(school):
        import_files(files=family(together), by=anne)
        home = Household.objects.get()

        made = import_files(files=family(together.replace("Bas;Berg;bas@example.org;Lindelaan 4;1234", "Bas;Berg;bas@example.org;Kade 9;1235")), by=anne)  # fmt: skip

        assert done(made) == (1, 1, 0)
        assert Guardian.objects.get(given_name="Aïcha").household_id == home.pk
        assert Guardian.objects.select_related("household").get(given_name="Bas").household.street == "Kade 9"


def test_a_pupil_who_moves_sits_in_one_class(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=simple("1;Noor;;Amrani;3-3-2017;5A;;;;"), by=anne)

        made = import_files(files=simple("1;Noor;;Amrani;3-3-2017;5B;;;;"), by=anne)

        assert done(made) == (1, 1, 0)
        assert [row.school_class.name for row in Enrolment.objects.select_related("school_class")] == ["5B"]


def test_a_pupil_who_left_gets_a_day_and_comes_back_by_the_next_file(school: School, anne: Who) -> None:
    group = '<groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep>'
    pupil = '<leerling key="1"><achternaam>Amrani</achternaam><roepnaam>Noor</roepnaam>{}<groep key="g"/></leerling>'
    gone = pupil.format("<uitstroomdatum>2026-11-01</uitstroomdatum>")
    stranger = gone.replace('key="1"', 'key="2"').replace("Noor", "Sem")
    with within(school):
        import_files(files=[("a.xml", edexml(pupil.format(""), group))], by=anne)

        left = import_files(files=[("a.xml", edexml(gone + stranger, group))], by=anne)
        again = import_files(files=[("a.xml", edexml(gone + stranger, group))], by=anne)
        assert (done(left), done(again)) == ((0, 0, 1), (0, 0, 0))
        assert [str(row.left_on) for row in Pupil.objects.all()] == ["2026-11-01"]

        back = import_files(files=[("a.xml", edexml(pupil.format(""), group))], by=anne)
        assert (done(back), Pupil.objects.get().left_on) == ((0, 1, 0), None)


def test_a_parent_stays_the_same_when_the_eldest_leaves(school: School, anne: Who) -> None:
    noor, sem = (
        "1;Noor;;Amrani;3-3-2015;8A;Aïcha Amrani;aicha@example.org;;",
        "2;Sem;;Amrani;4-4-2019;3A;Aïcha Amrani;aicha@example.org;;",
    )
    with within(school):
        import_files(files=simple(noor, sem), by=anne)

        import_files(files=simple(sem), by=anne)

        assert (Guardian.objects.count(), Household.objects.count()) == (1, 1)


def test_a_number_that_is_another_child_now_takes_nobody_over(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=simple("1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;aicha@example.org;;"), by=anne)

        import_files(files=simple("1;Tim;;Visser;4-4-2018;5A;Bas Visser;bas@example.org;;"), by=anne)

        assert sorted(
            str(row.pupil) + "/" + str(row.guardian) for row in Guardianship.objects.select_related("pupil", "guardian")
        ) == [
            "Noor Amrani/Aïcha Amrani",
            "Tim Visser/Bas Visser",
        ]


def test_a_colleague_who_is_known_by_mail_becomes_mentor(school: School, anne: Who) -> None:
    with within(school):
        carla = StaffMember.objects.create(given_name="Carla", surname="Smit", email="carla@example.org")
        teacher = '<leerkracht key="M1"><achternaam>Smit-Berg</achternaam><roepnaam>Carla</roepnaam><emailadres>carla@example.org</emailadres><rol>LRK</rol><groepen><groep key="g"/></groepen></leerkracht>'
        group = '<groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep>'
        pupil = '<leerling key="1"><achternaam>Amrani</achternaam><roepnaam>Noor</roepnaam><groep key="g"/></leerling>'

        import_files(files=[("a.xml", edexml(pupil, group, teacher))], by=anne)

        tie = ClassTeacher.objects.select_related("staff").get()
        assert (tie.staff_id, tie.staff.surname, tie.is_mentor) == (carla.pk, "Smit-Berg", True)


def test_files_wait_sealed_and_are_gone_when_read_in(school: School, anne: Who) -> None:
    with within(school):
        row = upload(files=simple("1;Noor;;Amrani;3-3-2017;5A;;;;"), by=anne)
        kept = RosterUpload.objects.values_list("content", flat=True).get()
        assert b"Noor" not in bytes(kept)

        first, second = apply(upload=row, by=anne), apply(upload=row, by=anne)

        assert first.pk == second.pk
        assert (RosterUpload.objects.count(), RosterImport.objects.count(), Pupil.objects.count()) == (0, 1, 1)


def test_too_much_is_refused(school: School, anne: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("driehoek.people.services.uploading.MAX_BYTES", 10)
    with within(school), pytest.raises(RuleBroken, match="too-large"):
        upload(files=[("lijst.csv", b"x" * 11)], by=anne)


def test_twelve_hundred_pupils_take_less_than_five_seconds(school: School, anne: Who) -> None:
    """Of this process, whoever else is busy on the machine."""
    given = files(sector="vo", classes=48, pupils=1200, siblings=0)
    with within(school):
        row = upload(files=given, by=anne)
        at = [time.process_time()]
        preview(row)
        at.append(time.process_time())
        apply(upload=row, by=anne)
        at.append(time.process_time())
        again = import_files(files=given, by=anne)
        at.append(time.process_time())

        assert Guardian.objects.count() > 2200
        assert done(again) == (0, 0, 0)
        assert max(after - before for before, after in zip(at, at[1:], strict=False)) < 5
