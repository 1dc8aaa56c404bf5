"""Starting without a roster: classes and numbers of families, typed or pasted, changed and taken away."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.tests.racing import together
from driehoek.access.who import WORKER, Who
from driehoek.conftest import sign_in
from driehoek.people.models import ClassTeacher, SchoolClass, StaffMember
from driehoek.people.queries import overview
from driehoek.people.rules import typed_classes as rules
from driehoek.people.services import import_files
from driehoek.people.services.classes import Wanted, put_back_class, remove_class, set_up_classes
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_home

database = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("5a 24", ("5a", 24, "")),
        ("5 24", ("5", 24, "")),
        ("Groep 5 24", ("Groep 5", 24, "")),
        ("Groep 5: 24 gezinnen", ("Groep 5", 24, "")),
        ("5a;24;Carla de Vos", ("5a", 24, "Carla de Vos")),
        ("5a\t24\tCarla Vos", ("5a", 24, "Carla Vos")),
        ("Groep 1/2 , 19", ("Groep 1/2", 19, "")),
        ("De Uilen 21 juf Anna", ("De Uilen", 21, "juf Anna")),
        ("Groep 5", ("Groep 5", None, "")),
        ("2b", ("2b", None, "")),
        ("De Uilen", ("De Uilen", None, "")),
    ],
)
def test_a_pasted_line_is_read_as_people_write_it(line: str, read: tuple[str, int | None, str]) -> None:
    (found,) = rules.pasted(line)

    assert (found.name, found.families, found.mentor) == read


@given(some.text())
def test_whatever_is_pasted_gives_names_that_fit(text: str) -> None:
    for line in rules.pasted(text):
        assert 0 < len(line.name) <= rules.LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "sector", "level"),
    [("Groep 5", "po", "5"), ("1/2", "po", "1,2"), ("5a", "vo", "5"), ("8", "vo", ""), ("De Uilen", "po", ""), ("12", "po", "")],
)
def test_the_year_is_read_from_the_name_when_it_says_one(name: str, sector: str, level: str) -> None:
    assert rules.level_of(name, sector) == level


def rows(*typed: tuple[str, str], **more: str) -> dict[str, str]:
    """A filled-in table; `more` are other fields."""
    posted = {"rij-TOTAL_FORMS": str(len(typed)), "rij-INITIAL_FORMS": "0"}
    for number, (name, families) in enumerate(typed):
        posted |= {f"rij-{number}-name": name, f"rij-{number}-families": families}
    return posted | more


@pytest.fixture
def page(client: Client, school: School, dirk: Who, moment: Any) -> tuple[Client, str]:
    sign_in(client, dirk, strong=False)
    return client, reverse("class_setup", args=[school.slug])


class TestScreen:
    pytestmark = database

    def test_a_new_school_sees_its_own_years(self, page: tuple[Client, str]) -> None:
        client, address = page

        text = client.get(address).content.decode()

        assert all(f'value="Groep {year}"' in text for year in range(1, 9))

    def test_what_has_a_number_is_kept_and_a_suggestion_without_one_is_not(
        self, page: tuple[Client, str], school: School
    ) -> None:
        client, address = page

        answer = client.post(address, rows(("Groep 1", "19"), ("Groep 2", ""), ("", ""), ("Groep 5", "24")))

        assert answer.status_code == 302
        with within(school):
            kept = list(SchoolClass.objects.values_list("name", "year_level", "family_count"))
        assert kept == [("Groep 1", "1", 19), ("Groep 5", "5", 24)]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (("5a", "veel"), "Vul een getal in"),
            (("5a", "0"), "Minstens 1"),
            (("5a", "900"), "Hoogstens 200"),
            (("De Uilen", ""), "Hoeveel gezinnen"),
            (("", "24"), "Hoe heet deze klas"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_stays(
        self, page: tuple[Client, str], typed: tuple[str, str], said: str
    ) -> None:
        client, address = page

        answer = client.post(address, rows(("5b", "20"), typed))

        text = answer.content.decode()
        assert answer.status_code == 422
        assert said in text
        assert all(f'value="{value}"' in text for value in (*typed, "5b") if value)

    def test_a_name_twice_is_refused(self, page: tuple[Client, str]) -> None:
        client, address = page

        answer = client.post(address, rows(("5a", "20"), ("5A", "21")))

        assert (answer.status_code, "twee keer" in answer.content.decode()) == (422, True)

    def test_a_pasted_list_lands_in_the_table_beside_what_was_typed(self, page: tuple[Client, str], school: School) -> None:
        client, address = page

        text = client.post(address, rows(("5a", "20"), list="5b 22\n5A 21\n", paste="1")).content.decode()

        assert all(part in text for part in ('value="5a"', 'value="21"', 'value="5b"', 'value="22"'))
        with within(school):
            assert not SchoolClass.objects.exists()

    def test_more_rows_without_losing_one(self, page: tuple[Client, str]) -> None:
        client, address = page

        text = client.post(address, rows(("5a", "x"), more="1")).content.decode()

        assert ('value="x"' in text, 'name="rij-5-name"' in text) == (True, True)

    @pytest.mark.parametrize(
        "odd", [{}, {"rij-TOTAL_FORMS": "x"}, {"rij-TOTAL_FORMS": "99999999999"}, {"more": "1", "rij-TOTAL_FORMS": "-1"}]
    )
    def test_a_broken_form_is_never_a_crash(self, page: tuple[Client, str], odd: dict[str, str]) -> None:
        client, address = page

        assert client.post(address, odd).status_code in {200, 422}

    def test_an_empty_class_goes_and_comes_back(self, page: tuple[Client, str], school: School) -> None:
        client, address = page
        with within(school):
            set_up_classes(rows=[Wanted("5a", "5", 24, "juf Anna")], by=WORKER)
            key = SchoolClass.objects.get().pk

        client.post(reverse("class_remove", args=[school.slug, key]))
        with within(school):
            assert (SchoolClass.objects.count(), StaffMember.objects.count()) == (0, 0)
        client.post(reverse("class_put_back", args=[school.slug]))

        with within(school):
            back = SchoolClass.objects.get()
            assert (back.name, back.family_count, str(back.teachers.get().staff)) == ("5a", 24, "juf Anna")

    def test_putting_back_knows_the_mentor_by_key_and_not_by_name(self, page: tuple[Client, str], school: School) -> None:
        client, _address = page
        with within(school):
            five = make_class("5a", family_count=24)
            right = StaffMember.objects.create(given_name="Carla", surname="Vos", email="c.vos@example.org")
            ClassTeacher.objects.create(school_class=five, staff=right, until=dt.date(2027, 3, 1))
            duo = StaffMember.objects.create(given_name="Piet", surname="Wit", email="p.wit@example.org")
            ClassTeacher.objects.create(school_class=five, staff=duo, is_mentor=False)
        client.post(reverse("class_remove", args=[school.slug, five.pk]))
        with within(school):
            StaffMember.objects.create(given_name="Carla", surname="Vos", email="other@example.org")
        client.post(reverse("class_put_back", args=[school.slug]))

        with within(school):
            ties = {tie.staff_id: (tie.is_mentor, tie.until) for tie in ClassTeacher.objects.filter(school_class_id=five.pk)}
        assert ties == {right.pk: (True, dt.date(2027, 3, 1)), duo.pk: (False, None)}

    def test_putting_back_is_refused_in_another_year_or_school_and_where_the_name_is_taken(
        self, school: School, other_school: School
    ) -> None:
        with within(school):
            kept = remove_class(school_class=make_class("5a", family_count=24), by=WORKER)
            make_class("5A")
            with pytest.raises(RuleBroken, match="name-taken"):
                put_back_class(kept=kept, by=WORKER)
            with (
                clock.stopped(dt.datetime(2027, 9, 1, 12, tzinfo=clock.SCHOOL_TIME)),
                pytest.raises(RuleBroken, match="other-year"),
            ):
                put_back_class(kept=kept, by=WORKER)
        with within(other_school), pytest.raises(RuleBroken, match="other-year"):
            put_back_class(kept=kept, by=WORKER)

    def test_people_and_start_lead_here(self, page: tuple[Client, str], school: School) -> None:
        client, address = page

        assert address in client.get(reverse("people", args=[school.slug])).content.decode()


def shown(answer: Any) -> dict[str, str]:
    """What the table on this page would send."""
    text = answer.content.decode()
    inputs = (dict(re.findall(r'(name|value)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", text))
    return {each["name"]: each.get("value", "") for each in inputs if each.get("name", "").startswith("rij-")}


class TestTwoPeople:
    """Both opened the page; the one saves, then the other."""

    pytestmark = database

    def stands(self, school: School) -> dict[str, int | None]:
        with within(school):
            return dict(SchoolClass.objects.values_list("name", "family_count"))

    def test_the_second_is_told_and_what_they_typed_holds_when_they_save_again(
        self, page: tuple[Client, str], school: School
    ) -> None:
        client, address = page
        client.post(address, rows(("5a", "24"), ("5b", "20")))
        mine = shown(client.get(address))
        client.post(address, mine | {"rij-0-families": "25"})

        answer = client.post(address, mine | {"rij-0-families": "26", "rij-1-families": "21"})
        text = answer.content.decode()
        assert answer.status_code == 422 and "5a, 25 gezinnen" in text
        assert 'value="26"' in text and 'value="21"' in text
        assert self.stands(school) == {"5a": 25, "5b": 20}

        assert client.post(address, shown(answer)).status_code == 302
        assert self.stands(school) == {"5a": 26, "5b": 21}

    def test_what_only_the_other_changed_stays(self, page: tuple[Client, str], school: School) -> None:
        client, address = page
        client.post(address, rows(("5a", "24"), ("5b", "20")))
        mine = shown(client.get(address))
        client.post(address, mine | {"rij-0-families": "25"})

        assert client.post(address, mine | {"rij-1-families": "21"}).status_code == 302
        assert self.stands(school) == {"5a": 25, "5b": 21}

    def test_both_add_the_same_class(self, page: tuple[Client, str], school: School) -> None:
        client, address = page
        for _double in range(2):
            assert client.post(address, rows(("5a", "24"))).status_code == 302

        answer = client.post(address, rows(("5A", "27"), ("5b", "20")))
        assert answer.status_code == 422 and "5a, 24 gezinnen" in answer.content.decode()
        assert self.stands(school) == {"5a": 24}

        assert client.post(address, shown(answer)).status_code == 302
        assert self.stands(school) == {"5A": 27, "5b": 20}

    def test_a_class_that_the_other_took_away(self, page: tuple[Client, str], school: School) -> None:
        client, address = page
        client.post(address, rows(("5a", "24"), ("5b", "20"), ("5c", "22")))
        mine = shown(client.get(address))
        with within(school):
            SchoolClass.objects.filter(name__in=["5a", "5c"]).delete()

        answer = client.post(address, mine | {"rij-0-families": "26"})
        assert answer.status_code == 422 and "net weggehaald" in answer.content.decode()
        client.post(address, shown(answer))
        assert self.stands(school) == {"5a": 26, "5b": 20}


class TestServices:
    pytestmark = database

    def test_typing_the_same_again_changes_nothing(self, school: School) -> None:
        with within(school):
            first = set_up_classes(rows=[Wanted("5a", "5", 24, "Carla Vos")], by=WORKER)
            again = set_up_classes(rows=[Wanted("5A", "5", 24, "Carla Vos")], by=WORKER)
            renamed = SchoolClass.objects.get()

        assert ((first.added, first.changed), (again.added, again.changed)) == ((1, 0), (0, 1))
        assert renamed.name == "5A"

    def test_a_typed_mentor_is_a_colleague_who_is_there_or_only_a_name(self, school: School, carla: Who) -> None:
        with within(school):
            known = StaffMember.objects.create(user_id=carla.user_id, given_name="Carla", surname="Vos")
            set_up_classes(rows=[Wanted("5a", "5", 24, "carla vos"), Wanted("5b", "5", 24, "Piet de Wit")], by=WORKER)
            made = StaffMember.objects.exclude(pk=known.pk).get()
            set_up_classes(rows=[Wanted("5b", "5", 24, "Ans Bos")], by=WORKER)

            mentors = {
                tie.school_class.name: str(tie.staff) for tie in ClassTeacher.objects.select_related("school_class", "staff")
            }
            assert (made.given_name, made.prefix, made.surname) == ("Piet", "de", "Wit")
            assert (mentors, StaffMember.objects.count()) == ({"5a": "Carla Vos", "5b": "Ans Bos"}, 2)

    def test_a_mentor_whom_a_file_knows_is_not_typed_over(self, school: School, carla: Who) -> None:
        with within(school):
            five = make_class("5a", mentor=carla)
            set_up_classes(rows=[Wanted("5a", "5", 24, "Iemand Anders", five.pk)], by=WORKER)

            assert str(ClassTeacher.objects.get().staff) == "Carla Jansen"

    def test_a_class_with_people_stays(self, school: School) -> None:
        with within(school):
            five = make_class("5a", family_count=24)
            make_child("Noor", five, make_home("Aïcha"))

            with pytest.raises(RuleBroken) as broken:
                remove_class(school_class=five, by=WORKER)

        assert broken.value.code == "has-people"

    @pytest.mark.parametrize("written", ["Groep 5", "groep 5", "GROEP  5", "5"])
    def test_a_file_that_names_the_class_fills_it_and_makes_no_second(self, school: School, written: str) -> None:
        roster = f"Voornaam;Achternaam;Groep;Voornaam ouder 1;Achternaam ouder 1;E-mail ouder 1\nNoor;Amrani;{written};Aïcha;Amrani;aicha@example.org\n"
        with within(school):
            set_up_classes(rows=[Wanted("Groep 5", "5", 24, "Carla Vos")], by=WORKER)
            import_files(files=[("lijst.csv", roster.encode())], by=WORKER)

            (line,) = overview().classes
            assert (line.pupils, line.families, line.typed, line.mentors) == (1, 1, 0, "Carla Vos")
            assert SchoolClass.objects.get().family_count == 24


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_people_who_type_the_same_class_make_it_once(school: School, moment: Any) -> None:
    together(school, *[lambda: set_up_classes(rows=[Wanted("5a", "5", 24)], by=WORKER).added for _ in range(3)])

    with within(school):
        assert SchoolClass.objects.count() == 1
