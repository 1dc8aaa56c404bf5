"""The year as a school plans around it: its own days beside the holidays that everybody has."""

import datetime as dt
from dataclasses import dataclass

from driehoek import clock
from driehoek.schools.calendar import school_calendar
from driehoek.schools.days import Calendar, Stretch, stretches
from driehoek.schools.models import CalendarEntry, School

AHEAD = dt.timedelta(days=420)


@dataclass(frozen=True)
class Year:
    """`own` first the ones to come; `holidays` of the coming fourteen months; `unknown`: those of the region end before that."""

    own: list[CalendarEntry]
    past: list[CalendarEntry]
    holidays: list[Stretch]
    feasts: list[Stretch]
    unknown: bool


def year_of(school: School) -> Year:
    today = clock.today()
    entries = list(CalendarEntry.objects.all())
    calendar = Calendar(school.region, school.sector)
    return Year(
        own=[one for one in entries if one.last_day >= today],
        past=[one for one in entries if one.last_day < today],
        holidays=stretches(calendar, today, today + AHEAD),
        feasts=_feasts(calendar, today),
        unknown=not calendar.knows(today + AHEAD),
    )


def _feasts(calendar: Calendar, today: dt.date) -> list[Stretch]:
    under_way: dict[str, Stretch] = {}
    found: list[Stretch] = []
    for number in range(AHEAD.days + 1):
        day = today + dt.timedelta(days=number)
        for name in calendar.avoided(day):
            before = under_way.get(name)
            if before and day - before.last == dt.timedelta(days=1):
                found.remove(before)
                under_way[name] = Stretch(name, before.first, day)
            else:
                under_way[name] = Stretch(name, day, day)
            found.append(under_way[name])
    return sorted(found, key=lambda one: one.first)


@dataclass(frozen=True)
class DayWords:
    """What speaks against a day: `free` is why nobody works then, `avoided` why few may come."""

    free: str
    avoided: list[str]


def about_day(day: dt.date) -> DayWords:
    calendar = school_calendar()
    return DayWords(calendar.free(day), calendar.avoided(day))
