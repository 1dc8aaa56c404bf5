"""States of an action, and what an answer needs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.actions import rules

TODAY = dt.date(2026, 11, 23)


@given(st.lists(st.sampled_from(sorted(rules.TRANSITIONS)), max_size=12))
def test_an_action_is_always_open_done_or_stopped_and_can_always_go_on(verbs: list[str]) -> None:
    state = rules.OPEN
    for verb in verbs:
        if rules.may_turn(state, verb):
            state = rules.becomes(verb)
    assert state in {rules.OPEN, rules.DONE, rules.STOPPED}
    assert any(rules.may_turn(state, verb) for verb in rules.TRANSITIONS)


def test_what_is_done_is_not_done_or_stopped_again() -> None:
    assert not rules.may_turn(rules.DONE, "finish")
    assert not rules.may_turn(rules.DONE, "stop")
    assert rules.may_turn(rules.DONE, "reopen")


@pytest.mark.parametrize(
    ("day", "near"),
    [
        (TODAY, True),
        (TODAY - dt.timedelta(days=1), False),
        (TODAY + rules.FURTHEST, True),
        (dt.date(1900, 1, 1), False),
        (dt.date(9999, 12, 31), False),
    ],
)
def test_a_promised_day_lies_ahead_and_not_out_of_sight(day: dt.date, near: bool) -> None:
    assert rules.is_near(day, TODAY) == near


@pytest.mark.parametrize(
    ("kind", "given_values", "gaps"),
    [
        ("heard", {}, set()),
        ("we_dont", {}, set()),
        ("later", {}, {"news_on"}),
        ("later", {"news_on": TODAY}, set()),
        ("we_do", {}, set()),
        ("we_do", {"action_title": "Bordjes"}, {"action_due_on"}),
        ("we_do", {"action_due_on": TODAY}, {"action_title"}),
        ("we_do", {"action_title": "Bordjes", "action_due_on": TODAY}, set()),
        ("heard", {"action_title": "Bordjes", "action_due_on": TODAY}, {"kind"}),
    ],
)
def test_an_answer_knows_what_it_still_needs(kind: str, given_values: dict[str, object], gaps: set[str]) -> None:
    values = {"news_on": None, "action_title": "", "action_due_on": None, **given_values}
    assert set(rules.missing(kind, **values)) == gaps
