"""The screens of people: who may see what, what is never shown, and how many questions a page asks of the database."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek.access.models import Membership, TrailRow
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.outbox.letters import make
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, RosterUpload, SchoolClass, StaffMember
from driehoek.people.services import upload
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_child, make_class, make_family

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
NO_QUESTION = ("savepoint", "release", "begin", "commit", "select set_config")
EMPTY_PAGES = ("people", "people_search", "roster_upload", "roster_request", "roster_example", "accounts", "account_give")


def address(name: str, school: School, *more: Any) -> str:
    return reverse(name, args=[school.slug, *more])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("name", EMPTY_PAGES)
def test_every_page_opens_for_the_administrator_of_an_empty_school(client: Client, school: School, anne: Who, name: str) -> None:
    sign_in(client, anne)

    assert client.get(address(name, school)).status_code == 200


@pytest.mark.parametrize("name", [name for name in EMPTY_PAGES if name not in {"roster_request", "roster_example"}])
def test_a_teacher_and_another_school_find_nothing(client: Client, school: School, carla: Who, farid: Who, name: str) -> None:
    for who in (carla, farid):
        sign_in(client, who)

        assert client.get(address(name, school)).status_code == 404


@pytest.mark.parametrize("name", ["roster_upload", "accounts", "account_give"])
def test_roster_and_accounts_ask_a_second_factor(client: Client, school: School, anne: Who, name: str) -> None:
    sign_in(client, anne, strong=False)

    answer = client.get(address(name, school))

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("step_up"))


def test_a_class_of_another_school_is_not_there(client: Client, school: School, other_school: School, anne: Who) -> None:
    with within(other_school):
        theirs = make_class("1A")
    sign_in(client, anne)

    assert client.get(address("people_class", school, theirs.pk)).status_code == 404


def test_a_secret_address_is_never_shown(client: Client, school: School, dirk: Who) -> None:
    with within(school):
        group = make_class("Groep 5")
        make_family("Noor", school_class=group, homes=2, is_secret=True)
    sign_in(client, dirk)

    shown = text(client.get(address("people_class", school, group.pk)))

    assert "geheim adres" in shown
    assert "Lindelaan" not in shown
    assert "Kade 9, 1234 AB Voorbeeldstad" in shown


def test_a_class_list_holds_names_and_no_formula(client: Client, school: School, dirk: Who) -> None:
    with within(school):
        group = make_class("Groep 5")
        make_family("=1+1", school_class=group)
    sign_in(client, dirk)

    shown = client.get(address("people_class_export", school, group.pk, "csv")).content.decode("utf-8-sig")

    assert shown.splitlines() == ["Roepnaam;Tussenvoegsel;Achternaam;Groep of klas", "'=1+1;;Amrani;Groep 5"]
    assert client.get(address("people_class_export", school, group.pk, "xlsx")).content[:2] == b"PK"
    assert client.get(address("people_class_export", school, group.pk, "docx")).status_code == 404


def test_search_finds_without_accents_and_across_kinds(client: Client, school: School, dirk: Who) -> None:
    with within(school):
        make_family("Noor", school_class=make_class("Groep 5"))
        StaffMember.objects.create(given_name="Aïda", prefix="van den", surname="Berg")
    sign_in(client, dirk)

    assert "<b>Aïcha Amrani</b>" in text(client.get(address("people_search", school) + "?q=aicha"))
    assert "Aïda van den Berg" in text(client.get(address("people_search", school) + "?q=berg+AIDA"))
    assert "Typ minstens twee letters" in text(client.get(address("people_search", school) + "?q=a"))
    assert "Noor (Groep 5)" in text(client.get(address("people_search", school) + "?q=amrani&soort=guardians"))


def _count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len([each for each in asked if not each["sql"].lower().startswith(NO_QUESTION)])


def test_pages_ask_as_much_for_many_as_for_one(client: Client, school: School, anne: Who) -> None:
    with within(school):
        group = make_class("Groep 5")
        make_family("Noor", school_class=group, homes=2)
        StaffMember.objects.create(given_name="Juf", surname="Amrani")
    sign_in(client, anne)
    pages = [address("people", school), address("people_class", school, group.pk), address("people_search", school) + "?q=amrani"]
    pages += [address("accounts", school)]
    for page in pages:
        client.get(page)
    few = [_count(client, page) for page in pages]
    with within(school):
        for number in range(60):
            make_family(f"Kind {number}", school_class=group, homes=2)
            StaffMember.objects.create(given_name=f"Juf {number}", surname="Amrani")
        for number in range(3):
            make_family("Sem", school_class=make_class(f"Groep {number + 6}"))
            make_staff(school, f"Leraar {number}", Role.TEACHER)

    assert [_count(client, page) for page in pages] == few
    assert max(few) <= 12, few


def test_giving_an_account_sends_where_to_sign_in(client: Client, school: School, anne: Who) -> None:
    with within(school):
        colleague = StaffMember.objects.create(given_name="Carla", surname="Smit", email="carla@example.org")
    sign_in(client, anne)
    typed = {"staff": str(colleague.pk), "email": "carla@example.org", "roles": ["teacher"]}

    answers = [client.post(address("account_give", school), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    with within(school):
        colleague.refresh_from_db()
        mail = make(Message.objects.get())
        assert list(Membership.objects.filter(user=colleague.user).values_list("role", flat=True)) == ["teacher"]
    assert mail is not None
    assert mail.to == "carla@example.org"
    assert "http://localhost:8000" + reverse("account_login") in mail.text
    assert "Carla Smit" in text(client.get(address("accounts", school)))


def test_an_account_needs_a_person_an_address_and_a_role(client: Client, school: School, anne: Who) -> None:
    sign_in(client, anne)

    answer = client.post(address("account_give", school), {"email": "geen adres"})

    assert answer.status_code == 422
    assert "Kies minstens één rol." in text(answer)
    assert "Kies een collega of vul een naam in." in text(answer)
    assert 'value="geen adres"' in text(answer)


def test_the_last_administrator_stays(client: Client, school: School, anne: Who) -> None:
    with within(school):
        mine = Membership.objects.get(user_id=anne.user_id)
    sign_in(client, anne)

    answer = client.post(address("account_end_role", school, mine.pk))

    assert answer.status_code == 409
    assert "houdt altijd een beheerder" in text(answer)


def test_a_role_that_is_taken_sends_no_letter(school: School, anne: Who, client: Client) -> None:
    with within(school):
        colleague = StaffMember.objects.create(given_name="Carla", surname="Smit")
    sign_in(client, anne)
    client.post(address("account_give", school), {"staff": str(colleague.pk), "email": "c@example.org", "roles": ["teacher"]})
    with within(school):
        membership = Membership.objects.exclude(user_id=anne.user_id).get()
    client.post(address("account_end_role", school, membership.pk))

    with within(school):
        assert make(Message.objects.get()) is None
        assert list(TrailRow.objects.filter(act__startswith="take-role").values_list("object_id", flat=True)) == [membership.pk]


def test_an_upload_of_another_school_looks_like_one_that_never_was(
    client: Client, school: School, other_school: School, anne: Who, farid: Who
) -> None:
    with within(other_school):
        theirs = upload(files=[("lijst.csv", b"Roepnaam;Achternaam\nNoor;Amrani")], by=farid)
    sign_in(client, anne)

    for name in ("roster_preview", "roster_problems"):
        answer = client.get(address(name, school, theirs.pk))
        assert answer.status_code == 404
        assert "Dit bestand staat hier niet meer" in text(answer)
    assert client.post(address("roster_apply", school, theirs.pk)).status_code == 404
    with within(other_school):
        assert RosterUpload.objects.count() == 1
        assert (Guardian.objects.count(), SchoolClass.objects.count()) == (0, 0)


def test_a_name_with_signs_that_nobody_can_see_is_exported_without_them(client: Client, school: School, dirk: Who) -> None:
    with within(school):
        group = make_class("Groep 5")
        make_child("=Noor\x0b", group)
    sign_in(client, dirk)
    assert client.get(address("people_class_export", school, group.pk, "xlsx")).content[:2] == b"PK"
    assert "'=Noor;" in client.get(address("people_class_export", school, group.pk, "csv")).content.decode("utf-8-sig")
