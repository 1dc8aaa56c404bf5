"""Roles end, and a school keeps an administrator, also when two of them take each other's role at the same moment."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.services import give_role, take_role
from driehoek.access.who import WORKER, Who
from driehoek.conftest import make_staff, sign_in
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .racing import together


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_take_each_others_role_one_stays(school: School, anne: Who) -> None:
    make_staff(school, "Eva", Role.ADMINISTRATOR)
    with within(school):
        rows = list(Membership.objects.filter(role=Role.ADMINISTRATOR))
    told = together(school, *(lambda row=row: take_role(membership=row, by=WORKER) for row in rows))
    assert sorted(map(str, told)) == ["None", "last-administrator"]
    with within(school):
        assert Membership.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True).count() == 1


@pytest.mark.django_db
def test_a_role_that_is_taken_stops_at_once(client: Client, school: School, anne: Who, carla: Who) -> None:
    sign_in(client, carla)
    assert client.get("/s/klimboom/").status_code == 200
    with within(school):
        take_role(membership=Membership.objects.get(user_id=carla.user_id), by=anne)
    assert client.get("/s/klimboom/").status_code == 404


@pytest.mark.django_db
@pytest.mark.database
def test_a_role_for_a_fortnight_begins_and_leaves_by_itself(client: Client, school: School, anne: Who) -> None:
    kees, today = make_staff(school, "Kees"), clock.today()
    first, last = today + dt.timedelta(days=3), today + dt.timedelta(days=16)
    with within(school):
        give_role(user=User.objects.get(pk=kees.user_id), role=Role.TEACHER, since=first, until=last, by=anne)
    seen = []
    for day in (today, first, last, last + dt.timedelta(days=1)):
        with clock.stopped(clock.at(day, dt.time(12))):
            sign_in(client, kees)
            seen.append(client.get("/s/klimboom/").status_code)
    assert seen == [404, 200, 200, 404]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ((None, None), (0, 14), (None, None)),  # a substitute who was a teacher already stays one
        ((0, 14), (None, None), (None, None)),
        ((0, 14), (7, 30), (0, 30)),
        ((0, 14), (0, 5), (0, 14)),
    ],
)
def test_giving_a_role_never_takes(school: School, anne: Who, first: Any, second: Any, together: Any) -> None:
    user, today = User.objects.get(pk=make_staff(school, "Kees").user_id), clock.today()

    def days(pair: Any) -> list[dt.date | None]:
        return [today + dt.timedelta(days=each) if each is not None else None for each in pair]

    with within(school):
        for pair in (first, second):
            since, until = days(pair)
            give_role(user=user, role=Role.TEACHER, since=since, until=until, by=anne)
        made = Membership.objects.get(user=user)
    assert [made.since, made.until] == days(together)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"), [((0, 14), (40, 50)), ((40, 50), (0, 14)), ((40, None), (0, 14)), ((None, 14), (40, None))]
)
def test_the_days_between_two_periods_are_not_filled(school: School, anne: Who, first: Any, second: Any) -> None:
    user, today = User.objects.get(pk=make_staff(school, "Kees").user_id), clock.today()

    def give(pair: Any) -> None:
        since, until = (today + dt.timedelta(days=each) if each is not None else None for each in pair)
        give_role(user=user, role=Role.TEACHER, since=since, until=until, by=anne)

    with within(school):
        give(first)
        held = Membership.objects.filter(user=user).values_list("since", "until").get()
        with pytest.raises(RuleBroken, match="two-periods"):
            give(second)
        assert Membership.objects.filter(user=user).values_list("since", "until").get() == held
        if first == (0, 14):
            give((15, 20))
            assert Membership.objects.get(user=user).until == today + dt.timedelta(days=20)
            with clock.stopped(clock.now() + dt.timedelta(days=30)):
                give((40, 50))
                assert Membership.objects.get(user=user).since == today + dt.timedelta(days=40)


@pytest.mark.django_db
def test_an_administrator_for_a_while_is_not_the_one_who_stays(school: School, anne: Who) -> None:
    eva = make_staff(school, "Eva")
    with within(school):
        until = clock.today() + dt.timedelta(days=14)
        give_role(user=User.objects.get(pk=eva.user_id), role=Role.ADMINISTRATOR, until=until, by=anne)
        with pytest.raises(RuleBroken, match="last-administrator"):
            take_role(membership=Membership.objects.get(user_id=anne.user_id), by=anne)


@pytest.mark.django_db
def test_a_role_that_ends_before_it_begins_is_refused(school: School, anne: Who) -> None:
    user, today = User.objects.get(pk=anne.user_id), clock.today()
    with within(school), pytest.raises(RuleBroken, match="ends-before"):
        give_role(user=user, role=Role.TEACHER, since=today + dt.timedelta(days=3), until=today, by=anne)


@pytest.mark.django_db
def test_whose_role_ended_is_led_to_no_school_any_more(client: Client, school: School, carla: Who) -> None:
    sign_in(client, carla)
    assert client.get("/")["Location"] == "/s/klimboom/"
    with within(school):
        Membership.objects.update(until=clock.today() - dt.timedelta(days=1))
    page = client.get("/")
    assert page.status_code == 200 and school.name not in page.content.decode()
