"""The board, the list of what waits and the answers, as staff use them."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek.access.who import Who
from driehoek.actions.models import Answer
from driehoek.conftest import questions, sign_in
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Placement, Standing, Theme

from .makers import say, say_many
from .pages import HTMX, at, html, said

pytestmark = pytest.mark.django_db

# the board


def test_the_board_shows_every_card_in_its_column_and_never_what_is_apart(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    with within(school):
        placed = say(occasion, "Wie bel ik?", standing=Standing.APPROVED, table_number=3)
        services.place(contribution=placed, theme=theme, by=dirk)
        say(occasion, "Nog zonder thema")
        say(occasion, "Over één kind", standing=Standing.PARKED)
    page = html(desk.get(at("harvest_board", occasion.pk)))
    first, second = page.split("data-column=")[1:]
    assert "Nog zonder thema" in first
    assert "Wie bel ik?" in second
    assert "tafel 3" in second
    assert "Over één kind" not in page
    assert "1 ligt apart" in page


def test_the_board_is_searched_and_filtered_without_minding_accents_or_case(
    desk: Client, occasion: Occasion, school: Any
) -> None:
    with within(school):
        say(occasion, "Één vaste avond", kind="wish", voice="school")
        say(occasion, "Meer bellen", kind="need", voice="parents")
    for query, shown in (("q=een+VASTE", "Één vaste"), ("kind=need", "Meer bellen"), ("voice=school", "Één vaste")):
        page = html(desk.get(at("harvest_board", occasion.pk) + f"?{query}"))
        assert shown in page
        assert "1 van 2" in page
    assert "0 van 2" in html(desk.get(at("harvest_board", occasion.pk) + "?q=niets+hiervan"))
    assert "Meer bellen" in html(desk.get(at("harvest_board", occasion.pk) + "?kind=onzin&voice='--"))


def test_a_board_that_nothing_happened_on_answers_204_and_after_a_move_the_columns_that_changed(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, anne: Who
) -> None:
    with within(school):
        row = say(occasion)
    address = at("harvest_board", occasion.pk)
    version = re.search(r'data-version="(\w+)"', html(desk.get(address)))[1]
    assert desk.get(f"{address}?v={version}", headers=HTMX).status_code == 204
    with within(school):
        services.place(contribution=row, theme=theme, by=anne)
    fresh = desk.get(f"{address}?v={version}", headers=HTMX)
    assert fresh.status_code == 200
    assert fresh["HX-Reswap"] == "none"
    assert html(fresh).lstrip().startswith('<div id="harvest-head"')
    assert html(fresh).count("data-column=") == 2
    assert html(desk.get(address, headers=HTMX)).lstrip().startswith('<div id="harvest"')


def test_a_fragment_of_the_board_equals_the_board_of_the_page(
    desk: Client, occasion: Occasion, theme: Theme, school: Any
) -> None:
    with within(school):
        say_many(occasion, 3)
    address = at("harvest_board", occasion.pk)
    fragment = re.sub(r'value="[^"]{64}"', "", html(desk.get(address, headers=HTMX)))
    assert fragment.strip() in re.sub(r'value="[^"]{64}"', "", html(desk.get(address)))


def test_a_long_column_shows_its_first_cards_and_opens_whole(desk: Client, occasion: Occasion, theme: Theme, school: Any) -> None:
    with within(school):
        say_many(occasion, 100)
    page = html(desk.get(at("harvest_board", occasion.pk)))
    assert page.count("data-card=") == 25
    assert "Toon nog 75" in page
    assert html(desk.get(at("harvest_board", occasion.pk) + "?open=none")).count("data-card=") == 100


@pytest.mark.parametrize("route", ["harvest_board", "answers", "moderate", "said"])
def test_a_page_asks_the_database_as_often_for_20_cards_as_for_500(
    desk: Client, occasion: Occasion, school: Any, dirk: Who, route: str
) -> None:
    with within(school):
        themes = [services.make_theme(occasion=occasion, title=f"Thema {number}", by=dirk) for number in range(3)]
        rows = say_many(occasion, 22, standing=Standing.WAITING)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(at(route, occasion.pk)).status_code == 200
        return questions(asked)

    with within(school):
        for row, theme in zip(rows, themes * 7, strict=False):
            services.place(contribution=row, theme=theme, by=dirk)
            services.approve(contribution=row, by=dirk)
    for theme in themes:
        with within(school):
            services.answer_theme(theme=theme, kind="heard", text="Dank u wel.", by=dirk)
    few = queries()
    with within(school):
        for theme in [*themes, None]:
            say_many(occasion, 120, theme=theme)
    assert queries() == few <= 12


# moving


def test_moving_by_form_places_the_card_and_goes_back_to_the_filtered_board(
    desk: Client, occasion: Occasion, theme: Theme, school: Any
) -> None:
    with within(school):
        row = say(occasion)
    answer = desk.post(at("harvest_move", occasion.pk) + "?voice=parents", {"card": f"{row.pk}:none", "column": str(theme.pk)})
    assert answer["Location"] == at("harvest_board", occasion.pk) + "?voice=parents"
    with within(school):
        assert Contribution.objects.get().theme == theme


def test_moving_many_ticked_cards_is_one_move_that_the_board_offers_to_undo(
    desk: Client, occasion: Occasion, theme: Theme, school: Any
) -> None:
    with within(school):
        rows = [say(occasion) for _ in range(3)]
    desk.post(at("harvest_move", occasion.pk), {"card": [f"{row.pk}:none" for row in rows], "column": str(theme.pk)})
    assert "Maak ongedaan: 3 kaarten naar ‘Bereikbaar zijn’" in said(desk.get(at("harvest_board", occasion.pk)))
    page = desk.post(at("harvest_undo", occasion.pk), follow=True)
    assert "3 kaarten staan weer waar ze stonden" in said(page)
    assert "Maak ongedaan" not in said(page).replace("data-undo", "")
    with within(school):
        assert not Contribution.objects.filter(theme__isnull=False).exists()


def test_dragging_answers_with_the_board_and_a_stale_tab_with_409_and_how_it_is_now(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, anne: Who
) -> None:
    with within(school):
        row, other = say(occasion), services.make_theme(occasion=occasion, title="Huiswerk", by=anne)
    drag = {"card": str(row.pk), "column": str(theme.pk), "position": "0", "seen": "none"}
    done = desk.post(at("harvest_move", occasion.pk), drag, headers=HTMX)
    assert (done.status_code, f'data-card="{row.pk}" data-seen="{theme.pk}"' in html(done)) == (200, True)
    with within(school):
        services.place(contribution=row, theme=other, by=anne)
    stale = desk.post(at("harvest_move", occasion.pk), drag | {"column": "none", "seen": str(theme.pk)}, headers=HTMX)
    assert stale.status_code == 409
    assert "Iemand anders heeft een kaart net verplaatst" in said(stale)
    assert f'data-card="{row.pk}" data-seen="{other.pk}"' in html(stale)
    with within(school):
        assert Contribution.objects.get().theme == other


def test_moving_to_a_theme_that_is_gone_says_so_and_moves_nothing(desk: Client, occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion)
    answer = desk.post(at("harvest_move", occasion.pk), {"card": str(row.pk), "column": str(uuid.uuid4())}, headers=HTMX)
    assert answer.status_code == 409
    assert "Dit thema is er niet meer" in said(answer)


@pytest.mark.parametrize("card", ["", "geen-uuid", "x" * 100_000])
def test_moving_nothing_asks_to_tick_a_card(desk: Client, occasion: Occasion, card: str) -> None:
    answer = desk.post(at("harvest_move", occasion.pk), {"card": card, "column": "none"}, follow=True)
    assert answer.status_code == 200
    assert "Vink eerst een of meer kaarten aan" in said(answer)


def test_moving_a_card_of_another_school_is_a_404(
    desk: Client, occasion: Occasion, other_occasion: Occasion, other_school: Any
) -> None:
    with within(other_school):
        row = say(other_occasion)
    assert desk.post(at("harvest_move", occasion.pk), {"card": str(row.pk), "column": "none"}).status_code == 404


# themes


def test_a_theme_of_the_library_brings_its_meaning_and_a_typed_one_stands_alone(
    desk: Client, occasion: Occasion, school: Any
) -> None:
    page = html(desk.get(at("harvest_board", occasion.pk)))
    title = re.findall(r'name="title" value="([^"]+)"', page)[0]
    desk.post(at("theme_make", occasion.pk), {"title": title})
    desk.post(at("theme_make", occasion.pk), {"title": "Van onszelf"})
    with within(school):
        known, own = Theme.objects.order_by("position")
        assert (bool(known.library_key), bool(known.meaning)) == (True, True)
        assert (own.title, own.library_key) == ("Van onszelf", "")
    assert f'value="{title}"' not in html(desk.get(at("harvest_board", occasion.pk)))


@pytest.mark.parametrize("title", ["", "\u202e", "t" * 121, "t" * 100_000])
def test_a_theme_without_a_usable_name_is_refused_on_the_board(desk: Client, occasion: Occasion, school: Any, title: str) -> None:
    answer = desk.post(at("theme_make", occasion.pk), {"title": title}, follow=True)
    assert answer.status_code == 200
    assert 'class="notice error"' in html(answer)
    with within(school):
        assert not Theme.objects.exists()


def test_renaming_to_a_name_that_is_there_keeps_what_was_typed(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    with within(school):
        services.make_theme(occasion=occasion, title="Huiswerk", by=dirk)
    answer = desk.post(at("theme_rename", theme.pk), {"title": "Huiswerk", "meaning": "Wat thuis kan"})
    assert answer.status_code == 422
    assert 'value="Wat thuis kan"' in html(answer)
    assert desk.post(at("theme_rename", theme.pk), {"title": "Bellen"}).status_code == 302


def test_a_theme_with_an_answer_and_words_stays_until_the_words_are_elsewhere(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    with within(school):
        row = say(occasion)
        services.place(contribution=row, theme=theme, by=dirk)
        services.answer_theme(theme=theme, kind="heard", text="Dank u wel.", by=dirk)
    assert "al geantwoord" in said(desk.post(at("theme_remove", theme.pk), follow=True))
    with within(school):
        services.place(contribution=row, theme=None, by=dirk)
    desk.post(at("theme_remove", theme.pk))
    with within(school):
        assert not Theme.objects.exists()
        assert not Answer.objects.exists()


# who may

OFFICE_PAGES = ["harvest_board", "answers"]
OFFICE_POSTS = ["harvest_move", "harvest_undo", "theme_make"]


@pytest.mark.parametrize("route", [*OFFICE_PAGES, *OFFICE_POSTS, "moderate"])
def test_a_teacher_without_the_right_and_a_stranger_see_nothing_of_it(
    client: Client, occasion: Occasion, carla: Who, farid: Who, route: str
) -> None:
    for who in (carla, farid):
        sign_in(client, who)
        answer = client.post(at(route, occasion.pk)) if route in OFFICE_POSTS else client.get(at(route, occasion.pk))
        assert answer.status_code == 404


def test_a_thing_of_the_other_school_is_not_there_under_ones_own_address(
    desk: Client, other_occasion: Occasion, other_school: Any, farid: Who
) -> None:
    with within(other_school):
        row = say(other_occasion)
        theme = services.make_theme(occasion=other_occasion, title="Van hen", by=farid)
    for route, about in (
        ("harvest_board", other_occasion),
        ("answers", other_occasion),
        ("said", other_occasion),
        ("contribution", row),
        ("theme", theme),
    ):
        assert desk.get(at(route, about.pk)).status_code == 404
    for route, about in (("moderate_one", row), ("contribution_reword", row), ("theme_remove", theme)):
        assert desk.post(at(route, about.pk), {"verdict": "approve", "text": "x"}).status_code == 404
    with within(other_school):
        assert Contribution.objects.get().standing == Standing.WAITING


def test_placements_say_who_moved_for_the_undo_and_are_shown_to_nobody(
    desk: Client, occasion: Occasion, theme: Theme, school: Any, anne: Who
) -> None:
    with within(school):
        services.place(contribution=say(occasion), theme=theme, by=anne)
        assert Placement.objects.get().placed_by_id == anne.user_id
    assert "Anne" not in said(desk.get(at("harvest_board", occasion.pk)))
