"""An attacker who knows the total, what is shown and the rule itself finds nobody in a small group."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.disclosure import (
    LEAST,
    Cell,
    about,
    live_total,
    may_show_texts,
    may_show_ways,
    one_way,
    people_words,
    spared,
    spared_dots,
)
from driehoek.algorithms.disclosure.shares import about_dots

tables = st.dictionaries(st.text("abcdefg", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


@given(counts=tables)
def test_cells_are_large_and_add_up_to_the_total(counts: dict[str, int]) -> None:
    shown = one_way(counts)

    assert all(cell.count >= LEAST for cell in shown)
    assert sorted(name for cell in shown for name in cell.names) == (sorted(counts) if shown else [])
    assert sum(cell.count for cell in shown) == (sum(counts.values()) if shown else 0)
    assert bool(shown) == (sum(counts.values()) >= LEAST)


@settings(max_examples=25, deadline=None)
@given(counts=st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_an_attacker_who_knows_the_rule_cannot_find_a_small_cell(counts: list[int]) -> None:
    table = dict(zip("abcd", counts, strict=False))
    shown, total = one_way(table), sum(counts)
    most = max(10, *counts) + 1

    could_be: list[set[int]] = [set() for _ in counts]
    for guess in product(range(most), repeat=len(counts) - 1):
        last = total - sum(guess)
        if 0 <= last < most * 2 and one_way(dict(zip("abcd", (*guess, last), strict=False))) == shown:
            for place, count in enumerate((*guess, last)):
                could_be[place].add(count)

    if shown:  # where nothing is shown, the total is not shown either
        assert all(len(could_be[place]) > 1 for place, count in enumerate(counts) if 1 <= count < LEAST)


def test_a_small_cell_takes_its_neighbours_with_it() -> None:
    assert one_way({"1a": 3, "1b": 20, "1c": 8}) == [Cell(("1a", "1b"), 23), Cell(("1c",), 8)]
    assert one_way({"1a": 9, "1b": 2, "1c": 2, "1d": 8}) == [Cell(("1a",), 9), Cell(("1b", "1c", "1d"), 12)]
    assert one_way({"1a": 9, "1b": 8, "1c": 0, "1d": 2}) == [Cell(("1a",), 9), Cell(("1b", "1c", "1d"), 10)]
    assert one_way({"1a": 4}) == one_way({}) == []
    with pytest.raises(ValueError, match="negative"):
        one_way({"1a": -1})


def test_most_classes_of_a_school_stay_on_their_own() -> None:
    shown = one_way({f"class {i}": count for i, count in enumerate([12, 9, 14, 3, 11, 8, 10, 13, 7, 15, 9, 12])})

    assert sum(len(cell.names) == 1 for cell in shown) == 10


@given(answers=st.integers(0, 500))
def test_a_running_total_moves_in_steps_of_five(answers: int) -> None:
    assert live_total(answers) <= answers < live_total(answers) + 5
    assert live_total(answers) % 5 == 0


@given(people=st.integers(10, 19), count=st.integers(0, 19))
def test_a_share_of_few_is_what_it_would_be_with_two_or_all_but_two(people: int, count: int) -> None:
    count = min(count, people)
    same = spared(count, people)

    assert 2 <= same <= people - 2
    assert about(count, people) == about(same, people)
    assert 20 <= about(count, people).percent <= 80
    true = 100 * count / people
    assert {"≥": true >= 80, "≤": true <= 20, "": 20 < true < 80}[about(count, people).bound]


def test_shares_as_they_are_shown() -> None:
    assert [about(count, 12).words for count in (0, 2, 3, 6, 9, 10, 12)] == [
        "≤ 20 %", "≤ 20 %", "30 %", "50 %", "70 %", "≥ 80 %", "≥ 80 %",
    ]  # fmt: skip
    assert [about(count, 20).words for count in (0, 1, 20)] == ["0 %", "5 %", "100 %"]
    assert [people_words(people) for people in (10, 14, 15, 19, 20)] == ["10–14", "10–14", "15–19", "15–19", "20"]


@given(people=st.integers(10, 19), budget=st.integers(1, 5), data=st.data())
def test_dots_of_few_would_look_the_same_if_two_had_given_some(people: int, budget: int, data: st.DataObject) -> None:
    """For each thing there are totals that show the same, with at least two dots on it and at most all of all people but two."""
    left, totals = people * budget, {}
    for key in "abcdefgh"[: data.draw(st.integers(2, 8))]:
        totals[key] = data.draw(st.integers(0, left))
        left -= totals[key]
    shown = spared_dots(totals, people, budget)

    for key, total in shown.items():
        could_be = shown | ({} if total else {key: 2})
        assert 2 <= could_be[key] <= (people - 2) * budget
        assert sum(could_be.values()) <= people * budget
        assert spared_dots(could_be, people, budget) == shown
        assert about_dots(total, people, budget).percent in range(10, 81)


@pytest.mark.parametrize(("writers", "may"), [(9, False), (10, True)])
def test_texts_from_ten_writers_on(writers: int, may: bool) -> None:
    assert may_show_texts(writers) is may


@pytest.mark.parametrize(("voters", "may"), [(99, False), (100, True)])
def test_ways_of_looking_from_a_hundred_voters_on(voters: int, may: bool) -> None:
    assert may_show_ways(voters) is may
