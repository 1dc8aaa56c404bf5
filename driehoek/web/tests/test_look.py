"""What the components of `{% load look %}` give."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator

from driehoek.web.icons import ICONS
from driehoek.web.pages import numbers_around, page_of
from driehoek.web.sorting import sort_choice

from .pieces import rendered


def test_icon_is_decoration_without_a_word() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "calendar" %}')


def test_icon_is_read_aloud_with_a_word() -> None:
    assert 'role="img" aria-label="alleen voor jou"' in rendered('{% icon "lock" "alleen voor jou" %}')


def test_icon_along_the_reading_direction_is_marked_to_flip() -> None:
    assert 'class="icon flip"' in rendered('{% icon "arrow-end" %}')


def test_icon_that_does_not_exist_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        rendered('{% icon "unicorn" %}')


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_takes_its_colour_from_the_text(name: str) -> None:
    drawn = rendered(f'{{% icon "{name}" %}}')
    assert "#" not in drawn and "style=" not in drawn


@pytest.mark.parametrize(("who", "shape"), [("parents", "<circle"), ("school", "<rect"), ("pupil", "<path")])
def test_voice_has_a_colour_a_shape_and_a_word(who: str, shape: str) -> None:
    drawn = rendered(f'{{% voice "{who}" "een woord" %}}')
    assert f'class="voice {who}"' in drawn and shape in drawn and "een woord" in drawn


def test_voice_escapes_what_people_typed() -> None:
    assert "<b>" not in rendered('{% voice "parents" words %}', words="<b>vet</b>")


def test_notice_wraps_its_lines_and_keeps_them_as_they_are() -> None:
    assert '<div class="text"><p>Klaar &amp; weg</p></div>' in rendered(
        '{% notice "done" %}<p>{{ x }}</p>{% endnotice %}', x="Klaar & weg"
    )


def test_notice_is_spoken_at_once_when_it_is_live() -> None:
    assert 'role="alert"' in rendered('{% notice "error" live=True %}x{% endnotice %}')
    assert "role=" not in rendered('{% notice "error" %}x{% endnotice %}')


def test_empty_screen_says_what_comes_and_offers_a_step() -> None:
    drawn = rendered('{% empty "Nog geen thema" image="chat" %}<a href="/x">Begin</a>{% endempty %}')
    assert "<h2>Nog geen thema</h2>" in drawn and '<a href="/x">Begin</a>' in drawn


def test_steps_tell_which_one_is_now() -> None:
    path = [
        SimpleNamespace(label="Scan", words="", state="done", url=""),
        SimpleNamespace(label="Avond", words="", state="now", url="/avond"),
    ]
    drawn = rendered("{% steps path %}", path=path)
    assert drawn.count('aria-current="step"') == 1 and 'href="/avond"' in drawn


def test_pages_are_absent_when_one_is_enough() -> None:
    assert "<nav" not in rendered("{% pages page %}", page=Paginator(range(50), 50).page(1))


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(120), 50).page(2)
    drawn = rendered("{% pages page %}", "/lijst/?group=5&page=2", page=page)
    assert "?group=5&amp;page=3" in drawn and 'aria-current="page"' in drawn and "51–100" in drawn


@pytest.mark.parametrize(
    ("here", "last", "shown"),
    [(1, 1, [1]), (1, 3, [1, 2, 3]), (6, 12, [1, None, 5, 6, 7, None, 12]), (3, 12, [1, 2, 3, 4, None, 12])],
)
def test_page_numbers_hide_only_gaps_of_two_or_more(here: int, last: int, shown: list[int | None]) -> None:
    assert numbers_around(here, last) == shown


@pytest.mark.parametrize(("asked", "given"), [("2", 2), ("", 1), ("abc", 1), ("999", 3)])
def test_odd_page_numbers_give_the_nearest_page(asked: str, given: int) -> None:
    assert page_of(range(120), {"page": asked}).number == given


def test_sort_header_turns_around_on_the_second_press_and_starts_at_page_one() -> None:
    drawn = rendered('{% sort_header "name" "Naam" %}', "/lijst/?sort=name&page=3")
    assert 'aria-sort="ascending"' in drawn and 'href="?sort=-name"' in drawn


@pytest.mark.parametrize(("wish", "given"), [("-name", "-name"), ("name", "name"), ("password", "group"), ("--name", "group")])
def test_sort_choice_takes_only_columns_that_are_offered(wish: str, given: str) -> None:
    assert sort_choice({"sort": wish}, {"name", "group"}, "group") == given


@pytest.mark.parametrize(
    ("tags", "address"),
    [("undo:/s/x/undo/", "/s/x/undo/"), ("undo://evil.example", ""), ("undo:https://evil.example", ""), ("", "")],
)
def test_undo_of_a_message_stays_on_our_own_site(tags: str, address: str) -> None:
    assert rendered("{{ tags|undo_address }}", tags=tags) == address


def test_language_menu_names_languages_in_their_own_words(settings: object) -> None:
    drawn = rendered("{% language_menu %}", languages=["nl", "ar"])
    assert "Nederlands" in drawn and 'lang="ar" dir="rtl"' in drawn


def test_language_menu_can_be_narrowed() -> None:
    assert "العربي" not in rendered('{% language_menu "nl,en" %}', languages=["nl", "en", "ar"])
