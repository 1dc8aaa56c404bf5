"""What comes of a round: the voices apart, verdicts in words, small numbers kept, and views without people."""

import random
from typing import Any

import numpy as np
import pytest
from django.utils.translation import override

from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices.models import Poll, Reaction
from driehoek.voices.queries.hall import on_screen, screen
from driehoek.voices.queries.results import Results, results
from driehoek.voices.services import polling, reacting

from .polling import close, make_round, many, statements

pytestmark = pytest.mark.django_db


def came_of(poll: Poll) -> Results:
    with override("nl"):
        return results(poll, "nl")


def bars(found: Results, text: str) -> dict[str, Any]:
    row = next(row for row in found.rows if row.text == text)
    return {bar.voice: bar for bar in row.bars}


def test_verdicts_are_shared_difference_and_too_early_in_words(occasion: Occasion, school: Any, dirk: Who) -> None:
    """Statement 0: both agree; 1: they differ by far; 2: half and half; 3: the same, with few answers."""
    with within(school):
        poll = make_round(occasion, dirk)
        parents: list[Any] = [("parents", [1, 1, 1 if n % 2 else -1, 1 if n < 6 else None]) for n in range(60)]
        school_: list[Any] = [("school", [1, -1, 1 if n % 2 else -1, 1 if n < 6 else None]) for n in range(20)]
        many(poll, parents + school_)
        found = came_of(poll)
        texts = [row.text for row in statements(poll)]
    by_text = {row.text: row for row in found.rows}
    assert by_text[texts[0]].verdict == "shared"
    assert by_text[texts[1]].verdict == "difference_shown"
    assert by_text[texts[1]].words == "Verschil aangetoond: ouders – school."
    assert by_text[texts[2]].verdict == "too_early"
    assert found.bridges[0].text == texts[0]
    assert texts[1] not in [row.text for row in found.bridges]


def test_a_voice_under_ten_is_nowhere_and_changes_nothing(occasion: Occasion, school: Any, dirk: Who) -> None:
    """With and without nine teachers every number on the page is the same: nothing can be taken apart."""
    with within(school):
        poll = make_round(occasion, dirk)
        people: list[Any] = [("parents", [1, -1, 0, 1])] * 30
        many(poll, people)
        alone = came_of(poll)
        Reaction.objects.all().delete()
        many(poll, [*people, *[("school", [-1, 1, 1, -1])] * 9])
        found = came_of(poll)
    assert found.small == ["school"]
    assert found.rows == alone.rows
    assert (found.took_part, alone.took_part) == (35, 30)


