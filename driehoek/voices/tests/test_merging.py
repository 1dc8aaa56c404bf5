"""Themes put together, apart again and split: nothing is lost, and nothing that parents may have read changes under them."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, MergedTheme, Placement, Poll, PollSort, Statement, Theme
from driehoek.voices.services import merging

from .makers import say_many

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def three(occasion: Occasion, school: Any, dirk: Who) -> list[Theme]:
    with within(school):
        return [
            services.make_theme(occasion=occasion, title=title, meaning="Zin", library_key="contact", by=dirk) for title in "ABC"
        ]


def titles(theme: Theme) -> int:
    return Contribution.objects.filter(theme__title=theme.title).count()


def test_merged_themes_come_apart_with_the_cards_that_are_still_there_and_what_pointed_at_them(
    occasion: Occasion, school: Any, dirk: Who, three: list[Theme]
) -> None:
    one, two, three_ = three
    with within(school):
        rows = say_many(occasion, 3, theme=one)
        say_many(occasion, 2, theme=two)
        poll = Poll.objects.create(occasion=occasion, sort=PollSort.STATEMENTS, title="P")
        statement = Statement.objects.create(poll=poll, text="S", theme=one)
        merged = merging.merge_themes(theme=one, into=two, by=dirk)
        assert (titles(two), Theme.objects.count(), Statement.objects.get().theme_id) == (5, 2, two.pk)
        services.place(contribution=Contribution.objects.get(pk=rows[0].pk), theme=three_, by=dirk)
        back = merging.unmerge_theme(merged=merged, by=dirk)
        assert (back.pk, back.title, back.meaning, back.library_key, back.position) == (one.pk, "A", "Zin", "contact", 0)
        assert (titles(one), titles(two), titles(three_)) == (2, 2, 1)
        assert Statement.objects.get(pk=statement.pk).theme_id == one.pk
        with pytest.raises(RuleBroken) as broken:
            merging.unmerge_theme(merged=merged, by=dirk)
        assert broken.value.code == "apart"


def test_what_was_merged_twice_comes_apart_in_turn(occasion: Occasion, school: Any, dirk: Who, three: list[Theme]) -> None:
    with within(school):
        for theme in three:
            say_many(occasion, 2, theme=theme)
        merging.merge_themes(theme=three[0], into=three[1], by=dirk)
        merging.merge_themes(theme=Theme.objects.get(title="B"), into=three[2], by=dirk)
        assert titles(three[2]) == 6
        merging.unmerge_theme(merged=MergedTheme.objects.get(title="B"), by=dirk)
        assert [titles(theme) for theme in three] == [0, 4, 2]
        merging.unmerge_theme(merged=MergedTheme.objects.get(title="A"), by=dirk)
        assert [titles(theme) for theme in three] == [2, 2, 2]


def test_a_move_to_what_was_merged_can_still_be_undone_and_a_move_between_both_is_none_any_more(
    occasion: Occasion, school: Any, dirk: Who, three: list[Theme]
) -> None:
    with within(school):
        first, second = say_many(occasion, 2)
        services.place(contribution=first, theme=three[0], by=dirk)
        Contribution.objects.filter(pk=second.pk).update(theme=three[1])
        services.place_many(occasion=occasion, cards=[(second.pk, three[1].pk)], theme=three[0], by=dirk)
        Placement.objects.filter(contribution=first).update(placed_at=Placement.objects.first().placed_at)
        merging.merge_themes(theme=three[0], into=three[1], by=dirk)
        assert services.undo(occasion=occasion, by=dirk) == services.Undone(1, 0)
        assert Contribution.objects.get(pk=first.pk).theme_id is None


@pytest.mark.parametrize("case", ["answered", "same", "other", "gone"])
def test_a_merge_that_can_not_be_says_why_and_changes_nothing(
    occasion: Occasion, school: Any, dirk: Who, three: list[Theme], case: str
) -> None:
    with within(school):
        say_many(occasion, 1, theme=three[0])
        gone, into = three[0], three[1]
        if case == "answered":
            services.answer_theme(theme=gone, kind="heard", text="Dank.", by=dirk)
        elif case == "same":
            into = gone
        elif case == "other":
            into = services.make_theme(occasion=make_occasion(), title="Ver", by=dirk)
        else:
            services.remove_theme(theme=Theme.objects.get(pk=into.pk), by=dirk)
        with pytest.raises(RuleBroken):
            merging.merge_themes(theme=gone, into=into, by=dirk)
        assert (titles(gone), MergedTheme.objects.count()) == (1, 0)


def test_a_theme_comes_back_only_when_its_name_is_free(occasion: Occasion, school: Any, dirk: Who, three: list[Theme]) -> None:
    with within(school):
        merged = merging.merge_themes(theme=three[0], into=three[1], by=dirk)
        services.make_theme(occasion=occasion, title="A", by=dirk)
        with pytest.raises(RuleBroken) as broken:
            merging.unmerge_theme(merged=merged, by=dirk)
        assert broken.value.code == "double"


def test_a_split_is_one_move_and_one_way_back(occasion: Occasion, school: Any, dirk: Who, anne: Who, three: list[Theme]) -> None:
    with within(school):
        rows = say_many(occasion, 4, theme=three[0])
        keys = [row.pk for row in rows[:2]]
        for cards, title in (([], "D"), (keys, " b "), (keys, "")):
            with pytest.raises(RuleBroken):
                merging.split_theme(theme=three[0], cards=cards, title=title, by=dirk)
        fresh = merging.split_theme(theme=three[0], cards=keys, title="D", by=dirk)
        assert (titles(fresh), titles(three[0])) == (2, 2)
        with pytest.raises(RuleBroken):
            merging.unsplit_theme(theme=fresh, by=anne)
        merging.unsplit_theme(theme=fresh, by=dirk)
        assert (titles(three[0]), Theme.objects.filter(title="D").exists()) == (4, False)


def test_only_what_was_just_split_off_and_holds_nothing_else_is_taken_away_again(
    occasion: Occasion, school: Any, dirk: Who, anne: Who, moment: Any, three: list[Theme]
) -> None:
    with within(school):
        (row,) = say_many(occasion, 1)
        with clock.stopped(clock.now() - dt.timedelta(minutes=1)):
            services.place(contribution=row, theme=three[1], by=dirk)
            with pytest.raises(RuleBroken):
                merging.unsplit_theme(theme=three[1], by=dirk)
        one, two, late, moved = say_many(occasion, 4, theme=three[0])
        fresh = merging.split_theme(theme=three[0], cards=[one.pk], title="D", by=dirk)
        poll = Poll.objects.create(occasion=occasion, sort=PollSort.STATEMENTS, title="P")
        Statement.objects.create(poll=poll, text="S", theme=fresh)
        merging.unsplit_theme(theme=fresh, by=dirk)
        kept = merging.split_theme(theme=three[0], cards=[two.pk], title="E", by=dirk)
        services.place(contribution=moved, theme=kept, by=anne)
        merging.unsplit_theme(theme=kept, by=dirk)
        assert (titles(fresh), titles(kept), titles(three[0])) == (0, 1, 3)
        assert set(Theme.objects.values_list("title", flat=True)) == set("ABCDE")
        last = merging.split_theme(theme=three[0], cards=[late.pk], title="F", by=dirk)
        with clock.stopped(clock.now() + dt.timedelta(minutes=11)), pytest.raises(RuleBroken):
            merging.unsplit_theme(theme=last, by=dirk)
        assert TrailRow.objects.filter(act="unsplit-theme").count() == 2
