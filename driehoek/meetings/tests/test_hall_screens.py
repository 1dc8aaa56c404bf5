"""The screens of the tables, and what is printed."""

import datetime as dt
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from driehoek import clock
from driehoek.access import codes
from driehoek.conftest import sign_in
from driehoek.meetings import services
from driehoek.meetings.models import Attendee, Meeting, MeetingTable
from driehoek.schools.scoping import within

from .makers import make_colleagues, make_guests, make_meeting
from .pages import at, words


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


# ---- the tables


def seated(meeting: Meeting, school: Any, by: Any, homes: int = 12) -> None:
    with within(school):
        make_guests(meeting, homes)
        services.choose_staff(by=by, meeting=meeting, staff=make_colleagues(6))


def test_a_division_is_made_asked_again_and_undone(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk)
    form = {"tables": "5", "couples": "together"}
    assert "30 mensen zitten aan 5 tafels." in words(desk.post(at("seat_divide", meeting.pk), form, follow=True))
    with within(school):
        guest = Attendee.objects.filter(name__startswith="Aïcha").first()
        table = MeetingTable.objects.exclude(seats__attendee=guest).first()
    move = {"card": str(guest.pk), "column": str(table.pk)}
    asked = desk.post(at("seat_move", meeting.pk), move, headers={"HX-Request": "true"})
    assert asked.status_code == 409 and "Toch doen" in words(asked) and "<html" not in asked.content.decode()
    assert f"{guest.name} zit nu aan tafel {table.number}." in words(
        desk.post(at("seat_move", meeting.pk), {**move, "anyway": "1"}, follow=True)
    )
    assert "Een nieuwe indeling?" in words(desk.post(at("seat_divide", meeting.pk), form))
    assert "mensen zitten" in words(desk.post(at("seat_divide", meeting.pk), {**form, "hand": "keep"}, follow=True))
    assert "De vorige indeling staat er weer." in words(desk.post(at("seat_undo", meeting.pk), follow=True))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"card": "x", "column": "y"},
        {"card": "c835518e-81fc-4044-99f2-5bf0cd14f52f", "column": "ef440076-4b2f-421d-93a3-d4e01f9de112"},
    ],
)
def test_moving_what_is_not_there_is_told(desk: Client, meeting: Meeting, fields: dict[str, str]) -> None:
    answer = desk.post(at("seat_move", meeting.pk), fields, headers={"HX-Request": "true"})
    assert (answer.status_code, "is er niet meer" in words(answer)) == (409, True)


def test_a_guest_can_be_moved_without_script(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk)
    desk.post(at("seat_divide", meeting.pk), {"tables": "5", "couples": "free"})
    with within(school):
        guest = Attendee.objects.first()
    assert f"{guest.name} gaat naar" in words(desk.get(at("seating", meeting.pk) + f"?wie={guest.pk}"))


def test_few_people_get_one_circle(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk, homes=2)
    assert "beter in één kring" in words(
        desk.post(at("seat_divide", meeting.pk), {"tables": "6", "couples": "free"}, follow=True)
    )


def test_a_late_guest_is_told_the_table_once(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk)
    desk.post(at("seat_divide", meeting.pk), {"tables": "5", "couples": "free"})
    form = {"key": str(clock.new_id()), "name": "Zus van Aïcha 🎈", "voice": "parents", "class_label": ""}
    pages = [words(desk.post(at("seat_late", meeting.pk), form, follow=True)) for _twice in range(2)]
    assert re.search(r"Welkom Zus van Aïcha 🎈: tafel \d\.", pages[0]) and "Zus van Aïcha" in pages[1]
    with within(school):
        assert Attendee.objects.filter(name__startswith="Zus").count() == 1
    assert desk.post(at("seat_late", meeting.pk), {**form, "name": "x" * 400}).status_code == 422


