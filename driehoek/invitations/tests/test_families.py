"""Who of a family is asked and told what, and what happens to invitations when two entries are one person."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek.access.codes import codes_for
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations import services
from driehoek.invitations.letters import invitation_mail
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.queries.families import families
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Guardianship, Reached, SchoolClass
from driehoek.people.services import joining
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import invite, make_occasion

pytestmark = pytest.mark.django_db


def letter_to(name: str) -> Any:
    mail = invitation_mail(Message.objects.get(letter="invitation", to=Guardian.objects.get(given_name=name).pk))
    assert mail is not None
    return mail


@pytest.mark.database
def test_a_parent_without_authority_is_asked_by_the_school_and_reads_nothing_of_the_class(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        make_child("Noor", five, make_home("Aïcha", mails=("a@example.org",)), make_home("Bas", mails=("b@example.org",)))
        Guardianship.objects.filter(guardian__given_name="Bas").update(authority="no", relation="father")
        asked = invite(occasion, by=carla)
        aicha, bas = letter_to("Aïcha"), letter_to("Bas")
        code = codes_for("reply", [asked["Bas"].pk])[asked["Bas"].pk]["link"]

    assert set(asked) == {"Aïcha", "Bas"}
    assert "Carla" in aicha.text and "Carla" in aicha.from_name
    assert not [word for word in ("Carla", "Noor", "groep 5") if word in f"{bas.text} {bas.html} {bas.from_name} {bas.subject}"]
    page = client.get(str(client.post("/c/", {"code": code})["Location"]), follow=True).content.decode()
    assert "Carla" not in page and "Groep 5" not in page

    with within(school):
        Guardianship.objects.filter(guardian__given_name="Bas").update(information_asked_on=dt.date(2026, 11, 1))
        assert "Carla" in letter_to("Bas").text


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"restriction": "no_contact"}, {"Aïcha"}),
        ({"may_receive": False}, {"Aïcha"}),
        ({"restriction": "leader"}, {"Aïcha", "Bas"}),
        ({"authority": "no"}, {"Aïcha", "Bas"}),
    ],
)
def test_only_no_contact_or_no_post_keeps_somebody_out(
    school: School, occasion: Occasion, carla: Who, changes: dict[str, Any], asked: set[str]
) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"), make_home("Bas"))
        Guardianship.objects.filter(guardian__given_name="Bas").update(**changes)

        assert set(invite(occasion, by=carla)) == asked


def test_who_prefers_a_letter_gets_one(school: School, occasion: Occasion, carla: Who) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha", mails=("a@example.org",)))
        Guardian.objects.update(reached_by=Reached.PAPER)

        assert [one.channel for one in invite(occasion, by=carla).values()] == ["paper"]
        assert not Message.objects.filter(letter="invitation").exists()


def test_families_ask_as_often_for_many_as_for_one(school: School, occasion: Occasion, django_assert_num_queries: Any) -> None:
    with within(school):
        five = make_class("Groep 5")
        for number in range(20):
            make_child(f"Kind{number}", five, make_home("Aïcha"), make_home("Bas"))
        with django_assert_num_queries(2):
            assert len(families([five.pk])) == 40


@pytest.mark.database
def test_of_two_invitations_of_one_person_one_stays_with_the_later_answer(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    with within(school):
        five, eight = make_class("Groep 5", mentor=carla), make_class("Groep 8")
        make_child("Noor", five, make_home("Aïcha", mails=("a@example.org",)))
        make_child("Sem", eight, make_home("Aïcha", mails=("a@example.org",), street="Kade 9"))
        invite(occasion, by=carla)
        one, two = Guardian.objects.order_by("children__pupil__given_name")
        first, second = (Invitation.objects.get(household=each.household_id) for each in (one, two))
        for invitation, coming in ((first, 1), (second, 2)):
            services.reply(invitation=invitation, given=services.Given(coming=coming), by=dirk)
        Reply.objects.filter(invitation=first).update(answered_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
        other_code = codes_for("reply", [second.pk])[second.pk]["link"]
        later = make_occasion(title="Later")
        services.prepare_class_invitations(occasion=later, classes=[SchoolClass.objects.get(pk=eight.pk)], by=dirk)

        joining.join(stays=one, other=two, home=one.household_id, by=dirk)

        assert list(Invitation.objects.filter(occasion=occasion).values_list("pk", "reply__coming")) == [(first.pk, 2)]
        assert list(Invitation.objects.filter(occasion=later).values_list("household_id", flat=True)) == [one.household_id]
    assert str(first.pk) in str(client.post("/c/", {"code": other_code})["Location"])


def test_the_class_list_says_who_hears_only_what_is_for_all(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    with within(school):
        five = make_class("Groep 5")
        make_child("Noor", five, make_home("Bas"))
        Guardianship.objects.update(authority="no")

    page = client.get(f"/s/{school.slug}/mensen/groep/{five.pk}/").content.decode()

    assert "hoort alleen wat voor alle ouders is" in page and "geen gezag" in page