def test_few_answers_to_one_statement_are_not_shown_either(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        many(poll, [("parents", [1 if n < 9 else None, 1, 1, -1]) for n in range(12)])
        found = came_of(poll)
        texts = [row.text for row in statements(poll)]
    assert bars(found, texts[0])["parents"].seen == ""
    assert bars(found, texts[1])["parents"].agree == "≥ 80 %", "nobody reads off that all twelve said the same"
    assert bars(found, texts[3])["parents"].agree == "≤ 20 %"
    assert bars(found, texts[3])["parents"].disagree == "≥ 80 %"


@pytest.mark.parametrize(
    "people", [[], [("parents", [1, 1, 1, 1])], [("parents", [1, 1, 1, 1])] * 120, [("school", [0, 0, 0, 0])] * 110]
)
def test_nobody_one_or_all_the_same_gives_a_page_and_no_number_that_is_none(
    occasion: Occasion, school: Any, dirk: Who, people: list[Any]
) -> None:
    with within(school):
        poll = make_round(occasion, dirk)
        many(poll, people)
        found = came_of(poll)
    assert "nan" not in repr(found).lower()
    assert not (found.ways and found.ways.views)


def camps(count: int, lines: int = 12) -> list[Any]:
    chance = random.Random(3)
    rows = []
    for person in range(count):
        camp = person % 2
        values = [(1 if (line % 2 == camp) else -1) if chance.random() < 0.9 else 0 for line in range(lines)]
        rows.append(("parents" if person % 3 else "school", values))
    return rows


def test_ways_of_looking_from_a_hundred_voters_as_views_and_never_who(occasion: Occasion, school: Any, dirk: Who) -> None:
    lines = tuple(f"Zin {number}" for number in range(12))
    with within(school):
        poll = make_round(occasion, dirk, lines=lines)
        many(poll, camps(99))
        assert came_of(poll).ways == type(came_of(poll).ways)(False, [], [], "")
        Reaction.objects.all().delete()
        many(poll, camps(120))
        found = came_of(poll).ways
    assert found is not None
    assert [view.letter for view in found.views] == ["A", "B"]
    assert all(view.lines for view in found.views)
    assert "polygon" in str(found.drawing)
    assert "circle" not in str(found.drawing), "nobody is a dot"


def test_ways_of_looking_stay_shut_on_noise(occasion: Occasion, school: Any, dirk: Who) -> None:
    chance = np.random.default_rng(1)
    with within(school):
        poll = make_round(occasion, dirk, lines=tuple(f"Zin {number}" for number in range(12)))
        many(poll, [("parents", [int(value) for value in chance.choice([1, -1], 12)]) for _ in range(120)])
        found = came_of(poll).ways
    assert found is not None
    assert found.enough
    assert not found.views


def give(poll: Poll, voice: str, ballots: list[list[int]], start: int = 0) -> None:
    keys = [row.pk for row in statements(poll)]
    for number, ballot in enumerate(ballots, start):
        given = {key: dots for key, dots in zip(keys, ballot, strict=True) if dots}
        reacting.give_dots(poll=poll, voter=f"{voice}{number}", voice=voice, ballot=given)


def test_twelve_teachers_do_not_drown_in_a_hundred_parents(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, sort="dots", lines=("Bellen", "Huiswerk", "Koffie"), budget=3)
        give(poll, "parents", [[3, 0, 0]] * 40)
        give(poll, "school", [[0, 2, 1]] * 12)
        give(poll, "pupil", [[0, 0, 3]] * 9)
        found = came_of(poll).dots
    assert found is not None
    assert [voice.voice for voice in found.voices] == ["parents", "school"], "nine pupils are not shown apart"
    cells = {row.text: {cell.voice: (cell.average, cell.share) for cell in row.cells} for row in found.rows}
    assert cells["Bellen"] == {"parents": ("3,0", "100 %"), "school": ("≤ 0,3", "≤ 10 %")}
    assert cells["Huiswerk"]["school"] == ("1,8", "60 %")
    assert [row.text for row in found.rows] == ["Bellen", "Huiswerk", "Koffie"]


def test_ties_and_the_effect_of_one_person_are_named(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        poll = make_round(occasion, dirk, sort="dots", lines=("Bellen", "Huiswerk", "Koffie"), budget=3)
        give(poll, "parents", [[3, 0, 0], [0, 2, 1], *[[1, 1, 1]] * 18])
        found = came_of(poll).dots
    assert found is not None
    notes = " ".join(found.voices[0].notes)
    assert "Met één persoon minder stond ‘Huiswerk’ boven ‘Bellen’." in notes
    with within(school):
        even = make_round(occasion, dirk, sort="dots", lines=("Bellen", "Huiswerk"), budget=2)
        give(even, "parents", [[1, 1]] * 20)
        found = came_of(even).dots
    assert found is not None
    assert found.voices[0].notes == ["Even veel stippen: ‘Bellen’, ‘Huiswerk’."]


def test_the_hall_shows_how_many_in_steps_then_results_one_by_one(
    occasion: Occasion, school: Any, dirk: Who, settings: Any
) -> None:
    with within(school):
        assert on_screen(occasion.pk) is None
        poll = make_round(occasion, dirk)
        many(poll, [("parents", [1, -1, 0, 1])] * 13)
        seen = on_screen(occasion.pk)
        assert seen is not None
        assert seen.count == 10
        close(poll, dirk)
        assert on_screen(occasion.pk) is None, "closed and not shown: nothing"
        polling.turn(poll=poll, verb="show", by=dirk)
        shown = screen(on_screen(occasion.pk), "nl")
        assert shown is not None
        assert shown.one is not None
        assert (shown.place, shown.many) == (1, 4)
