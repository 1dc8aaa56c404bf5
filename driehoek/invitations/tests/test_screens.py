"""The screens of who organises and of the mentor: who may see what, what a press does, and flat numbers of queries."""

import datetime as dt
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.policy import Role
from driehoek.access.who import WORKER, Who
from driehoek.conftest import MOMENT, make_staff, questions, sign_in
from driehoek.invitations import services
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import by_name, make_occasion
from driehoek.outbox.models import Message, State
from driehoek.people.models import Enrolment, Guardian, Guardianship, Household, Pupil
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(school: School, asked: dict[str, Invitation]) -> ClassInvitation:
    with within(school):
        return ClassInvitation.for_gate().get()


def pages(occasion: Occasion, own: ClassInvitation, asked: dict[str, Invitation]) -> dict[str, str]:
    start = f"/s/klimboom/uitnodigen/{occasion.pk}/"
    return {
        "list": "/s/klimboom/uitnodigen/",
        "overview": start,
        "remind": f"{start}herinneren/",
        "needs": f"{start}regelen/",
        "preview": f"{start}voorbeeld/",
        "find": f"{start}antwoord/",
        "enter": f"/s/klimboom/uitnodigen/antwoord/{asked['Bas'].pk}/",
        "approve": f"/s/klimboom/uitnodigen/klas/{own.pk}/",
        "letters": f"/s/klimboom/uitnodigen/klas/{own.pk}/brieven/",
    }


MAY = {
    "leader": "list overview remind needs preview find enter approve letters",
    "administrator": "list overview remind needs preview find enter letters",
    "mentor": "list approve letters",
    "other teacher": "list",
    "other school": "",
}


@pytest.mark.parametrize("who", list(MAY))
def test_each_role_opens_its_own_screens_and_no_others(
    client: Client, school: School, occasion: Occasion, own: ClassInvitation, asked: dict[str, Invitation], who: str,
    dirk: Who, anne: Who, carla: Who, farid: Who,
) -> None:  # fmt: skip
    stranger = make_staff(school, "Gea", Role.TEACHER)
    cast = {"leader": dirk, "administrator": anne, "mentor": carla, "other teacher": stranger, "other school": farid}
    sign_in(client, cast[who])
    found = {name for name, address in pages(occasion, own, asked).items() if client.get(address).status_code == 200}
    assert found == set(MAY[who].split())


