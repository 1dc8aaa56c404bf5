"""Guard 2: the door. A small address book of its own, so that the rules are seen apart from any screen."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import Undeclared, allows, public
from driehoek.access.models import TrailRow
from driehoek.access.policy import Action
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.people.models import Pupil
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.urls import urlpatterns as house

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@allows(Action.SEE_PEOPLE, on=Pupil)
def see_pupil(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    return HttpResponse(pupil.given_name)


@allows(Action.IMPORT_ROSTER)
def sensitive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the roster")


@allows(Action.SEE_MEETINGS)
def break_halfway(request: HttpRequest) -> HttpResponse:
    Pupil.objects.create(given_name="half done")
    raise RuleBroken("no", "Dat kan nu niet.")


@allows(Action.SEE_MEETINGS)
def crash_halfway(request: HttpRequest) -> HttpResponse:
    Pupil.objects.create(given_name="half done")
    raise ZeroDivisionError


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("content that nobody guards")


@public("a test")
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("s/<slug:school>/pupil/<uuid:pupil_id>/", see_pupil),
    path("s/<slug:school>/sensitive/", sensitive),
    path("s/<slug:school>/half/", break_halfway),
    path("s/<slug:school>/crash/", crash_halfway),
    path("forgotten/", forgotten),
    path("open/", open_to_all),
    *house,
]


@pytest.fixture
def noor(school: School) -> Pupil:
    with within(school):
        return Pupil.objects.create(given_name="Noor")


def test_who_may_gets_the_thing_and_the_look_is_written(client: Client, school: School, dirk: Who, noor: Pupil) -> None:
    sign_in(client, dirk)
    assert client.get(f"/s/klimboom/pupil/{noor.pk}/").content == b"Noor"
    with within(school):
        row = TrailRow.objects.get()
        assert (row.act, row.actor, row.object_id) == ("look:see_people", dirk.user_id, noor.pk)


@pytest.mark.parametrize("slug", ["klimboom", "baken", "nergens"])
def test_the_other_school_sees_nothing_by_any_address(client: Client, farid: Who, noor: Pupil, slug: str) -> None:
    sign_in(client, farid)
    assert client.get(f"/s/{slug}/pupil/{noor.pk}/").status_code == 404


def test_a_teacher_without_the_right_sees_nothing(client: Client, carla: Who, noor: Pupil) -> None:
    sign_in(client, carla)
    assert client.get(f"/s/klimboom/pupil/{noor.pk}/").status_code == 404


def test_a_stranger_is_sent_to_sign_in_whether_it_exists_or_not(client: Client, school: School, noor: Pupil) -> None:
    for address in (
        f"/s/klimboom/pupil/{noor.pk}/",
        "/s/klimboom/pupil/018f0000-0000-7000-8000-000000000000/",
        "/s/nergens/half/",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].startswith("/inloggen/login/")) == (302, True)
    assert client.post(f"/s/klimboom/pupil/{noor.pk}/").status_code == 404


def test_a_sensitive_page_asks_the_second_factor(client: Client, anne: Who) -> None:
    sign_in(client, anne, strong=False)
    answer = client.get("/s/klimboom/sensitive/")
    assert answer["Location"] == "/tweede-stap/?next=%2Fs%2Fklimboom%2Fsensitive%2F"
    sign_in(client, anne)
    assert client.get("/s/klimboom/sensitive/").content == b"the roster"


def test_a_broken_rule_is_told_and_undoes_what_was_half_done(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    answer = client.post("/s/klimboom/half/")
    assert (answer.status_code, "Dat kan nu niet." in answer.content.decode()) == (409, True)
    with within(school):
        assert not Pupil.objects.exists()


def test_a_crash_undoes_what_was_half_done(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    client.raise_request_exception = False
    assert client.post("/s/klimboom/crash/").status_code == 500
    with within(school):
        assert not Pupil.objects.exists()


def test_a_view_without_a_guard_is_never_run(client: Client) -> None:
    with pytest.raises(Undeclared):
        client.get("/forgotten/")
    client.raise_request_exception = False
    answer = client.get("/forgotten/")
    assert (answer.status_code, b"nobody guards" in answer.content) == (500, False)
    assert client.get("/open/").content == b"open"


def test_a_role_that_has_ended_opens_nothing(client: Client, school: School, dirk: Who, noor: Pupil) -> None:
    import datetime as dt

    from driehoek import clock
    from driehoek.access.models import Membership

    with within(school):
        Membership.objects.update(until=clock.today() - dt.timedelta(days=1))
    sign_in(client, dirk)
    assert client.get(f"/s/klimboom/pupil/{noor.pk}/").status_code == 404


def test_the_same_person_has_other_rights_at_another_school(
    client: Client, farid: Who, other_school: School, school: School
) -> None:
    with within(other_school):
        theirs: Any = Pupil.objects.create(given_name="Sem")
    sign_in(client, farid)
    assert client.get(f"/s/baken/pupil/{theirs.pk}/").content == b"Sem"
    assert client.get(f"/s/klimboom/pupil/{theirs.pk}/").status_code == 404
