"""The calendar of the open school, and what the school writes in it itself."""

from .days import Calendar, Days
from .models import CalendarEntry, School
from .scoping import current_school_id


def school_calendar(school: School | None = None) -> Calendar:
    """One question for its own days; one more for the school, unless it is given."""
    school = school or School.objects.get(pk=current_school_id())
    own = CalendarEntry.objects.values_list("name", "first_day", "last_day", "is_free")
    return Calendar(school.region, school.sector, tuple(Days(*row) for row in own))
