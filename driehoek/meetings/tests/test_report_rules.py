"""When letters go, what a report promises, which words it shows."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.meetings import report_rules as rules

EVENING = dt.date(2026, 12, 10)
VOICES = ("parents", "school", "pupil")


@dataclass(frozen=True)
class Said:
    voice: str
    text: str


def school_time(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return clock.at(dt.date(2026, 12, day), dt.time(hour, minute))


def test_letters_of_tonight_go_at_eight_tomorrow() -> None:
    assert rules.letters_due(EVENING, school_time(10, 21, 40)) == school_time(11, 8)


def test_after_midnight_it_is_still_the_same_night() -> None:
    assert rules.letters_due(EVENING, school_time(11, 0, 20)) == school_time(11, 8)


def test_letters_of_an_earlier_evening_go_at_once() -> None:
    now = school_time(14, 16, 30)
    assert rules.letters_due(EVENING, now) == now


def test_eight_is_eight_on_the_morning_that_the_clock_changes() -> None:
    due = rules.letters_due(dt.date(2027, 3, 27), clock.at(dt.date(2027, 3, 27), dt.time(21)))
    assert due.astimezone(clock.SCHOOL_TIME).isoformat() == "2027-03-28T08:00:00+02:00"


def test_three_weeks_after_the_evening_everything_has_an_answer() -> None:
    assert rules.answers_by(EVENING, dt.date(2026, 12, 11)) == dt.date(2026, 12, 31)


def test_a_late_report_promises_a_week() -> None:
    assert rules.answers_by(EVENING, dt.date(2027, 1, 5)) == dt.date(2027, 1, 12)


@given(st.datetimes(dt.datetime(2026, 12, 10), dt.datetime(2027, 12, 1)))
def test_no_letter_goes_before_it_was_written(naive: dt.datetime) -> None:
    now = naive.replace(tzinfo=dt.UTC)
    assert now <= rules.letters_due(EVENING, now) <= max(now, school_time(11, 8))


def test_a_report_can_be_taken_back_until_its_letters_go() -> None:
    published, due = school_time(10, 22), school_time(11, 8)
    assert rules.may_withdraw(published, due, False, school_time(11, 7, 59))
    assert not rules.may_withdraw(published, due, False, due)
    assert not rules.may_withdraw(published, due, True, school_time(10, 22, 1))


def test_without_letters_some_minutes_are_left_to_take_it_back() -> None:
    published = school_time(10, 22)
    assert rules.may_withdraw(published, None, False, school_time(10, 22, 9))
    assert not rules.may_withdraw(published, None, False, school_time(10, 22, 10))


@given(st.lists(st.builds(Said, st.sampled_from(VOICES), st.text(max_size=400))))
def test_every_voice_is_heard_before_one_is_heard_twice(said: list[Said]) -> None:
    shown = rules.chosen(said, VOICES)
    assert len(shown) == min(5, len(said)) and all(one in said for one in shown)
    assert {one.voice for one in shown} == {one.voice for one in said}
    assert [one.voice for one in shown] == sorted((one.voice for one in shown), key=VOICES.index)


def test_short_words_go_before_long_ones() -> None:
    long, short = Said("parents", "x" * 900), Said("parents", "kort")
    assert rules.chosen([long, short], VOICES, most=1) == [short]


@given(st.text(max_size=900))
def test_shortened_words_fit_and_begin_as_they_were(text: str) -> None:
    short = rules.shortened(text)
    assert len(short) <= rules.LONG and " ".join(text.split()).startswith(short.removesuffix("…"))
