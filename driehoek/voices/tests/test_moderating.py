"""Looking through before anything is shown."""

from collections.abc import Iterator
from typing import Any

import pytest

from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services, signals
from driehoek.voices.models import Contribution, Standing

from .makers import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Occasion]]:
    """Which occasions a folder above was told about."""
    heard: list[Occasion] = []
    monkeypatch.setattr(signals, "_listeners", [heard.append])
    yield heard


def standing(row: Contribution) -> str:
    return str(Contribution.objects.get(pk=row.pk).standing)


def test_approve_lets_one_or_many_be_shown_and_says_how_many_changed(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        rows = [say(occasion) for _ in range(3)]
        assert services.approve(contribution=rows[0], by=dirk) == 1
        assert services.approve(contributions=rows, by=dirk) == 2
        assert {standing(row) for row in rows} == {Standing.APPROVED}


def test_approve_twice_is_approving_once(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion)
        services.approve(contribution=row, by=dirk)
        assert services.approve(contribution=row, by=dirk) == 0


def test_a_stale_tab_never_shows_what_a_colleague_put_apart(occasion: Occasion, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        row, stale = say(occasion, "Over één kind"), Contribution.objects.get()
        services.park(contribution=row, by=anne)
        with pytest.raises(RuleBroken) as broken:
            services.approve(contribution=stale, by=dirk)
        assert broken.value.code == "decided"
        assert standing(row) == Standing.PARKED


def test_park_takes_back_from_the_screen_what_was_approved(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, standing=Standing.APPROVED)
        services.park(contribution=row, by=dirk)
        assert standing(row) == Standing.PARKED


def test_back_to_waiting_takes_either_decision_back(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        for before in (Standing.APPROVED, Standing.PARKED):
            row = say(occasion, standing=before)
            services.back_to_waiting(contribution=row, by=dirk)
            assert standing(row) == Standing.WAITING


def test_the_trail_says_that_somebody_looked_never_at_which_one(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion)
        services.approve(contribution=row, by=dirk)
        services.reword(contribution=row, text="Zonder naam", by=dirk)
        services.park(contribution=row, by=dirk)
        lines = list(TrailRow.objects.filter(actor=dirk.user_id))
    assert {line.act for line in lines} == {"contributions-approved", "contribution-reworded", "contributions-parked"}
    assert {line.object_id for line in lines} == {occasion.pk}


def test_the_screens_above_hear_of_every_decision_but_not_of_words_that_wait(
    occasion: Occasion, school: Any, dirk: Who, told: list[Occasion]
) -> None:
    with within(school):
        row = say(occasion)
        assert told == []
        services.approve(contribution=row, by=dirk)
        services.reword(contribution=row, text="Zonder naam", by=dirk)
    assert told == [occasion, occasion]


def test_reword_replaces_the_words_and_nowhere_keeps_the_old_ones(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, "Meester Voorbeeld luistert nooit")
        services.reword(contribution=row, text="Een \u202eleraar luistert nooit", by=dirk)
        assert Contribution.objects.get().text == "Een leraar luistert nooit"


@pytest.mark.parametrize("text", ["", "\u200d", "x" * 2_001, "x" * 100_000])
def test_reword_refuses_nothing_and_too_much(occasion: Occasion, school: Any, dirk: Who, text: str) -> None:
    with within(school):
        row = say(occasion, "Zo stond het er")
        with pytest.raises(RuleBroken) as broken:
            services.reword(contribution=row, text=text, by=dirk)
        assert broken.value.status == 422
        assert Contribution.objects.get().text == "Zo stond het er"
