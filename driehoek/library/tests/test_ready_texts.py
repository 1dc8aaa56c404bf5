"""The texts that go with a trajectory, and the questions of the talk before it."""

import re

import pytest

from driehoek.library.reading_path import BODIES, FILL_INS, load_intake, load_paths, load_ready_texts
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.trajectories.models import BodySort, PathTask

TEXTS = load_ready_texts()
VALUES = {"school": "De Regenboog", "title": "Strategietraject", "day": "donderdag 11 maart 2027", "leader": "Dirk de Wit"}
EVERY = pytest.mark.parametrize("one", TEXTS.values(), ids=TEXTS)


def test_each_body_has_one_and_a_smaller_one_and_parents_have_theirs():
    assert tuple(BodySort.values) == BODIES
    for few in (True, False):
        bodies = [one.body for one in TEXTS.values() if one.body and one.key.endswith("_small") == few]
        assert sorted(bodies) == sorted(BODIES)
    assert TEXTS["privacy_for_parents"].text.languages == PARENT_LANGUAGES


def test_every_text_that_a_task_names_is_there_and_every_text_has_a_task():
    named = {work.text for path in load_paths() for step in path.steps for work in step.work if work.text}
    assert named == set(TEXTS)
    assert all(len(key) <= PathTask._meta.get_field("text_key").max_length for key in TEXTS)


@EVERY
def test_it_can_be_filled_in_every_language_and_kind_of_school(one):
    for language in one.text.languages:
        for sector in ("po", "vo", "so"):
            filled = one.text.fill(language, sector, VALUES)
            assert "{" not in filled and "De Regenboog" in filled and "Dirk de Wit" in filled
            assert one.title.fill(language, sector, VALUES)


@EVERY
def test_it_holds_only_what_can_be_filled_in(one):
    assert one.text.placeholders <= FILL_INS and not one.title.placeholders


@EVERY
def test_a_list_stays_a_list_in_every_language(one):
    shapes = {tuple(line[:2] == "- " for line in one.text.say(language).split("\n")) for language in one.text.languages}
    assert len(shapes) == 1


@pytest.mark.parametrize("size", ["", "_small"])
def test_where_the_law_is_unsure_it_asks_to_check(size):
    council = TEXTS[f"council{size}"].text.say("nl")
    assert "Controleer" in council and "geen juridisch advies" in council
    assert "Beoordeel of een DPIA nodig is" in TEXTS[f"privacy_officer{size}"].text.say("nl")


def test_a_trajectory_without_an_evening_promises_none():
    """Nobody is counted in it and not all parents are invited; its day is the first one."""
    for key in ("council_small", "privacy_officer_small", "board_small"):
        told = TEXTS[key].text.say("nl")
        assert "We beginnen op {day}" in told and "waar het om draait" not in told
        assert not re.search(r"[Ii]edere ouder|Alle ouders worden|bereikten|We nodigen", told)


def test_no_day_is_promised_that_a_short_path_lacks():
    assert not [one.key for one in TEXTS.values() if re.search(r"weken", one.text.say("nl")) and one.body == "mr"]


def test_the_intake_asks_what_a_school_must_know_and_nothing_about_a_family():
    questions = load_intake()
    assert 7 <= len(questions) <= 9
    assert [one.key for one in questions][0] == "where_we_stand" and questions[-1].key == "hope_in_a_year"
    assert {"goes_well", "points_of_attention", "who_is_involved", "earlier_attempts", "council_as_partner", "whom_we_miss"} < {
        one.key for one in questions
    }
    assert not [one.key for one in questions if re.search(r"welk gezin|naam van", one.title.say("nl"))]
