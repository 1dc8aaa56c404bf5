"""Anonymous also for whoever holds one copy of the database.

Each row keeps a trace of when it was written: on PostgreSQL the number of its transaction (xmin) and its place (ctid), on
SQLite its rowid. Everything else that was written at that moment (a session, a rate limit, a seat) has the neighbouring
trace. So all contributions are written anew together, in the order of their random keys: then their traces say nothing.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import connection
from django.db.models import Q

from driehoek import clock

from ..models import Contribution, Poll, Reaction, Reading, Statement

RECENT = dt.timedelta(days=30)  # what is older was rewritten when it was new
FRESH = dt.timedelta(days=1)  # may be new since the last round, whatever the traces say


def rewrite_anonymous(*, all_rows: bool = False) -> int:
    """Write the contributions of the open school anew in key order, and what was read in them; how many contributions.

    Run in a transaction, as within() opens it. The worker runs it every few minutes; `all_rows` for who makes a backup after
    a long silence. Older rows that say nothing as they stand are left alone. Themes, answers and placements point at keys,
    which stay.
    """
    found = Contribution.objects.all() if all_rows else Contribution.objects.filter(day__gte=clock.today() - RECENT)
    read = Reading.objects.filter(contribution__in=found.order_by().values("pk")).order_by("pk")
    _hold_the_tables(Contribution, Reading)
    if not found.filter(day__gte=clock.today() - FRESH).exists() and not _tells_something(found) and not _tells_something(read):
        return 0
    rows, readings = list(found.order_by("pk")), list(read)
    _take_away(Reading, readings)
    found.order_by()._raw_delete(found.db)  # not delete(): that would take placements along; their keys are checked at the end
    Contribution.objects.bulk_create(rows, batch_size=500)
    Reading.objects.bulk_create(readings, batch_size=500)
    return len(rows)


def rewrite_reactions() -> int:
    """The same for reactions, and for statements that participants proposed; how many rows. Nothing when nothing came in."""
    recent = Q(closed_at__isnull=True) | Q(closed_at__gte=clock.now() - RECENT)
    polls = list(Poll.objects.filter(recent).values_list("pk", flat=True))
    count = 0
    for model, found in (
        (Reaction, Reaction.objects.filter(statement__poll__in=polls).order_by("pk")),
        (Statement, Statement.objects.filter(poll__in=polls).order_by("pk")),
    ):
        if not polls or not _tells_something(found):
            continue
        _hold_the_tables(model)
        rows = list(found)
        _take_away(model, rows)
        model.objects.bulk_create(rows, batch_size=500)
        count += len(rows)
    return count


def _take_away(model: Any, rows: list[Any]) -> None:
    for start in range(0, len(rows), 500):
        some = model.objects.filter(pk__in=[row.pk for row in rows[start : start + 500]])
        some.order_by()._raw_delete(some.db)


def _hold_the_tables(*models: Any) -> None:
    """PostgreSQL: writers and lockers wait until the rows are back, readers don't. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"lock table {model._meta.db_table} in exclusive mode")


def _tells_something(found: Any) -> bool:
    """Whether the rows differ in trace beyond the order of their keys."""
    table = found.model._meta.db_table
    if connection.vendor == "postgresql":
        traces = found.order_by().extra(select={"trace": f"{table}.xmin::text"})
        return len(set(traces.values_list("trace", flat=True))) > 1
    keys: list[uuid.UUID] = list(found.extra(order_by=[f"{table}.rowid"]).values_list("pk", flat=True))
    return keys != sorted(keys)
