"""Voices side by side on the page, and the harvest as a file."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from driehoek.access.who import Who
from driehoek.conftest import questions
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Standing, Theme
from driehoek.voices.queries.comparing import compare

from .makers import read, say, say_many
from .pages import found

pytestmark = pytest.mark.django_db


def sorted_notes(occasion: Occasion, dirk: Who, **counts: tuple[int, int]) -> dict[str, Theme]:
    """Themes with so many notes of parents and of school."""
    found = {}
    for title, (parents, school) in counts.items():
        theme = found[title] = services.make_theme(occasion=occasion, title=title, by=dirk)
        say_many(occasion, parents, voice="parents", theme=theme)
        say_many(occasion, school, voice="school", theme=theme)
    return found


def test_the_same_wishes_are_shared_and_say_so(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        sorted_notes(occasion, dirk, een=(40, 20), twee=(30, 15), drie=(30, 15))
        found = compare(occasion)
    assert found.verdict == "shared"
    assert "ongeveer hetzelfde" in found.heading
    assert found.said == (100, 50)


def test_what_one_says_and_the_other_never_opens_eyes_and_stands_on_top(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        sorted_notes(occasion, dirk, Bereikbaar=(40, 0), Huiswerk=(30, 30), Toetsen=(0, 20))
        found = compare(occasion)
    assert found.verdict == "difference_shown"
    assert [one.theme.title for one in found.eye_openers] == ["Bereikbaar", "Toetsen"]
    assert found.eye_openers[0].words == "Ouders: 40 keer. School: niet één keer."
    assert found.lines[0].theme.title == "Bereikbaar"


def test_a_few_notes_say_nothing_yet_and_how_many_would(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        sorted_notes(occasion, dirk, een=(6, 1), twee=(2, 3))
        found = compare(occasion)
    assert found.verdict == "too_early"
    assert "bijdragen van school" in found.words


def test_what_lies_apart_counts_nowhere(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        theme = sorted_notes(occasion, dirk, een=(3, 3))["een"]
        say(occasion, "Apart", standing=Standing.PARKED, voice="parents")
        say_many(occasion, 4, voice="parents", theme=theme, standing=Standing.PARKED)
        found = compare(occasion)
    assert found.said == (3, 3)
    assert found.loose == 0


def test_pupils_are_compared_where_they_speak(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        theme = sorted_notes(occasion, dirk, een=(3, 3))["een"]
        assert compare(occasion).pairs == ()
        say_many(occasion, 4, voice="pupil", theme=theme)
        assert [key for key, _words in compare(occasion, "ouders-leerlingen").pairs] == [
            "ouders-school",
            "ouders-leerlingen",
            "leerlingen-school",
        ]
        assert compare(occasion, "ouders-leerlingen").said == (3, 4)


def test_the_page_asks_the_same_for_few_and_many(
    occasion: Occasion, school: Any, dirk: Who, desk: Any, django_assert_max_num_queries: Any
) -> None:
    where = reverse("harvest_compare", args=[school.slug, occasion.pk])
    assert "Nog niets gesorteerd" in desk.get(where).content.decode()
    with within(school):
        sorted_notes(occasion, dirk, **{f"thema{number}": (9, 5) for number in range(12)})
    with django_assert_max_num_queries(14) as captured:
        page = desk.get(where).content.decode()
    assert questions(captured) <= 8
    assert page.count("<svg") >= 24


def test_the_file_holds_what_may_be_seen_and_nothing_else(occasion: Occasion, school: Any, dirk: Who, desk: Any) -> None:
    with within(school):
        theme = services.make_theme(occasion=occasion, title="Bereikbaar", by=dirk)
        seen = say(occasion, "=1+1 bel mij")
        services.approve(contribution=seen, by=dirk)
        services.place(contribution=seen, theme=theme, by=dirk)
        say(occasion, "GEHEIMWACHT")
        say(occasion, "GEHEIMAPART", standing=Standing.PARKED)
        masked = say(occasion, "Over juf GEHEIMNAAM")
        services.reword(contribution=masked, text="Over [naam] GEHEIMREST", by=dirk)
        services.approve(contribution=masked, by=dirk)
        read(say(occasion, "GEHEIMAANVAL", standing=Standing.APPROVED), theme, attack="insult")
    answer = desk.get(reverse("harvest_export", args=[school.slug, occasion.pk, "xlsx"]))
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    text = str(cells) + desk.get(reverse("harvest_export", args=[school.slug, occasion.pk, "csv"])).content.decode()
    assert "GEHEIM" not in text
    assert cells[1][:2] == ["Bereikbaar", "ouders"]
    assert not str(cells[1][3]).startswith("=")
    assert len(cells) == 3
    board = desk.get(reverse("harvest_board", args=[school.slug, occasion.pk]) + "?only=none&open=all").content.decode()
    link = found(r'href="([^"]+bestand\.csv[^"]*)"', board)
    assert link.endswith("?only=none")
    assert "Bereikbaar" not in desk.get(link).content.decode()
    assert desk.get(reverse("harvest_export", args=[school.slug, occasion.pk, "pdf"])).status_code == 404
