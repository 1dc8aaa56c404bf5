"""The library on screen: the school's own words beside, and in place of, what ships."""

from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.library.reading import load_dilemmas, load_questions, load_statements, load_themes
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, OwnText, Standing, TextSort
from driehoek.voices.queries import Reader, of_everybody
from driehoek.voices.queries import library as queries
from driehoek.voices.services import library as services

from .makers import say
from .pages import at, html, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def entry(sort: str, key: str) -> queries.Entry:
    found = queries.entry(sort, key)
    assert found is not None
    return found


def add(
    by: Who, sort: str = TextSort.QUESTION, audience: str = "mixed", title: str = "Wat maakt u trots?", text: str = ""
) -> Any:
    return services.add_text(key=clock.new_id(), sort=sort, audience=audience, title=title, text=text, by=by)


def first(sort: str) -> str:
    return str(queries.SHELVES[sort][0]()[0].key)


@pytest.mark.parametrize("shelf", ["themas", "vragen", "stellingen", "berichten"])
def test_every_shelf_shows_what_ships_in_dutch_and_english_with_whom_it_is_for(desk: Client, shelf: str) -> None:
    page = desk.get(at("library") + f"?plank={shelf}")
    assert page.status_code == 200
    assert 'lang="en"' in html(page) and "voor ouders" in said(page)


def test_statements_have_the_dilemmas_of_the_team_with_them(desk: Client) -> None:
    page = said(desk.get(at("library") + "?plank=stellingen&voor=team"))
    assert load_dilemmas()[0].title.say("nl") in page
    assert load_statements()[0].text.say("nl") not in page


def test_search_finds_dutch_and_english_words_and_says_so_when_there_is_nothing(desk: Client) -> None:
    english = load_themes()[0].title.say("en")
    assert load_themes()[0].title.say("nl") in said(desk.get(at("library"), {"plank": "themas", "q": english}))
    assert "Hier staat niets dat daarbij past" in said(desk.get(at("library"), {"q": "zzzz"}))


def test_a_text_is_adapted_and_goes_back_and_that_is_undone(desk: Client, school: Any) -> None:
    key = first(TextSort.THEME)
    typed = {"title": "Hoe wij elkaar vinden", "text": "Wie belt wie.\n\nWat werkt voor u?"}
    assert desk.post(at("library_edit", "themas", key), typed).status_code == 302
    page = said(desk.get(at("library_text", "themas", key)))
    assert "Hoe wij elkaar vinden" in page and "aangepast door de school" in page
    with within(school):
        theme = next(one for one in queries.themes() if one.key == key)
        assert (theme.meaning.say("ar"), theme.question.say("nl")) == ("Wie belt wie.", "Wat werkt voor u?")
    desk.post(at("library_drop", "themas", key))
    assert "Hoe wij elkaar vinden" not in said(desk.get(at("library_text", "themas", key)))
    desk.post(at("library_put_back"))
    assert "Hoe wij elkaar vinden" in said(desk.get(at("library_text", "themas", key)))


def test_hiding_takes_a_text_from_the_choice_and_showing_leaves_no_copy_behind(school: Any, dirk: Who) -> None:
    key = first(TextSort.QUESTION)
    with within(school):
        services.hide_text(entry=entry(TextSort.QUESTION, key), by=dirk)
        assert key not in {one.key for one in queries.things(TextSort.QUESTION)}
        assert queries.thing(TextSort.QUESTION, key) is not None, "what was chosen before stays"
        services.show_text(entry=entry(TextSort.QUESTION, key), by=dirk)
        assert key in {one.key for one in queries.things(TextSort.QUESTION)} and not OwnText.objects.exists()


def test_law_9_a_text_for_the_team_cannot_be_chosen_for_parents(school: Any, dirk: Who) -> None:
    with within(school):
        own = {audience: add(dirk, audience=audience, title=f"Voor {audience}") for audience in ("team", "parents", "mixed")}
        for audience in ("parents", "mixed"):
            keys = {one.key for sort in TextSort.values for one in queries.things(sort, for_meeting=audience)}
            team = {one.key for sort in TextSort.values for one in queries.entries(sort) if one.audience == "team"}
            assert keys and not keys & team and str(own["parents"].pk) in keys
        assert str(own["parents"].pk) not in {one.key for one in queries.things(TextSort.QUESTION, for_meeting="team")}


def test_law_9_other_words_do_not_make_a_team_text_one_for_parents(school: Any, dirk: Who) -> None:
    with within(school):
        key = load_dilemmas()[0].key
        services.change_text(
            entry=entry(TextSort.STATEMENT, key), title="Anders", text="Andere woorden.", audience="parents", by=dirk
        )
        assert entry(TextSort.STATEMENT, key).audience == "team"
        OwnText.objects.update(audience="parents")  # not even so
        assert key not in {one.key for one in queries.things(TextSort.STATEMENT, for_meeting="mixed")}