def test_one_colleague_leads_one_table(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk)
    with within(school):
        leader = str(Attendee.objects.filter(staff__isnull=False).first().staff_id)
    assert "leidt al tafel 1" in words(desk.post(at("seat_furnish", meeting.pk), {"leader_1": leader, "leader_2": leader}))
    desk.post(at("seat_furnish", meeting.pk), {"leader_1": leader})
    with within(school):
        assert str(MeetingTable.objects.get(number=1).leader_id) == leader


def test_who_came_by_mistake_leaves_the_list_and_who_replied_stays(
    desk: Client, meeting: Meeting, school: Any, dirk: Any
) -> None:
    seated(meeting, school, dirk)
    with within(school):
        services.gather(by=dirk, meeting=meeting)
        late = services.add_by_hand(by=dirk, meeting=meeting, key=clock.new_id(), name="Zus", voice="parents")
        guest = Attendee.objects.filter(invitation__isnull=False).first()
    assert "Haal van de lijst" in words(desk.get(at("seating", meeting.pk) + f"?wie={late.pk}"))
    desk.post(at("seat_take_off", late.pk))
    assert desk.post(at("seat_take_off", guest.pk)).status_code == 409
    with within(school):
        assert not Attendee.objects.filter(pk=late.pk).exists() and Attendee.objects.filter(pk=guest.pk).exists()


def test_colleagues_are_chosen_from_a_list(desk: Client, meeting: Meeting, school: Any) -> None:
    with within(school):
        chosen = make_colleagues(3)
    desk.post(at("seat_staff", meeting.pk), {"staff": [str(chosen[0].pk), str(chosen[1].pk)]})
    desk.post(at("seat_staff", meeting.pk), {"staff": [str(chosen[1].pk)]})
    with within(school):
        assert [row.staff_id for row in Attendee.objects.all()] == [chosen[1].pk]


# ---- paper


def paper(answer: Any) -> tuple[str, str]:
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages)
    return answer["Content-Disposition"], re.sub(r"\s+", " ", text)


def test_open_fill_ins_come_before_the_printed_run_book(desk: Client, meeting: Meeting) -> None:
    page = words(desk.get(at("run_book_pdf", meeting.pk)))
    assert "Toch afdrukken" in page and "Hoe we contact houden" in page
    name, text = paper(desk.get(at("run_book_pdf", meeting.pk) + "?toch=1"))
    assert name == 'inline; filename="draaiboek-2026-12-10-ouderavond.pdf"'
    assert all(
        part in text
        for part in (
            "Draaiboek: Ouderavond",
            "18.45",
            "Welkom",
            "inloop 18.45, begin 19.00, einde 21.00",
            "Voorbereiding",
            "Waarom nu",
        )
    )


def test_signs_list_and_poster_say_what_they_should(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    seated(meeting, school, dirk)
    desk.post(at("seat_divide", meeting.pk), {"tables": "5", "couples": "together"})
    with within(school):
        hall = codes.grouped(codes.codes_for("join", [meeting.pk])[meeting.pk]["hall"])
    name, text = paper(desk.get(at("signs_pdf", meeting.pk)))
    assert name == 'inline; filename="tafelbordjes-2026-12-10-ouderavond.pdf"' and "Tafel" in text
    name, text = paper(desk.get(at("sign_in_pdf", meeting.pk)))
    assert "aanwezigen-2026" in name and "Aïcha003 Voorbeeld" in text and "donderdag 10 december 2026, 19.00" in text
    name, text = paper(desk.get(at("poster_pdf", meeting.pk)))
    assert "poster-2026" in name and hall in text


def test_a_list_without_anybody_and_odd_names_print_too(desk: Client, meeting: Meeting, school: Any, dirk: Any) -> None:
    paper(desk.get(at("sign_in_pdf", meeting.pk)))
    with within(school):
        services.add_by_hand(by=dirk, meeting=meeting, key=clock.new_id(), name="#panic() أم يوسف 🎈", voice="parents")
    assert "#panic()" in paper(desk.get(at("sign_in_pdf", meeting.pk)))[1]
