"""Whoever opens a link to a questionnaire: one page, every language, everything that can go wrong, and no more than forty kilobytes."""

import hashlib
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access import codes
from driehoek.access.models import TrailRow
from driehoek.conftest import questions, sign_in
from driehoek.invitations.tests.makers import open_link
from driehoek.invitations.tests.test_weight import weight_of
from driehoek.library.reading_scan import load_instrument
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices.tests.dumping import dump, holding

from ..models import AskedClass, Fielding, Mark, Submission, Ticket, Version
from ..services.answering import sheets_of
from .makers_asked import make_asked_class, make_fielding, make_tickets

pytestmark = pytest.mark.django_db
MOST = 40_000
FILLED = {
    "n-societal-1": "4",
    "i-societal-1": "5",
    "n-trust-1": "0",
    "w-proud": "De juf belt ook als het goed gaat",
    "b": ["time"],
}


@pytest.fixture
def asked_class(school: Any, moment: Any) -> AskedClass:
    with within(school):
        return make_asked_class(make_fielding(), people=2)


@pytest.fixture
def ticket(asked_class: AskedClass, school: Any) -> Ticket:
    with within(school):
        return make_tickets(asked_class.fielding, asked_class)[0]


def opened(client: Client, school: Any, purpose: str, about: Any) -> str:
    with within(school):
        (code,) = codes.issue(purpose, about.pk, clock.end_of(clock.today()))
        return open_link(client, codes.plain(code))


@pytest.fixture
def address(client: Client, school: Any, ticket: Ticket) -> str:
    return opened(client, school, "scan", ticket)


def of_json(client: Client, address: str, sent: Any = None) -> tuple[int, dict[str, Any]]:
    answer = client.post(address, sent if sent is not None else FILLED, headers={"accept": "application/json"})
    return answer.status_code, answer.json()


def test_a_personal_link_is_filled_in_once_and_leaves_nothing_but_the_answer(
    client: Client, school: Any, ticket: Ticket, address: str
) -> None:
    page = client.get(address).content.decode()
    for words in ("Deze link is voor <b><bdi>Ouder0</bdi></b>", "gesloten envelop", "Deel 1 van 8", "weet ik niet", "Geen tijd"):
        assert words in page
    assert "Amrani" not in page
    with within(school):
        trail = TrailRow.objects.count()
    answer = client.post(address, FILLED)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Er is een antwoord binnen via deze link" in client.get(address).content.decode()
    assert of_json(client, address) == (200, {"done": True}), "after a lost answer it is sent again"
    with within(school):
        (sheet,) = sheets_of(ticket.fielding)
        assert (dict(sheet.now), dict(sheet.important)) == ({"societal-1": 4, "trust-1": 0}, {"societal-1": 5})
        assert (sheet.barriers, dict(sheet.words)) == (("time",), {"proud": FILLED["w-proud"]})
        assert TrailRow.objects.count() == trail
        (sent,) = Submission.objects.all()
    dumped = dump()
    assert holding(dumped, str(ticket.pk)) == {"scans_ticket", "access_accesscode"}
    assert holding(dumped, str(sent.pk)) == {"scans_submission"}
    guessed = {
        hashlib.sha256(f"scan|{about}".encode()).hexdigest() for about in (ticket.pk, ticket.pk.hex, client.session.session_key)
    }
    assert not guessed & {row["key"] for row in dumped["access_tokenbucket"]}


def test_only_the_browser_that_sent_it_says_thanks(client: Client, school: Any, ticket: Ticket, address: str) -> None:
    """Whoever opens a copy of the letter finds the same form, answered or not, and the same thanks after sending."""
    other = Client()
    opened(other, school, "scan", ticket)

    def words() -> str:
        return re.sub(r'value="[^"]{64}"', "", other.get(address).content.decode())

    before = words()
    client.post(address, FILLED)
    assert words() == before
    assert "het eerste antwoord telt" in before
    cookie = client.cookies["verstuurd"]
    assert cookie["httponly"] and cookie["path"] == address and str(ticket.pk) not in cookie.value
    assert not {"verstuurd", cookie.value} & set(map(str, client.session.values()))
    assert other.post(address, FILLED)["Location"] == address
    assert words() == re.sub(r'value="[^"]{64}"', "", client.get(address).content.decode())
    with within(school):
        assert Submission.objects.count() == 1


def test_without_a_script_everything_typed_comes_back(client: Client, school: Any, address: str, ticket: Ticket) -> None:
    answer = client.post(address, FILLED | {"w-proud": "a" * 2001})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "te lang" in page
    assert "a" * 2001 in page
    assert re.search(r'name="n-societal-1" value="4" checked', page)
    assert client.post(address, {}).status_code == 422
    with within(school):
        Fielding.objects.update(closed_at=clock.now())
    answer = client.post(address, FILLED)
    assert answer.status_code == 409
    assert "Deze vragenlijst is gesloten" in answer.content.decode()
    assert "De juf belt" in answer.content.decode()
    status, words = of_json(client, address)
    assert (status, words["code"]) == (409, "closed")
    assert "Vertel het de school" in words["message"]
    assert "Deze vragenlijst is gesloten" in client.get(address).content.decode()
    with within(school):
        assert not Submission.objects.exists()


