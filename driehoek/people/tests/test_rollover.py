"""A new school year, from preview to undo: nothing of last year is lost, and a file of the new year fits beside it."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.conftest import make_school, sign_in
from driehoek.people import queries
from driehoek.people.models import ClassTeacher, Enrolment, Pupil, RosterImport, SchoolClass
from driehoek.people.queries.rollover import years_now
from driehoek.people.rules.rollover import Choice
from driehoek.people.services import import_files
from driehoek.people.services.rollover import first_choices, roll_over, settled, undo_roll_over
from driehoek.schools.models import Board, School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.database]
JUNE = dt.datetime(2027, 6, 21, 12, tzinfo=clock.SCHOOL_TIME)
AUGUST = dt.datetime(2027, 8, 23, 12, tzinfo=clock.SCHOOL_TIME)


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.stopped(JUNE):
        yield


def fill(carla: Who | None = None) -> dict[str, SchoolClass]:
    """Groups 5a (Noor, Sem), 7 (Lot) and 8 (Guus)."""
    home = make_home("Aïcha", "Bas")
    made = {"5a": make_class("5a", mentor=carla, sort_key="05"), "7": make_class("7"), "8": make_class("8")}
    for name, group in (("Noor", "5a"), ("Sem", "5a"), ("Lot", "7"), ("Guus", "8")):
        make_child(name, made[group], home)
    return made


def go(by: Who, **other: Any) -> RosterImport:
    choices, targets = other.get("choices", {}), other.get("targets", {})
    digest = settled(choices=choices, targets=targets).digest
    return roll_over(key=other.get("key") or uuid.uuid4(), digest=digest, choices=choices, targets=targets, by=by)


def members(year: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in Enrolment.objects.filter(school_class__year__starts_in=year).select_related("pupil", "school_class"):
        found.setdefault(row.school_class.name, []).append(row.pupil.given_name)
    return {name: sorted(people) for name, people in sorted(found.items())}


def test_classes_move_up_leavers_get_their_day_and_last_year_stays(school: School, anne: Who) -> None:
    with within(school):
        fill()
        before = members(2026)
        done = go(anne)
        assert members(2027) == {"6a": ["Noor", "Sem"], "8": ["Lot"]}
        assert members(2026) == before
        assert dict(Pupil.objects.values_list("given_name", "left_on")) == {
            "Noor": None, "Sem": None, "Lot": None, "Guus": dt.date(2027, 7, 31)
        }  # fmt: skip
        assert (done.added, done.left) == (3, 1)
        assert SchoolClass.objects.get(name="6a").year_level == "6"
        assert TrailRow.objects.filter(act="roll-over", object_id=done.pk, actor=anne.user_id).exists()
        assert queries.overview().year == "2026–2027"
        with clock.stopped(AUGUST):
            shown = queries.overview()
        assert (shown.year, [(line.name, line.pupils) for line in shown.classes]) == ("2027–2028", [("6a", 2), ("8", 1)])


def test_a_second_press_and_a_second_tab_are_harmless(school: School, anne: Who) -> None:
    with within(school):
        fill()
        key = uuid.uuid4()
        assert go(anne, key=key) == go(anne, key=key)
        with pytest.raises(RuleBroken, match="nothing"):
            go(anne)
        assert members(2027) == {"6a": ["Noor", "Sem"], "8": ["Lot"]}
        assert RosterImport.objects.count() == 1


def test_who_stays_down_who_leaves_and_who_waits(school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        keys = dict(Pupil.objects.values_list("given_name", "pk"))
        four = make_class("4a", sort_key="04")
        make_child("Ali", four)
        go(anne, targets={keys["Sem"]: str(four.pk), keys["Lot"]: "leaves", keys["Guus"]: str(made["7"].pk)})
        assert members(2027) == {"5a": ["Ali", "Sem"], "6a": ["Noor"], "8": ["Guus"]}
        assert list(Pupil.objects.filter(left_on__isnull=False).values_list("given_name", flat=True)) == ["Lot"]


def test_two_classes_of_one_name_become_one(school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        go(anne, choices={made["5a"].pk: Choice("moves", "6/8"), made["7"].pk: Choice("moves", "6/8")})
        assert members(2027) == {"6/8": ["Lot", "Noor", "Sem"]}


def test_what_was_looked_at_is_what_happens(school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        digest = settled(choices={}, targets={}).digest
        make_child("Nieuw", made["5a"])
        with pytest.raises(RuleBroken, match="changed"):
            roll_over(key=uuid.uuid4(), digest=digest, choices={}, targets={}, by=anne)
        assert members(2027) == {}


def test_teachers_go_along_only_where_that_is_chosen(school: School, anne: Who, carla: Who, dirk: Who) -> None:
    with within(school):
        made = fill(carla)
        go(anne)
        assert not ClassTeacher.objects.filter(school_class__year__starts_in=2027).exists()
        undo_roll_over(done=RosterImport.objects.get(), by=anne)
        go(anne, choices={made["5a"].pk: Choice("moves", "6a", with_teachers=True)})
        tie = ClassTeacher.objects.get(school_class__year__starts_in=2027)
        assert (tie.school_class.name, tie.staff.user_id, tie.is_mentor) == ("6a", carla.user_id, True)


def test_it_can_be_taken_back_for_a_day_while_nobody_was_added(school: School, anne: Who) -> None:
    with within(school):
        fill()
        done = go(anne)
        undo_roll_over(done=done, by=anne)
        assert (members(2027), Pupil.objects.filter(left_on__isnull=False).count()) == ({}, 0)
        assert not SchoolClass.objects.filter(year__starts_in=2027).exists()
        again = go(anne)
        make_child("Nieuw", SchoolClass.objects.get(name="6a"))
        with pytest.raises(RuleBroken, match="no-undo"):
            undo_roll_over(done=again, by=anne)
        Pupil.objects.filter(given_name="Nieuw").delete()
        with clock.stopped(JUNE + dt.timedelta(days=2)), pytest.raises(RuleBroken, match="no-undo"):
            undo_roll_over(done=again, by=anne)
        assert members(2027) == {"6a": ["Noor", "Sem"], "8": ["Lot"]}


def roster(*rows: str) -> list[tuple[str, bytes]]:
    return [("nieuw.csv", "\n".join(["Leerlingnummer;Voornaam;Achternaam;Geboortedatum;Groep;Schooljaar", *rows]).encode())]


def numbered() -> None:
    for number, row in enumerate(Pupil.objects.order_by("given_name"), 1):
        row.key, row.born_on = str(100 + number), dt.date(2016, 1, number)
        row.save()


def rows_of_new_year(*names: str) -> list[tuple[str, bytes]]:
    found = []
    for row in Pupil.objects.filter(given_name__in=names):
        group = {"Noor": "6A", "Sem": "6A", "Lot": "8"}[row.given_name]
        found.append(f"{row.key};{row.given_name};{row.surname};{row.born_on:%d-%m-%Y};{group};2027-2028")
    return roster(*found)


def test_a_file_of_the_new_year_after_it_makes_no_doubles(school: School, anne: Who) -> None:
    with within(school):
        fill()
        numbered()
        go(anne)
        with clock.stopped(AUGUST):
            import_files(files=rows_of_new_year("Noor", "Sem", "Lot"), by=anne)
        assert members(2027) == {"6a": ["Noor", "Sem"], "8": ["Lot"]}
        assert (Pupil.objects.count(), SchoolClass.objects.filter(year__starts_in=2027).count()) == (4, 2)


def test_a_file_of_the_new_year_before_it_keeps_its_places_and_the_rest_is_asked(school: School, anne: Who) -> None:
    with within(school):
        fill()
        numbered()
        with clock.stopped(AUGUST):
            import_files(files=rows_of_new_year("Noor", "Lot"), by=anne)
        there = members(2027)
        assert there == {"6A": ["Noor"], "8": ["Lot"]}
        with clock.stopped(JUNE):
            now = settled(choices={}, targets={})
            assert (len(now.outcome.leave), len(now.outcome.nowhere), now.outcome.enrol) == (1, 1, ())
            sem = Pupil.objects.get(given_name="Sem")
            go(anne, targets={sem.pk: str(SchoolClass.objects.get(name="6A").pk)})
        assert members(2027) == {"6A": ["Noor", "Sem"], "8": ["Lot"]}
        assert SchoolClass.objects.filter(year__starts_in=2027).count() == 2


def test_a_class_with_a_number_of_families_goes_on_with_it(board: Board, anne: Who) -> None:
    vo = make_school(board, "college", "College", "vo")
    with within(vo):
        make_class("1A", family_count=27)
        go(anne)
        assert list(SchoolClass.objects.filter(year__starts_in=2027).values_list("name", "family_count")) == [("2A", 27)]


def address(name: str, school: School, *more: Any) -> str:
    return reverse(name, args=[school.slug, *more])


def typed(school: School, **other: str) -> dict[str, str]:
    with within(school):
        years = years_now()
        assert years is not None
        choices = first_choices(years, school.sector)
        found = {f"fate-{key}": choice.fate for key, choice in choices.items()}
        found |= {f"name-{key}": choice.name for key, choice in choices.items()}
    return found | {"left_on": "2027-07-31"} | other


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_pages_lead_from_choosing_to_undo(client: Client, school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        sem = Pupil.objects.get(given_name="Sem")
    sign_in(client, anne)
    assert 'value="6a"' in text(client.get(address("rollover", school)))
    opened = client.post(address("rollover", school), typed(school, **{"class": str(made["5a"].pk)}))
    assert opened["Location"] == address("rollover_class", school, made["5a"].pk)
    assert "Sem Amrani" in text(client.get(opened["Location"]))
    client.post(opened["Location"], {f"place-{sem.pk}": "nowhere"})
    assert "1 uitzondering" in text(client.get(address("rollover", school)))
    client.post(address("rollover", school), typed(school))
    preview = text(client.get(address("rollover_preview", school)))
    assert "2 leerlingen" in preview and "laatste dag 31 juli 2027" in preview and "nog zonder klas" in preview
    hidden = dict(re.findall(r'name="(key|digest)" value="([^"]+)"', preview))
    with within(school):
        assert members(2027) == {}
    for _press in range(2):
        assert client.post(address("rollover_apply", school), hidden)["Location"] == address("rollover", school)
    with within(school):
        assert members(2027) == {"6a": ["Noor"], "8": ["Lot"]}
        done = RosterImport.objects.get()
    assert "Draai het terug" in text(client.get(address("rollover", school)))
    client.post(address("rollover_undo", school, done.pk))
    with within(school):
        assert members(2027) == {}


def test_a_class_without_a_name_is_asked_for_it_and_what_was_typed_stays(client: Client, school: School, anne: Who) -> None:
    with within(school):
        made = fill()
    sign_in(client, anne)
    wrong = typed(school, **{f"name-{made['5a'].pk}": "", f"name-{made['7'].pk}": "8 blauw", "left_on": "2029-01-01"})
    answer = client.post(address("rollover", school), wrong)
    shown = text(answer)
    assert answer.status_code == 422
    assert "Hoe heet deze groep of klas straks?" in shown and "8 blauw" in shown and "Kies een dag in het schooljaar" in shown


def questions(asked: Any) -> int:
    quiet = ("savepoint", "release", "begin", "commit", "select set_config")
    return len([each for each in asked if not each["sql"].lower().startswith(quiet)])


def test_the_pages_ask_as_much_for_many_as_for_one(client: Client, school: School, anne: Who) -> None:
    with within(school):
        made = fill()
    sign_in(client, anne)
    pages = [address("rollover", school), address("rollover_preview", school), address("rollover_class", school, made["5a"].pk)]
    few = []
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        few.append(questions(asked))
    with within(school):
        for number in range(30):
            make_child(f"Kind {number}", made["5a"])
            make_child(f"Ander {number}", make_class(f"{number % 6 + 1}x{number}"))
    for page, before in zip(pages, few, strict=True):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert questions(asked) == before, page
    assert max(few) <= 12, few


def test_only_an_administrator_with_a_second_factor(client: Client, school: School, anne: Who, dirk: Who) -> None:
    sign_in(client, dirk)
    assert client.get(address("rollover", school)).status_code == 404
    sign_in(client, anne, strong=False)
    assert client.get(address("rollover", school)).status_code == 302
    sign_in(client, anne)
    assert "Nog geen groepen of klassen" in text(client.get(address("rollover", school)))
