"""Six weeks without news: when a theme shows to the team, and that it never shows to parents."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.voices import news

DAY = dt.date(2027, 1, 21)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


@pytest.mark.parametrize(
    ("kind", "state", "finished"),
    [
        (None, None, False), ("later", None, False), ("we_do", None, False), ("we_do", "open", False),
        ("we_do", "done", True), ("we_do", "stopped", True), ("heard", None, True), ("we_dont", None, True),
    ],
)  # fmt: skip
def test_only_what_is_still_open_can_be_quiet(kind: str | None, state: str | None, finished: bool) -> None:
    assert news.is_finished(kind, state) is finished
    long_ago = DAY - dt.timedelta(days=300)
    assert news.is_quiet(kind=kind, action_state=state, last_on=long_ago, today=DAY) is not finished


def test_six_weeks_to_the_day() -> None:
    for days, quiet in ((41, False), (42, True)):
        assert news.is_quiet(kind=None, action_state=None, last_on=DAY - dt.timedelta(days=days), today=DAY) is quiet


@given(DAYS, st.none() | DAYS, st.lists(st.none() | DAYS))
def test_the_last_news_is_never_before_the_evening(
    evening: dt.date, given_on: dt.date | None, more: list[dt.date | None]
) -> None:
    found = news.last_news(evening, given_on, more)
    assert found >= evening and found in (evening, given_on, *more)
