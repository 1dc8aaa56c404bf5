"""The screens of the report: who sees what, in which language, in how many queries, and never a secret."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.meetings.models import MeetingState
from driehoek.meetings.services.report import publish_report
from driehoek.outbox.models import Message
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing, Voice

from .evenings import open_code
from .pages import at, words
from .reporting import LATE, SECRETS, Held, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


@pytest.fixture
def published(held: Held, school: School, dirk: Who) -> Held:
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    return held


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def parent(held: Held, school: School, name: str) -> Client:
    """A phone on which this family opened its own letter."""
    phone = Client()
    open_code(phone, "reply", held.invitations[name].pk, school)
    return phone


# ---- for staff


def test_the_desk_shows_the_preview_and_what_will_happen(desk: Client, held: Held) -> None:
    text = words(desk.get(at("meeting_report", held.meeting.pk)))
    for part in (
        "2 gezinnen krijgen morgen om 8.00 uur een mail. 2 brieven om af te drukken.",
        "1 thema heeft nog geen antwoord. Ouders lezen dat jullie erop terugkomen vóór 31 december.",
        "1 stukje inbreng is nog niet bekeken",
        "Ik weet nooit wie ik moet bellen.",
        "Hier komen we op terug vóór 31 december 2026.",
    ):
        assert part in text
    assert not [word for word in SECRETS if word in text]


def test_the_preview_speaks_arabic_within_a_dutch_desk(desk: Client, held: Held) -> None:
    page = desk.get(at("meeting_report", held.meeting.pk) + "?taal=ar").content.decode()
    assert '<html lang="nl" dir="ltr"' in page and 'lang="ar" dir="rtl"' in page and "سنقوم بهذا" in page


def test_publishing_offers_undo_and_taking_back_works(desk: Client, held: Held, school: School) -> None:
    page = desk.post(at("report_publish", held.meeting.pk), follow=True)
    assert "Het verslag staat klaar. 2 gezinnen krijgen morgen om 8.00 uur een mail." in words(page)
    assert at("report_unpublish", held.meeting.pk) in page.content.decode() and "3 mails gaan morgen om 8.00 uur" in words(page)
    assert "teruggenomen" in words(desk.post(at("report_unpublish", held.meeting.pk), follow=True))
    with within(school, write=False):
        assert held.fresh.state == MeetingState.HARVEST


def test_a_double_press_on_the_button_queues_once(desk: Client, held: Held, school: School) -> None:
    for _press in range(2):
        assert desk.post(at("report_publish", held.meeting.pk)).status_code == 302
    with within(school, write=False):
        assert Message.objects.filter(letter="report").count() == 3


def test_a_teacher_reads_and_does_not_publish(client: Client, held: Held, carla: Who) -> None:
    sign_in(client, carla)
    text = words(client.get(at("meeting_report", held.meeting.pk)))
    assert "De schoolleider of teamleider publiceert het verslag." in text and "Begin met een eigen woord" not in text
    assert client.post(at("report_publish", held.meeting.pk)).status_code == 404


def test_an_administrator_writes_and_does_not_publish(client: Client, held: Held, anne: Who) -> None:
    sign_in(client, anne)
    page = client.get(at("meeting_report", held.meeting.pk))
    seen = page.context["form"]["seen"].value()
    done = client.post(at("report_intro", held.meeting.pk), {"text": "Dank u wel.", "seen": seen}, follow=True)
    assert "De inleiding is bewaard." in words(done) and "Publiceer het verslag" not in words(done)


def test_a_stale_introduction_keeps_what_was_typed(desk: Client, held: Held) -> None:
    desk.post(at("report_intro", held.meeting.pk), {"text": "Eerst dit.", "seen": ""})
    page = desk.post(at("report_intro", held.meeting.pk), {"text": "Mijn woorden.", "seen": "oud"})
    assert page.status_code == 409 and "Mijn woorden." in words(page) and "Eerst dit." in words(page)


def test_an_introduction_too_long_keeps_what_was_typed(desk: Client, held: Held) -> None:
    page = desk.post(at("report_intro", held.meeting.pk), {"text": "y" * 4001, "seen": ""})
    assert page.status_code == 422 and "1 teken te lang" in words(page) and "y" * 4001 in page.content.decode()


def test_paper_for_a_class_is_there_after_publishing(desk: Client, published: Held) -> None:
    own = published.invitations["Cem"].class_invitation_id
    pdf = desk.get(at("report_letters", own))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert "2 brieven" in words(desk.get(at("meeting_report", published.meeting.pk)))


# ---- for parents


def test_the_code_of_a_letter_leads_to_the_report(published: Held, school: School) -> None:
    with clock.stopped(LATE + dt.timedelta(days=1)):
        phone = Client()
        landed = phone.get(open_code(phone, "reply", published.invitations["Bas"].pk, school), follow=True)
        assert landed.redirect_chain[-1][0] == at("guest_report", published.meeting.pk) and landed.status_code == 200


def test_a_parent_reads_the_report_and_finds_ones_own_words(published: Held, school: School) -> None:
    page = parent(published, school, "Bas").get(at("guest_report", published.meeting.pk))
    text = words(page)
    for part in (
        "Elkaar bereiken",
        "Bij elke deur komt een bordje.",
        "klaar op 1 februari 2027",
        "U hoort meer vóór 1 maart 2027.",
    ):
        assert part in text
    assert reverse("said", args=["klimboom", published.meeting.occasion_id]) in page.content.decode()
    assert not [word for word in SECRETS if word in page.content.decode()]


def test_a_family_reads_in_its_own_language_from_right_to_left(published: Held, school: School) -> None:
    answer = parent(published, school, "Aïcha").get(at("guest_report", published.meeting.pk))
    page = answer.content.decode()
    assert '<html lang="ar" dir="rtl"' in page and answer["Content-Language"] == "ar"
    assert 'class="quote" lang="nl" dir="auto"' in page and 'class="quote" lang="ar" dir="auto"' in page
    assert "سنقوم بهذا" in page and 'lang="nl" dir="auto"><p>Bij elke deur komt een bordje.</p>' in page


def test_the_menu_of_languages_wins(published: Held, school: School) -> None:
    phone = parent(published, school, "Aïcha")
    phone.cookies["taal"] = "en"
    assert '<html lang="en"' in phone.get(at("guest_report", published.meeting.pk)).content.decode()


def test_before_the_report_nothing_of_it_is_shown(held: Held, school: School) -> None:
    phone = parent(held, school, "Bas")
    page = phone.get(at("guest_report", held.meeting.pk))
    assert "Het verslag komt nog" in words(page) and "bordje" not in page.content.decode()
    pdf = phone.get(at("report_pdf", held.meeting.pk))
    assert pdf.status_code == 409 and "bordje" not in pdf.content.decode()


def test_who_came_with_the_code_of_the_hall_reads_it_too(published: Held, school: School) -> None:
    phone = Client()
    open_code(phone, "join", published.meeting.pk, school)
    assert "Elkaar bereiken" in words(phone.get(at("guest_report", published.meeting.pk)))
    assert phone.get(at("report_pdf", published.meeting.pk)).content.startswith(b"%PDF")


def test_no_guest_comes_at_the_desk(published: Held, school: School) -> None:
    phone = parent(published, school, "Bas")
    for route in ("meeting_report", "report_intro"):
        assert phone.get(at(route, published.meeting.pk)).status_code in {302, 404}
        assert phone.post(at(route, published.meeting.pk)).status_code == 404


def test_strangers_and_the_other_school_find_nothing(published: Held, farid: Who, client: Client) -> None:
    sign_in(client, farid)
    for one in (Client(), client):
        for route in ("guest_report", "report_pdf"):
            assert one.get(at(route, published.meeting.pk)).status_code == 404
    for route in ("meeting_report", "guest_report", "report_pdf"):
        assert client.get(reverse(route, args=["baken", published.meeting.pk])).status_code == 404
        assert client.get(at(route, published.meeting.pk)).status_code == 404
    assert client.post(at("report_publish", published.meeting.pk)).status_code == 404
    assert client.get(at("report_letters", published.invitations["Cem"].class_invitation_id)).status_code == 404


def test_a_code_for_another_evening_opens_nothing(published: Held, school: School, dirk: Who) -> None:
    from .makers import make_meeting

    other = make_meeting(school, dirk, key=clock.new_id())
    phone = Client()
    open_code(phone, "join", other.pk, school)
    assert phone.get(at("guest_report", published.meeting.pk)).status_code == 404


def test_the_household_of_an_anonymous_giver_is_nowhere(published: Held, school: School) -> None:
    """What the page shows of somebody's words is the words and the voice: nothing that names a row or a giver."""
    page = parent(published, school, "Bas").get(at("guest_report", published.meeting.pk)).content.decode()
    with within(school, write=False):
        for one in Contribution.objects.all():
            assert str(one.pk) not in page
    assert codes.address("") not in page


# ---- queries


@pytest.mark.parametrize("route", ["meeting_report", "guest_report"])
def test_a_page_asks_at_most_twelve_for_ten_or_five_hundred(desk: Client, published: Held, school: School, route: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(at(route, published.meeting.pk)).status_code == 200
        return len(
            [
                one
                for one in found.captured_queries
                if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "select set_config", "set local role"))
            ]
        )

    few = asked()
    with within(school):
        values = {"occasion": published.meeting.occasion, "kind": "tip", "source": "phone", "standing": Standing.APPROVED}
        Contribution.objects.bulk_create(
            Contribution(**values, voice=Voice.PARENTS, text=f"Woorden {number}", theme=published.themes["open"])
            for number in range(500)
        )
    assert asked() == few <= 12
