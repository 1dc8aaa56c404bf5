"""The meetings that ship can be run as they stand; the parents' meeting of 135 minutes in detail."""

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
    assert dialogue.questions == tuple(question.key for question in reading.load_questions()[:7])


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


# ---- every template

TEMPLATES = [reading.load_template(key) for key in reading.template_keys()]


def test_templates_are_offered_in_this_order():
    assert [(one.key, one.minutes) for one in TEMPLATES] == [
        ("parents_meeting", 135), ("wishes_evening", 120), ("theme_meeting", 90),
        ("information_evening", 75), ("coffee_morning", 60), ("class_introduction", 60),
    ]  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_minutes_add_up_and_the_doors_open_first(template):
    assert sum(item.minutes for item in template.items) == template.minutes
    assert template.items[0].stages == ("check_in",)
    assert template.item_with("contributions") is not None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_the_key_message_closes_every_meeting_in_the_words_of_the_report(template):
    for language, sector in (("nl", "po"), ("nl", "vo"), ("en", "po"), ("en", "vo")):
        assert template.key_message.say(language, sector) in " ".join(template.items[-1].spoken.say(language, sector).split())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_no_question_of_the_team_is_asked_where_parents_sit(template):
    asked = {key for item in template.items for key in item.questions}
    offered = {one.key: one.audience for one in reading.questions_for(template, template.themes)}
    assert asked <= set(offered)
    assert "team" not in offered.values()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_tables_and_what_belongs_to_them_come_together(template):
    assert template.needs_tables == (template.small_group is not None)
    assert bool(template.sheet) == (template.sheet_question is not None)
    for item in template.items:
        assert template.needs_tables or not {"division", "table_sheets", "presentations"} & set(item.stages)


def test_who_sits_with_whom():
    assert {one.key: one.classes for one in TEMPLATES if one.needs_tables} == {
        "parents_meeting": "spread", "wishes_evening": "spread", "theme_meeting": "spread", "class_introduction": "together"
    }  # fmt: skip


def test_ten_minutes_of_a_coffee_morning_have_no_subject_and_nobody_is_asked_to_rate_it():
    coffee = reading.load_template("coffee_morning")
    assert (coffee.closing_taps, coffee.sheet, coffee.small_group) == ((), (), None)
    assert coffee.item_with("contributions").questions[0] == "on_your_mind"


def test_the_wishes_evening_harvests_four_boxes_with_two_sides():
    wishes = reading.load_template("wishes_evening")
    assert [(field.key, field.kind, field.by_voice) for field in wishes.sheet] == [
        ("satisfied", "goes_well", True), ("wishes", "wish", True),
        ("expectations", "expectation", True), ("tips", "tip", True),
    ]  # fmt: skip
    assert [item.minutes for item in wishes.items if "contributions" in item.stages] == [10, 15, 15, 5]
    assert wishes.item_with("presentations").most_tables == 20


def test_a_theme_meeting_takes_its_introduction_from_the_theme():
    theme = reading.load_template("theme_meeting")
    assert {"safety", "reading", "attendance"} <= set(theme.themes)
    assert {one.name: one.filled_by for one in theme.fill_ins}["inleiding_thema"] == "meeting"
    first = reading.questions_for(theme, ("safety",))
    assert [one.key for one in first[:5]] == ["theme_notice", "theme_works", "theme_hard", "safety_telling", "safety_one_line"]


def test_only_the_parents_meeting_may_say_its_title_as_its_subject():
    """'Thema' is computed from the title: 'we talk about coffee morning' would be nonsense."""
    assert [one.key for one in TEMPLATES if "thema" in {fill_in.name for fill_in in one.fill_ins}] == ["parents_meeting"]


def test_every_shared_text_is_used():
    assert {one.name for template in TEMPLATES for one in template.fill_ins} == set(reading.load_fill_ins())
    assert {one.key for template in TEMPLATES for one in template.closing_taps} == {
        one.key for one in reading.load_closing_taps()
    }  # fmt: skip
