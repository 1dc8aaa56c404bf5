"""August has come and not everybody has a place: who waits stays in sight, and the year that runs comes before the next."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import make_school, sign_in
from driehoek.people.models import Pupil, SchoolClass
from driehoek.people.queries.rollover import still_to_place, years_now
from driehoek.people.rules.rollover import Choice
from driehoek.people.services.classes import Wanted, set_up_classes
from driehoek.people.services.rollover import roll_over, settled
from driehoek.schools.models import Board, School
from driehoek.schools.scoping import within

from .makers import make_class
from .test_rollover import AUGUST, JUNE, address, fill, go, members, text

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.stopped(JUNE):
        yield


def waiting() -> dict[str, int]:
    """{class of last year: how many wait}; {} when the next year is proposed."""
    years = years_now()
    assert years is not None
    return {old.name: len(old.pupils) for old in years.classes} if years.has_begun else {}


def new_year() -> int:
    years = years_now()
    assert years is not None
    return years.new


def test_who_was_left_to_place_stays_in_sight_in_august(school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        go(anne, choices={made["5a"].pk: Choice("asks", "6a")})
        assert (new_year(), still_to_place()) == (2027, 0)
        with clock.stopped(AUGUST):
            assert (new_year(), waiting(), still_to_place()) == (2027, {"5a": 2}, 2)
            noor, sem = Pupil.objects.filter(given_name__in=["Noor", "Sem"]).order_by("given_name")
            go(anne, choices={made["5a"].pk: Choice("asks", "6a")}, targets={noor.pk: str(made["5a"].pk)})
            assert (new_year(), waiting(), members(2027)) == (2027, {"5a": 1}, {"6a": ["Noor"], "8": ["Lot"]})
            go(anne, targets={sem.pk: "leaves"})
            assert (new_year(), waiting(), still_to_place()) == (2028, {}, 0)
            assert Pupil.objects.get(given_name="Sem").left_on == dt.date(2027, 7, 31)


def test_one_class_typed_in_august_does_not_skip_a_year(school: School, anne: Who) -> None:
    with within(school):
        fill()
        with clock.stopped(AUGUST):
            set_up_classes(rows=[Wanted("6a", "6", 24)], by=anne)
            assert (new_year(), waiting()) == (2027, {"5a": 2, "7": 1, "8": 1})
            go(anne)
            assert (members(2027), new_year()) == ({"6a": ["Noor", "Sem"], "8": ["Lot"]}, 2028)


def test_classes_without_names_do_not_skip_a_year_either(board: Board, anne: Who) -> None:
    college = make_school(board, "college", "College", "vo")
    with within(college):
        make_class("1A", family_count=27)
        make_class("2A", family_count=25)
        with clock.stopped(AUGUST):
            set_up_classes(rows=[Wanted("2A", "2", 26)], by=anne)
            assert new_year() == 2027
            go(anne)
            assert new_year() == 2028
            assert dict(SchoolClass.objects.filter(year__starts_in=2027).values_list("name", "family_count")) == {
                "2A": 26,
                "3A": 25,
            }


def test_who_left_or_came_in_another_class_waits_for_nothing(school: School, anne: Who) -> None:
    with within(school):
        fill()
        Pupil.objects.filter(given_name__in=["Noor", "Lot"]).update(left_on=dt.date(2027, 8, 20))
        with clock.stopped(AUGUST):
            set_up_classes(rows=[Wanted("6a", "6", 24)], by=anne)
            assert (waiting(), still_to_place()) == ({"5a": 1, "8": 1}, 2)


def test_another_last_day_is_another_thing_than_was_looked_at(school: School, anne: Who) -> None:
    with within(school):
        fill()
        seen = settled(choices={}, targets={}, left_on=dt.date(2027, 7, 16)).digest
        with pytest.raises(RuleBroken, match="changed"):
            roll_over(key=uuid.uuid4(), digest=seen, choices={}, targets={}, left_on=dt.date(2027, 7, 1), by=anne)
        roll_over(key=uuid.uuid4(), digest=seen, choices={}, targets={}, left_on=dt.date(2027, 7, 16), by=anne)
        assert Pupil.objects.get(given_name="Guus").left_on == dt.date(2027, 7, 16)


def test_a_jump_between_looking_and_doing_is_told(client: Client, school: School, anne: Who) -> None:
    with within(school):
        fill()
    sign_in(client, anne)
    hidden = dict(re.findall(r'name="(key|digest|year)" value="([^"]+)"', text(client.get(address("rollover_preview", school)))))
    with within(school):
        go(anne)
    with clock.stopped(AUGUST):
        sign_in(client, anne)
        answer = client.post(address("rollover_apply", school), hidden)
        assert answer.status_code == 422 and "Nu is 2028–2029 aan de beurt" in text(answer)
        said = client.post(address("rollover", school), {"year": "2027"}, follow=True)
        assert "Nu is 2028–2029 aan de beurt" in text(said)
    with within(school):
        assert members(2028) == {}


def test_the_pages_say_who_waits(client: Client, school: School, anne: Who) -> None:
    with within(school):
        made = fill()
        go(anne, choices={made["5a"].pk: Choice("asks", "6a")})
    with clock.stopped(AUGUST):
        sign_in(client, anne)
        assert "2 leerlingen van vorig schooljaar hebben nog geen groep of klas" in text(client.get(address("people", school)))
        page = text(client.get(address("rollover", school)))
        assert "Schooljaar 2027–2028 is al begonnen." in page and "2 leerlingen van 2026–2027 hebben nog geen plek" in page
        assert "Noor Amrani" in text(client.get(address("rollover_class", school, made["5a"].pk)))
        done = client.get(address("rollover_class", school, made["7"].pk), follow=True)
        assert "In 7 is niemand meer in te delen" in text(done)
