import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.division import Person, Problem, Table, check, late_arrival, plan
from driehoek.algorithms.division.tests.makers import evening, feasible, stored


@settings(max_examples=100, deadline=None)
@given(problem=feasible(), choice=st.randoms(use_true_random=False))
def test_late_arrival_keeps_the_rules_wherever_some_table_does(problem: Problem, choice: Any) -> None:
    person = choice.choice(problem.people).id
    others = problem.only({p.id for p in problem.people} - {person})
    rounds = plan(others, work=50).rounds

    table = late_arrival(problem, rounds, person)

    def broken(at: str) -> list[object]:
        return [*check(problem, [{**rounds[0], person: at}] * problem.rounds)]

    assert table is not None
    if any(not broken(other.id) for other in problem.tables):
        assert broken(table) == []


def test_late_arrival_sits_with_the_partner() -> None:
    problem = evening(parents="aicha bas farid", together=(("farid", "bas"),))
    seats = {"aicha": "sun", "carla": "sun", "bas": "moon", "dirk": "moon"}

    assert late_arrival(problem, [seats], "farid") == "moon"


def test_late_arrival_takes_the_smaller_table_even_when_a_wish_is_elsewhere() -> None:
    people = (Person("aicha", "parent", wishes={"reading": 3}), Person("bas", "parent"), Person("farid", "parent"))
    problem = Problem(people, (Table("sun", "reading"), Table("moon")))

    assert late_arrival(problem, [{"bas": "sun"}], "aicha") == "moon"


def test_late_arrival_gets_a_wish_when_the_tables_are_equal() -> None:
    people = (Person("aicha", "parent", wishes={"reading": 3}), Person("bas", "parent"), Person("farid", "parent"))
    problem = Problem(people, (Table("sun"), Table("moon", "reading")))

    assert late_arrival(problem, [{"bas": "sun", "farid": "moon"}], "aicha") == "moon"


def test_late_arrival_in_a_later_round_meets_others() -> None:
    problem = evening(parents="aicha bas farid", school="", rounds=2)
    rounds = [{"aicha": "sun", "bas": "moon", "farid": "sun"}, {"aicha": "sun", "bas": "moon"}]

    assert late_arrival(problem, rounds, "farid", round=2) == "moon"


def test_late_arrival_of_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="not one of the people"):
        late_arrival(evening(), [{}], "ghost")


def test_late_arrival_without_tables_has_no_place() -> None:
    assert late_arrival(evening(tables=""), [{}], "bas") is None


def test_late_arrival_takes_milliseconds() -> None:
    problem = stored("40-5-1")
    late = problem.people[-1].id
    rounds = plan(problem.only({p.id for p in problem.people} - {late}), work=100).rounds

    before = time.process_time()
    late_arrival(problem, rounds, late)

    assert time.process_time() - before < 0.05
