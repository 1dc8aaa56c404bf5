"""The school's own calendar: what is typed, what it does to a day that is chosen."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.schools.models import CalendarEntry, School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, dirk: Who, moment: dt.datetime) -> Client:
    sign_in(client, dirk)
    return client


def typed(**say: str) -> dict[str, str]:
    return {
        "key": str(clock.new_id()),
        "name": "rapportweek",
        "first_day": "2027-02-08",
        "last_day": "2027-02-12",
        "is_free": "nee",
    } | say


def test_a_day_goes_in_changes_goes_out_and_comes_back(desk: Client, school: School) -> None:
    page = reverse("calendar", args=["klimboom"])
    once = typed()
    assert [desk.post(page, once).status_code, desk.post(page, once).status_code] == [302, 302]  # a double click
    with within(school):
        entry = CalendarEntry.objects.get()
    edit = reverse("calendar_edit", args=["klimboom", entry.pk])
    desk.post(edit, typed(name="toetsweek", is_free="ja"))
    with within(school):
        assert (CalendarEntry.objects.get().name, CalendarEntry.objects.get().is_free) == ("toetsweek", True)
    desk.post(reverse("calendar_remove", args=["klimboom", entry.pk]))
    with within(school):
        assert not CalendarEntry.objects.exists()
    assert desk.post(reverse("calendar_put_back", args=["baken"])).status_code == 404, (
        "what one school took away is nobody else's"
    )
    desk.post(reverse("calendar_put_back", args=["klimboom"]))
    assert "toetsweek" in desk.get(page).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last_day": "2027-02-01"}, "De laatste dag ligt voor de eerste"),
        ({"first_day": "31-02"}, "Dit is geen datum"),
        ({"name": " "}, "Vul dit nog in"),
        ({"last_day": "2028-02-01"}, "meer dan honderd dagen"),
    ],
)
def test_what_is_wrong_is_said_where_it_was_made_and_stays(
    desk: Client, school: School, wrong: dict[str, str], said: str
) -> None:
    answer = desk.post(reverse("calendar", args=["klimboom"]), typed(**wrong))
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    with within(school):
        assert not CalendarEntry.objects.exists()


def test_the_region_brings_its_holidays(desk: Client, school: School) -> None:
    page = reverse("calendar", args=["klimboom"])
    assert "Kerstvakantie" not in desk.get(page).content.decode()
    desk.post(reverse("calendar_region", args=["klimboom"]), {"region": "Zuid"})
    shown = desk.get(page).content.decode()
    assert "Kerstvakantie" in shown and "Carnaval" in shown
    desk.post(reverse("calendar_region", args=["klimboom"]), {"region": "Mars"})
    school.refresh_from_db()
    assert school.region == "Zuid"


def test_a_meeting_on_sinterklaas_is_asked_about_once_and_not_forbidden(desk: Client, school: School) -> None:
    page = reverse("meeting_new", args=["klimboom"])
    first: Any = desk.get(page).context["form"].initial
    wanted = {
        "key": str(first["key"]), "template": "parents_meeting", "title": "Ouderavond", "day": "2026-12-04", "time": "19:00",
        "place": "aula", "tables": "6", "reply_by": "",
    }  # fmt: skip
    asked = desk.post(page, wanted)
    said = asked.content.decode()
    assert asked.status_code == 422 and "Op deze dag: Sinterklaas." in said and 'value="2026-12-04"' in said
    other = desk.post(page, wanted | {"sure_of": "2026-12-04", "day": "2026-12-25"})
    assert other.status_code == 422 and "Eerste kerstdag" in other.content.decode()  # another day is asked about anew
    assert desk.post(page, wanted | {"sure_of": "2026-12-04"}).status_code == 302
