"""Somebody plays with the link of a class: the school goes on, puts aside what came today, and hands out another link."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations import services
from driehoek.invitations.models import ClassInvitation, OpenReply
from driehoek.invitations.rules import CLASS_LINK
from driehoek.invitations.services import Given, answering_openly
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .test_entering_openly import address, said
from .test_open_replies import answer, nameless

__all__ = ["nameless"]
pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("moment")]


def test_a_full_class_holds_up_the_link_and_not_the_school(
    client: Client, school: School, nameless: ClassInvitation, dirk: Who, monkeypatch: Any
) -> None:
    monkeypatch.setattr(answering_openly, "MOST_ANSWERS", 2)
    with within(school):
        answer(nameless, "Aap")
        answer(nameless, "Noot")
        with pytest.raises(RuleBroken, match="full"):
            answer(nameless, "Mies")
    sign_in(client, dirk)
    client.post(address("open_enter", nameless.pk), said())
    with within(school):
        assert OpenReply.objects.filter(child_name="Noor").exists()


def test_what_came_today_goes_aside_and_comes_back(
    client: Client, school: School, nameless: ClassInvitation, dirk: Who, carla: Who, moment: dt.datetime
) -> None:
    with within(school):
        with clock.stopped(moment - dt.timedelta(days=1)):
            answer(nameless, "Noor")
        answer(nameless, "Aap")
        other = answer(nameless, "Noot")
        with clock.stopped(moment - dt.timedelta(minutes=1)):
            services.set_aside(open_reply=other, by=dirk)

    sign_in(client, carla)
    assert client.post(address("open_aside_today", nameless.pk)).status_code in {403, 404}
    assert "Leg alles van vandaag opzij" not in client.get(address("open_replies", nameless.pk)).content.decode()
    sign_in(client, dirk)
    assert "Leg alles van vandaag opzij" in client.get(address("open_replies", nameless.pk)).content.decode()
    page = client.post(address("open_aside_today", nameless.pk), follow=True).content.decode()
    assert "1 antwoord van vandaag is weggelegd." in page
    with within(school):
        assert list(OpenReply.objects.filter(set_aside_at=None).values_list("child_name", flat=True)) == ["Noor"]

    back = page.split("vandaag-terug/?moment=")[1].split('"')[0]
    words = client.post(address("open_today_back", nameless.pk) + f"?moment={back}", follow=True).content.decode()
    assert "1 antwoord staat weer open." in words
    with within(school):
        assert set(OpenReply.objects.filter(set_aside_at=None).values_list("child_name", flat=True)) == {"Noor", "Aap"}
    assert client.post(address("open_today_back", nameless.pk) + f"?moment={10**30}").status_code == 302


def test_a_new_link_ends_the_old_one_where_it_is_open(
    client: Client, school: School, nameless: ClassInvitation, dirk: Who
) -> None:
    with within(school):
        old = codes.codes_for(CLASS_LINK, [nameless.pk])[nameless.pk]["link"]
    phone = Client()
    page = str(phone.post("/c/", {"code": old})["Location"])
    assert phone.get(page).status_code == 200
    sign_in(client, dirk)
    told = client.post(address("class_link_new", nameless.pk), follow=True).content.decode()
    assert "De oude opent niets meer" in told
    assert phone.get(page).status_code == 404 and Client().post("/c/", {"code": old}).status_code == 422
    with within(school):
        new = codes.codes_for(CLASS_LINK, [nameless.pk])[nameless.pk]
        assert set(new) == {"link", "printed"} and new["link"] != old


def test_an_answer_with_words_that_are_refused_is_not_kept(school: School, nameless: ClassInvitation) -> None:
    key = clock.secret_id()
    with within(school):
        services.reply_openly(
            class_invitation=nameless, key=clock.secret_id(), child_name="Sem",
            given=Given(coming=1, words="Mag het later?", key=key), by=Who("guest"),
        )  # fmt: skip
        with pytest.raises(RuleBroken, match="used_key"):
            services.reply_openly(
                class_invitation=nameless, key=clock.secret_id(), child_name="Mies",
                given=Given(coming=1, words="Heel iets anders", key=key), by=Who("guest"),
            )  # fmt: skip
        assert not OpenReply.objects.filter(child_name="Mies").exists()


def test_staff_read_words_of_their_own(client: Client, school: School, nameless: ClassInvitation, dirk: Who) -> None:
    sign_in(client, dirk)
    nobody = client.post(address("open_enter", nameless.pk), said(child_name=" ")).content.decode()
    assert "Vul de voornaam van het kind in." in nobody and "Vul de voornaam van uw kind in." not in nobody
    with within(school):
        nameless.occasion.cancelled_at = clock.now()
        nameless.occasion.save()
    off = client.post(address("open_enter", nameless.pk), said()).content.decode()
    assert "Noteren hoeft niet meer" in off and "Antwoorden hoeft niet meer" not in off
