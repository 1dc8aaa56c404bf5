import time
from itertools import count

import pytest
from hypothesis import given, settings

from driehoek.algorithms.division import Person, Problem, Table, check, plan, value
from driehoek.algorithms.division.tests.makers import BEST_KNOWN, anything, evening, feasible, stored


@settings(max_examples=200, deadline=None)
@given(problem=feasible())
def test_plan_keeps_every_hard_rule_when_that_is_possible(problem: Problem) -> None:
    made = plan(problem, work=300)

    assert made.broken == []
    assert check(problem, made.rounds) == []
    assert made.value == value(problem, made.rounds)


@settings(max_examples=150, deadline=None)
@given(problem=anything())
def test_plan_of_contradictory_input_seats_everybody_and_says_what_is_broken(problem: Problem) -> None:
    made = plan(problem, work=100)

    assert made.broken == check(problem, made.rounds)
    seated = {p.id for p in problem.people} if problem.tables else set()
    assert [set(seats) for seats in made.rounds] == [seated] * problem.rounds


@settings(max_examples=30, deadline=None)
@given(problem=feasible())
def test_plan_with_the_same_work_and_seed_gives_the_same_answer(problem: Problem) -> None:
    assert plan(problem, work=200, seed=7) == plan(problem, work=200, seed=7)


def test_plan_comes_near_the_best_known_division() -> None:
    made = plan(stored("40-5-1"), work=60_000)

    assert made.broken == []
    assert made.value >= 0.97 * BEST_KNOWN["40-5-1"]


def test_plan_of_several_rounds_lets_people_meet_others() -> None:
    problem = stored("40-5-2")
    three = Problem(problem.people, problem.tables, problem.together, problem.apart, rounds=3)

    made = plan(three, work=30_000)

    same_again = [made.rounds[0]] * 3
    assert made.broken == []
    assert made.value > value(three, same_again)


def test_plan_takes_as_long_as_the_clock_says() -> None:
    ticks = count(step=1)

    made = plan(stored("40-5-1"), seconds=50, now=lambda: float(next(ticks)))

    assert made.broken == []
    assert 0 < made.work <= 50 * 64


def test_plan_without_any_time_still_keeps_the_rules() -> None:
    made = plan(stored("40-5-1"), seconds=0, now=time.monotonic)

    assert made.broken == []
    assert made.work == 0


def test_plan_that_is_stopped_gives_the_best_so_far() -> None:
    asked = count()

    made = plan(stored("40-5-1"), work=10**9, stopped=lambda: next(asked) > 20)

    assert made.broken == []


def test_plan_with_seconds_but_without_a_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="clock"):
        plan(evening(), seconds=1)


def test_plan_keeps_classes_together_when_asked() -> None:
    people = tuple(Person(f"p{i}", "parent", school_class="5a" if i < 3 else "6b") for i in range(6))
    tables = (Table("sun"), Table("moon"))

    kept = plan(Problem(people, tables, keep_class=True), work=2000)
    mixed = plan(Problem(people, tables), work=2000)

    assert kept.value == 4 * 6
    assert mixed.value == -4 * 2


def test_plan_for_nobody_is_empty() -> None:
    made = plan(evening(parents="", school=""))

    assert made.rounds == [{}]
    assert made.broken == []


def test_plan_with_people_but_no_tables_says_so() -> None:
    made = plan(evening(tables=""))

    assert [one.code for one in made.broken] == ["no_tables", *["not_seated"] * 4]


def test_plan_with_one_table_seats_everybody_there() -> None:
    assert set(plan(evening(tables="sun")).rounds[0].values()) == {"sun"}


def test_plan_with_more_tables_than_people_seats_everybody_alone() -> None:
    made = plan(evening(tables="a b c d e f"))

    assert made.broken == []
    assert len(set(made.rounds[0].values())) == 4


def test_plan_keeps_people_apart_before_together_when_both_are_asked() -> None:
    made = plan(evening(together=(("aicha", "bas"),), apart=(("aicha", "bas"),)))

    assert [(one.code, one.people) for one in made.broken] == [("together", ("aicha", "bas"))]


def test_plan_seats_a_leader_at_the_own_table_when_locked_elsewhere() -> None:
    made = plan(Problem((Person("carla", "school", leads="sun"),), (Table("sun"), Table("moon")), locked={"carla": "moon"}))

    assert made.rounds == [{"carla": "sun"}]
    assert [one.code for one in made.broken] == ["locked"]


def test_plan_of_somebody_locked_to_a_missing_table_seats_the_person_and_says_so() -> None:
    made = plan(evening(locked={"bas": "attic"}))

    assert [(one.code, one.people, one.table) for one in made.broken] == [("locked", ("bas",), "attic")]


def test_plan_with_too_many_locked_at_one_table_breaks_only_the_size() -> None:
    made = plan(evening(locked=dict.fromkeys(["aicha", "bas", "carla"], "sun")))

    assert {one.code for one in made.broken} <= {"size", "proportion"}
    assert made.broken
