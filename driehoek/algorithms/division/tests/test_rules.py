from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.division import Broken, Person, Problem, Table, check, check_change, check_move, plan, value
from driehoek.algorithms.division.tests.makers import evening, feasible

FAIR = {"aicha": "sun", "bas": "moon", "carla": "sun", "dirk": "moon"}


def test_check_of_a_fair_division_finds_nothing() -> None:
    assert check(evening(), [FAIR]) == []


def test_check_finds_who_is_not_together() -> None:
    problem = evening(together=(("bas", "aicha"),))

    assert check(problem, [FAIR]) == [Broken("together", 1, ("aicha", "bas"))]


def test_check_finds_who_is_not_apart() -> None:
    problem = evening(apart=(("carla", "aicha"),))

    assert check(problem, [FAIR]) == [Broken("apart", 1, ("aicha", "carla"), "sun")]


def test_check_finds_a_leader_at_another_table() -> None:
    problem = Problem((Person("carla", "school", leads="moon"),), (Table("sun"), Table("moon")))

    assert check(problem, [{"carla": "sun"}]) == [Broken("leader", 1, ("carla",), "moon")]


def test_check_finds_somebody_moved_from_the_locked_table() -> None:
    assert check(evening(locked={"dirk": "sun"}), [FAIR]) == [Broken("locked", 1, ("dirk",), "sun")]


def test_check_finds_tables_of_unfair_size() -> None:
    seats = {**FAIR, "bas": "sun"}

    assert check(evening(), [seats]) == [
        Broken("size", 1, (), "moon", found=1, low=2, high=2),
        Broken("size", 1, (), "sun", found=3, low=2, high=2),
    ]


def test_check_finds_parents_among_themselves() -> None:
    seats = {"aicha": "sun", "bas": "sun", "carla": "moon", "dirk": "moon"}

    assert check(evening(), [seats]) == [
        Broken("proportion", 1, (), "moon", found=0, low=1, high=1),
        Broken("proportion", 1, (), "sun", found=2, low=1, high=1),
    ]


def test_check_of_an_answer_with_odd_ids_and_rounds_never_raises() -> None:
    seats = {"aicha": "sun", "bas": "attic", "carla": "sun", "ghost": "moon"}

    codes = {one.code for one in check(evening(rounds=2), [seats])}

    assert codes == {"round_count", "unknown_table", "unknown_person", "not_seated", "size"}


@settings(max_examples=100, deadline=None)
@given(problem=feasible(), choice=st.randoms(use_true_random=False))
def test_check_finds_a_planted_violation(problem: Problem, choice: Any) -> None:
    """Whoever must sit somewhere, with or without somebody, is put wrong; the check names the person."""
    seats = dict(plan(problem, work=50).rounds[0])
    tied = [p.id for p in problem.people if problem.home(p) or p.id in problem.partners]
    if not tied or len(problem.tables) < 2:
        return
    person = choice.choice(tied)
    seats[person] = choice.choice([t.id for t in problem.tables if t.id != seats[person]])

    assert any(person in one.people for one in check(problem, [seats] * problem.rounds))


@settings(max_examples=100, deadline=None)
@given(problem=feasible(), choice=st.randoms(use_true_random=False))
def test_check_of_one_move_agrees_with_the_check_of_the_whole(problem: Problem, choice: Any) -> None:
    seats = plan(problem, work=50).rounds[0]
    person, table = choice.choice(sorted(seats)), choice.choice(problem.tables).id

    whole = check(problem, [{**seats, person: table}] * problem.rounds)

    told = {(one.code, one.people, one.table) for one in check_move(problem, seats, person, table)}
    assert told == {(one.code, one.people, one.table) for one in whole}


def test_check_move_tells_only_what_becomes_worse() -> None:
    crowded = {**FAIR, "bas": "sun"}

    assert check_move(evening(), crowded, "bas", "moon") == []


def test_check_change_of_a_swap_is_fine_where_one_move_is_not() -> None:
    assert check_change(evening(), FAIR, {"aicha": "moon", "bas": "sun"}) == []
    assert {one.code for one in check_move(evening(), FAIR, "aicha", "moon")} == {"size"}


def test_check_move_of_unknown_people_or_tables_says_so() -> None:
    assert [one.code for one in check_move(evening(), FAIR, "ghost", "sun")] == ["unknown_person"]
    assert [one.code for one in check_move(evening(), FAIR, "bas", "attic")] == ["unknown_table"]


def test_value_counts_wishes_pairs_and_repeated_meetings() -> None:
    people = (
        Person("aicha", "parent", school_class="5a", wishes={"reading": 3}),
        Person("bas", "parent", school_class="5a"),
        Person("carla", "school", function="teacher"),
        Person("dirk", "school", function="teacher"),
    )
    problem = Problem(people, (Table("sun", "reading"),), rounds=2)
    seats = dict.fromkeys(["aicha", "bas", "carla", "dirk"], "sun")

    assert value(problem, [seats, seats]) == 2 * (10 * 3 - 4 - 2) - 6 * 6


def test_value_does_not_count_pairs_who_asked_to_be_together() -> None:
    people = tuple(Person(name, "parent", school_class="5a") for name in ("aicha", "bas", "farid"))
    problem = Problem(people, (Table("sun"),), together=(("aicha", "bas"), ("bas", "farid")), rounds=2)
    seats = dict.fromkeys(["aicha", "bas", "farid"], "sun")

    assert value(problem, [seats, seats]) == 0