def test_a_text_of_the_school_is_read_in_the_language_in_which_a_person_wrote_it(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        own = add(dirk)
    page = desk.get(at("library_tongues", "vragen", own.pk))
    assert 'lang="ar"' in html(page) and "text_ar" not in html(page), "only the team reads how to ask on"
    desk.post(at("library_tongues", "vragen", own.pk), {"title_ar": "بماذا تفتخرون؟", "title_en": ""})
    with within(school):
        question = queries.thing(TextSort.QUESTION, str(own.pk))
        assert question.text.say("ar") == "بماذا تفتخرون؟"
        assert question.text.say("en") == "Wat maakt u trots?" and "en" not in question.text.languages


def test_a_shipped_text_has_no_translations_of_the_school(school: Any, dirk: Who) -> None:
    with within(school), pytest.raises(RuleBroken):
        services.translate_text(entry=entry(TextSort.QUESTION, first(TextSort.QUESTION)), translations={}, by=dirk)


@pytest.mark.parametrize("text", ["Kom op {datm}.", "Kom op {datum", "Kom } nu"])
def test_a_message_says_at_once_what_could_not_be_filled_in(desk: Client, school: Any, text: str) -> None:
    typed = {"title": "Kom ook", "text": text, "audience": "parents"}
    page = desk.post(at("library_new", "berichten"), typed)
    assert page.status_code == 422 and text in html(page)
    with within(school):
        assert not OwnText.objects.exists()


def test_the_same_form_sent_twice_is_one_text(desk: Client, school: Any) -> None:
    typed = {"key": str(clock.new_id()), "title": "Thuis lezen", "text": "Wat helpt.", "audience": "parents"}
    for _again in range(2):
        assert desk.post(at("library_new", "themas"), typed).status_code == 302
    with within(school):
        assert OwnText.objects.count() == 1


def test_a_teacher_looks_and_changes_nothing(client: Client, school: Any, carla: Who) -> None:
    sign_in(client, carla)
    page = html(client.get(at("library")))
    assert "library" not in page or at("library_new", "themas") not in page
    assert client.get(at("library_edit", "themas", first(TextSort.THEME))).status_code in {403, 404}
    assert client.get(at("attitude_card")).status_code == 200


def test_the_other_school_does_not_see_our_texts(school: Any, other_school: Any, dirk: Who) -> None:
    with within(school):
        own = add(dirk)
    with within(other_school):
        assert queries.entry(TextSort.QUESTION, str(own.pk)) is None


def test_the_shelf_costs_as_many_queries_with_one_text_as_with_many(
    desk: Client, school: Any, dirk: Who, django_assert_max_num_queries: Any
) -> None:
    with within(school):
        for number in range(30):
            add(dirk, title=f"Vraag {number}")
    desk.get(at("library"))
    with django_assert_max_num_queries(12):
        desk.get(at("library") + "?plank=vragen")


def test_keys_of_one_shelf_are_never_the_same() -> None:
    """A statement stands on the screen as a question does, by its key alone."""
    keys = [one.key for one in (*load_questions(), *load_statements(), *load_dilemmas())]
    assert len(keys) == len(set(keys)) and max(map(len, keys)) <= 40


def test_parents_read_a_theme_of_the_school_in_their_language_and_never_old_words_for_new_ones(
    occasion: Any, school: Any, dirk: Who
) -> None:
    key = first(TextSort.THEME)
    with within(school):
        own = services.change_text(entry=entry(TextSort.THEME, key), title="Hoe wij elkaar vinden", text="Wie belt wie.", by=dirk)
        theme = voices.make_theme(occasion=occasion, title=own.title, meaning="Wie belt wie.", library_key=key, by=dirk)
        Contribution.objects.filter(pk=say(occasion, standing=Standing.APPROVED).pk).update(theme=theme)
        (shown,) = of_everybody(occasion, Reader("ar", "po"))
        assert (shown.title, shown.language) == ("Hoe wij elkaar vinden", "nl"), "the Arabic that ships says something else"
        words = {"ar": {"title": "كيف نجد بعضنا", "text": "من يتصل بمن."}}
        services.translate_text(entry=entry(TextSort.THEME, key), translations=words, by=dirk)
        (shown,) = of_everybody(occasion, Reader("ar", "po"))
        assert (shown.title, shown.meaning, shown.language) == ("كيف نجد بعضنا", "من يتصل بمن.", "ar")
