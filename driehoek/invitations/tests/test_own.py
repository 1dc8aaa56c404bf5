"""'What does the school know about me?': per parent, whatever the home looks like, and nothing of anybody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.invitations import services
from driehoek.invitations.models import Occasion
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import open_link
from driehoek.invitations.tests.own import HOMES, door, family, guardian, letters_to, opened, said
from driehoek.outbox.letters import make
from driehoek.outbox.models import Message, State
from driehoek.people import guest_words
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.queries.own import own_data
from driehoek.people.services import own
from driehoek.people.services.homes import own_home
from driehoek.people.services.revealing import Reason, Secret, reveal
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.mark.parametrize("kind", HOMES)
def test_the_way_in_names_this_home_alone_and_answers_the_same_to_everybody(
    client: Client, school: School, occasion: Occasion, carla: Who, kind: str
) -> None:
    asked = family(school, occasion, carla, kind)
    aicha, bas = guardian(school, "Aïcha"), guardian(school, "Bas")
    address = door(client, school, asked["Aïcha"])
    page = client.get(f"{address}?taal=nl").content.decode()
    assert "Aïcha" in page and "Amrani" not in page and "Noor" not in page and "example.org<" not in page
    assert ("Bas" in page) == (kind != "two homes")
    answer = client.post(address, {"who": str(aicha.pk)}, follow=True)
    told = client.get(f"{address}?gevraagd=1&taal=nl").content.decode()
    assert answer.status_code == 200 and "Als wij een e-mailadres van u hebben, staat er zo een bericht in" in told
    assert len(letters_to(school, aicha)) == (0 if kind == "no e-mail" else 1) and not letters_to(school, bas)
    if kind == "two homes":
        foreign = client.post(address, {"who": str(bas.pk)})
        assert foreign.status_code == 422 and not letters_to(school, bas)


def test_nothing_is_chosen_for_anybody(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    address = door(client, school, family(school, occasion, carla, "one home")["Aïcha"])
    answer = client.post(address, {})
    assert answer.status_code == 422 and "Kies wie u bent." in answer.content.decode()


def test_the_invitation_and_the_thanks_lead_here(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    asked = family(school, occasion, carla, "one home")["Aïcha"]
    address = door(client, school, asked)
    assert f'href="{address}"' in client.get(address.removesuffix("gegevens/")).content.decode()
    with within(school):
        services.reply(invitation=asked, given=Given(coming=1), by=WORKER)
    assert f'href="{address}"' in client.get(address.replace("gegevens/", "dank/")).content.decode()


def test_more_than_three_links_a_day_are_not_sent_and_nobody_is_told(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    address = door(client, school, family(school, occasion, carla, "one home")["Aïcha"])
    aicha = guardian(school, "Aïcha")
    answers = {client.post(address, {"who": str(aicha.pk)})["Location"] for _press in range(5)}
    assert len(answers) == 1 and len(letters_to(school, aicha)) == 3


@pytest.mark.database
def test_the_letter_speaks_their_language_to_their_own_address_and_its_link_leads_to_them(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    family(school, occasion, carla, "two homes")
    aicha = guardian(school, "Aïcha")
    with within(school):
        own.ask_link(guardian=aicha, by=WORKER)
        mail = make(Message.objects.get(letter="own_data"))
    assert mail is not None and (mail.to, mail.language) == ("aicha@example.org", "ar")
    assert "Bas" not in mail.text and "Noor" not in mail.text
    link = next(line for line in mail.text.splitlines() if "/c/" in line)
    assert open_link(client, link.rpartition("/")[2]) == f"/s/klimboom/gegevens/{aicha.pk}/"


def test_a_link_that_ran_out_is_not_mailed_and_opens_nothing(
    client: Client, school: School, occasion: Occasion, carla: Who, moment: dt.datetime
) -> None:
    family(school, occasion, carla, "one home")
    aicha = guardian(school, "Aïcha")
    address = opened(client, school, aicha)
    with within(school):
        own.ask_link(guardian=aicha, by=WORKER)
    with clock.stopped(moment + dt.timedelta(hours=24, minutes=1)):
        for page in ("", "verbeteren/", "bestand.json", "afdrukken/", "verwijderen/"):
            assert client.get(address + page).status_code == 404
        with within(school):
            assert make(Message.objects.get(letter="own_data")) is None


# The page


@pytest.mark.parametrize("kind", HOMES)
def test_each_parent_sees_their_own_and_nothing_of_the_other(
    client: Client, school: School, occasion: Occasion, carla: Who, kind: str
) -> None:
    family(school, occasion, carla, kind)
    aicha, bas = guardian(school, "Aïcha"), guardian(school, "Bas")
    with within(school):
        Guardianship.objects.filter(guardian=bas).update(relation="father", authority="no")
        Guardianship.objects.filter(guardian=aicha).update(relation="mother", authority="yes")
    address = opened(client, school, aicha)
    for page in (address, address + "afdrukken/", address + "bestand.json"):
        text = client.get(f"{page}?taal=nl").content.decode()
        assert "0611111111" in text and "Noor" in text and "Lindelaan 4" in text and "moeder" in text
        for foreign in ("Bas", "0622222222", "bas@", "Kade", "vader", str(bas.pk), "geen gezag"):
            assert foreign not in text, (page, foreign)
    assert "geheim" in client.get(f"{address}?taal=nl").content.decode()
    for page in ("", "verbeteren/", "bestand.json", "afdrukken/", "verwijderen/"):
        assert client.get(f"/s/klimboom/gegevens/{bas.pk}/{page}").status_code == 404
        assert client.get(f"/s/baken/gegevens/{aicha.pk}/{page}").status_code == 404


def test_who_opens_their_link_on_a_shared_tablet_leaves_nothing_of_who_came_before(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    family(school, occasion, carla, "one home")
    before = opened(client, school, guardian(school, "Aïcha"))
    opened(client, school, guardian(school, "Bas"))
    assert client.get(before).status_code == 404


@pytest.mark.database
def test_the_page_to_answer_and_own_data_are_open_side_by_side_for_one_parent(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    invitation = family(school, occasion, carla, "one home")["Aïcha"]
    answer = door(client, school, invitation).removesuffix("gegevens/")
    own = opened(client, school, guardian(school, "Aïcha"))
    assert client.get(answer).status_code == client.get(own).status_code == 200
    opened(client, school, guardian(school, "Bas"))
    assert client.get(own).status_code == 404 and client.get(answer).status_code == 200


@pytest.mark.database
def test_who_taps_the_link_of_the_home_again_does_not_come_to_the_data_of_the_other_parent(
    client: Client, school: School, occasion: Occasion, carla: Who
) -> None:
    invitation = family(school, occasion, carla, "one home")["Aïcha"]
    door(client, school, invitation)
    own = opened(client, school, guardian(school, "Aïcha"))
    answer = door(client, school, invitation).removesuffix("gegevens/")  # perhaps Bas, with his own mail
    assert client.get(own).status_code == client.get(own + "verbeteren/").status_code == 404
    assert client.get(answer).status_code == 200
    assert client.get(opened(client, school, guardian(school, "Aïcha"))).status_code == 200


@pytest.mark.database
def test_what_a_home_answered_and_said_is_somebodys_own_where_nobody_else_lives(
    school: School, occasion: Occasion, carla: Who
) -> None:
    asked = family(school, occasion, carla, "two homes")
    for one in asked.values():
        said(school, one, "Bel mij eens")
    with within(school):
        services.reply(invitation=asked["Aïcha"], given=Given(coming=2, other_need="Een stoel"), by=WORKER)
        found = own_data(Guardian.objects.get(given_name="Aïcha"))
    assert [one.title for one in found.asked] == ["Ouders en school in gesprek"]
    assert [dict(one.lines)["Regelen"] for one in found.answered] == ["Een stoel"]
    assert [one.lines for one in found.said] == [(("", "Bel mij eens"),)]


@pytest.mark.database
def test_of_two_at_one_address_nobody_reads_what_the_other_may_have_said(school: School, occasion: Occasion, carla: Who) -> None:
    asked = family(school, occasion, carla, "one home")["Aïcha"]
    said(school, asked, "Van een van ons")
    with within(school):
        services.reply(invitation=asked, given=Given(coming=1, interpreter="tr", other_need="Een stoel"), by=WORKER)
        found = own_data(Guardian.objects.get(given_name="Bas"))
    assert len(found.asked) == 1 and found.said == []
    assert len(found.answered) == 1 and "stoel" not in str(found.answered) and "Turks" not in str(found.answered)


@pytest.mark.database
def test_what_was_said_while_the_other_lived_here_too_stays_unread_after_they_moved(
    school: School, occasion: Occasion, carla: Who, moment: dt.datetime
) -> None:
    asked = family(school, occasion, carla, "one home")["Aïcha"]
    said(school, asked, "Van een van ons")
    with within(school):
        services.reply(invitation=asked, given=Given(coming=1, other_need="Een stoel"), by=WORKER)
        with clock.stopped(moment + dt.timedelta(days=2)):
            own_home(guardian=Guardian.objects.get(given_name="Bas"), by=WORKER)
            found = own_data(Guardian.objects.get(given_name="Aïcha"))
            assert found.said == [] and "stoel" not in str(found.answered)
            services.reply(invitation=asked, given=Given(coming=1, other_need="Een tafel"), by=WORKER)
            assert "tafel" in str(own_data(Guardian.objects.get(given_name="Aïcha")).answered)


@pytest.mark.database
def test_who_opened_what_is_secret_is_told_to_whom_it_was_about(
    school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    family(school, occasion, carla, "one home")
    with within(school):
        aicha, bas = Guardian.objects.get(given_name="Aïcha"), Guardian.objects.get(given_name="Bas")
        bas.household.is_secret = True
        bas.household.save()
        reveal(guardian=bas, what=Secret.ADDRESS, reason=Reason.DELIVER, by=dirk)
        reveal(guardian=aicha, what=Secret.PHONE, reason=Reason.CALL, by=dirk)
        address = (clock.today(), "Dirk", "uw adres, om post te bezorgen")
        assert own_data(bas).looks == [address]
        assert set(own_data(aicha).looks) == {address, (clock.today(), "Dirk", "uw telefoonnummer, om u te bellen")}
        assert all(guest_words.REASONS[reason] for reason in Reason.values) and set(guest_words.OPENED) == set(Secret.values)


def test_who_looked_in_another_home_is_not_told_here(school: School, occasion: Occasion, carla: Who, dirk: Who) -> None:
    family(school, occasion, carla, "two homes")
    with within(school):
        bas = Guardian.objects.get(given_name="Bas")
        reveal(guardian=bas, what=Secret.PHONE, reason=Reason.CALL, by=dirk)
        assert own_data(Guardian.objects.get(given_name="Aïcha")).looks == []


def test_the_page_asks_no_more_when_there_is_more(
    client: Client, school: School, occasion: Occasion, carla: Who, dirk: Who
) -> None:
    asked = family(school, occasion, carla, "two homes")["Aïcha"]
    aicha = guardian(school, "Aïcha")

    def much(number: int) -> None:
        said(school, asked, f"Woorden {number}")
        with within(school):
            Message.objects.create(
                letter="invitation", about=asked.pk, to=aicha.pk, once=str(number), state=State.SENT, sent_at=clock.now()
            )
            TrailRow.objects.create(actor_kind="staff", actor=dirk.user_id, act="reveal-phone:call", object_id=aicha.pk)

    with within(school):
        services.reply(invitation=asked, given=Given(coming=1), by=WORKER)
    much(0)
    address = opened(client, school, aicha)
    counts = []
    for rows in (0, 40):
        for number in range(1, rows + 1):
            much(number)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        counts.append(len(questions))
    assert counts[0] == counts[1]
