"""After the evening: what was done with it, on a page, a poster and in a newsletter; and what the next time learns."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import questions, sign_in
from driehoek.documents.did_poster import Did, did_poster
from driehoek.documents.tests.makers import MADE_AT, NASTY
from driehoek.invitations.models import ClassInvitation, Reply
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.meetings import services
from driehoek.meetings.models import Meeting
from driehoek.meetings.services.report import publish_report
from driehoek.people.models import Guardian
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Theme

from .evenings import open_code
from .makers import wanted
from .pages import at, words
from .reporting import BEFORE, LATE, SECRETS, Held, hold, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_page_tells_how_far_we_are_and_mails_the_news(desk: Client, held: Held, school: School, dirk: Who) -> None:
    page = desk.get(at("meeting_did", held.meeting.pk))
    assert "Een bordje bij elke deur" in words(page) and "nog geen antwoord" in words(page)
    assert "Nieuws kan weg als het verslag bij ouders is." in words(page)
    with within(school):
        publish_report(meeting=held.meeting, by=dirk)
    with clock.stopped(LATE + dt.timedelta(days=50)):
        assert "is er niets veranderd" in words(desk.get(at("meeting_did", held.meeting.pk)))
        with within(school):
            theme = Theme.objects.get(pk=held.themes["open"].pk)
            voices.answer_theme(theme=theme, by=dirk, kind="heard", text="We praten verder.")
        page = desk.get(at("meeting_did", held.meeting.pk))
        assert "Mail het aan 2 gezinnen" in words(page) and "Nieuws over wat er is gezegd" in words(page)
        told = desk.post(at("news_tell", held.meeting.pk), follow=True)
        assert "2 gezinnen krijgen een mail met het nieuws." in words(told)
        assert desk.post(at("news_tell", held.meeting.pk)).status_code == 409


@pytest.mark.database
def test_who_has_no_mail_hears_the_news_from_a_letter_before_and_after_the_mails_went(
    desk: Client, held: Held, school: School, dirk: Who
) -> None:
    with within(school):
        own = ClassInvitation.objects.get(occasion=held.meeting.occasion)
        publish_report(meeting=held.meeting, by=dirk)
    pile = at("news_letters", own.pk)
    assert desk.get(pile).status_code == 409, "there is no news yet"
    with clock.stopped(LATE + dt.timedelta(days=50)):
        with within(school):
            voices.answer_theme(theme=Theme.objects.get(pk=held.themes["open"].pk), by=dirk, kind="heard", text="We praten.")
        page = desk.get(at("meeting_did", held.meeting.pk))
        assert pile in page.content.decode() and "2 brieven" in words(page)
        before = text_of(desk.get(pile).content)
        assert "Cem" in before and "Dina" in before and "Bas" not in before and "Huiswerk thuis" in before
        assert "Geheimpad" not in before
    with clock.stopped(LATE + dt.timedelta(days=51)):
        desk.post(at("news_tell", held.meeting.pk))
        page = desk.get(at("meeting_did", held.meeting.pk))
        assert "is er niets veranderd" in words(page) and pile in page.content.decode()
        assert "Huiswerk thuis" in text_of(desk.get(pile).content)


@pytest.mark.database
def test_what_was_answered_after_the_letters_were_printed_stays_to_be_told(
    desk: Client, held: Held, school: School, dirk: Who
) -> None:
    def answer(theme: str) -> None:
        with within(school):
            voices.answer_theme(theme=Theme.objects.get(pk=held.themes[theme].pk), by=dirk, kind="heard", text="We praten.")

    with within(school):
        Guardian.objects.update(email="")
        own = ClassInvitation.objects.get(occasion=held.meeting.occasion)
        publish_report(meeting=held.meeting, by=dirk)
    did, tell = at("meeting_did", held.meeting.pk), at("news_tell", held.meeting.pk)
    later = LATE + dt.timedelta(days=50)
    with clock.stopped(later):
        answer("open")
    with clock.stopped(later + dt.timedelta(minutes=1)):
        shown = desk.get(did).context["news"]
        assert desk.get(at("news_letters", own.pk)).status_code == 200
    with clock.stopped(later + dt.timedelta(minutes=2)):
        answer("reach")
        assert desk.post(tell, {"gezien": shown.mark}).status_code == 409, "that is not what stood on the screen"
        page = desk.get(did)
        assert len(page.context["news"].titles) == 2 and "De brieven zijn meegegeven" in words(page)
        assert desk.post(tell, {"gezien": page.context["news"].mark}).status_code == 302
        assert desk.post(tell, {"gezien": page.context["news"].mark}).status_code == 409, "a double press"
        assert desk.get(did).context["news"].titles == ["Elkaar bereiken"]
    with clock.stopped(later + dt.timedelta(minutes=3)):
        assert "Elkaar bereiken" in text_of(desk.get(at("news_letters", own.pk)).content)
        desk.post(tell, {"gezien": desk.get(did).context["news"].mark})
        assert desk.get(did).context["news"].titles == []


@pytest.mark.one_database
@pytest.mark.parametrize("language", PARENT_LANGUAGES)
def test_the_poster_is_one_sheet_in_every_language(desk: Client, held: Held, language: str) -> None:
    for size in ("a3", "a4"):
        made = desk.get(at("did_poster", held.meeting.pk) + f"?taal={language}&papier={size}").content
        assert len(PdfReader(BytesIO(made)).pages) == 1 and "Bij elke deur komt een bordje." in text_of(made)
        assert not [word for word in SECRETS if word in text_of(made)]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_full_poster_with_anything_typed_stays_one_sheet(nasty: str) -> None:
    themes = [Did(title=nasty, answer=nasty * 3, answer_kind="doing", count=99, state="klaar")] * 20
    made = did_poster(themes, school=nasty, when=nasty, link="https://x.nl/c", link_text="x.nl/c", made_at=MADE_AT)
    assert len(PdfReader(BytesIO(made)).pages) == 1


def test_a_poster_about_nothing_says_so(desk: Client, held: Held, school: School) -> None:
    with within(school):
        Theme.objects.all().delete()
    assert desk.get(at("did_poster", held.meeting.pk)).status_code == 409
    assert "Nog geen thema" in words(desk.get(at("meeting_did", held.meeting.pk)))


def test_the_newsletter_is_plain_and_html_without_names(desk: Client, held: Held, school: School) -> None:
    with within(school):
        Theme.objects.filter(pk=held.themes["open"].pk).update(title="<b>Huiswerk</b> & rust")
    page = desk.get(at("newsletter", held.meeting.pk))
    text, html = page.context["text"], page.context["html"]
    assert "<B>HUISWERK</B> & RUST" in text and "Bij elke deur komt een bordje." in text and "/c" in text
    assert "<h3>&lt;b&gt;Huiswerk&lt;/b&gt; &amp; rust</h3>" in html
    assert not [word for word in SECRETS if word in text + html]


def test_the_next_meeting_shows_what_this_one_taught(desk: Client, held: Held, school: School, dirk: Who) -> None:
    typed = {"keep": "De soep.", "change": "Minder praten.", "next": ""}
    desk.post(at("meeting_evaluation", held.meeting.pk), typed)
    with within(school):
        day = LATE.date() + dt.timedelta(days=100)
        values = {"template": f"meeting:{held.meeting.pk}", "key": clock.new_id(), "day": day, "reply_by": day}
        again = services.plan_meeting(by=dirk, wanted=wanted(**values)).meeting
        assert again.evaluation == {"from": str(held.meeting.pk)}
    text = words(desk.get(at("meeting", again.pk)))
    assert "De soep." in text and "Minder praten." in text and "Goed om te weten" not in text
    assert "De soep." not in words(desk.get(at("meeting", held.meeting.pk)))


def test_an_evaluation_keeps_what_was_typed_and_its_taps(desk: Client, held: Held, school: School) -> None:
    with within(school):
        Meeting.objects.filter(pk=held.meeting.pk).update(evaluation={"taps": {"useful": {"yes": 5}}})
    wrong = desk.post(at("meeting_evaluation", held.meeting.pk), {"keep": "y" * 1001})
    assert wrong.status_code == 422 and "y" * 1001 in wrong.content.decode()
    page = desk.post(at("meeting_evaluation", held.meeting.pk), {"keep": "De soep."}, follow=True)
    assert "ja: 5" in words(page) and page.context["form"]["keep"].value() == "De soep."


def test_the_practical_page_sends_once_and_prints(desk: Client, held: Held, school: School) -> None:
    with within(school):
        Reply.objects.create(invitation=held.invitations["Aïcha"], coming=1)
        Reply.objects.create(invitation=held.invitations["Cem"], coming=1)
    with clock.stopped(BEFORE):
        assert "Versturen kan van twee weken vooraf" in words(desk.get(at("meeting_practical", held.meeting.pk)))
        assert desk.post(at("practical_tell", held.meeting.pk)).status_code == 409
    with clock.stopped(BEFORE + dt.timedelta(days=15)):
        page = desk.get(at("meeting_practical", held.meeting.pk))
        assert "De beste dag is zaterdag 5 december" in words(page) and "Mail het aan 1 gezin" in words(page)
        assert "1 gezin krijgt de mail." in words(desk.post(at("practical_tell", held.meeting.pk), follow=True))
        assert "druk je een brief af" in words(desk.post(at("practical_tell", held.meeting.pk), follow=True))
        own = held.invitations["Cem"].class_invitation_id
        assert desk.get(at("practical_letters", own)).content.startswith(b"%PDF")


def test_guests_come_at_none_of_it(held: Held, school: School) -> None:
    phone = Client()
    open_code(phone, "reply", held.invitations["Aïcha"].pk, school)
    for route in ("meeting_did", "did_poster", "newsletter", "meeting_evaluation", "meeting_practical"):
        assert phone.get(at(route, held.meeting.pk)).status_code == 302


@pytest.mark.parametrize("route", ["meeting_did", "newsletter", "meeting_evaluation", "meeting_practical", "start", "meeting"])
def test_a_page_asks_the_same_for_few_and_many(desk: Client, held: Held, school: School, route: str) -> None:
    address = at(route) if route == "start" else at(route, held.meeting.pk)
    counts = []
    with clock.stopped(LATE + dt.timedelta(days=60)):
        for more in (0, 30):
            with within(school):
                for number in range(more):
                    theme = Theme.objects.create(occasion=held.meeting.occasion, title=f"Thema {number}")
                    say(held, f"Woorden {number}", theme=theme)
            desk.get(address)
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert desk.get(address).status_code == 200
            counts.append(questions(caught))
    assert counts[0] == counts[1] <= 12, counts
