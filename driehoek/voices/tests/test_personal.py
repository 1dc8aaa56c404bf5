"""Names, numbers and attacks: found by the machine, masked before anything is shared, decided by a person."""

from typing import Any

import pytest
from django.urls import reverse

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.held_letter import held_letter
from driehoek.voices.models import Masking, Reading, Standing

from .makers import ATTACK, now, say

pytestmark = pytest.mark.django_db


def test_a_name_is_taken_out_before_anything_is_shared(
    occasion: Occasion, school: Any, dirk: Who, wilhelmina: StaffMember
) -> None:
    with within(school):
        row = say(occasion, "Fijn dat Wilhelmina belt, mijn nummer is 06-12345678")
        services.approve(contribution=row, by=dirk)
        assert now(row).text == "Fijn dat [naam] belt, mijn nummer is [telefoon]"
        assert (now(row).masking, now(row).standing) == (Masking.MASKED, Standing.APPROVED)


def test_a_person_may_say_that_a_name_stays(occasion: Occasion, school: Any, dirk: Who, wilhelmina: StaffMember) -> None:
    with within(school):
        row = say(occasion, "Dank aan Wilhelmina")
        services.approve(contribution=row, as_it_is=True, by=dirk)
        assert (now(row).text, now(row).masking) == ("Dank aan Wilhelmina", Masking.CLEARED)
        services.back_to_waiting(contribution=row, by=dirk)
        services.approve(contribution=row, by=dirk)
        assert now(row).text == "Dank aan Wilhelmina", "who looked decided"


def test_an_attack_reaches_no_screen_and_the_leadership_hears_of_it(
    occasion: Occasion, school: Any, dirk: Who, anne: Who, wilhelmina: StaffMember
) -> None:
    with within(school):
        row = say(occasion, ATTACK)
        with pytest.raises(RuleBroken, match="held"):
            services.approve(contribution=row, by=anne)
        assert now(row).standing == Standing.PARKED
        with pytest.raises(RuleBroken):
            services.back_to_waiting(contribution=row, by=anne)
        letters = Message.objects.filter(letter="held")
        assert {one.to for one in letters} == {dirk.user_id}
        mail = held_letter(letters[0])
        assert mail and "idioot" not in mail.text and str(occasion.pk) in mail.text


@pytest.mark.django_db(transaction=True)
def test_the_worker_puts_an_attack_apart_before_anybody_looks(
    occasion: Occasion, school: Any, dirk: Who, wilhelmina: StaffMember
) -> None:
    with within(school):
        row, kind = say(occasion, ATTACK), say(occasion, "Wilhelmina belde om iets leuks te zeggen")
    services.read_waiting()
    with within(school):
        assert now(row).standing == Standing.PARKED
        assert now(kind).standing == Standing.WAITING
        assert Reading.objects.get(contribution=kind).spans
        services.release(contribution=row, by=dirk)
        services.suggest_again(occasion)
    services.read_waiting()
    with within(school):
        assert now(row).standing == Standing.WAITING, "who looked decided"
        services.approve(contribution=row, by=dirk)
        assert now(row).standing == Standing.APPROVED


def test_only_the_leadership_reads_and_releases_it(
    client: Any, occasion: Occasion, school: Any, dirk: Who, anne: Who, wilhelmina: StaffMember
) -> None:
    with within(school):
        row = say(occasion, ATTACK)
        with pytest.raises(RuleBroken):
            services.approve(contribution=row, by=dirk)
    page = reverse("moderate_held", args=[school.slug, occasion.pk])
    away = reverse("contribution_release", args=[school.slug, row.pk])
    sign_in(client, anne)
    assert client.get(page).status_code == 404
    assert client.post(away).status_code == 404
    assert client.get(reverse("contribution", args=[school.slug, row.pk])).status_code == 404
    assert "idioot" not in client.get(reverse("moderate", args=[school.slug, occasion.pk])).content.decode()
    sign_in(client, dirk)
    assert "idioot" in client.get(page).content.decode()
    assert "over een collega" in client.get(reverse("start", args=[school.slug])).content.decode()
    assert client.post(away).status_code == 302
    assert client.post(away).status_code == 302, "twice is once"
    with within(school):
        assert now(row).standing == Standing.WAITING


@pytest.mark.django_db(transaction=True)
def test_the_screen_shows_how_it_will_look_and_asks_about_what_may_be_a_name(
    client: Any, occasion: Occasion, school: Any, dirk: Who, wilhelmina: StaffMember
) -> None:
    with within(school):
        make_home("Roos")
        row = say(occasion, "Wilhelmina en de roos in de tuin, bel mama@example.org")
    services.read_waiting()
    sign_in(client, dirk)
    page = client.get(reverse("moderate", args=[school.slug, occasion.pk])).content.decode()
    assert "[naam] en de roos in de tuin, bel [e-mail]" in page
    assert "<bdi>roos</bdi>" in page
    client.post(reverse("moderate_one", args=[school.slug, row.pk]), {"verdict": "approve_as_it_is"})
    with within(school):
        assert (now(row).text, now(row).masking) == ("Wilhelmina en de roos in de tuin, bel [e-mail]", Masking.MASKED)
