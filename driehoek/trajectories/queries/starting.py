"""How a trajectory would come out before anything is made: the days of its steps, and what speaks against the evening."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language

from driehoek import clock
from driehoek.library import reading_path
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School

from .. import rules
from ..models import StepSort

THURSDAY, WEEKS = 3, 10


@dataclass(frozen=True)
class Preview:
    """`pressed`: of how many steps the day that was wished is over; `earliest`: where the first of those stands instead."""

    day: dt.date
    against: tuple[str, ...]
    is_over: bool
    steps: list[tuple[str, dt.date]]
    pressed: int
    earliest: dt.date | None
    unknown: bool  # the school holidays of that year are not known yet
    region: str


def preview(template: str, day: dt.date, school: School) -> Preview | None:
    """One question. None for a template that does not ship."""
    path = next((one for one in reading_path.load_paths() if one.key == template), None)
    if path is None:
        return None
    calendar, today, language = school_calendar(school), clock.today(), get_language() or "nl"
    stays = {one.key for one in path.steps if path.counts_from == "evening" and one.sort == StepSort.MEETING and one.day == 0}
    wished = [rules.Wished(one.day, rules.STAYS if one.key in stays else str(one.shift)) for one in path.steps]
    days = rules.place(day, wished, calendar, today)
    pairs = zip(path.steps, days, strict=True)
    pressed = [] if day < today else [when for one, when in pairs if day + dt.timedelta(days=one.day) < today]
    return Preview(
        day,
        () if day < today else tuple(name for name in (calendar.free(day), *calendar.avoided(day)) if name),
        day < today,
        [(one.title.say(language, school.sector), when) for one, when in zip(path.steps, days, strict=True)],
        len(pressed),
        min(pressed, default=None),
        not calendar.knows(day),
        school.region,
    )


def first_day(counts_from: str, school: School) -> dt.date:
    """What a new form proposes: a working day in a week, or the first good Thursday from ten weeks on. One question."""
    calendar, today = school_calendar(school), clock.today()
    if counts_from == "start":
        return calendar.later(today + dt.timedelta(days=7))
    ahead = today + dt.timedelta(weeks=WEEKS)
    thursday = ahead + dt.timedelta(days=(THURSDAY - ahead.weekday()) % 7)
    weeks = [thursday + dt.timedelta(weeks=number) for number in range(WEEKS)]
    return next((one for one in weeks if not calendar.free(one) and not calendar.avoided(one)), thursday)
