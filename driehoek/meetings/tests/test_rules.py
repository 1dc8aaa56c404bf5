import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.meetings import rules
from driehoek.schools.days import Calendar

NINETEEN = clock.at(dt.date(2026, 12, 10), dt.time(19))


@dataclass(frozen=True)
class Item:
    minutes: int
    stages: str = ""


items = st.lists(
    st.builds(
        Item, minutes=st.integers(0, 120), stages=st.sampled_from(["", "check_in", "presentations", "presentations harvest"])
    ),
    max_size=20,
)
moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(clock.SCHOOL_TIME)).filter(
    lambda moment: rules.wall_time_exists(moment.date(), moment.time())
)


@given(items, moments)
def test_every_item_starts_where_the_one_before_it_ends(programme: list[Item], announced: dt.datetime) -> None:
    found = rules.starts(programme, announced)
    for item, start, following in zip(programme, found, found[1:], strict=False):
        assert following - start == dt.timedelta(minutes=item.minutes)


@given(items, moments)
def test_the_whole_takes_the_sum_of_its_parts_also_in_the_night_that_the_clock_changes(
    programme: list[Item], announced: dt.datetime
) -> None:
    begin = announced.astimezone(dt.UTC) - dt.timedelta(minutes=rules.walk_in_minutes(programme))
    assert rules.ends(programme, announced) - begin == dt.timedelta(minutes=sum(item.minutes for item in programme))


@given(items, moments)
def test_what_comes_after_the_walk_in_starts_at_the_announced_time(programme: list[Item], announced: dt.datetime) -> None:
    programme = [Item(15, "check_in"), Item(5), *programme]
    assert rules.starts(programme, announced)[1] == announced.astimezone(dt.UTC)


def test_a_check_in_in_the_middle_is_no_walk_in() -> None:
    assert rules.walk_in_minutes([Item(15, "check_in"), Item(5), Item(10, "check_in")]) == 15


def test_two_hours_in_the_night_of_october_end_one_hour_later_on_the_wall() -> None:
    announced = clock.at(dt.date(2026, 10, 25), dt.time(1))
    assert rules.ends([Item(120)], announced).astimezone(clock.SCHOOL_TIME).time() == dt.time(2)


def test_half_past_two_does_not_exist_in_the_night_of_march() -> None:
    assert not rules.wall_time_exists(dt.date(2027, 3, 28), dt.time(2, 30))
    assert rules.wall_time_exists(dt.date(2026, 10, 25), dt.time(2, 30))


@pytest.mark.parametrize(("minutes", "over"), [(120, 0), (130, 10), (100, -20)])
def test_the_end_is_checked_against_what_was_promised(minutes: int, over: int) -> None:
    assert rules.minutes_over([Item(15, "check_in"), Item(minutes)], NINETEEN, NINETEEN + dt.timedelta(hours=2)) == over


@given(st.integers(1, 40), st.integers(0, 60), st.integers(1, 180))
def test_tables_fit_when_each_gets_its_seconds(tables: int, minutes: int, seconds: int) -> None:
    found = rules.table_time([Item(minutes, "presentations")], tables, seconds)
    assert found is not None
    assert found.fits == (tables <= found.most_tables) == (found.minutes_needed <= minutes)


def test_without_presentations_tables_need_no_time() -> None:
    assert rules.table_time([Item(10)], 40) is None


def test_open_fill_ins_stand_in_the_order_in_which_they_are_spoken() -> None:
    assert rules.open_fill_ins(
        ["Welkom op {school}. {waarom}", "{waarom} {vervolg}"], {"school": "De Klimboom", "vervolg": " "}
    ) == ["waarom", "vervolg"]


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)),
    st.integers(-70, 90),
    st.sampled_from(["earlier", "later", "stays"]),
    st.dates(dt.date(2025, 1, 1), dt.date(2031, 1, 1)),
)
def test_a_task_is_never_due_in_the_past_and_near_its_day(meeting: dt.date, offset: int, shift: str, today: dt.date) -> None:
    due = rules.due_day(meeting, offset, shift, today, Calendar())
    assert due >= today
    assert due == today or abs((due - meeting).days - offset) <= 5


@pytest.mark.parametrize(("shift", "due"), [("earlier", 4), ("later", 7), ("stays", 6)])
def test_a_day_in_the_weekend_shifts_as_its_task_says(shift: str, due: int) -> None:
    assert rules.due_day(dt.date(2026, 12, 10), -4, shift, dt.date(2026, 1, 1), Calendar()) == dt.date(2026, 12, due)


def test_nobody_is_ever_late() -> None:
    today, evening = dt.date(2026, 11, 23), dt.date(2026, 12, 10)
    days = [dt.date(2026, 1, 1), today, dt.date(2026, 12, 5), dt.date(2026, 12, 20)]
    assert [rules.turn_of(day, False, today, evening) for day in days] == ["now", "now", "soon", "after"]
    assert rules.turn_of(days[0], True, today, evening) == "done"


@given(st.integers(0, 1000), st.integers(1, 200))
def test_few_people_sit_in_one_circle_and_nobody_sits_with_one_other(people: int, wanted: int) -> None:
    tables = rules.tables_for(people, wanted)
    assert 1 <= tables <= max(1, wanted)
    assert tables == 1 or people // tables >= rules.FEWEST_AT_TABLE
    if people < rules.ONE_CIRCLE:
        assert tables == 1


def test_every_state_can_be_reached_and_left_only_by_its_verbs() -> None:
    states = {"draft", "ready", "running", "harvest", "reported"}
    assert {to for _, to in rules.TRANSITIONS.values()} == states
    assert rules.next_state("draft", "report") is None
    assert rules.next_state("harvest", "report") == "reported"


@pytest.mark.parametrize(
    ("code", "excess", "weight"),
    [("leader", 0, "refuse"), ("together", 0, "ask"), ("size", 1, "tell"), ("size", 2, "ask"), ("proportion", 3, "tell")],
)
def test_a_broken_rule_refuses_asks_or_tells(code: str, excess: int, weight: str) -> None:
    assert rules.weight_of(code, excess) == weight
