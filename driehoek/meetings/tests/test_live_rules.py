"""Time on the evening: how long still, and how the rest moves along."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from driehoek.meetings import live_rules

SEVEN = dt.datetime(2026, 12, 10, 18, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Item:
    minutes: int


def later(minutes: float) -> dt.datetime:
    return SEVEN + dt.timedelta(minutes=minutes)


def test_an_item_counts_down_and_the_next_follows_on_time() -> None:
    run = live_rules.running([Item(5), Item(45), Item(10)], 1, SEVEN, later(14))
    assert (run.left, run.until, run.starts, run.ends_at) == (31 * 60, later(45), (later(45),), later(55))
    assert run.minutes_late(later(55)) == 0


def test_what_comes_moves_along_when_an_item_runs_over() -> None:
    run = live_rules.running([Item(5), Item(10), Item(20)], 0, SEVEN, later(8))
    assert (run.left, run.over_minutes) == (-180, 3)
    assert run.starts == (later(8), later(18))
    assert run.minutes_late(later(35)) == 3


@given(st.lists(st.integers(0, 600), min_size=1, max_size=20), st.data())
def test_items_never_overlap_nor_start_in_the_past(minutes: list[int], data: st.DataObject) -> None:
    items = [Item(one) for one in minutes]
    here = data.draw(st.integers(0, len(items) - 1))
    now = later(data.draw(st.floats(0, 2000)))
    run = live_rules.running(items, here, SEVEN, now)
    moments = [now, *run.starts, run.ends_at]
    assert moments == sorted(moments)
    assert len(run.starts) == len(items) - here - 1


def test_without_an_item_the_clock_says_where_we_are() -> None:
    starts = [later(-15), later(0), later(5)]
    assert [live_rules.on_by_the_clock(starts, later(at)) for at in (-60, -15, 4, 400)] == [0, 0, 1, 2]


def test_the_question_before_and_behind() -> None:
    keys = ["one", "two"]
    assert [live_rules.neighbour(keys, now, step) for now, step in (("one", 1), ("two", 1), ("two", -1), ("", 1), ("gone", -1))] == [
        "two", "", "one", "one", "one",
    ]  # fmt: skip
    assert live_rules.neighbour([], "", 1) == ""
