"""Rules of rounds: states, orders, small numbers, and what one person decides on."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from driehoek.voices import poll_rules

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
BALLOTS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)), min_size=1, max_size=12)


def test_a_round_is_made_open_closed_and_shown() -> None:
    assert poll_rules.state(None, None, None) == "draft"
    assert poll_rules.state(NOW, None, None) == "open"
    assert poll_rules.state(NOW, NOW, None) == "closed"
    assert poll_rules.state(NOW, NOW, NOW) == "shown"


@given(st.lists(st.uuids(), unique=True, max_size=12), st.text(min_size=1))
def test_everybody_has_an_order_that_stays_and_a_late_one_moves_nobody_else(keys: list[object], voter: str) -> None:
    order = poll_rules.order_for(voter, keys)
    assert sorted(map(str, order)) == sorted(map(str, keys))
    assert poll_rules.order_for(voter, reversed(keys)) == order
    assert [key for key in order if key in keys[1:]] == poll_rules.order_for(voter, keys[1:])


def test_the_late_one_stands_in_front_for_as_many_as_the_others() -> None:
    first = [poll_rules.order_for(f"v{number}", "abcdefghij")[0] for number in range(2_000)]
    assert all(130 < first.count(key) < 270 for key in "abcdefghij")


@given(st.integers(0, 5_000))
def test_a_live_total_moves_in_steps_of_five(count: int) -> None:
    assert poll_rules.in_steps(count) % 5 == 0
    assert 0 <= count - poll_rules.in_steps(count) < 5


@given(BALLOTS)
def test_overtakings_are_exactly_what_leaving_one_person_out_shows(ballots: list[dict[str, int]]) -> None:
    keys = list("abcd")

    def totals(some: list[dict[str, int]]) -> dict[str, int]:
        return {key: sum(ballot.get(key, 0) for ballot in some) for key in keys}

    whole = totals(ballots)
    found = poll_rules.overtakings(ballots, keys)
    for one in found:
        rests = [totals([ballot for other, ballot in enumerate(ballots) if other != place]) for place in range(len(ballots))]
        gaps = [rest[one.behind] - rest[one.ahead] for rest in rests]
        assert whole[one.ahead] > whole[one.behind]
        assert max(gaps) == 0 if one.level else max(gaps) > 0
    steps = poll_rules.standing(whole)
    assert len(found) <= max(0, len(steps) - 1)


def test_dots_are_refused_when_there_are_more_than_the_budget_or_for_something_unknown() -> None:
    assert poll_rules.ballot_trouble({"a": 2, "b": 1}, "ab", 3) is None
    assert poll_rules.ballot_trouble({"a": 4}, "ab", 3) == "too-many"
    assert poll_rules.ballot_trouble({"a": 4, "b": -1}, "ab", 3) == "negative"
    assert poll_rules.ballot_trouble({"z": 1}, "ab", 3) == "unknown"
