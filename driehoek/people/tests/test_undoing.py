"""Taking an import back: exactly as it was, all or nothing, and never at the cost of what somebody did since."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow, User
from driehoek.access.who import Who
from driehoek.conftest import MOMENT, make_school, sign_in
from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    RoleProposal,
    RosterImport,
    SchoolClass,
    StaffMember,
)
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.roster.tests.makers import sheet
from driehoek.people.services import import_files
from driehoek.people.services.undoing import undo, undoable
from driehoek.schools.models import Board, School, SchoolYear
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TABLES = (
    SchoolYear, SchoolClass, StaffMember, ClassTeacher, Pupil, Enrolment, Household, Guardian, Guardianship, RoleProposal
)  # fmt: skip
NOOR = "1;Noor;;Amrani;3-3-2017;5A;Aïcha Amrani;aicha@example.org;Bas Berg;bas@example.org"


def simple(*rows: str) -> list[tuple[str, bytes]]:
    return [("ouders.csv", sheet(*rows))]


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every column of every row of the people of the open school, sealed ones opened.

    That somebody left a home stays true when they come back to it: that moment stays.
    """
    return {
        model.__name__: [
            {
                column.attname: getattr(row, column.attname)
                for column in model._meta.concrete_fields
                if column.name != "shared_until"
            }
            for row in model.objects.order_by("pk")
        ]
        for model in TABLES
    }


def later(**after: float) -> Any:
    return clock.stopped(MOMENT + dt.timedelta(**after))


@pytest.mark.database
def test_undo_leaves_everything_as_it_was(school: School, anne: Who) -> None:
    now = [("school.xml", make_edexml(pupils=60)), ("ouders.csv", make_parents_sheet(pupils=60))]
    then = [("school.xml", make_edexml(pupils=50, seed=2)), ("ouders.csv", make_parents_sheet(pupils=50, seed=2))]
    with within(school):
        import_files(files=now, by=anne)
        before = contents()

        with later(hours=1):
            done = import_files(files=then, by=anne)
            assert contents() != before
            kept = undo(done=done, by=anne)

        assert contents() == before
        assert not any(kept.values())
        assert TrailRow.objects.filter(act="undo-roster-import", object_id=done.pk).count() == 1


def test_a_first_import_leaves_nothing_behind(school: School, anne: Who) -> None:
    with within(school):
        before = contents()

        undo(done=import_files(files=simple(NOOR), by=anne), by=anne)

        assert contents() == before


def test_changes_are_put_back(school: School, anne: Who) -> None:
    moved = NOOR.replace("5A", "6A").replace("aicha@", "nieuw@").replace("3-3-2017", "4-3-2017")
    with within(school):
        import_files(files=simple(NOOR), by=anne)
        before = contents()

        with later(hours=1):
            done = import_files(files=simple(moved), by=anne)
            assert Guardian.objects.filter(email="nieuw@example.org").exists()
            undo(done=done, by=anne)

        assert contents() == before


def test_undo_is_refused_twice_after_a_later_file_and_after_a_day(school: School, anne: Who) -> None:
    with within(school):
        first = import_files(files=simple(NOOR), by=anne)
        with later(hours=1):
            second = import_files(files=simple(NOOR.replace("5A", "5B")), by=anne)
            with pytest.raises(RuleBroken, match="no-undo") as refused:
                undo(done=first, by=anne)
            assert "daarna nog een bestand" in str(refused.value.message)
            assert undoable() == second
        with later(hours=26), pytest.raises(RuleBroken) as refused:
            undo(done=second, by=anne)
        assert "tot een dag" in str(refused.value.message)
        with later(hours=2):
            undo(done=second, by=anne)
            with pytest.raises(RuleBroken) as refused:
                undo(done=second, by=anne)
            assert "al teruggedraaid" in str(refused.value.message)
            assert undoable() == first
            undo(done=first, by=anne)
        assert (undoable(), Pupil.objects.count()) == (None, 0)


def test_a_colleague_with_an_account_stays(school: School, anne: Who) -> None:
    with within(school):
        done = import_files(files=[("school.xml", make_edexml(pupils=20))], by=anne)
        colleague = StaffMember.objects.order_by("pk").first()
        StaffMember.objects.filter(pk=colleague.pk).update(user=User.objects.get(pk=anne.user_id))

        kept = undo(done=done, by=anne)

        assert (kept["staff"], kept["pupils"]) == (1, 0)
        assert [row.pk for row in StaffMember.objects.all()] == [colleague.pk]


def test_what_somebody_did_by_hand_since_stays(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=simple(NOOR), by=anne)
        with later(hours=1):
            done = import_files(files=simple(NOOR.replace("aicha@", "fout@").replace("bas@", "fout2@")), by=anne)
        aicha = Guardian.objects.get(given_name="Aïcha")
        aicha.email = "goed@example.org"
        aicha.save()
        by_hand = Pupil.objects.create(given_name="Tim", surname="Nieuw")
        Enrolment.objects.create(pupil=by_hand, school_class=SchoolClass.objects.get())

        with later(hours=2):
            undo(done=done, by=anne)

        assert set(Guardian.objects.values_list("email", flat=True)) == {"goed@example.org", "bas@example.org"}
        assert Enrolment.objects.count() == 2


