"""Anonymous also for whoever holds one copy of the database.

Each row keeps a trace of when it was written: on PostgreSQL the number of its transaction (xmin) and its place (ctid), on
SQLite its rowid. Everything else that was written at that moment (a session, a rate limit, a seat) has the neighbouring
trace. So all contributions are written anew together, in the order of their random keys: then their traces say nothing.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import connection

from driehoek import clock

from ..models import Contribution

RECENT = dt.timedelta(days=30)  # what is older was rewritten when it was new
FRESH = dt.timedelta(days=1)  # may be new since the last round, whatever the traces say


def rewrite_anonymous(*, all_rows: bool = False) -> int:
    """Write the contributions of the open school anew in key order; how many. Run in a transaction, as within() opens it.

    The worker runs it every few minutes; `all_rows` for who makes a backup after a long silence. Older rows that
    say nothing as they stand are left alone. Themes, answers and placements point at keys, which stay.
    """
    found = Contribution.objects.all() if all_rows else Contribution.objects.filter(day__gte=clock.today() - RECENT)
    _hold_the_table()
    if not found.filter(day__gte=clock.today() - FRESH).exists() and not _tells_something(found):
        return 0
    rows = list(found.order_by("pk"))
    found.order_by()._raw_delete(found.db)  # not delete(): that would take placements along; their keys are checked at the end
    Contribution.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _hold_the_table() -> None:
    """PostgreSQL: writers and lockers wait until the rows are back, readers don't. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"lock table {Contribution._meta.db_table} in exclusive mode")


def _tells_something(found: Any) -> bool:
    """Whether the rows differ in trace beyond the order of their keys."""
    if connection.vendor == "postgresql":
        traces = found.order_by().extra(select={"trace": "voices_contribution.xmin::text"})
        return len(set(traces.values_list("trace", flat=True))) > 1
    keys: list[uuid.UUID] = list(found.extra(order_by=["voices_contribution.rowid"]).values_list("pk", flat=True))
    return keys != sorted(keys)
