"""Themes, moves and undo."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import MOMENT
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Placement, Theme

from .makers import say, say_many

pytestmark = pytest.mark.django_db


def here(row: Contribution) -> Any:
    return Contribution.objects.get(pk=row.pk).theme_id


def theme(occasion: Occasion, title: str, by: Who) -> Theme:
    return services.make_theme(occasion=occasion, title=title, by=by)


def test_place_puts_a_card_under_a_theme_and_keeps_who_did_it(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, phone = say(occasion), theme(occasion, "Bereikbaar zijn", dirk)
        placement = services.place(contribution=row, theme=phone, by=dirk, seen=None)
        assert here(row) == phone.pk
        assert (placement.before_id, placement.after_id, placement.placed_by_id) == (None, phone.pk, dirk.user_id)


def test_place_refuses_when_the_card_is_elsewhere_than_the_screen_showed(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        row, one, two = say(occasion), theme(occasion, "Een", dirk), theme(occasion, "Twee", dirk)
        services.place(contribution=row, theme=one, by=anne, seen=None)
        with pytest.raises(RuleBroken) as broken:
            services.place(contribution=row, theme=two, by=dirk, seen=None)
        assert (broken.value.code, broken.value.status) == ("moved", 409)
        assert here(row) == one.pk
        assert Placement.objects.count() == 1


def test_place_again_where_it_is_answers_with_the_placement_that_is_there(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, one = say(occasion), theme(occasion, "Een", dirk)
        first = services.place(contribution=row, theme=one, by=dirk, seen=None)
        assert services.place(contribution=row, theme=one, by=dirk, seen=None) == first
        assert Placement.objects.count() == 1


def test_place_refuses_a_theme_of_another_evening_and_one_that_is_gone(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, far, gone = say(occasion), theme(make_occasion(), "Ver", dirk), theme(occasion, "Weg", dirk)
        services.remove_theme(theme=Theme.objects.get(pk=gone.pk), by=dirk)
        for wrong, code in ((far, "other-occasion"), (gone, "theme-gone")):
            with pytest.raises(RuleBroken) as broken:
                services.place(contribution=row, theme=wrong, by=dirk)
            assert broken.value.code == code
        assert here(row) is None


def test_place_many_moves_what_stayed_and_leaves_what_a_colleague_moved(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        rows, one, two = [say(occasion) for _ in range(4)], theme(occasion, "Een", dirk), theme(occasion, "Twee", dirk)
        services.place(contribution=rows[0], theme=two, by=anne)
        placed = services.place_many(occasion=occasion, cards=[(row.pk, None) for row in rows], theme=one, by=dirk)
        assert (len(placed.moved), placed.there, placed.stale) == (3, 0, 1)
        assert [here(row) for row in rows] == [two.pk, one.pk, one.pk, one.pk]


def test_place_many_never_touches_a_card_of_another_evening(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        stranger, one = say(make_occasion()), theme(occasion, "Een", dirk)
        placed = services.place_many(occasion=occasion, cards=[(stranger.pk, None)], theme=one, by=dirk)
        assert (placed.moved, here(stranger)) == ([], None)


def test_undo_takes_back_one_own_move_with_all_its_cards(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        rows, one = [say(occasion) for _ in range(3)], theme(occasion, "Een", dirk)
        cards = [(row.pk, services.UNCHECKED) for row in rows]
        services.place_many(occasion=occasion, cards=cards[:1], theme=one, by=dirk)
        with clock.stopped(MOMENT + dt.timedelta(minutes=1)):
            services.place_many(occasion=occasion, cards=cards[1:], theme=one, by=dirk)
            assert services.undo(occasion=occasion, by=anne) is None
            assert services.undo(occasion=occasion, by=dirk) == services.Undone(2, 0)
            assert [here(row) for row in rows] == [one.pk, None, None]
            assert services.undo(occasion=occasion, by=dirk) == services.Undone(1, 0)
            assert services.undo(occasion=occasion, by=dirk) is None


def test_undo_ends_after_ten_minutes(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, one = say(occasion), theme(occasion, "Een", dirk)
        services.place(contribution=row, theme=one, by=dirk)
        with clock.stopped(MOMENT + dt.timedelta(minutes=10, seconds=1)):
            assert services.undo(occasion=occasion, by=dirk) is None
        assert here(row) == one.pk
        with clock.stopped(MOMENT + dt.timedelta(minutes=10)):
            assert services.undo(occasion=occasion, by=dirk) == services.Undone(1, 0)


def test_undo_leaves_a_card_that_somebody_else_moved_on_and_is_not_stuck_on_it(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        rows, one, two = [say(occasion), say(occasion)], theme(occasion, "Een", dirk), theme(occasion, "Twee", dirk)
        for minute, row in enumerate(rows):
            with clock.stopped(MOMENT + dt.timedelta(minutes=minute)):
                services.place(contribution=row, theme=one, by=dirk)
        services.place(contribution=rows[1], theme=two, by=anne)
        with clock.stopped(MOMENT + dt.timedelta(minutes=2)):
            assert services.undo(occasion=occasion, by=dirk) == services.Undone(0, 1)
            assert services.undo(occasion=occasion, by=dirk) == services.Undone(1, 0)
        assert [here(row) for row in rows] == [None, two.pk]


def test_undo_belongs_to_one_evening(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        elsewhere = make_occasion()
        row = say(elsewhere)
        services.place(contribution=row, theme=theme(elsewhere, "Een", dirk), by=dirk)
        assert services.undo(occasion=occasion, by=dirk) is None


MOVES = st.lists(
    st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True), st.integers(-1, 2), st.integers(0, 1)), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_undoing_every_move_brings_the_board_back_to_where_it_started(
    occasion: Occasion, school: Any, dirk: Who, anne: Who, moves: list[tuple[list[int], int, int]]
) -> None:
    """Two people move cards in turn; undone in the opposite order, everything stands where it stood."""
    try:
        with within(school), transaction.atomic():
            themes: list[Any] = [theme(occasion, f"Thema {number}", dirk) for number in range(3)]
            cards = say_many(occasion, 4)
            done = []
            for minute, (numbers, goal, person) in enumerate(moves):
                with clock.stopped(MOMENT + dt.timedelta(seconds=minute)):
                    by = (dirk, anne)[person]
                    chosen = [(cards[number].pk, services.UNCHECKED) for number in numbers]
                    placed = services.place_many(occasion=occasion, cards=chosen, theme=[*themes, None][goal], by=by)
                    done += [(by, len(placed.moved))] if placed.moved else []
            with clock.stopped(MOMENT + dt.timedelta(minutes=1)):
                for by, count in reversed(done):
                    assert services.undo(occasion=occasion, by=by) == services.Undone(count, 0)
            assert [here(card) for card in cards] == [None] * 4
            raise Rollback
    except Rollback:
        pass


class Rollback(Exception):
    """Ends an example without leaving anything behind."""


def test_make_theme_twice_is_one_theme(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        first = theme(occasion, " Huiswerk \n", dirk)
        assert theme(occasion, "Huiswerk", dirk) == first
        assert theme(occasion, "Anders", dirk).position == 1


@pytest.mark.parametrize("title", ["", " \u202e ", "t" * 121])
def test_make_theme_refuses_a_name_that_is_empty_or_too_long(occasion: Occasion, school: Any, dirk: Who, title: str) -> None:
    with within(school), pytest.raises(RuleBroken) as broken:
        theme(occasion, title, dirk)
    assert broken.value.status == 422


def test_rename_theme_refuses_a_name_that_is_there_and_lets_go_of_the_library(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        theme(occasion, "Huiswerk", dirk)
        known = services.make_theme(occasion=occasion, title="Hoe we elkaar bereiken", library_key="contact", by=dirk)
        with pytest.raises(RuleBroken) as broken:
            services.rename_theme(theme=known, title="Huiswerk", meaning="", by=dirk)
        assert broken.value.code == "double"
        services.rename_theme(theme=known, title="Hoe we elkaar bereiken", meaning="Anders gezegd", by=dirk)
        assert Theme.objects.get(pk=known.pk).library_key == "contact"
        services.rename_theme(theme=known, title="Bellen en mailen", meaning="", by=dirk)
        assert Theme.objects.get(pk=known.pk).library_key == ""


def test_remove_theme_frees_its_cards_and_forgets_its_moves(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, one = say(occasion), theme(occasion, "Een", dirk)
        services.place(contribution=row, theme=one, by=dirk)
        assert services.remove_theme(theme=one, by=dirk) == 1
        assert here(row) is None
        assert services.undo(occasion=occasion, by=dirk) is None


def test_remove_theme_keeps_what_parents_may_have_read(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row, one = say(occasion), theme(occasion, "Een", dirk)
        services.place(contribution=row, theme=one, by=dirk)
        services.answer_theme(theme=one, kind="heard", text="Dank u wel.", by=dirk)
        with pytest.raises(RuleBroken) as broken:
            services.remove_theme(theme=one, by=dirk)
        assert broken.value.code == "answered"
        services.place(contribution=row, theme=None, by=dirk)
        assert services.remove_theme(theme=one, by=dirk) == 0
        assert not Theme.objects.exists()
