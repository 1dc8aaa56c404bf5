"""The parents' meeting: 135 minutes that can be run as they stand."""

import pytest

from driehoek.library import reading


@pytest.fixture
def meeting():
    return reading.load_template("parents_meeting")


def test_the_items_add_up_to_135_minutes(meeting):
    assert meeting.minutes == 135
    assert [block.minutes for block in meeting.blocks] == [15, 60, 10, 40, 10]
    assert [item.minutes for item in meeting.items] == [15, 5, 5, 45, 5, 10, 30, 10, 10]


def test_ten_tables_at_sixty_seconds_fit_into_the_presentations(meeting):
    presentations = meeting.item_with("presentations")
    assert (presentations.seconds_per_table, presentations.most_tables) == (60, 10)
    assert meeting.item_with("contributions").most_tables is None


def test_every_stage_opens_once(meeting):
    stages = [stage for item in meeting.items for stage in item.stages]
    assert stages == [
        "check_in", "contributions", "harvest", "division", "table_sheets", "presentations", "closing_taps"
    ]  # fmt: skip


def test_the_dialogue_opens_all_seven_questions_in_order(meeting):
    dialogue = meeting.item_with("contributions")
    assert dialogue.questions == tuple(question.key for question in reading.load_questions())


def test_fill_ins_say_who_fills_them(meeting):
    by_hand = {fill_in.name for fill_in in meeting.fill_ins if fill_in.filled_by == "hand"}
    counted = {fill_in.name for fill_in in meeting.fill_ins if fill_in.filled_by == "audience"}
    assert by_hand == {"waarom_nu", "kijk_van_school", "vervolg", "contact_houden"}
    assert counted == {"aantal_ouders", "aantal_medewerkers", "leerjaren", "functies"}


def test_the_key_message_is_said_at_the_end(meeting):
    spoken = meeting.items[-1].spoken
    for language in ("nl", "en"):
        assert meeting.key_message.say(language) in spoken.say(language)


def test_every_table_has_a_leader_and_a_scribe(meeting):
    assert [(crew.role, crew.count, crew.per) for crew in meeting.crew] == [
        ("discussion_leader", 1, "meeting"),
        ("table_leader", 1, "table"),
        ("scribe", 1, "table"),
    ]


def test_the_attitude_card_is_for_the_team(meeting):
    assert meeting.attitude_title.audience == "team"
    assert {line.line.audience for line in meeting.attitude} == {"team"}
    assert len(meeting.attitude) == 10


def test_the_sheet_asks_for_school_home_first_step_and_date(meeting):
    assert [field.key for field in meeting.sheet] == ["what", "at_school", "at_home", "first_step", "when"]
    assert [tap.key for tap in meeting.closing_taps] == ["useful", "heard", "together"]


def test_tasks_run_from_ten_weeks_before_to_three_months_after():
    days = [task.day for task in reading.load_tasks()]
    assert (min(days), max(days)) == (-70, 90)
    assert days == sorted(days)


def test_the_whole_meeting_costs_the_staff_about_forty_hours():
    assert 35 <= sum(task.hours for task in reading.load_tasks()) <= 45


def test_only_what_the_product_does_itself_costs_nothing():
    assert [task.key for task in reading.load_tasks() if task.automatic] == ["erase_practical"]
    assert all(task.hours > 0 for task in reading.load_tasks() if not task.automatic)


def test_one_reminder_and_one_call_then_it_is_fine():
    keys = [task.key for task in reading.load_tasks()]
    assert keys.count("first_reminder") + keys.count("call_round") == 2
    assert keys.index("first_reminder") < keys.index("call_round")
