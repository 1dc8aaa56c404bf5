"""What a person decided about a note holds for its words: other words are read anew, our own masking changes nothing."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.outbox.models import Message
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import beforehand, services
from driehoek.voices.models import Contribution, Masking, Reading, Standing
from driehoek.voices.services import reading

from .makers import ATTACK, make_invitation, now, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wilhelmina")]
ALARM = "Juf Wilhelmina vond het niet stom"
worker = pytest.mark.django_db(transaction=True)


def test_after_a_rewording_a_second_name_and_a_number_are_still_taken_out(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, "Wilhelmina en Kastelein bellen altijd, 06-12345678")
        services.reword(contribution=row, text="Juf W. en Kastelein bellen altijd, 06-12345678", by=dirk)
        services.approve(contribution=now(row), by=dirk)
        assert (now(row).text, now(row).masking) == ("Juf W. en [naam] bellen altijd, [telefoon]", Masking.MASKED)
        services.back_to_waiting(contribution=row, by=dirk)
        services.reword(contribution=row, text="Juf Wilhelmina belt", by=dirk)
        services.approve(contribution=row, as_it_is=True, by=dirk)
        assert (now(row).text, now(row).may_be_quoted) == ("Juf Wilhelmina belt", False)


def test_what_is_to_be_seen_already_is_read_at_once(client: Any, occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        row = say(occasion, "Fijne avond")
        services.approve(contribution=row, by=dirk)
        services.reword(contribution=row, text="Bel Wilhelmina op 06-12345678", by=dirk)
        assert row.text == now(row).text == "Bel [naam] op [telefoon]"
    sign_in(client, anne)
    told = client.post(reverse("contribution_reword", args=[school.slug, row.pk]), {"text": ATTACK}, follow=True)
    assert told.redirect_chain[0][0] == reverse("moderate", args=[school.slug, occasion.pk])
    assert "idioot" not in told.content.decode()
    with within(school):
        assert now(row).standing == Standing.PARKED
        assert services.releasing.held([row.pk])


def test_names_may_stay_but_numbers_and_addresses_never_do(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, "Bedankt Wilhelmina! Bel me op 06-12345678, Kerkstraat 12")
        services.approve(contribution=row, as_it_is=True, by=dirk)
        assert now(row).text == "Bedankt Wilhelmina! Bel me op [telefoon], [adres]"
        assert not now(row).may_be_quoted


@worker
def test_who_let_a_note_through_is_not_asked_again_for_our_own_masking(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, ALARM)
        with pytest.raises(RuleBroken):
            services.approve(contribution=row, by=dirk)
        services.release(contribution=row, by=dirk)
        services.approve(contribution=now(row), by=dirk)
    services.read_waiting()
    with within(school):
        assert (now(row).text, now(row).standing) == ("Juf [naam] vond het niet stom", Standing.APPROVED)
        assert not services.releasing.held([row.pk])


@worker
def test_a_release_while_the_worker_reads_stands(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, ALARM)
        with pytest.raises(RuleBroken):
            services.approve(contribution=row, by=dirk)
        made = reading._made_of(reading._gather(occasion.pk))
        assert made
        services.release(contribution=row, by=dirk)
        reading._keep(made)
        assert now(row).standing == Standing.WAITING
        assert Reading.objects.get().released_by_id == dirk.user_id


@worker
def test_other_words_of_the_giver_were_not_let_through(occasion: Occasion, school: Any, dirk: Who) -> None:
    key = uuid.uuid4()
    with within(school):
        said = {"occasion": occasion, "invitation": make_invitation(occasion, make_home("Yusuf")), "key": key}
        said |= {"kind": "difficult", "language": "nl", "named": True}
        beforehand.receive(text=ALARM, **said)
    services.read_waiting()
    with within(school):
        row = Contribution.objects.get(pk=key)
        services.release(contribution=row, by=dirk)
        beforehand.receive(text=ATTACK, **said)
    services.read_waiting()
    with within(school):
        assert services.releasing.held([key])
        services.release(contribution=row, by=dirk)
        Contribution.objects.update(text=f"{ATTACK}!")
        services.suggest_again(occasion)
    services.read_waiting()
    with within(school):
        assert services.releasing.held([key]), "however they changed"


@worker
def test_the_leadership_hears_of_an_attack_that_somebody_put_apart_by_hand(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, ATTACK)
        services.park(contribution=row, by=dirk)
    services.read_waiting()
    with within(school):
        assert services.releasing.held([row.pk])
        assert Message.objects.filter(letter="held").count() == 1
        Message.objects.all().delete()
        services.suggest_again(occasion)
    services.read_waiting()
    with within(school):
        assert not Message.objects.filter(letter="held").exists(), "once is enough"


@pytest.mark.parametrize(
    ("name", "voice", "left"),
    [
        ("Yusuf", "parents", "Yusuf"),
        ("Juf Wilhelmina", "parents", ""),
        ("Wilhelmina Kastelein", "school", "Wilhelmina Kastelein"),
        ("bel 06-12345678", "parents", ""),
        ("a@b.example", "school", ""),
    ],
)
def test_a_name_stands_beside_words_when_it_can_be_ones_own(
    occasion: Occasion, school: Any, dirk: Who, name: str, voice: str, left: str
) -> None:
    with within(school):
        row = say(occasion, "Meer buiten spelen", giver_name=name, voice=voice)
        services.approve(contribution=row, by=dirk)
        assert (row.giver_name, now(row).giver_name, now(row).standing) == (left, left, Standing.APPROVED)


def test_an_attack_in_the_name_is_one(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, "Meer buiten spelen", giver_name="Juf Wilhelmina is een idioot")
        with pytest.raises(RuleBroken, match="held"):
            services.approve(contribution=row, by=dirk)
        assert now(row).standing == Standing.PARKED
