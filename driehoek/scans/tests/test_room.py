"""By the link of a class whoever has a child there may answer, also who is counted in the class of a younger child."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek.access import codes
from driehoek.invitations.tests.makers import open_link
from driehoek.people.models import Pupil
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.scoping import within

from ..models import AskedClass, Fielding, Mark
from ..queries.response import response
from .makers import a_fielding

pytestmark = [pytest.mark.usefixtures("moment"), pytest.mark.database]


def two_classes(**of_elder: Any) -> tuple[Fielding, AskedClass, AskedClass]:
    """Sam in 'Groep 3' and his elder sister Noor in 'Groep 8', of one mother."""
    young, elder = make_class("Groep 3"), make_class("Groep 8", **of_elder)
    home = make_home("Aïcha")
    make_child("Sam", young, home)
    make_child("Noor", elder, home)
    Pupil.objects.filter(given_name="Sam").update(born_on=dt.date(2020, 1, 1))
    Pupil.objects.filter(given_name="Noor").update(born_on=dt.date(2015, 1, 1))
    fielding = a_fielding(voices=["parents"], classes=[young, elder])
    return fielding, *(AskedClass.objects.get(school_class=one) for one in (young, elder))


def of_class(client: Client, school: Any, asked: AskedClass) -> str:
    with within(school):
        link = codes.codes_for("scanclass", [asked.pk])[asked.pk]["link"]
    return open_link(client, link)


def test_the_link_of_a_class_with_elder_children_alone_takes_an_answer(client: Client, school: Any) -> None:
    with within(school):
        fielding, young, elder = two_classes(family_count=25)
        assert fielding.people == {"parents": 1}, "nobody is counted by families where names are known"
        assert (young.people, young.room) == ({"parents": 1}, {"parents": 1})
        assert (elder.people, elder.room) == ({"parents": 0}, {"parents": 1})
    address = of_class(client, school, elder)
    assert 'name="n-S1"' in client.get(address).content.decode()
    assert client.post(address, {"n-S1": "4"}).status_code == 302
    assert "vanaf dit toestel" in client.get(of_class(client, school, young)).content.decode(), "one browser, one answer"
    stranger = Client()
    page = stranger.get(of_class(stranger, school, elder)).content.decode()
    assert "Invullen kan niet via deze link" in page and 'name="n-S1"' not in page
    with within(school):
        assert Mark.objects.count() == 1
        assert response(fielding)[0].people == 1
