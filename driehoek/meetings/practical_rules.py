"""When who comes hears where to be. Plain values."""

import datetime as dt

AHEAD = dt.timedelta(days=5)
EARLIEST = dt.timedelta(days=14)


def best_day(evening: dt.date) -> dt.date:
    return evening - AHEAD


def may_send(evening: dt.date, starts_at: dt.datetime, now: dt.datetime, today: dt.date) -> bool:
    """From a fortnight before (sooner is forgotten again) until it begins."""
    return evening - EARLIEST <= today and now < starts_at
