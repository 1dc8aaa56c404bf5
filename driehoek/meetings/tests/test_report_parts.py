"""The report tells of voices side by side and of rounds that were shown; nothing of what was not."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.who import Who
from driehoek.library.reading import load_themes
from driehoek.meetings.queries.report import report_of
from driehoek.meetings.queries.report_paper import report_docx, report_pdf
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, Poll, PollSort, Reaction, Standing, Statement
from driehoek.voices.queries.comparing import compare
from driehoek.voices.tests.makers import say_many

from .makers import make_meeting
from .reporting import Held, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(school: Any, dirk: Who, carla: Who, moment: Any) -> Held:
    held = hold(school, dirk, carla)
    occasion = held.meeting.occasion
    with within(school):
        for title, parents, staff in (("Uitleg", 40, 0), ("Toetsen", 30, 30), ("Reizen", 0, 20)):
            theme = voices.make_theme(occasion=occasion, title=title, by=dirk)
            say_many(occasion, parents, voice="parents", theme=theme)
            say_many(occasion, staff, voice="school", theme=theme)
        for shown in (True, False):
            poll = Poll.objects.create(
                occasion=occasion,
                sort=PollSort.STATEMENTS,
                title="Stellingen" if shown else "GEHEIMERONDE",
                opened_at=clock.now(),
                closed_at=clock.now(),
                shown_at=clock.now() if shown else None,
            )
            row = Statement.objects.create(poll=poll, text="Huiswerk hoort op school" if shown else "GEHEIMESTELLING")
            for voice, count in (("parents", 30), ("school", 20)):
                Reaction.objects.bulk_create(
                    Reaction(statement=row, voter=f"{voice}{number}", voice=voice, value=1) for number in range(count)
                )
    return held


def test_page_pdf_and_word_tell_the_same_and_nothing_that_is_shut(held: Held, school: Any) -> None:
    with within(school):
        view = report_of(held.fresh, language="nl", for_guest=True)
        pages = "\n".join(page.extract_text() for page in PdfReader(BytesIO(report_pdf(view, school))).pages)
        file = Document(BytesIO(report_docx(view, school)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    word = "\n".join([*(one.text for one in file.paragraphs), *cells])
    assert [part.title for part in view.parts] == ["Ouders en school noemen niet hetzelfde", "Stellingen"]
    for text in (pages, word):
        flat = " ".join(text.split())
        assert "Ouders en school noemen niet hetzelfde" in flat
        assert "Uitleg 40 keer 0 keer" in flat
        assert "Huiswerk hoort op school" in flat
        assert "GEHEIM" not in flat


@pytest.mark.parametrize("standing", [Standing.WAITING, Standing.PARKED])
def test_families_read_no_count_and_no_theme_of_words_that_nobody_approved(
    school: Any, dirk: Who, moment: Any, standing: str
) -> None:
    with within(school):
        meeting = make_meeting(school, dirk)
        for title, voice in (("Hoe juf Anja met kinderen omgaat", "parents"), ("Huiswerk", "school")):
            theme = voices.make_theme(occasion=meeting.occasion, title=title, by=dirk)
            say_many(meeting.occasion, 30, voice=voice, theme=theme, standing=standing)
        view = report_of(meeting, language="tr", for_guest=True)
        assert (view.parts, view.themes, view.has_dutch) == ((), [], False)
        assert compare(meeting.occasion).said == ((30, 30) if standing == Standing.WAITING else (0, 0))


def test_titles_are_said_in_the_language_of_the_reader_where_the_library_has_them(school: Any, dirk: Who, moment: Any) -> None:
    with within(school):
        meeting = make_meeting(school, dirk)
        ours, other = (one for one in load_themes()[:2])
        for thing, voice, own in ((ours, "parents", ""), (other, "school", "Fietsen")):
            title = own or thing.title.say("nl", "po")
            theme = voices.make_theme(occasion=meeting.occasion, title=title, library_key="" if own else thing.key, by=dirk)
            say_many(meeting.occasion, 30, voice=voice, theme=theme)
        view = report_of(meeting, language="tr", for_guest=True)
        lines = {(line.text, line.language) for part in view.parts for line in part.lines}
        assert lines == {(ours.title.say("tr", "po"), "tr"), ("Fietsen", "nl")}
        assert view.has_dutch
        Contribution.objects.filter(theme__title="Fietsen").update(theme=None)
        assert not report_of(meeting, language="tr", for_guest=True).has_dutch


def test_too_early_is_no_news_for_parents(school: Any, dirk: Who, carla: Who, moment: Any) -> None:
    held = hold(school, dirk, carla)
    with within(school):
        theme = voices.make_theme(occasion=held.meeting.occasion, title="Uitleg", by=dirk)
        say_many(held.meeting.occasion, 3, voice="parents", theme=theme)
        assert report_of(held.fresh, language="nl", for_guest=True).parts == ()