def test_a_class_link_counts_a_browser_once_and_another_parent_on_it_once_more(
    client: Client, school: Any, asked_class: AskedClass
) -> None:
    address = opened(client, school, "scanclass", asked_class)
    assert "Voor Groep 5" in client.get(address).content.decode()
    client.post(address, FILLED)
    thanks = client.get(address).content.decode()
    assert "vanaf dit toestel" in thanks
    other = re.search(r'href="([^"]+ander=1)"', thanks)
    assert other
    other_address = other[1].replace("&amp;", "&")
    assert 'name="n-societal-1"' in client.get(other_address).content.decode()
    assert of_json(client, other_address)[0] == of_json(client, other_address)[0] == 200
    assert "Ik ben een andere ouder" not in client.get(other_address).content.decode()
    third = Client()
    status, words = of_json(third, opened(third, school, "scanclass", asked_class))
    assert (status, words["code"]) == (409, "full")
    with within(school):
        assert Mark.objects.count() == Submission.objects.count() == 2
        marks = {row.digest for row in Mark.objects.all()}
    assert not [
        one for one in marks if one in str(client.session.items()) or one in {kept.value for kept in client.cookies.values()}
    ]


def test_the_link_of_a_class_is_for_its_parents_alone(client: Client, school: Any, asked_class: AskedClass) -> None:
    with within(school):
        Fielding.objects.update(voices=["parents", "pupil"])
        AskedClass.objects.update(people={"parents": 2, "pupil": 3})
    address = opened(client, school, "scanclass", asked_class)
    assert 'name="b"' in client.get(f"{address}?wie=pupil").content.decode()
    with within(school):
        Fielding.objects.update(voices=["pupil"])
    assert client.get(address).status_code == 404


def test_a_colleague_answers_without_a_link_and_nobody_else_may(
    client: Client, school: Any, dirk: Any, anne: Any, ticket: Ticket
) -> None:
    with within(school):
        staff = StaffMember.objects.create(user_id=dirk.user_id, given_name="Dirk", surname="Vos")
        own = Ticket.objects.create(fielding=ticket.fielding, voice="school", staff=staff, channel="mail")
    sign_in(client, dirk)
    address = f"/s/klimboom/v/{own.pk}/"
    page = client.get(address).content.decode()
    assert "Deze link is voor" not in page
    assert "Stelling 1 over formal (school)" in page
    assert client.post(address, {"n-formal-1": "2"}).status_code == 302
    assert client.get(f"/s/klimboom/v/{ticket.pk}/").status_code == 404
    other = Client()
    sign_in(other, anne)
    assert other.get(address).status_code == 404


def test_who_answered_another_way_is_let_go_and_nothing_tells_whether_they_did(
    client: Client, school: Any, address: str, ticket: Ticket
) -> None:
    answer = client.post(f"{address}al-gedaan/")
    assert "U krijgt geen herinnering meer" in client.get(answer["Location"]).content.decode()
    with within(school):
        now = Ticket.objects.get()
        assert (now.let_go, now.answered) == (True, False)


def test_what_is_not_translated_stands_in_dutch_and_says_so(client: Client, address: str) -> None:
    page = client.get(f"{address}?taal=en").content.decode()
    assert '<legend lang="en" dir="auto">Stelling 1 over societal in English.</legend>' in page
    assert '<legend lang="nl" dir="auto">Stelling 1 over informal.</legend>' in page
    assert 'lang="en" dir="ltr"' in page
    assert "herkent niemand" not in client.get(address).content.decode(), "only who writes in another language is warned"


def test_parents_read_what_it_is_about_in_their_language_and_no_words_of_the_model(
    client: Client, school: Any, address: str
) -> None:
    with within(school):
        Version.objects.update(content=load_instrument("full", "po"))
    page = client.get(f"{address}?taal=nl").content.decode()
    assert f'<h1 id="title">Hoe gaat het tussen u en {school.name}?</h1>' in page
    assert "We kennen elkaars leefwereld" in page
    assert 'Vragenlijst: <bdi lang="nl" dir="auto">Samen voor uw kind</bdi>' in page
    assert "partnerschap" not in page.lower() and "burgerschap" not in page.lower()
    arabic = client.get(f"{address}?taal=ar").content.decode()
    assert "كيف تسير الأمور بينكم وبين" in arabic and "نعرف عالم بعضنا بعضًا" in arabic and "شراكة" not in arabic


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_whole_questionnaire_fits_in_forty_kilobytes(client: Client, school: Any, address: str, language: str) -> None:
    with within(school):
        Version.objects.update(content=load_instrument("full", "po"))
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(f"{address}?taal={language}", headers={"accept-encoding": "gzip"})
    found = weight_of(answer.content)
    assert answer["Content-Encoding"] == "gzip"
    assert sum(found.values()) <= MOST, found
    assert questions(seen) <= 8
