"""The preparation and follow-up of each kind of meeting."""

import pytest

from driehoek.library import reading

KEYS = reading.template_keys()


def keys_of(template):
    return [task.key for task in reading.load_tasks(template)]


def hours_of(template):
    return sum(task.hours for task in reading.load_tasks(template))


def test_tasks_run_from_ten_weeks_before_to_three_months_after():
    days = [task.day for task in reading.load_tasks()]
    assert (min(days), max(days)) == (-70, 90)
    assert days == sorted(days)


def test_the_parents_meeting_costs_the_staff_about_forty_hours():
    assert 35 <= hours_of("parents_meeting") <= 45


def test_a_small_meeting_costs_little():
    assert hours_of("wishes_evening") > hours_of("theme_meeting") > hours_of("information_evening")
    assert hours_of("information_evening") <= 20
    assert hours_of("class_introduction") <= 10
    assert hours_of("coffee_morning") <= 6


@pytest.mark.parametrize("template", KEYS)
def test_only_what_the_product_does_itself_costs_nothing(template):
    tasks = reading.load_tasks(template)
    assert [task.key for task in tasks if task.automatic] == ["erase_practical"]
    assert all(task.hours > 0 for task in tasks if not task.automatic)
    assert [task.day for task in tasks if task.automatic] == [14]


@pytest.mark.parametrize("template", KEYS)
def test_at_most_one_reminder_and_one_call_then_it_is_fine(template):
    keys = keys_of(template)
    assert keys.count("first_reminder") + keys.count("call_round") <= 2
    if "call_round" in keys:
        assert keys.index("first_reminder") < keys.index("call_round")


def test_without_tables_nobody_prepares_table_leaders():
    tables = {"capacity", "draft_division", "prepare_table_leaders", "brief_leaders", "divide_again", "print"}
    for template in ("information_evening", "coffee_morning", "class_introduction"):
        assert not tables & set(keys_of(template))
    for template in ("parents_meeting", "wishes_evening", "theme_meeting"):
        assert tables <= set(keys_of(template))


def test_leaders_are_briefed_before_the_doors_open_and_pupils_hear_of_it_three_weeks_before():
    tasks = {task.key: task for task in reading.load_tasks("wishes_evening")}
    assert (tasks["brief_leaders"].day, tasks["brief_leaders"].shift, tasks["brief_leaders"].owner) == (
        0,
        "stays",
        "discussion_leader",
    )
    assert tasks["tell_pupils"].day == -21


def test_what_belongs_to_one_kind_of_meeting_stays_there():
    assert "call_for_team" in keys_of("wishes_evening") and "call_for_team" not in keys_of("parents_meeting")
    assert "themes" not in keys_of("wishes_evening")
    assert "invite_to_coffee" in keys_of("coffee_morning") and "invite" not in keys_of("coffee_morning")
    assert "report" in keys_of("information_evening") and "order_harvest" not in keys_of("information_evening")


@pytest.mark.parametrize("template", KEYS)
def test_every_contribution_gets_an_answer_whatever_the_meeting(template):
    assert "answer_everything" in keys_of(template)


def test_whoever_prepares_it_owns_what_an_action_team_does_elsewhere():
    owners = {key: {task.owner for task in reading.load_tasks(key)} for key in KEYS}
    for key in KEYS:
        assert ("action_team" in owners[key]) == (reading.load_template(key).prepared_by == "action_team")
        if "discussion_leader" not in reading.load_template(key).preparation:
            assert "discussion_leader" not in owners[key]
    assert {"parent_liaison"} < owners["coffee_morning"]


def test_the_year_ends_with_looking_back_and_a_next_date():
    (task,) = reading.load_year_end_tasks("parents_meeting")
    assert (task.key, task.day, task.anchor) == ("look_back_on_the_year", -28, "school_year_end")
    assert reading.load_year_end_tasks("coffee_morning") == ()


def test_every_task_is_for_some_meeting():
    used = {task.key for key in KEYS for task in (*reading.load_tasks(key), *reading.load_year_end_tasks(key))}
    assert used == {task.key for task in reading.load_all_tasks()}
