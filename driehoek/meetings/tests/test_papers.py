"""The page with every paper of a meeting, and each of them as the form asks."""

import datetime as dt
import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from driehoek.access import codes
from driehoek.conftest import sign_in
from driehoek.documents.tests.makers import faults
from driehoek.invitations import services as inviting
from driehoek.meetings import queries, services
from driehoek.meetings.models import Attendee, Meeting, MeetingTable
from driehoek.meetings.queries.paper_list import KINDS
from driehoek.meetings.queries.paper_roles import extract, parts_of
from driehoek.schools.scoping import within
from driehoek.voices.models import Theme

from .makers import make_colleagues, make_guests, make_meeting
from .pages import at, words
from .test_screens import counted, make_more

pytestmark = pytest.mark.one_database  # paper says the same whatever the rows came from
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Any) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def full(meeting: Meeting, school: Any, dirk: Any) -> Meeting:
    """Twelve homes and six colleagues over five tables, the first with a theme of the library; classes approved and sent."""
    with within(school):
        make_guests(meeting, 12)
        services.choose_staff(by=dirk, meeting=meeting, staff=make_colleagues(6))
        services.gather(by=dirk, meeting=meeting)
        services.divide(by=dirk, meeting=meeting, couples="free", tables=5)
        theme = Theme.objects.create(occasion=meeting.occasion, title="Lezen", library_key="reading")
        MeetingTable.objects.filter(meeting=meeting, number=1).update(theme=theme)
        for own in meeting.occasion.class_invitations.all():
            inviting.approve(class_invitation=own, by=dirk)
        inviting.send(occasion=meeting.occasion, by=dirk)
    return meeting


def text_of(answer: Any) -> str:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), answer.content[:400]
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages))


def test_the_page_says_what_each_paper_is_for_and_what_is_still_open(desk: Client, meeting: Meeting) -> None:
    page = words(desk.get(at("meeting_papers", meeting.pk)))
    assert "Eerst nog invullen" in page and "Hoe we contact houden" in page
    assert "Er staat nog niemand op de lijst" in page and "zodra een uitnodiging is verstuurd" in page
    assert at("meeting_papers", meeting.pk) in desk.get(at("meeting", meeting.pk)).content.decode()


def test_who_said_yes_is_put_on_the_list_from_where_the_list_is_missed(desk: Client, meeting: Meeting, school: Any) -> None:
    with within(school):
        make_guests(meeting, 2)
    assert "4 gasten staan nog niet op de lijst" in words(desk.get(at("meeting_papers", meeting.pk)))
    done = desk.post(at("seat_gather", meeting.pk), {"from": "papers"}, follow=True)
    assert done.redirect_chain[-1][0] == at("meeting_papers", meeting.pk)
    assert "4 gasten zijn op de lijst gezet" in words(done) and "nog niet op de lijst" not in words(done)


def test_each_paper_on_the_page_can_be_opened(desk: Client, full: Meeting) -> None:
    page = desk.get(at("meeting_papers", full.pk)).content.decode()
    for kind in KINDS:
        address = at("meeting_paper", full.pk, kind.key)
        assert f'action="{address}"' in page, kind.key
        answer = desk.get(address)
        assert answer.status_code == 200 and answer["Content-Type"] == kind.media_type
        if kind.ending == "pdf":
            assert faults(answer.content) == [], kind.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_for_parents_speaks_the_language_that_was_chosen(desk: Client, full: Meeting, language: str) -> None:
    for kind in (one for one in KINDS if "language" in one.options):
        answer = desk.get(at("meeting_paper", full.pk, kind.key), {"language": language})
        assert PdfReader(BytesIO(answer.content)).trailer["/Root"]["/Lang"] == language, kind.key


def test_the_table_sheet_asks_in_english_what_it_asks_in_dutch(desk: Client, full: Meeting) -> None:
    text = text_of(desk.get(at("meeting_paper", full.pk, "tafelbladen"), {"language": "en", "paper": "a3"}))
    assert "What is the first step?" in text and "5 / 5" in text


def test_a_badge_has_no_surname_unless_somebody_wants_it(desk: Client, full: Meeting) -> None:
    address = at("meeting_paper", full.pk, "naamkaartjes")
    text = text_of(desk.get(address))
    assert "Aïcha003" in text and "Voorbeeld" not in text and "Jansen" not in text and "tafel" in text
    assert "Aïcha003 Voorbeeld" in text_of(desk.get(address, {"surnames": "on"}))


def test_printing_goes_on_from_a_number(desk: Client, full: Meeting) -> None:
    address = at("meeting_paper", full.pk, "naamkaartjes")
    assert "29 tot en met 30" in text_of(desk.get(address, {"first": "29", "stickers": "10"}))
    beyond = desk.get(address, {"first": "31"})
    assert (beyond.status_code, "Zo ver loopt de stapel niet" in words(beyond)) == (422, True)
    assert 'value="31"' in beyond.content.decode()


