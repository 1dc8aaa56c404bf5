"""Roles end, and a school keeps an administrator, also when two of them take each other's role at the same moment."""

import datetime as dt

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.models import Membership
from driehoek.access.policy import Role
from driehoek.access.services import take_role
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
def test_whose_role_ended_is_led_to_no_school_any_more(client: Client, school: School, carla: Who) -> None:
    sign_in(client, carla)
    assert client.get("/")["Location"] == "/s/klimboom/"
    with within(school):
        Membership.objects.update(until=clock.today() - dt.timedelta(days=1))
    page = client.get("/")
    assert page.status_code == 200 and school.name not in page.content.decode()
