"""Letters that go on from a number, with a strip to hand in; and strips typed in as fast as they come back."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.conftest import sign_in
from driehoek.documents.tests.makers import faults
from driehoek.invitations import services
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.pages import pile
from driehoek.invitations.queries.hand_out import in_hand_out_order
from driehoek.invitations.tests.makers import invite
from driehoek.people.models import Guardian, Pupil
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(school: School, asked: dict[str, Invitation]) -> ClassInvitation:
    with within(school):
        return ClassInvitation.for_gate().get()


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def at(own: ClassInvitation, end: str = "strookjes/") -> str:
    return f"/s/klimboom/uitnodigen/klas/{own.pk}/{end}"


def sheets(answer: Any) -> list[str]:
    assert answer["Content-Type"] == "application/pdf", answer.content[:300]
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages]


# ---- letters


def test_letters_are_numbered_and_printing_goes_on_where_it_stopped(desk: Client, own: ClassInvitation) -> None:
    first = sheets(desk.post(at(own, "brieven/"), {"which": "first"}))
    assert ["1 / 2" in first[0], "2 / 2" in first[1]] == [True, True]
    rest = sheets(desk.post(at(own, "brieven/"), {"which": "again", "vanaf": "2"}))
    assert rest == first[1:]
    assert 'value="117"' in desk.get(at(own, "brieven/?vanaf=117")).content.decode()
    assert desk.post(at(own, "brieven/"), {"which": "again", "vanaf": "3"}).status_code == 409
    wrong = desk.post(at(own, "brieven/"), {"which": "again", "vanaf": "nul"})
    assert wrong.status_code == 422 and 'value="nul"' in wrong.content.decode()


def test_a_number_never_leaves_out_a_letter_that_counts_as_given(desk: Client, own: ClassInvitation) -> None:
    assert len(sheets(desk.post(at(own, "brieven/"), {"which": "first", "vanaf": "2"}))) == 2


def test_a_family_keeps_its_number_when_another_answered(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    desk.post(at(own, "brieven/"), {"which": "first"})
    with within(school):
        services.reply(invitation=asked["Dina"], given=services.Given(coming=0), by=WORKER)
        later = clock.now() + clock.dt.timedelta(days=4)
    with clock.stopped(later):
        sign_in(desk, who_of(desk))
        reminder = sheets(desk.post(at(own, "brieven/"), {"which": "reminder"}))
        assert len(reminder) == 1 and "2 / 2" in reminder[0]
        assert sheets(desk.post(at(own, "brieven/"), {"which": "reminder-again"})) == reminder
    with within(school):
        assert Invitation.objects.get(pk=asked["Cem"].pk).reminders == 1


def who_of(desk: Client) -> Any:
    from driehoek.access.models import User

    user = User.objects.get(pk=desk.session["_auth_user_id"])
    return Who("staff", user.pk, user.name, frozenset(), (), True)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_letter_with_a_strip_and_the_longest_names_fits_its_sheet_and_the_back(
    school: School, own: ClassInvitation, asked: dict[str, Invitation], language: str
) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff-van Bartolotti"
    with within(school):
        services.mark_printed(class_invitation=own, by=WORKER)
        Invitation.objects.update(language=language)
        paper = own.invitations.filter(channel=Channel.PAPER)
        plain = pile(school, own, list(paper), key="invitation")
        Guardian.objects.update(given_name=long)
        Pupil.objects.update(given_name=long)
        content = pile(school, own, list(paper), key="invitation", with_slip=True)
    assert len(PdfReader(BytesIO(plain)).pages) == 2
    assert len(PdfReader(BytesIO(content)).pages) <= 4
    assert faults(content) == []


# ---- strips


def test_rows_stand_in_the_order_of_the_letters(desk: Client, school: School, own: ClassInvitation) -> None:
    page = desk.get(at(own)).content.decode()
    with within(school, write=False):
        order = [str(one.invitation.pk) for one in in_hand_out_order(own)]
        numbers = [one.number for one in in_hand_out_order(own)]
    assert re.findall(r'<tr id="r-([^"]+)"', page) == order
    assert [number for number in numbers if number] == [1, 2]
    assert "Geheimpad" not in page and "autofocus" in page


def test_one_row_is_saved_at_once_and_taken_back(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    key = asked["Cem"].pk
    told = desk.post(at(own), {"rij": str(key), f"{key}-coming": "2", f"{key}-interpreter": "tr"}, headers={"HX-Request": "true"})
    assert told.status_code == 200 and "Bewaard" in told.content.decode() and "<html" not in told.content.decode()
    with within(school):
        reply = Reply.objects.get(invitation=key)
        assert (reply.coming, reply.interpreter, reply.childcare) == (2, "tr", 0)
    back = re.search(r'name="terug" value="([^"]+)"', told.content.decode())
    row = desk.post(at(own, "strookjes/terug/"), {"terug": back[1]}, headers={"HX-Request": "true"})
    assert row.status_code == 200 and "Ongedaan gemaakt" in row.content.decode()
    with within(school):
        assert not Reply.objects.filter(invitation=key).exists()
        assert TrailRow.objects.filter(act="reply-taken-back").count() == 1


def test_what_a_family_said_meanwhile_is_not_undone(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    key = asked["Cem"].pk
    told = desk.post(at(own), {"rij": str(key), f"{key}-coming": "2"}, headers={"HX-Request": "true"}).content.decode()
    with within(school):
        services.reply(invitation=asked["Cem"], given=services.Given(coming=1), by=WORKER)
    back = re.search(r'name="terug" value="([^"]+)"', told)[1]
    assert desk.post(at(own, "strookjes/terug/"), {"terug": back}).status_code == 409
    assert desk.post(at(own, "strookjes/terug/"), {"terug": back + "x"}).status_code == 409
    with within(school):
        assert Reply.objects.get(invitation=key).coming == 1


@pytest.mark.parametrize("there_before", [False, True])
def test_a_family_that_says_the_same_keeps_its_answer(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation], there_before: bool
) -> None:
    key = asked["Cem"].pk
    if there_before:
        with within(school):
            services.reply(invitation=asked["Cem"], given=services.Given(coming=1), by=WORKER)
    told = desk.post(at(own), {"rij": str(key), f"{key}-coming": "2"}, headers={"HX-Request": "true"}).content.decode()
    later = clock.now() + clock.dt.timedelta(minutes=5)
    with clock.stopped(later), within(school):
        services.reply(invitation=asked["Cem"], given=services.Given(coming=2), by=WORKER)
    back = re.search(r'name="terug" value="([^"]+)"', told)[1]
    assert desk.post(at(own, "strookjes/terug/"), {"terug": back}).status_code == 409
    with within(school):
        kept = Reply.objects.get(invitation=key)
        assert (kept.coming, kept.answered_at) == (2, later)


def test_an_answer_that_was_there_comes_back_and_keeps_what_a_strip_cannot_say(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    key = asked["Cem"].pk
    with within(school):
        services.reply(invitation=asked["Cem"], given=services.Given(coming=1, other_need="rolstoel"), by=WORKER)
    told = desk.post(at(own), {"rij": str(key), f"{key}-coming": "2"}, headers={"HX-Request": "true"}).content.decode()
    with within(school):
        assert Reply.objects.get(invitation=key).other_need == "rolstoel"
    desk.post(at(own, "strookjes/terug/"), {"terug": re.search(r'name="terug" value="([^"]+)"', told)[1]})
    with within(school):
        assert (Reply.objects.get(invitation=key).coming, Reply.objects.get(invitation=key).other_need) == (1, "rolstoel")


def test_without_a_script_the_whole_form_is_saved_and_what_is_wrong_stays(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    cem, dina, bas = (asked[name].pk for name in ("Cem", "Dina", "Bas"))
    typed = {f"{cem}-coming": "0", f"{dina}-coming": "9", f"{bas}-coming": "", f"{bas}-childcare": "2"}
    answer = desk.post(at(own), fields(desk.get(at(own)).content.decode()) | typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "1 antwoord is bewaard" in page and 'value="9"' in page
    assert "Typ een cijfer van 0 tot en met 6" in page and "Typ hoeveel mensen er komen" in page
    with within(school):
        assert list(Reply.objects.values_list("invitation_id", "coming")) == [(cem, 0)]
    again = desk.post(at(own), fields(page) | {f"{cem}-coming": "0", f"{dina}-coming": "", f"{bas}-childcare": ""})
    assert again.status_code == 200 and "is bewaard" not in again.content.decode()


def fields(page: str) -> dict[str, str]:
    """What a browser sends of the page when nothing is typed; no row has an interpreter chosen."""
    inputs = [dict(re.findall(r'(name|value)="([^"]*)"', one)) for one in re.findall(r"<input [^>]+>", page)]
    return {one["name"]: one.get("value", "") for one in inputs if re.match("[0-9a-f]{8}-", one.get("name", ""))}


def test_a_page_that_lay_open_overwrites_no_newer_answer(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    cem, dina = asked["Cem"], asked["Dina"]
    with within(school):
        services.reply(invitation=cem, given=services.Given(coming=2, childcare=1), by=WORKER)
    old = fields(desk.get(at(own)).content.decode())
    assert (old[f"{cem.pk}-coming"], old[f"{cem.pk}-coming-was"], old[f"{dina.pk}-coming-was"]) == ("2", "2", "")
    with within(school):
        services.reply(invitation=cem, given=services.Given(coming=0), by=WORKER)
        services.reply(invitation=dina, given=services.Given(coming=3), by=WORKER)
    typed = old | {f"{asked['Bas'].pk}-coming": "1"}
    answer = desk.post(at(own), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "1 antwoord is bewaard" in page
    with within(school):
        kept = dict(Reply.objects.values_list("invitation_id", "coming"))
        assert kept == {cem.pk: 0, dina.pk: 3, asked["Bas"].pk: 1}
    now = fields(page)
    assert [now[f"{one.pk}-coming{end}"] for one in (cem, dina) for end in ("", "-was")] == ["0", "0", "3", "3"]
    emptied = desk.post(at(own), now | {f"{dina.pk}-coming": ""})
    assert emptied.status_code == 422 and "Typ hoeveel mensen er komen" in emptied.content.decode()


def test_what_was_typed_twice_in_one_row_is_what_stands(
    desk: Client, school: School, own: ClassInvitation, asked: dict[str, Invitation]
) -> None:
    key = asked["Cem"].pk
    with within(school):
        services.reply(invitation=asked["Cem"], given=services.Given(coming=1), by=WORKER)
    sent = fields(desk.get(at(own)).content.decode())
    for typed in ("2", "1"):
        sent |= {"rij": str(key), f"{key}-coming": typed}
        told = desk.post(at(own), sent, headers={"HX-Request": "true"}).content.decode()
        assert "Bewaard" in told
        sent |= fields(told)  # the cell that comes back says what the page shows now
    with within(school):
        assert Reply.objects.get(invitation=key).coming == 1


def test_after_the_evening_a_strip_is_too_late(
    desk: Client, own: ClassInvitation, asked: dict[str, Invitation], dirk: Who
) -> None:
    key = asked["Cem"].pk
    with clock.stopped(own.occasion.ends_at + clock.dt.timedelta(days=2)):
        sign_in(desk, dirk)
        told = desk.post(at(own), {"rij": str(key), f"{key}-coming": "2"}, headers={"HX-Request": "true"})
    assert told.status_code == 422 and "is geweest" in told.content.decode()


def test_a_row_of_another_class_or_school_is_not_there(desk: Client, client: Client, own: ClassInvitation, farid: Who) -> None:
    stranger = str(clock.new_id())
    assert desk.post(at(own), {"rij": stranger, f"{stranger}-coming": "2"}, headers={"HX-Request": "true"}).status_code == 409
    sign_in(client, farid)
    assert client.get(at(own)).status_code == 404


def counted(desk: Client, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "select set_config")) for one in queries.captured_queries)


def test_queries_stay_flat_with_a_large_class(
    desk: Client, school: School, occasion: Occasion, own: ClassInvitation, carla: Who
) -> None:
    few = counted(desk, at(own))
    with within(school):
        many = make_class("Groep 8", mentor=carla)
        for number in range(40):
            make_child(f"Kind{number}", many, make_home(f"Ouder{number}"))
        invite(occasion, by=carla)
        large = ClassInvitation.for_gate().get(school_class=many)
    assert counted(desk, at(large)) == few <= 12