@pytest.mark.parametrize("given", [{"first": "nul"}, {"first": "0"}, {"first": "9" * 30}, {"language": "xx"}, {"paper": "b5"}])
def test_a_mistake_in_the_form_is_told_beside_its_field(desk: Client, full: Meeting, given: dict[str, str]) -> None:
    answer = desk.get(at("meeting_paper", full.pk, "tafelbordjes"), given)
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()


def test_a_paper_that_does_not_exist_is_not_there(desk: Client, meeting: Meeting) -> None:
    assert desk.get(at("meeting_paper", meeting.pk, "behang")).status_code == 404


def test_paper_that_waits_for_something_says_so(desk: Client, meeting: Meeting) -> None:
    for key in ("naamkaartjes", "uitnodiging"):
        assert desk.get(at("meeting_paper", meeting.pk, key)).status_code == 409


def test_a_role_gets_its_own_items_the_card_and_the_message(desk: Client, full: Meeting, school: Any) -> None:
    with within(school, write=False):
        book = queries.run_book(full)
    keys = [part.key for part in parts_of(book)]
    assert {"gespreksleider", "tafelleider", "schrijver", "ontvangst"} <= set(keys)
    address = at("meeting_paper", full.pk, "draaiboek")
    text = text_of(desk.get(address, {"role": "tafelleider"}))
    assert "Draaiboek voor tafelleider" in text and "Thematafels" in text and "Inloop" not in text
    assert "Onze kernboodschap" in text and "Voorbereiding" not in text
    assert "Inloop" in text_of(desk.get(address, {"role": "ontvangst"}))
    assert desk.get(address, {"role": "directeur van de maan"}).status_code == 422
    for key in keys:
        assert extract(book, key).blocks, key


def test_the_word_file_opens(desk: Client, full: Meeting) -> None:
    answer = desk.get(at("meeting_paper", full.pk, "draaiboek-word"), {"role": "gespreksleider"})
    assert answer["Content-Disposition"] == 'attachment; filename="draaiboek-word-2026-12-10-ouderavond.docx"'
    made = docx.Document(BytesIO(answer.content))
    assert made.paragraphs[0].text == "Draaiboek voor gespreksleider: Ouderavond" and made.tables


def test_each_class_has_its_own_link_on_its_poster_and_each_table_the_code_of_the_hall(
    desk: Client, full: Meeting, school: Any
) -> None:
    with within(school, write=False):
        own = full.occasion.class_invitations.select_related("school_class").first()
        code = codes.grouped(codes.codes_for("class", [own.pk])[own.pk]["printed"])
        hall = codes.grouped(codes.codes_for("join", [full.pk])[full.pk]["hall"])
    text = text_of(desk.get(at("meeting_paper", full.pk, "uitnodiging")))
    assert code in text and own.school_class.name in text and "4 / 4" in text
    assert text_of(desk.get(at("meeting_paper", full.pk, "qr-bladen"))).count(hall) == 5


def test_the_longest_names_of_the_hall_stay_on_their_paper(desk: Client, full: Meeting, school: Any) -> None:
    with within(school):
        Attendee.objects.filter(place=2).update(name="Wolfeschlegelsteinhausenbergerdorff " * 5, class_label="Groep " + "x" * 90)
    for key in ("naamkaartjes", "aanwezigen"):
        answer = desk.get(at("meeting_paper", full.pk, key))
        assert faults(answer.content) == [] and len(PdfReader(BytesIO(answer.content)).pages) <= 5


@pytest.mark.parametrize("what", ["", "naamkaartjes", "tafelbordjes", "uitnodiging", "schrijfbladen", "draaiboek"])
def test_queries_stay_flat_with_many_people(desk: Client, meeting: Meeting, school: Any, dirk: Any, what: str) -> None:
    with within(school):
        make_guests(meeting, 1, classes=1)
        services.choose_staff(by=dirk, meeting=meeting, staff=make_colleagues(1))
        services.gather(by=dirk, meeting=meeting)
        services.divide(by=dirk, meeting=meeting, couples="free", tables=1)
        send(meeting, dirk)
    address = at("meeting_paper", meeting.pk, what) if what else at("meeting_papers", meeting.pk)
    few = counted(desk, address)
    with within(school):
        make_more(meeting, dirk)
        send(meeting, dirk)
    assert counted(desk, address) == few <= 12


def send(meeting: Meeting, by: Any) -> None:
    for own in meeting.occasion.class_invitations.filter(approved_at__isnull=True):
        inviting.approve(class_invitation=own, by=by)
    inviting.send(occasion=meeting.occasion, by=by)
