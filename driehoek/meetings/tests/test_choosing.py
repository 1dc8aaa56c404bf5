"""What a meeting is about: themes, questions and statements, from the library and of the school's own."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.library.reading import load_dilemmas, load_questions, load_statements, load_template, load_themes, template_keys
from driehoek.meetings.models import Meeting, MeetingTable
from driehoek.meetings.queries import run_book
from driehoek.meetings.queries.lead import counts, lead
from driehoek.meetings.queries.questions import asked_at, planned_questions, question_named
from driehoek.meetings.services import choosing as services
from driehoek.meetings.services import live as meetings
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, OwnText, TextSort, Theme
from driehoek.voices.queries import library
from driehoek.voices.services import library as texts
from driehoek.voices.tests.makers import say

from .makers import make_meeting
from .pages import at, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]
THEME, OTHER = load_themes()[2].key, load_themes()[3].key  # both have an introduction
HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(school: Any, dirk: Who, moment: Any) -> Meeting:
    return make_meeting(school, dirk)


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def again(meeting: Meeting) -> Meeting:
    return Meeting.for_gate().get(pk=meeting.pk)


def titles(meeting: Meeting) -> list[str]:
    return list(Theme.objects.filter(occasion=meeting.occasion).values_list("library_key", flat=True))


def test_themes_are_chosen_from_the_page_in_the_words_of_the_school(
    desk: Client, school: Any, meeting: Meeting, dirk: Who
) -> None:
    with within(school):
        entry = library.entry(TextSort.THEME, THEME)
        assert entry is not None
        texts.change_text(entry=entry, title="Er zijn", text="Wat helpt om er te zijn.", by=dirk)
    desk.post(at("meeting_chosen_add", meeting.pk), {"kind": "themes", "key": [THEME, OTHER]})
    with within(school):
        assert [theme.title for theme in Theme.objects.all()][0] == "Er zijn" and titles(meeting) == [THEME, OTHER]
    assert "Er zijn" in words(desk.get(at("meeting_chosen", meeting.pk)))


def test_a_theme_of_the_school_itself_is_chosen_too_and_choosing_twice_is_once(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        own = texts.add_text(
            key=clock.new_id(), sort=TextSort.THEME, audience="parents", title="Het plein", text="Spelen en wachten.", by=dirk
        )
        for _again in range(2):
            services.choose(meeting=meeting, kind="themes", keys=[str(own.pk)], by=dirk)
        assert [(one.title, one.meaning) for one in Theme.objects.all()] == [("Het plein", "Spelen en wachten.")]


@pytest.mark.parametrize("kind", ["themes", "questions", "statements"])
def test_law_9_nothing_for_the_team_is_offered_or_taken_where_parents_sit(
    desk: Client, school: Any, meeting: Meeting, dirk: Who, kind: str
) -> None:
    with within(school):
        own = texts.add_text(
            key=clock.new_id(), sort=services.SORT_OF[kind], audience="team", title="Onder ons", text="Alleen hier.", by=dirk
        )
        for key in (str(own.pk), load_dilemmas()[0].key):
            with pytest.raises(RuleBroken):
                services.choose(meeting=meeting, kind=kind, keys=[key], by=dirk)
    page = words(desk.get(at("meeting_chosen", meeting.pk)))
    assert "Onder ons" not in page and load_dilemmas()[0].title.say("nl") not in page
    assert desk.post(at("meeting_chosen_add", meeting.pk), {"kind": kind, "key": str(own.pk)}).status_code == 422


def test_law_9_a_question_that_became_one_for_the_team_falls_out(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        own = texts.add_text(key=clock.new_id(), sort=TextSort.QUESTION, audience="mixed", title="Wat nu?", text="", by=dirk)
        services.choose(meeting=meeting, kind="questions", keys=[str(own.pk)], by=dirk)
        assert str(own.pk) in [one.key for one in planned_questions(again(meeting))]
        OwnText.objects.update(audience="team")
        assert str(own.pk) not in [one.key for one in asked_at(again(meeting))]


def test_without_a_choice_the_run_book_says_what_is_asked_and_everything_may_be(school: Any, meeting: Meeting) -> None:
    with within(school):
        programme = [key for item in load_template(meeting.template).items for key in item.questions]
        assert [one.key for one in planned_questions(meeting)] == programme
        assert len(asked_at(meeting)) > len(programme)


def test_chosen_questions_are_the_ones_that_the_leader_has_in_that_order(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        start = [one.key for one in planned_questions(meeting)]
        fresh = next(one.key for one in load_questions() if one.key not in start and one.audience != "team")
        services.choose(meeting=meeting, kind="questions", keys=[fresh], by=dirk)
        services.put(meeting=meeting, kind="questions", key=fresh, to=0, by=dirk)
        services.drop(meeting=meeting, kind="questions", key=start[0], by=dirk)
        assert [one.key for one in asked_at(again(meeting))] == [fresh, *start[1:]]
        shown = lead(again(meeting), school, counts(meeting))
        assert [one.key for one in shown.asked] == [fresh, *start[1:]]


def test_a_theme_with_words_under_it_stays_and_says_why(desk: Client, school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        services.choose(meeting=meeting, kind="themes", keys=[THEME, OTHER], by=dirk)
        first, second = Theme.objects.filter(occasion=meeting.occasion)
        said = say(meeting.occasion)
        voices.place(contribution=said, theme=first, by=dirk)
        MeetingTable.objects.filter(meeting=meeting, number=2).update(theme=second)
    page = words(desk.post(at("meeting_chosen_drop", meeting.pk), {"kind": "themes", "key": first.pk}, follow=True))
    assert "blijft staan" in page and "inbreng" in page
    page = words(desk.post(at("meeting_chosen_drop", meeting.pk), {"kind": "themes", "key": second.pk}, follow=True))
    assert "tafel 2" in page
    with within(school):
        assert Contribution.objects.get(pk=said.pk).theme_id == first.pk and len(titles(meeting)) == 2


def test_what_is_taken_off_comes_back_where_it_stood(desk: Client, school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        before = [one.key for one in planned_questions(meeting)]
        services.choose(meeting=meeting, kind="themes", keys=[THEME], by=dirk)
        theme = Theme.objects.get()
    desk.post(at("meeting_chosen_drop", meeting.pk), {"kind": "questions", "key": before[1]})
    desk.post(at("meeting_chosen_put_back", meeting.pk))
    desk.post(at("meeting_chosen_drop", meeting.pk), {"kind": "themes", "key": theme.pk})
    with within(school):
        assert not Theme.objects.exists()
    desk.post(at("meeting_chosen_put_back", meeting.pk))
    with within(school):
        assert [one.key for one in planned_questions(again(meeting))] == before and titles(meeting) == [THEME]


@pytest.mark.parametrize("kind", ["themes", "questions"])
def test_order_changes_by_drag_and_by_button(desk: Client, school: Any, meeting: Meeting, dirk: Who, kind: str) -> None:
    def keys() -> list[str]:
        if kind == "themes":
            return [str(one) for one in Theme.objects.filter(occasion=meeting.occasion).values_list("pk", flat=True)]
        return [one.key for one in planned_questions(again(meeting))]

    with within(school):
        services.choose(meeting=meeting, kind="themes", keys=[THEME, OTHER, load_themes()[0].key], by=dirk)
        first, second, *rest = keys()
    dragged = {"column": kind, "card": first, "position": "1"}
    answer = desk.post(at("meeting_chosen_move", meeting.pk), dragged, headers=HTMX)
    assert answer.status_code == 200 and "data-board" in answer.content.decode()
    with within(school):
        assert keys() == [second, first, *rest]
    assert desk.post(at("meeting_chosen_move", meeting.pk), {"column": kind, "card": first, "step": "up"}).status_code == 302
    with within(school):
        assert keys() == [first, second, *rest]
    gone = desk.post(at("meeting_chosen_move", meeting.pk), {"column": kind, "card": "weg", "position": "0"}, headers=HTMX)
    assert gone.status_code == 409


def test_a_statement_is_chosen_stands_at_the_run_book_and_comes_on_the_screen(
    desk: Client, school: Any, meeting: Meeting, dirk: Who
) -> None:
    statement = load_statements()[0]
    desk.post(at("meeting_chosen_add", meeting.pk), {"kind": "statements", "key": statement.key})
    assert statement.text.say("nl") in words(desk.get(at("programme", meeting.pk)))
    paper = PdfReader(BytesIO(desk.get(at("run_book_pdf", meeting.pk), {"toch": "1"}).content))
    printed = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert statement.text.say("nl", "po")[:25] in printed and "{" not in printed
    with within(school):
        meetings.start_evening(meeting=again(meeting), by=dirk)
    assert f"Stelling: {statement.text.say('nl')}" in words(desk.get(at("live_leader", meeting.pk)))
    desk.post(at("live_ask", meeting.pk), {"question": statement.key})
    assert statement.text.say("nl") in words(desk.get(at("live_hall", meeting.pk)))
    with within(school):
        assert again(meeting).live_question == statement.key


def test_law_9_a_dilemma_never_comes_on_the_screen(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        meetings.start_evening(meeting=again(meeting), by=dirk)
        for key in (load_dilemmas()[0].key, next(one.key for one in load_questions() if one.audience == "team")):
            with pytest.raises(RuleBroken):
                meetings.show_question(meeting=again(meeting), by=dirk, question=key)
        assert question_named("") is None and question_named("bestaat_niet") is None


def test_a_meeting_made_from_an_earlier_one_asks_the_same(school: Any, meeting: Meeting, dirk: Who) -> None:
    with within(school):
        services.choose(meeting=meeting, kind="statements", keys=[load_statements()[0].key], by=dirk)
    other = make_meeting(school, dirk, template=f"meeting:{meeting.pk}")
    assert other.chosen == {"statements": [load_statements()[0].key]}


def test_the_page_costs_a_flat_number_of_queries(
    desk: Client, school: Any, meeting: Meeting, dirk: Who, django_assert_max_num_queries: Any
) -> None:
    with within(school):
        services.choose(
            meeting=meeting, kind="themes", keys=[one.key for one in load_themes() if one.audience != "team"], by=dirk
        )
    desk.get(at("meeting_chosen", meeting.pk))
    with django_assert_max_num_queries(12):
        desk.get(at("meeting_chosen", meeting.pk))


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("template", template_keys())
def test_every_fill_in_of_every_template_is_computed_or_listed_as_open(
    school: Any, dirk: Who, moment: Any, template: str, sector: str
) -> None:
    school.sector = sector
    school.save()
    meeting = make_meeting(school, dirk, template=template)
    with within(school):
        book = run_book(meeting)
        for blank in book.blanks:
            assert blank.label and blank.help, blank.name
            assert blank.value or not blank.is_used or blank in book.open
        lines = [line for block in book.blocks for line in block.lines]
        for line in lines:
            said = " ".join((line.title, line.aim, line.spoken, line.needs, line.remark, line.who))
            assert "{" not in said and "}" not in said, line.title
        assert lines


def test_the_introduction_of_the_first_theme_is_spoken_at_a_theme_meeting(school: Any, dirk: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk, template="theme_meeting")
    with within(school):
        assert {"onderwerp", "inleiding_thema"} <= {blank.name for blank in run_book(meeting).open}
        services.choose(meeting=meeting, kind="themes", keys=[THEME], by=dirk)
        theme = next(one for one in load_themes() if one.key == THEME)
        spoken = " ".join(line.spoken for block in run_book(meeting).blocks for line in block.lines)
        assert theme.opening is not None
        assert theme.opening.say("nl", "po").strip() in spoken and theme.title.say("nl").lower() in spoken.lower()
