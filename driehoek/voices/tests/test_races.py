"""Many at once, with real threads and real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Placement, Reading, Standing, Theme
from driehoek.voices.services import reading

from .makers import say, say_many

pytestmark = pytest.mark.django_db(transaction=True)


def together(school: Any, jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment, each in its own connection and transaction; a RuleBroken is its code."""
    start = Barrier(len(jobs))

    def one(job: Callable[[], Any]) -> Any:
        start.wait()
        try:
            with within(school):
                return job()
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def test_the_same_key_posted_twenty_times_at_once_is_one_contribution(occasion: Occasion, school: Any) -> None:
    key = clock.secret_id()
    rows = together(school, [lambda: say(occasion, "Eén keer", key=key).pk for _ in range(20)])
    assert rows == [key] * 20
    with within(school):
        assert Contribution.objects.count() == 1


def test_of_two_people_who_place_one_card_one_wins_and_the_other_hears_it(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        themes = [services.make_theme(occasion=occasion, title=title, by=dirk) for title in ("Een", "Twee")]
        rows = say_many(occasion, 6)
    for row in rows:
        moves = zip((dirk, anne), themes, strict=True)
        told = together(
            school,
            [
                lambda by=by, theme=theme, row=row: services.place(contribution=row, theme=theme, by=by, seen=None)
                for by, theme in moves
            ],
        )
        assert sum(one == "moved" for one in told) == 1
        with within(school):
            won = next(one for one in told if one != "moved")
            assert Contribution.objects.get(pk=row.pk).theme_id == won.after_id
    with within(school):
        assert Placement.objects.count() == len(rows)


def test_a_double_press_on_place_and_on_undo_counts_once(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        theme, row = services.make_theme(occasion=occasion, title="Een", by=dirk), say(occasion)
    together(school, [lambda: services.place(contribution=row, theme=theme, by=dirk, seen=None) for _ in range(4)])
    with within(school):
        assert Placement.objects.count() == 1
    undone = together(school, [lambda: services.undo(occasion=occasion, by=dirk) for _ in range(4)])
    assert [one for one in undone if one] == [services.Undone(1, 0)]


def test_a_theme_that_goes_while_cards_move_leaves_nothing_half(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    for number in range(5):
        with within(school):
            theme = services.make_theme(occasion=occasion, title=f"Thema {number}", by=dirk)
            cards = [(row.pk, None) for row in say_many(occasion, 5)]
        told = together(
            school,
            [
                lambda theme=theme, cards=cards: services.place_many(occasion=occasion, cards=cards, theme=theme, by=anne),
                lambda theme=theme: services.remove_theme(theme=theme, by=dirk),
            ],
        )
        assert told[0] == "theme-gone" or told[1] == 5
    with within(school):
        assert not Theme.objects.exists()
        assert not Contribution.objects.filter(theme__isnull=False).exists()


def test_one_theme_per_title_also_when_two_make_it_at_once(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    made = together(
        school,
        [lambda by=by: services.make_theme(occasion=occasion, title="Huiswerk", by=by).pk for by in (dirk, anne, dirk, anne)],
    )
    assert len(set(made)) == 1


def test_what_is_put_apart_and_shown_at_once_is_never_shown(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    for _ in range(5):
        with within(school):
            row = say(occasion)
        together(
            school,
            [
                lambda row=row: services.park(contribution=row, by=dirk),
                lambda row=row: services.approve(contribution=row, by=anne),
            ],
        )
        with within(school):
            assert Contribution.objects.get(pk=row.pk).standing == Standing.PARKED


def test_rewriting_while_people_talk_and_sort_loses_nothing(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        theme = services.make_theme(occasion=occasion, title="Een", by=dirk)
        cards = [(row.pk, None) for row in say_many(occasion, 30, standing=Standing.WAITING)]
        rows = list(Contribution.objects.all())
    jobs: list[Callable[[], Any]] = [services.rewrite_anonymous for _ in range(3)]
    jobs += [lambda: say(occasion, "Nog iets") for _ in range(5)]
    jobs += [lambda: services.place_many(occasion=occasion, cards=cards, theme=theme, by=anne)]
    jobs += [lambda: services.approve(contributions=rows, by=dirk)]
    together(school, jobs)
    with within(school):
        assert Contribution.objects.count() == 35
        assert Contribution.objects.filter(theme=theme, standing=Standing.APPROVED).count() == 30


def test_rewriting_while_the_worker_keeps_what_it_read_comes_to_a_stop_for_neither(occasion: Occasion, school: Any) -> None:
    with within(school):
        say_many(occasion, 20, standing=Standing.WAITING, text="De juf vond het niet stom")
        made = reading._made_of(reading._gather(occasion.pk))
        reading._keep(made)
        Contribution.objects.update(standing=Standing.WAITING)
    told = together(school, [job for _ in range(4) for job in (services.rewrite_anonymous, lambda: reading._keep(made))])
    assert len(told) == 8
    with within(school):
        assert Contribution.objects.filter(standing=Standing.PARKED).count() == Reading.objects.exclude(attack="").count() == 20