def test_a_home_that_was_cleaned_up_at_night_comes_back(school: School, anne: Who) -> None:
    headings = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Ouder 1 roepnaam;Ouder 1 achternaam;Ouder 1 adres;Ouder 2 roepnaam;Ouder 2 achternaam;Ouder 2 adres"
    apart = "1;Noor;Amrani;3-3-2017;5A;Aïcha;Amrani;Lindelaan 4;Bas;Berg;Kade 9"
    with within(school):
        import_files(files=[("a.csv", sheet(apart, headings=headings))], by=anne)
        before = contents()
        with later(hours=1):
            done = import_files(files=[("a.csv", sheet(apart.replace("Kade 9", "Lindelaan 4"), headings=headings))], by=anne)
            assert run_retention(clock.now())["people.household: pupil has left + 2 years"] == 1
            undo(done=done, by=anne)

        assert contents() == before


@pytest.mark.database
def test_how_it_was_is_kept_sealed_for_a_day(school: School, anne: Who) -> None:
    with within(school):
        done = import_files(files=simple(NOOR), by=anne)
        kept = bytes(RosterImport.objects.values_list("before", flat=True).get())
        assert kept
        assert b"made" not in kept

        run_retention(MOMENT + dt.timedelta(hours=23))
        assert bytes(RosterImport.objects.values_list("before", flat=True).get()) == kept
        run_retention(MOMENT + dt.timedelta(hours=25))

        assert RosterImport.objects.get(pk=done.pk).before == ""
        assert undoable() is None


def test_two_files_after_each_other_are_taken_back_one_by_one(school: School, anne: Who) -> None:
    with within(school):
        states, done = [contents()], []
        for number, row in enumerate((NOOR, NOOR.replace("5A", "6A"), NOOR.replace("Bas Berg;bas", "Bas Berg;berg"))):
            with later(hours=number):
                done.append(import_files(files=simple(row), by=anne))
                states.append(contents())
        for made, state in zip(reversed(done), reversed(states[:-1]), strict=True):
            with later(hours=5):
                undo(done=made, by=anne)
            assert contents() == state


@pytest.mark.database
def test_the_button_stands_where_it_can_be_pressed_and_says_what_happened(client: Client, school: School, anne: Who) -> None:
    """After reading in and with the people, as long as it can be done."""
    with within(school):
        done = import_files(files=simple(NOOR), by=anne)
    sign_in(client, anne)
    places = [reverse("roster_done", args=[school.slug, done.pk]), reverse("people", args=[school.slug])]
    press = reverse("roster_undo", args=[school.slug, done.pk])
    assert all(press in client.get(place).content.decode() for place in places)

    page = client.post(press, follow=True).content.decode()

    assert "Het inlezen is teruggedraaid. Alles staat weer zoals het was." in page
    assert "Dit bestand is weer teruggedraaid" in page
    assert not any(press in client.get(place).content.decode() for place in places)
    assert client.post(press).status_code == 409


@st.composite
def rosters(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """The files of an invented school: two, in any order; or a list alone."""
    measures: Any = {"pupils": draw(st.integers(2, 14)), "classes": draw(st.integers(1, 3)), "seed": draw(st.integers(1, 3))}
    parents = draw(
        st.builds(lambda kind: (f"ouders.{kind}", make_parents_sheet(kind, **measures)), st.sampled_from(["csv", "xlsx"]))
    )
    xml = ("school.xml", make_edexml(draw(st.sampled_from(["1.0.3", "2.0", "2.1"])), **measures))
    return draw(st.permutations(draw(st.sampled_from([[xml, parents], [parents], [xml]]))))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=rosters(), second=rosters(), data=st.data())
def test_any_roster_twice_is_once_and_undo_is_exact(
    board: Board, anne: Who, first: Any, second: Any, data: st.DataObject
) -> None:
    school = make_school(board, f"s{clock.secret_id().hex[:12]}", "De Proef", "po")
    with within(school):
        import_files(files=first, by=anne, skip_rows=True)
        people = _but_moments()
        with later(hours=1):
            again = import_files(files=data.draw(st.permutations(first)), by=anne, skip_rows=True)
        assert (again.added, again.changed, again.left, _but_moments()) == (0, 0, 0, people)
        before = contents()

        with later(hours=2):
            undo(done=import_files(files=second, by=anne, skip_rows=True), by=anne)

        assert contents() == before


def _but_moments() -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{key: value for key, value in row.items() if key != "last_in_file_at"} for row in rows]
        for name, rows in contents().items()
    }
