"""The first version of the school's own words, and which of the two texts somebody reads."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.meetings import report_draft
from driehoek.meetings.models import Attendee
from driehoek.meetings.services.report import mark_of, publish_report, write_intro
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .evenings import open_code
from .pages import at, words
from .reporting import LATE, SECRETS, Held, hold

pytestmark = pytest.mark.django_db
FOUND = report_draft.Harvest("donderdag 10 december", 23, 1, 70, ["Huiswerk", "Rust"], 2, "31 december")


def test_a_draft_counts_thanks_and_promises() -> None:
    text = report_draft.for_who_came(FOUND)
    assert "23 ouders en iemand van school" in text and "Dank u wel dat u er was." in text
    assert "‘Huiswerk’ en ‘Rust’" in text and "2 onderwerpen hebben nog geen antwoord. Dat krijgt u vóór 31 december." in text


def test_a_draft_for_who_was_not_there_thanks_nobody_for_coming() -> None:
    text = report_draft.for_who_did_not(FOUND)
    assert "Dank u wel dat u er was" not in text and "U hoort erbij, ook als u er niet was." in text


def test_a_draft_of_an_empty_harvest_claims_nothing() -> None:
    text = report_draft.for_who_came(report_draft.Harvest("donderdag 10 december", 0, 0, 0, [], 0, ""))
    assert text == "Op donderdag 10 december waren ouders en school bij elkaar. Dank u wel dat u er was."


@pytest.fixture
def held(school: School, dirk: Who, carla: Who) -> Any:
    found = hold(school, dirk, carla)
    with clock.stopped(LATE):
        yield found


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def keep_two(held: Held, school: School, dirk: Who) -> None:
    with within(school):
        write_intro(meeting=held.meeting, text="Fijn dat u kwam.", absent="We misten u niet alleen.", by=dirk)
        publish_report(meeting=held.meeting, by=dirk)


def reads(held: Held, school: School, name: str) -> str:
    phone = Client()
    open_code(phone, "reply", held.invitations[name].pk, school)
    return words(phone.get(at("guest_report", held.meeting.pk)))


def test_the_desk_offers_a_first_version_that_nobody_sees_yet(desk: Client, held: Held, school: School) -> None:
    page = desk.get(at("meeting_report", held.meeting.pk))
    form = page.context["form"]
    assert "Dit is een eerste versie" in words(page) and "1 ouder en iemand van school" in form["text"].value()
    assert not [word for word in SECRETS if word in form["text"].value() + form["absent"].value()]
    with within(school, write=False):
        assert held.fresh.report_intro == "" == held.fresh.report_intro_absent
    assert page.context["report"].intro == "" and page.context["checks"].no_intro


def test_both_are_kept_together_and_a_stale_one_is_refused(desk: Client, held: Held, school: School) -> None:
    desk.post(at("report_intro", held.meeting.pk), {"text": "A", "absent": "B", "seen": mark_of("")})
    assert desk.post(at("report_intro", held.meeting.pk), {"text": "C", "absent": "", "seen": mark_of("A")}).status_code == 409
    page = desk.get(at("meeting_report", held.meeting.pk))
    assert page.context["form"]["absent"].value() == "B" and not page.context["is_draft"]
    assert "B" in desk.get(at("meeting_report", held.meeting.pk) + "?voor=niet").context["report"].intro


def test_each_home_reads_the_words_that_fit(held: Held, school: School, dirk: Who) -> None:
    keep_two(held, school, dirk)
    assert "Fijn dat u kwam." in reads(held, school, "Aïcha") and "We misten" not in reads(held, school, "Aïcha")
    assert "We misten u niet alleen." in reads(held, school, "Bas") and "Fijn dat u kwam" not in reads(held, school, "Bas")


def test_when_nobody_knows_any_more_who_came_both_stand_there(held: Held, school: School, dirk: Who) -> None:
    keep_two(held, school, dirk)
    with within(school):
        Attendee.objects.all().delete()
    text = reads(held, school, "Bas")
    assert "Voor wie er was Fijn dat u kwam." in text and "Voor wie er niet was We misten u niet alleen." in text


def test_a_pile_says_how_many_were_there(desk: Client, held: Held, school: School, dirk: Who) -> None:
    keep_two(held, school, dirk)
    page = desk.get(at("meeting_report", held.meeting.pk))
    assert [pile.came for pile in page.context["receivers"].piles] == [0] and "Er waren er 0 bij" in words(page)


def test_the_word_file_is_for_staff_alone_and_holds_no_secret(desk: Client, held: Held, school: School, dirk: Who) -> None:
    keep_two(held, school, dirk)
    made = docx.Document(BytesIO(desk.get(at("report_docx", held.meeting.pk) + "?taal=ar&voor=niet").content))
    text = "\n".join(node.text or "" for node in made.element.body.iter(qn("w:t")))
    assert "We misten u niet alleen." in text and "Bij elke deur komt een bordje." in text and "سنقوم بهذا" in text
    assert not [word for word in SECRETS if word in text]
    phone = Client()
    open_code(phone, "reply", held.invitations["Bas"].pk, school)
    assert phone.get(at("report_docx", held.meeting.pk)).status_code == 302  # to sign in
