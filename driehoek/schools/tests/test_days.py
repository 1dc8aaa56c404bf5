import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.schools.days import Calendar, Days, stretches

day = dt.date
NORTH = Calendar("Noord", "po")
DAYS = st.dates(day(2024, 1, 1), day(2035, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "on", "name"),
    [
        (NORTH, day(2026, 12, 21), "Kerstvakantie"),
        (NORTH, day(2027, 4, 27), "Koningsdag"),
        (NORTH, day(2026, 11, 21), "weekend"),
        (NORTH, day(2026, 11, 23), ""),
        (Calendar(), day(2026, 12, 21), ""),  # no region, no school holidays
        (Calendar(own=(Days("studiedag", day(2026, 11, 23), day(2026, 11, 23), True),)), day(2026, 11, 23), "studiedag"),
    ],
)
def test_who_is_free(calendar: Calendar, on: dt.date, name: str) -> None:
    assert calendar.free(on) == name


@pytest.mark.parametrize(
    ("calendar", "on", "names"),
    [
        (NORTH, day(2026, 12, 3), ["Sinterklaas"]),  # two days before it, no primary school would
        (Calendar("Noord", "vo"), day(2026, 12, 3), []),
        (NORTH, day(2026, 3, 10), ["ramadan"]),
        (NORTH, day(2026, 3, 20), ["Suikerfeest"]),
        (NORTH, day(2026, 5, 28), ["Offerfeest"]),
        (Calendar("Zuid"), day(2026, 2, 16), ["carnaval"]),
        (NORTH, day(2026, 2, 16), []),
        (Calendar(own=(Days("kamp groep 8", day(2026, 9, 7), day(2026, 9, 9)),)), day(2026, 9, 8), ["kamp groep 8"]),
    ],
)
def test_what_is_better_avoided(calendar: Calendar, on: dt.date, names: list[str]) -> None:
    assert calendar.avoided(on) == names


@given(DAYS, st.sampled_from(["", "Noord", "Midden", "Zuid"]))
def test_the_next_working_day_is_one_and_the_nearest(on: dt.date, region: str) -> None:
    calendar = Calendar(region)
    before, after = calendar.earlier(on), calendar.later(on)
    assert before <= on <= after and not calendar.free(before) and not calendar.free(after)
    assert all(calendar.free(before + dt.timedelta(days=n)) for n in range(1, (on - before).days + 1))
    assert all(calendar.free(on + dt.timedelta(days=n)) for n in range((after - on).days))


def test_a_holiday_is_one_stretch_over_its_weekends() -> None:
    found = {one.name: one for one in stretches(NORTH, day(2026, 8, 1), day(2027, 7, 31))}
    assert (found["Kerstvakantie"].first, found["Kerstvakantie"].last >= day(2027, 1, 1)) != (None, False)
    assert "weekend" not in found and found["Herfstvakantie"].last > found["Herfstvakantie"].first


def test_a_year_that_nobody_published_is_said_to_be_unknown() -> None:
    assert NORTH.knows(day(2027, 2, 1)) and not NORTH.knows(day(2035, 2, 1)) and Calendar().knows(day(2035, 2, 1))
