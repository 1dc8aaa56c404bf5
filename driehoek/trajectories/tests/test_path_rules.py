"""Days, states and hours of a path, by properties."""

import datetime as dt
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from driehoek.schools.days import Calendar, Days
from driehoek.trajectories import rules
from driehoek.trajectories.rules import Moments, Wished

REGIONS = st.sampled_from(["", "Noord", "Midden", "Zuid"])
ANCHORS = st.dates(dt.date(2026, 8, 1), dt.date(2028, 7, 31))
WISHED = st.builds(Wished, st.integers(-150, 150), st.sampled_from(["earlier", "later"]))


@st.composite
def _paths(draw: st.DrawFn) -> list[Wished]:
    """Steps in the order of their days, with or without the evening itself."""
    steps = sorted(draw(st.lists(WISHED, max_size=12)), key=lambda one: one.day)
    if draw(st.booleans()):
        steps.insert(sum(one.day <= 0 for one in steps), Wished(0, rules.STAYS))
    return steps


class _Weekends:
    """Only weekends are free."""

    def earlier(self, day: dt.date) -> dt.date:
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def later(self, day: dt.date) -> dt.date:
        return day + dt.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


@given(ANCHORS, _paths(), REGIONS, st.booleans())
def test_no_step_lies_on_a_free_day_and_the_order_is_kept(
    anchor: dt.date, steps: list[Wished], region: str, with_floor: bool
) -> None:
    calendar = Calendar(region, "po", (Days("kamp", anchor - dt.timedelta(20), anchor - dt.timedelta(15), is_free=True),))
    floor = anchor - dt.timedelta(days=30) if with_floor else None
    found = rules.place(anchor, steps, calendar, floor)
    assert found == sorted(found)
    for step, day in zip(steps, found, strict=True):
        if step.shift == rules.STAYS:
            assert day == anchor
        else:
            assert not calendar.free(day)
            assert day <= anchor if step.day <= 0 else day >= anchor
        if floor and calendar.later(floor) <= calendar.earlier(anchor):
            assert day >= floor


@given(ANCHORS, _paths(), st.integers(-30, 30))
def test_moving_the_anchor_by_weeks_moves_every_step_as_far(anchor: dt.date, steps: list[Wished], weeks: int) -> None:
    """Between holidays; around them a step gives way."""
    move = dt.timedelta(weeks=weeks)
    before, after = rules.place(anchor, steps, _Weekends()), rules.place(anchor + move, steps, _Weekends())
    assert [day + move for day in before] == after


@given(ANCHORS, WISHED, st.integers(0, 200))
def test_nothing_begins_before_today_unless_the_evening_was_held(anchor: dt.date, wished: Wished, days: int) -> None:
    calendar, today = Calendar("Zuid"), anchor - dt.timedelta(days=days)
    assume(calendar.later(today) <= calendar.earlier(anchor))
    assert rules.day_of(anchor, wished, calendar, rules.floor_of(anchor, wished.day, today)) >= today
    held = anchor + dt.timedelta(days=days + 1)
    assert rules.floor_of(anchor, -1, held) is None and rules.floor_of(anchor, 7, held) == held


def test_a_deadline_in_the_summer_holiday_goes_around_it() -> None:
    calendar, anchor = Calendar("Noord"), dt.date(2027, 9, 30)
    earlier, later = (rules.day_of(anchor, Wished(-56, shift), calendar) for shift in ("earlier", "later"))
    assert calendar.free(anchor - dt.timedelta(days=56))
    assert earlier < dt.date(2027, 7, 20) and later > dt.date(2027, 8, 20)
    assert rules.place(anchor, [Wished(-57, "later"), Wished(-56, "earlier")], calendar) == [later, later]


def test_a_step_put_between_two_others_takes_a_day_between_theirs() -> None:
    assert [rules.between(10, -5, 3), rules.between(-9, -5, None), rules.between(1, None, 3)] == [3, -5, 1]


@given(st.lists(st.builds(Moments, st.booleans(), st.booleans(), st.booleans()), max_size=12))
def test_at_most_one_step_is_next_and_it_is_the_first_that_nobody_began(steps: list[Moments]) -> None:
    found = rules.states(steps)
    fresh = [number for number, step in enumerate(steps) if not (step.started or step.done or step.left_out)]
    assert [number for number, state in enumerate(found) if state == "next"] == fresh[:1]
    here = rules.current(found)
    if here is None:
        assert set(found) <= {"done", "left_out"}
    else:
        assert "under_way" not in found[:here] and found[here] == ("under_way" if "under_way" in found else "next")


def test_hours_are_counted_per_role_the_most_first() -> None:
    tasks = [rules.Hours("a", Decimal(1), 0), rules.Hours("b", Decimal("2.5"), 0), rules.Hours("a", Decimal(1), 0)]
    assert rules.hours_by_role(tasks) == [rules.Hours("b", Decimal("2.5"), 1), rules.Hours("a", Decimal(2), 2)]
