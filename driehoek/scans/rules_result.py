"""What a result says of its days and its classes. Plain values only."""

import datetime as dt
import re

from driehoek import clock

BETWEEN_YEARS = re.compile(r"\s*[,;/+&–-]\s*|\s+en\s+|(?<=\d)\s+(?=\d)")  # a class of '5/6' or '5-6' is of both


def last_day(closes_on: dt.date, closed_at: dt.datetime | None) -> dt.date | None:
    """The last day on which somebody could answer; None while it is not closed. What closes by itself does so in the night after it."""
    return min(closes_on, closed_at.astimezone(clock.SCHOOL_TIME).date()) if closed_at else None


def years_of(level: str, name: str) -> tuple[str, ...]:
    """The years of a class; a combined one ('5/6') has several, and a class without a year is one by itself."""
    return tuple(part.strip() for part in BETWEEN_YEARS.split(level) if part.strip()) or (name,)
