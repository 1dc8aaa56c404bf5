"""The rules of inviting, on plain values."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.invitations import rules
from driehoek.invitations.rules import ChildInClass, ClassCounts, Step, Stop

START = dt.datetime(2026, 12, 10, 18, tzinfo=dt.UTC)
SENT = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
THREE, FIVE = (uuid.UUID(int=number) for number in (3, 5))

moments = st.datetimes(dt.datetime(2026, 11, 1), dt.datetime(2027, 1, 10)).map(lambda moment: moment.replace(tzinfo=dt.UTC))


def stop(**changes: object) -> Stop | None:
    values = {
        "sent_at": SENT, "answered": False, "reminders": 0, "reminded_at": None, "starts_at": START,
        "now": SENT + dt.timedelta(days=14),
    }  # fmt: skip
    return rules.why_no_reminder(**{**values, **changes})


def test_after_two_weeks_a_reminder_is_allowed() -> None:
    assert stop() is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"answered": True}, Stop.ANSWERED),
        ({"sent_at": None}, Stop.NOT_ASKED),
        ({"reminders": 2}, Stop.TWICE),
        ({"now": SENT + dt.timedelta(days=2, hours=23)}, Stop.TOO_SOON),
        ({"reminders": 1, "reminded_at": SENT + dt.timedelta(days=12)}, Stop.TOO_SOON),
        ({"now": START}, Stop.OVER),
    ],
)
def test_the_stop_rule_says_why_not(changes: dict[str, object], why: Stop) -> None:
    assert stop(**changes) == why


@given(st.lists(st.tuples(moments, st.booleans()), max_size=60))
def test_never_more_than_two_reminders_whatever_happens(presses: list[tuple[dt.datetime, bool]]) -> None:
    """Somebody presses 'remind' at any moments; in between the family may answer."""
    reminders, reminded_at, answered, sent = 0, None, False, []
    for now, answers in sorted(presses):
        if stop(now=now, reminders=reminders, reminded_at=reminded_at, answered=answered) is None:
            reminders, reminded_at = reminders + 1, now
            sent.append(now)
        answered = answered or answers
    assert len(sent) <= 2
    assert all(later - earlier >= dt.timedelta(days=3) for earlier, later in zip([SENT, *sent], sent, strict=False))
    assert all(now < START for now in sent)


def test_the_youngest_child_decides_and_without_birthdays_the_first_class() -> None:
    older, younger = ChildInClass(FIVE, "5", dt.date(2017, 1, 1)), ChildInClass(THREE, "3", dt.date(2019, 1, 1))
    assert rules.youngest([older, younger]) == younger
    assert rules.youngest([ChildInClass(FIVE, "5", None), younger]) == younger
    assert rules.youngest([ChildInClass(FIVE, "3", dt.date(2020, 1, 1)), ChildInClass(THREE, "5", None)]).class_id == FIVE


@given(st.lists(st.builds(ChildInClass, st.uuids(), st.text(max_size=3), st.none() | st.dates()), min_size=1))
def test_the_order_of_the_roster_does_not_matter(children: list[ChildInClass]) -> None:
    assert rules.youngest(children) == rules.youngest(children[::-1])


def counts(**changes: object) -> ClassCounts:
    values = {
        "invited": 20, "approved": True, "has_mentor": True, "to_send": 0, "to_print": 0, "failed": 0, "answered": 5,
        "remindable": 0, "to_call": 0, "over": False,
    }  # fmt: skip
    return ClassCounts(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"approved": False}, (Step.ASK, 20)),
        ({"approved": False, "has_mentor": False}, (Step.CHOOSE, 20)),
        ({"to_send": 20, "to_print": 5}, (Step.SEND, 20)),
        ({"to_print": 5, "remindable": 3}, (Step.PRINT, 5)),
        ({"failed": 1, "to_print": 5}, (Step.OTHER_WAY, 1)),
        ({"remindable": 12, "to_call": 2}, (Step.REMIND, 12)),
        ({"to_call": 2}, (Step.CALL, 2)),
        ({"answered": 17, "let_go": 2}, (Step.WAIT, 1)),
        ({"answered": 18, "let_go": 2}, (Step.DONE, 2)),
        ({"approved": False, "has_mentor": True, "waited_long": True}, (Step.CHOOSE, 20)),
        ({}, (Step.WAIT, 15)),
        ({"answered": 20}, (Step.DONE, 0)),
        ({"over": True, "to_send": 3}, (Step.OVER, 0)),
        ({"invited": 0, "approved": False}, (Step.NOBODY, 0)),
    ],
)
def test_our_next_step_is_the_first_thing_that_we_can_do(changes: dict[str, object], step: tuple[Step, int]) -> None:
    assert rules.next_step(counts(**changes)) == step
