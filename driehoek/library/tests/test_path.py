"""The templates of trajectories, and what a broken one says."""

import shutil

import pytest

from driehoek.access.screen import stages
from driehoek.library.reading_path import MENU, SORTS, load_paths
from driehoek.library.reading_tasks import load_tasks
from driehoek.library.source import CONTENT, ContentError
from driehoek.trajectories.models import PathTask, Step, StepSort, Trajectory

PATHS = {path.key: path for path in load_paths()}
BODY_TEXTS = ("board", "council", "privacy_officer")
EVERY = pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)


def test_there_are_four_and_the_strategy_stands_first():
    assert list(PATHS) == ["strategy", "single_meeting", "quality_card", "presence_pilot"]


def test_sorts_and_menu_are_those_of_the_product():
    assert tuple(StepSort.values) == SORTS
    assert {name for name, _ in stages()} == set(MENU)


def test_the_strategy_runs_from_the_bodies_to_next_year():
    sorts = [step.sort for step in PATHS["strategy"].steps]
    assert sorts == ["bodies", "intake", "scan", "vision", "turnout", "meeting", "plan", "team", "programme", "evaluation"]


@EVERY
def test_every_path_begins_with_the_bodies_and_ends_with_looking_back(path):
    assert (path.steps[0].sort, path.steps[-1].sort) == ("bodies", "evaluation")
    small = "_small" if path.counts_from == "start" else ""
    told = [work.text for work in path.steps[0].work if work.text and work.text != "privacy_for_parents"]
    assert sorted(told) == sorted(f"{key}{small}" for key in BODY_TEXTS)


@EVERY
def test_days_run_forward_and_nothing_is_wanted_after_the_day_of_its_step(path):
    days = [step.day for step in path.steps]
    assert days == sorted(set(days))
    for step in path.steps:
        inside = [work.day for work in step.work]
        assert inside == sorted(inside) and inside[-1] <= step.day
        assert 2 <= len(inside) <= 6
    assert path.counts_from == "evening" or min(work.day for work in path.steps[0].work) >= 0


@EVERY
def test_the_bodies_know_and_have_answered_twelve_weeks_before_the_evening(path):
    if path.counts_from == "evening":
        assert path.steps[0].day <= -84
        assert path.steps[0].day - max(work.day for work in path.steps[0].work if work.text == "council") >= 21


@EVERY
def test_nothing_comes_to_parents_before_the_bodies_were_told(path):
    told = max(work.day for work in path.steps[0].work if work.text.removesuffix("_small") in BODY_TEXTS)
    assert all(step.day > told for step in path.steps[1:])


@EVERY
def test_what_the_meeting_asks_itself_is_not_asked_again(path):
    own = {work.key for step in path.steps for work in step.work}
    titles = {work.title.say("nl") for step in path.steps for work in step.work}
    if path.meeting:
        tasks = load_tasks(path.meeting)
        assert not own & {task.key for task in tasks}
        assert not titles & {task.title.say("nl") for task in tasks}


@EVERY
def test_every_task_has_hours_and_a_key_of_its_own(path):
    keys = [work.key for step in path.steps for work in step.work]
    assert len(keys) == len(set(keys))
    assert all(0 < work.hours <= 40 for step in path.steps for work in step.work)
    assert sum(path.hours_by_role().values()) == sum(work.hours for step in path.steps for work in step.work)


def test_hours_are_such_that_a_school_can_plan_them():
    hours = {key: sum(path.hours_by_role().values()) for key, path in PATHS.items()}
    assert 120 <= hours["strategy"] <= 160
    assert hours["single_meeting"] <= 25
    assert hours["strategy"] > hours["presence_pilot"]


def test_no_single_leader_carries_it_alone():
    for path in PATHS.values():
        assert path.hours_by_role()["school_leader"] <= sum(path.hours_by_role().values()) / 2


def test_menu_items_appear_when_their_step_starts():
    opened = {step.sort: step.opens for step in PATHS["strategy"].steps}
    assert "scan" in opened["scan"] and "meeting" in opened["turnout"] and set(opened["plan"]) == {"plan", "actions", "teams"}
    assert opened["bodies"] == opened["intake"] == ()


def test_presence_is_never_counted():
    pilot = PATHS["presence_pilot"]
    assert not {"scan", "questionnaire"} & {step.sort for step in pilot.steps}
    assert {name for step in pilot.steps for name in step.opens} == {"teams"}


@EVERY
def test_it_fits_in_its_fields(path):
    for language in ("nl", "en"):
        for sector in ("po", "vo"):
            assert len(path.title.say(language, sector)) <= _room(Trajectory, "title")
            for step in path.steps:
                assert len(step.title.say(language, sector)) <= _room(Step, "title")
                assert len(step.why.say(language, sector)) <= _room(Step, "why")
                for work in step.work:
                    assert len(work.title.say(language, sector)) <= _room(PathTask, "title")
                    assert len(work.why.say(language, sector)) <= _room(PathTask, "why")


def _room(model, field):
    return model._meta.get_field(field).max_length


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sort = "intake"', 'sort = "talk"', "is not one of"),
        ("day = -49\nshift", "day = -42\nshift", "does not come after"),
        ("day = -126", "day = -20", "earlier one"),
        ('meeting = "wishes_evening"', 'meeting = ""', "goes with a step"),
        ('meeting = "wishes_evening"', 'meeting = "party"', "is not one of"),
        ("day = 0\n", "day = 1\n", "the evening is the day"),
        ('opens = ["scan"]', 'opens = ["survey"]', "not among"),
        ('key = "ask_council"', 'key = "tell_privacy_officer"', "stands there twice"),
    ],
)
def test_a_mistake_names_its_place(tmp_path, old, new, said):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("seeds*"))
    file = folder / "trajectories.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        load_paths(folder)