def test_a_parent_with_a_link_sees_no_screen_of_staff(
    client: Client, school: School, occasion: Occasion, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    assert {client.get(address).status_code for address in pages(occasion, own, asked).values()} == {302}  # to sign in


def test_a_mentor_agrees_with_one_tap(client: Client, school: School, occasion: Occasion, carla: Who) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha", mails=("aicha@example.org",)))
        (own,) = services.prepare_class_invitations(occasion=occasion, by=WORKER)
    sign_in(client, carla)
    assert "Bekijk en geef akkoord" in client.get("/s/klimboom/uitnodigen/").content.decode()
    address = f"/s/klimboom/uitnodigen/klas/{own.pk}/"
    shown = client.post(address, {"personal_line": "Ik zie u graag!", "preview": "1"}).content.decode()
    assert shown.count("Ik zie u graag!") == 2 and "Carla Jansen" in shown
    with within(school):
        assert ClassInvitation.objects.get().approved_at is None
    assert client.post(address, {"personal_line": "Ik zie u graag!"}).status_code == 302
    with within(school):
        assert (ClassInvitation.objects.get().personal_line, ClassInvitation.objects.get().approved_by_id) == (
            "Ik zie u graag!", carla.user_id,
        )  # fmt: skip
        services.send(occasion=occasion, by=WORKER)
    assert client.post(address, {"personal_line": "Te laat"}).status_code == 409


def test_a_leader_who_agrees_is_told_in_whose_name(client: Client, school: School, occasion: Occasion, dirk: Who, carla: Who) -> None:  # fmt: skip
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        (own,) = services.prepare_class_invitations(occasion=occasion, by=WORKER)
    sign_in(client, dirk)
    page = client.get(f"/s/klimboom/uitnodigen/klas/{own.pk}/").content.decode()
    assert "Carla Jansen heeft nog niet gekeken." in page and "uit naam van de school" in page
    assert "het team van De Klimboom" in page


def test_a_line_that_is_too_long_stays_where_it_was_typed(client: Client, school: School, occasion: Occasion, carla: Who) -> None:  # fmt: skip
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha"))
        (own,) = services.prepare_class_invitations(occasion=occasion, by=WORKER)
    sign_in(client, carla)
    answer = client.post(f"/s/klimboom/uitnodigen/klas/{own.pk}/", {"personal_line": "x" * 601})
    assert answer.status_code == 422 and "x" * 601 in answer.content.decode()


def test_the_whole_round_from_an_empty_screen_to_the_next_step(
    client: Client, school: School, occasion: Occasion, dirk: Who, carla: Who
) -> None:
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha", mails=("aicha@example.org",)), make_home("Bas"))  # fmt: skip
    sign_in(client, dirk)
    start = f"/s/klimboom/uitnodigen/{occasion.pk}/"

    def press(what: str) -> str:
        return client.post(f"{start}{what}/", follow=True).content.decode()

    assert "Er is nog niemand uitgenodigd" in client.get(start).content.decode()
    assert "Vraag Carla Jansen om akkoord" in press("klaarzetten")
    assert "1 mentor krijgt een mail met één knop: akkoord." in press("akkoord-vragen")
    assert "Er lag niets klaar om te versturen." in press("versturen")
    with within(school):
        services.approve(class_invitation=ClassInvitation.objects.get(), by=carla)
    assert "Verstuur aan 2 gezinnen" in client.get(start).content.decode()
    assert "1 gezin krijgt een mail." in press("versturen")
    assert "Druk 1 brief af" in client.get(start).content.decode()


def test_reminding_says_first_what_it_will_do(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    sign_in(client, dirk)
    address = f"/s/klimboom/uitnodigen/{occasion.pk}/herinneren/"
    assert "Vanaf donderdag 26 november kan het weer." in client.get(address).content.decode()
    with clock.stopped(MOMENT + dt.timedelta(days=4)):
        assert "Herinner 2 gezinnen" in client.get(address).content.decode()
        with within(school):
            assert not Message.objects.filter(letter="reminder").exists()
        assert "2 gezinnen krijgen een herinnering per mail" in client.post(address, follow=True).content.decode()


def test_a_telephone_call_is_noted(client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], anne: Who) -> None:  # fmt: skip
    sign_in(client, anne)
    find = f"/s/klimboom/uitnodigen/{occasion.pk}/antwoord/"
    by_child = client.get(find, {"zoek": "LÍNA amr"}).content.decode()
    assert "Dina Amrani" in by_child and "Bas Amrani" not in by_child
    assert "Geheimpad" not in by_child
    assert "Niemand gevonden" in client.get(find, {"zoek": "Zzz"}).content.decode()
    answer = client.post(f"/s/klimboom/uitnodigen/antwoord/{asked['Dina'].pk}/", {"coming": "1", "childcare": "2"}, follow=True)
    assert "Het antwoord is genoteerd." in answer.content.decode()
    with within(school):
        assert Reply.objects.get(invitation=asked["Dina"]).childcare == 2
        assert TrailRow.objects.get(act="reply").actor == anne.user_id


def test_after_two_reminders_one_personal_attempt_is_left(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        Invitation.objects.filter(pk=asked["Bas"].pk).update(reminders=2)
    sign_in(client, dirk)
    page = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/antwoord/", {"bellen": "1"}).content.decode()
    assert "Bas Amrani" in page and "Aïcha" not in page


def test_looking_at_needs_is_written_down(client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who) -> None:  # fmt: skip
    with within(school):
        services.reply(invitation=asked["Bas"], given=Given(coming=2, interpreter="pl", childcare=2), by=WORKER)
    sign_in(client, dirk)
    page = client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/regelen/").content.decode()
    assert "Pools (Polski)" in page and "2 kinderen" in page
    with within(school):
        assert TrailRow.objects.filter(act="look:see_needs", actor=dirk.user_id).count() == 1


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_letters_come_in_the_order_of_the_class_list_and_hide_a_secret_address(
    client: Client, school: School, asked: dict[str, Invitation], own: ClassInvitation, carla: Who
) -> None:
    sign_in(client, carla)
    address = f"/s/klimboom/uitnodigen/klas/{own.pk}/brieven/"
    assert "Druk 2 brieven af" in client.get(address).content.decode()
    answer = client.post(address, {"which": "first"})
    assert answer["Content-Type"] == "application/pdf"
    dina, cem = text_of(answer.content)
    assert "Aan de ouders van Lina" in dina and "Groep 5" in dina
    assert "Geheimpad" not in dina and "9999" not in dina
    assert "Cem Amrani" in cem and "Lindelaan 4" in cem
    assert client.post(address, {"which": "first"}).status_code == 409
    assert text_of(client.post(address, {"which": "again"}).content) == [dina, cem]
    assert "Druk 2 brieven opnieuw af" in client.get(address).content.decode()
    with within(school):
        assert TrailRow.objects.filter(act__startswith="print").values_list("act", flat=True).count() == 2


def test_a_class_without_paper_says_so(client: Client, school: School, asked: dict[str, Invitation], own: ClassInvitation, carla: Who) -> None:  # fmt: skip
    with within(school):
        Invitation.objects.filter(channel=Channel.PAPER).delete()
    sign_in(client, carla)
    page = client.get(f"/s/klimboom/uitnodigen/klas/{own.pk}/brieven/").content.decode()
    assert "Geen brieven nodig" in page


def test_a_mail_that_failed_is_offered_another_way(
    client: Client, school: School, occasion: Occasion, asked: dict[str, Invitation], dirk: Who
) -> None:
    with within(school):
        Message.objects.filter(about=asked["Bas"].pk).update(state=State.FAILED, fault="came back")
    sign_in(client, dirk)
    assert "Maak er een brief van" in client.get(f"/s/klimboom/uitnodigen/{occasion.pk}/").content.decode()
    client.post(f"/s/klimboom/uitnodigen/anders/{asked['Bas'].pk}/")
    with within(school):
        assert by_name(occasion)["Bas"].channel == Channel.PAPER


def crowd(school: School, occasion: Occasion, carla: Who, number: int, *, send: bool = True) -> None:
    """So many more households in one class, invited, one in ten failed."""
    with within(school):
        many = make_class(f"Groep {number}", mentor=carla)
        homes = Household.objects.bulk_create(Household() for _one in range(number))
        pupils = Pupil.objects.bulk_create(Pupil(given_name=f"Kind {n}", sort_key=f"{n:04}") for n in range(number))
        adults = Guardian.objects.bulk_create(
            Guardian(household=home, given_name=f"Ouder {n}", search_key=f"ouder {n}", email=f"ouder{n}@example.org")
            for n, home in enumerate(homes)
        )
        Enrolment.objects.bulk_create(Enrolment(pupil=pupil, school_class=many) for pupil in pupils)
        Guardianship.objects.bulk_create(
            Guardianship(guardian=adult, pupil=pupil) for adult, pupil in zip(adults, pupils, strict=True)
        )
        services.prepare_class_invitations(occasion=occasion, by=carla)
        services.approve(class_invitation=ClassInvitation.objects.get(school_class=many), by=carla)
        if not send:
            return
        services.send(occasion=occasion, by=carla)
        Message.objects.filter(once__endswith=":0").update(state=State.FAILED, fault="came back")


@pytest.mark.parametrize("name", ["overview", "remind", "needs", "preview", "find", "list"])
def test_the_number_of_queries_is_flat(
    client: Client, school: School, occasion: Occasion, own: ClassInvitation, asked: dict[str, Invitation], carla: Who,
    dirk: Who, name: str, count: Callable[[Any], int],
) -> None:  # fmt: skip
    sign_in(client, dirk)
    address = pages(occasion, own, asked)[name]
    crowd(school, occasion, carla, 1)
    few = count(lambda: client.get(address))
    crowd(school, occasion, carla, 500)
    many = count(lambda: client.get(address))
    assert few == many <= 12


@pytest.fixture
def count() -> Callable[[Any], int]:
    def counted(look: Any) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert look().status_code == 200
        return questions(seen)

    return counted


def test_two_thousand_invitations_are_queued_in_one_go(school: School, occasion: Occasion, carla: Who) -> None:
    crowd(school, occasion, carla, 2000, send=False)
    with within(school), CaptureQueriesContext(connection) as seen:
        assert services.send(occasion=occasion, by=carla).mails == 2000
    assert len(seen) < 120  # by hundreds at a time; how fast stands in bench/


def test_ids_that_do_not_exist_are_not_found(client: Client, school: School, dirk: Who) -> None:
    sign_in(client, dirk)
    for address in ("uitnodigen/{}/", "uitnodigen/klas/{}/", "uitnodigen/antwoord/{}/", "uitnodigen/{}/herinneren/"):
        assert client.get("/s/klimboom/" + address.format(uuid.uuid4())).status_code == 404


def test_reach_by_language_is_for_leaders_and_merged(client: Client, school: School, dirk: Who, anne: Who, moment: Any) -> None:
    with within(school):
        occasion = make_occasion()
        asked = ClassInvitation.objects.create(occasion=occasion, school_class=make_class("Groep 1"))
        for language, count in (("nl", 20), ("ar", 12), ("pl", 3)):
            for _number in range(count):
                Invitation.objects.create(
                    occasion=occasion, class_invitation=asked, household=make_home("Mia"), language=language,
                    channel=Channel.MAIL, sent_at=clock.now(),
                )  # fmt: skip
    page = f"/s/klimboom/uitnodigen/{occasion.pk}/"
    sign_in(client, dirk)
    shown = client.get(page).content.decode()
    assert "Arabisch, Pools" in shown and "15 gezinnen, ongeveer 0 van de 10 antwoordden" in shown
    sign_in(client, anne)
    assert "Ouders in elke taal?" not in client.get(page).content.decode()


def test_an_evening_is_for_the_classes_that_are_chosen(client: Client, school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        occasion = make_occasion()
        eight, seven, _six = (make_class(f"Groep {number}") for number in (8, 7, 6))
    sign_in(client, dirk)
    page, prepare = f"/s/klimboom/uitnodigen/{occasion.pk}/", f"/s/klimboom/uitnodigen/{occasion.pk}/klaarzetten/"

    def names() -> list[str]:
        with within(school):
            rows = ClassInvitation.objects.filter(occasion=occasion).select_related("school_class")
            return sorted(str(row.school_class) for row in rows)

    assert client.get(page).content.decode().count('name="klas"') == 3
    assert client.post(prepare, {"kies": "1"}).status_code == 422
    client.post(prepare, {"kies": "1", "klas": [str(eight.pk), str(clock.new_id()), "x"]})
    assert names() == ["Groep 8"]
    client.post(prepare)  # with new families: no other class comes along
    assert names() == ["Groep 8"]
    client.post(prepare, {"kies": "1", "klas": [str(seven.pk)]})
    assert names() == ["Groep 7", "Groep 8"]
