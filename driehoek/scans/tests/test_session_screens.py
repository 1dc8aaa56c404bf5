"""The screens of a session: two presses to make one, what a phone may send, and what never shows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.access.policy import Role
from driehoek.conftest import make_staff, sign_in
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_class
from driehoek.scans.models import Agreed, ChosenPoint, Dot, Note, TeamSession, TurnoutLine
from driehoek.scans.services import sessions as verbs
from driehoek.schools.scoping import within

from .test_sessions import fresh, make, note

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def at(name: str, *parts: Any) -> str:
    return reverse(name, args=["klimboom", *parts])


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def session(school: Any, dirk: Any, moment: Any) -> TeamSession:
    with within(school):
        return make(dirk)


def joined(school: Any, session: TeamSession) -> Client:
    """A browser that typed the code of the room."""
    with within(school):
        code = codes.codes_for("session", [session.pk])[session.pk]["hall"]
    phone = Client()
    assert phone.post(reverse("code", args=[code]), follow=True).status_code == 200
    return phone


def go(school: Any, dirk: Any, session: TeamSession, step: str, *opened: str) -> None:
    with within(school):
        verbs.go_to(session=session, step=step, by=dirk)
        for part in opened:
            verbs.open_part(session=session, part=part, by=dirk)


def test_a_session_is_made_with_what_the_form_says_already(school: Any, desk: Client, moment: Any) -> None:
    for kind in ("team_scan", "vision"):
        page = desk.get(at("session_new"), {"soort": kind}).content.decode()
        form = dict(re.findall(r'name="(key|kind|title|day|time)"[^>]*? value="([^"]*)"', page))
        form |= {name: value for value, name in re.findall(r'value="([^"]*)"[^>]*? name="(key|kind|title|day|time)"', page)}
        assert set(form) == {"key", "kind", "title", "day", "time"}
        for _double in range(2):
            made = desk.post(at("session_new"), form)
        assert made.status_code == 302 and made["Location"] == at("session", form["key"])
    long = desk.post(at("session_new"), form | {"title": "x" * 100_000})
    assert long.status_code == 422 and "tekens te lang" in long.content.decode()
    assert desk.post(at("session_new"), form | {"kind": "result", "key": str(clock.new_id())}).status_code == 422


def test_a_phone_joins_by_code_and_its_notes_arrive_once(school: Any, dirk: Any, session: TeamSession) -> None:
    phone = joined(school, session)
    go(school, dirk, session, "sheets")
    page = phone.get(at("session_phone", session.pk)).content.decode()
    assert "Welk blad?" in page and "Dirk" not in page
    sent = {"key": str(clock.secret_id()), "sheet": "formal", "sort": "ambition", "text": "Ouders praten mee"}
    answers = [phone.post(at("session_say", session.pk), sent, **JSON) for _twice in range(2)]
    assert [one.json() for one in answers] == [{"key": sent["key"]}] * 2
    plain = phone.post(at("session_say", session.pk), sent | {"key": str(clock.secret_id()), "sheet": ""})
    assert plain.status_code == 422 and "Ouders praten mee" in plain.content.decode()
    seen = re.search(r'data-version="(\d+)"', page)
    assert seen and phone.get(at("session_phone_now", session.pk), {"v": seen[1]}).status_code == 204
    with within(school):
        assert Note.objects.count() == 1
        verbs.close(session=session, by=dirk)
    told = phone.post(at("session_say", session.pk), sent | {"key": str(clock.secret_id())}, **JSON)
    assert (told.status_code, told.json()["code"]) == (409, "closed")
    lost = phone.post(at("session_say", session.pk), sent | {"key": str(clock.secret_id()), "text": "Nog onderweg"})
    assert lost.status_code == 409 and "Nog onderweg" in lost.content.decode()  # without a script it is still there to copy
    assert "inloggen" in phone.get(at("session", session.pk))["Location"]  # the outcome is for who works here
    assert Client().get(at("session_phone", session.pk)).status_code == 404


def test_dots_by_phone_without_a_script(school: Any, dirk: Any, session: TeamSession) -> None:
    with within(school):
        one = note(session, "Ambitie", "ambition")
    go(school, dirk, session, "dots", "sheets")
    phone, other = joined(school, session), joined(school, session)
    to, name = at("session_dots", session.pk), f"dots_{one.pk}"
    assert phone.post(to, {name: "2", "more": str(one.pk)}).status_code == 302
    assert other.post(to, {name: "5"}).status_code == 302
    assert phone.post(to, {name: "9"}).status_code == phone.post(to, {name: "veel"}).status_code == 422
    with within(school):
        assert sorted(Dot.objects.values_list("count", flat=True)) == [3, 5]
    assert 'value="3"' in phone.get(at("session_phone", session.pk)).content.decode()


def test_the_screens_show_nothing_before_it_is_opened(school: Any, dirk: Any, desk: Client, session: TeamSession) -> None:
    with within(school):
        for number in range(7):
            note(session, f"Geheim briefje {number}", "ambition")
    go(school, dirk, session, "sheets")
    for name in ("session_hall", "session_lead", "session_desk", "session", "session_phone"):
        page = desk.get(at(name, session.pk)).content.decode()
        assert "Geheim" not in page, name
    hall = desk.get(at("session_hall", session.pk)).content.decode()
    version = re.search(r'data-version="([^"]+)"', hall)
    assert version and "minstens 5 briefjes" in hall
    assert desk.get(at("session_hall", session.pk), {"v": version[1]}).status_code == 204
    turn = desk.post(at("session_turn", session.pk, "toon"), {"part": "sheets"}, HTTP_HX_REQUEST="true")
    assert turn.status_code == 200 and "<html" not in turn.content.decode()
    assert "Geheim" in desk.get(at("session_hall", session.pk), {"v": version[1]}).content.decode()
    again = desk.post(at("session_turn", session.pk, "verder"), {"step": "welcome"}, HTTP_HX_REQUEST="true")
    assert again.status_code == 409 and "net iets eerder" in again.content.decode()


def test_the_table_types_over_chooses_and_takes_off(school: Any, dirk: Any, desk: Client, session: TeamSession) -> None:
    go(school, dirk, session, "sheets", "sheets")
    typed = {"key": str(clock.secret_id()), "sheet": "informal", "sort": "ambition", "text": "Koffie bij de deur\n\nEen feest"}
    for _double in range(2):
        assert desk.post(at("session_type", session.pk), typed).status_code == 302
    with within(school):
        first, second = Note.objects.order_by("text").reverse()
    long = desk.post(at("session_type", session.pk), {**typed, "key": str(clock.secret_id()), "text": "Goed\n" + "x" * 400})
    assert long.status_code == 422 and "x" * 400 in long.content.decode() and "Goed\n" not in long.content.decode()
    for verb, more in (("kies", {}), ("stippen", {"count": "4"}), ("woorden", {"text": "Koffie"}), ("weg", {}), ("terug", {})):
        assert desk.post(at("session_note", first.pk, verb), more).status_code == 302, verb
    assert desk.post(at("session_note", first.pk, "anders"), {}).status_code == 404
    assert desk.post(at("session_note", first.pk, "stippen"), {"count": "-1"}).status_code == 422
    merged = desk.post(at("session_merge", session.pk), {"note": [first.pk, second.pk], "text": "Samen"})
    assert merged.status_code == 422 and "stippen op gegeven" in merged.content.decode()
    assert desk.post(at("session_agree", session.pk), {"about": "informal:ambition", "text": "Iedereen komt."}).status_code == 302
    assert "Iedereen komt." in desk.get(at("session", session.pk)).content.decode()


def test_who_is_set_as_leader_leads_also_from_outside(school: Any, dirk: Any, client: Client, moment: Any) -> None:
    thea = make_staff(school, "Thea", Role.TRAJECTORY_ADVISER)
    with within(school):
        staff = StaffMember.objects.create(user_id=thea.user_id, given_name="Thea")
        mine, other = make(dirk, leader=staff), make(dirk)
    sign_in(client, thea)
    assert client.get(at("session_lead", mine.pk)).status_code == 200
    assert client.get(at("session_lead", other.pk)).status_code == 404
    assert client.get(at("session", other.pk)).status_code == 200


def test_the_plan_for_turnout_leads_to_a_meeting_that_is_filled_in(
    school: Any, dirk: Any, desk: Client, session: TeamSession
) -> None:
    with within(school):
        klas = make_class("5")
    page = desk.get(at("session_turnout", session.pk)).content.decode()
    assert "Wie nodigt persoonlijk uit" in page
    day = (clock.today().replace(year=clock.today().year + 1)).isoformat()
    said = {"meeting_on": day, "template": "wishes_evening", "everybody": "Tolk.", f"in_the_way_{klas.pk}": "werk"}
    wrong = desk.post(at("session_turnout", session.pk), said | {f"arranged_{klas.pk}": "x" * 400})
    assert wrong.status_code == 422 and "x" * 400 in wrong.content.decode()
    assert desk.post(at("session_turnout", session.pk), said).status_code == 302
    page = desk.get(at("session", session.pk)).content.decode()
    link = re.search(r'href="([^"]+bijeenkomsten/nieuw/[^"]*)"', page)
    assert link and f'value="{day}"' in desk.get(link[1].replace("&amp;", "&")).content.decode()
    with within(school):
        assert TurnoutLine.objects.get().in_the_way == "werk"


def test_its_paper_is_made(school: Any, dirk: Any, desk: Client, moment: Any) -> None:
    from driehoek.documents.tests.makers import reader, structure

    with within(school):
        scan, vision = make(dirk), make(dirk, "vision")
        note(scan, '#panic() "aanhaling" <b>', "ambition")
        verbs.open_part(session=scan, part="sheets", by=dirk)
    for name, one, pages in (
        ("session_guide", scan, None),
        ("session_guide", vision, None),
        ("session_sheets", scan, 5),
        ("session_outcome", scan, None),
    ):
        answer = desk.get(at(name, one.pk))
        assert answer["Content-Type"] == "application/pdf"
        found = reader(answer.content)
        assert structure(answer.content) and (pages is None or len(found.pages) == pages), name


@pytest.mark.parametrize("name", ["session", "session_hall", "session_lead", "session_desk", "session_phone"])
def test_pages_ask_the_same_for_one_note_and_for_many(
    name: str, school: Any, dirk: Any, desk: Client, session: TeamSession
) -> None:
    go(school, dirk, session, "dots", "sheets")

    def count() -> int:
        desk.get(at(name, session.pk))
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(at(name, session.pk)).status_code == 200
        return len([one for one in seen.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    with within(school):
        note(session, "Een", "ambition")
    few = count()
    with within(school):
        Note.objects.bulk_create(
            Note(session=session, sheet="formal", sort="ambition", text=f"Briefje {number}") for number in range(300)
        )
    assert count() == few <= 12
    with within(school):
        assert fresh(session).version


def test_sentences_are_kept_all_at_once_and_none_of_another_goes(school: Any, dirk: Any, desk: Client, moment: Any) -> None:
    with within(school):
        vision = make(dirk, "vision")
    page = desk.get(at("session_desk", vision.pk)).content.decode()
    abouts = re.findall(r'form="sentences" name="about" value="([^"]+)"', page)
    assert len(abouts) == 13 and page.count('form="sentences" name="was"') == 13
    to, empty = at("session_agree", vision.pk), [""] * 11
    assert desk.post(to, {"about": abouts[-1], "text": "Van de telefoon.", "back": "leiden"}).status_code == 302
    typed = {"about": abouts, "text": ["Een.", "Twee.", *empty], "was": ["", "", *empty], "at": abouts[0]}
    assert desk.post(to, typed)["Location"].endswith(f"#{abouts[0]}")
    with within(school):
        assert set(Agreed.objects.values_list("text", flat=True)) == {"Een.", "Twee.", "Van de telefoon."}
    long = desk.post(to, {**typed, "text": ["Anders.", "x" * 900, *empty]})
    assert long.status_code == 422 and "Anders." in long.content.decode() and "x" * 900 in long.content.decode()


def test_a_phone_asks_where_we_stand_only_where_that_fits(school: Any, dirk: Any, moment: Any) -> None:
    with within(school):
        vision = make(dirk, "vision")
    phone, to = joined(school, vision), at("session_alone", vision.pk)
    for step, fits in (("trust", True), ("from_leaders", False)):
        go(school, dirk, vision, step)
        page = phone.get(at("session_phone", vision.pk)).content.decode()
        assert ('name="stand"' in page) == fits and "Zonder namen of nummers" in page
    empty = phone.post(to, {"question": "trust", "text": " "}, follow=True).content.decode()
    assert "Er staat nu niets van je" in empty and "Bewaard." not in empty
    go(school, dirk, vision, "goodbye")
    assert "niets meer te doen" in phone.get(at("session_phone", vision.pk)).content.decode()


def test_a_code_of_the_room_asks_for_no_letter_and_no_account(db: Any) -> None:
    room, letter = (Client().get(reverse("code", args=["A" * size])).content.decode() for size in (6, 12))
    assert "Werkt u op school" not in room and "de brief" not in room and "geen account nodig" in room
    assert "Werkt u op school" in letter and "de brief" in letter


def test_a_number_in_a_note_is_masked_until_the_leader_decides(
    school: Any, dirk: Any, desk: Client, session: TeamSession
) -> None:
    with within(school):
        one = note(session, "Bel mij op 06-12345678", "ambition")
        for number in range(5):
            note(session, f"Koffie {number}", "ambition")
    go(school, dirk, session, "sheets")
    before = desk.get(at("session_lead", session.pk)).content.decode()
    assert "In 1 briefje staat iets dat lijkt op een naam of nummer" in before and "12345678" not in before
    table = desk.get(at("session_desk", session.pk)).content.decode()
    assert "12345678" in table and "Koffie" not in table
    go(school, dirk, session, "dots", "sheets")
    phone = joined(school, session)
    pages = [(desk, "session_hall"), (phone, "session_phone"), (desk, "session")]
    go(school, dirk, session, "sheets")
    assert "12345678" not in desk.get(at("session_hall", session.pk)).content.decode()
    go(school, dirk, session, "dots")
    for who, name in pages:
        assert "12345678" not in who.get(at(name, session.pk)).content.decode(), name
    assert desk.post(at("session_note", one.pk, "kies")).status_code == 302
    with within(school):
        assert "12345678" not in ChosenPoint.objects.get().text
    assert desk.post(at("session_note", one.pk, "laat")).status_code == 302
    assert "12345678" in phone.get(at("session_phone", session.pk)).content.decode()
