"""An attacker who knows the total, what is shown and the rule itself finds nobody in a small group."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.disclosure import LEAST, Cell, live_total, may_show_texts, may_show_ways, one_way, shares

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


@given(counts=st.dictionaries(st.sampled_from(["agree", "disagree", "pass"]), st.integers(0, 19), min_size=2, max_size=3))
def test_shares_of_few_never_tell_that_all_or_none_said_something(counts: dict[str, int]) -> None:
    people, shown = sum(counts.values()), shares(counts)

    assert bool(shown) == (people >= LEAST)
    for one in shown:
        count = sum(counts[name] for name in one.names)
        if people < 20:
            assert 0 < one.percent < 100
            assert (one.bound != "") == (not 0.1 < count / people < 0.9)
        else:
            assert (one.bound, one.percent) == ("", round(100 * count / people))


def test_shares_that_are_softened() -> None:
    said = [(one.names, one.bound, one.percent) for one in shares({"agree": 12, "disagree": 0})]

    assert said == [(("agree",), "≥", 90), (("disagree",), "≤", 10)]
    merged = [(one.names, one.percent) for one in shares({"agree": 0, "disagree": 7, "pass": 3})]
    assert merged == [(("disagree",), 70), (("agree", "pass"), 30)]
    assert shares({"agree": 4, "disagree": 0}) == []


@pytest.mark.parametrize(("writers", "may"), [(9, False), (10, True)])
def test_texts_from_ten_writers_on(writers: int, may: bool) -> None:
    assert may_show_texts(writers) is may


@pytest.mark.parametrize(("voters", "may"), [(99, False), (100, True)])
def test_ways_of_looking_from_a_hundred_voters_on(voters: int, may: bool) -> None:
    assert may_show_ways(voters) is may
