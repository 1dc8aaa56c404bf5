"""Writing rows anew in the order of their keys, so that the traces that a database keeps of each row tell nothing.

A row keeps a trace of when it was written: on PostgreSQL the number of its transaction (xmin) and its place (ctid), on
SQLite its rowid. What else was written at that moment (a session, a rate limit, a seat) has the neighbouring trace.
"""

import uuid
from typing import Any

from django.db import connection


def write_anew(model: Any, rows: list[Any]) -> None:
    """Take these rows away and put the same ones back, in the order in which they stand here.

    Not delete(): that would take along what points at them; their keys are checked at the end of the transaction.
    """
    for start in range(0, len(rows), 500):
        some = model.objects.filter(pk__in=[row.pk for row in rows[start : start + 500]])
        some.order_by()._raw_delete(some.db)
    model.objects.bulk_create(rows, batch_size=500)


def hold_the_tables(*models: Any) -> None:
    """PostgreSQL: writers and lockers wait until the rows are back, readers don't. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"lock table {model._meta.db_table} in exclusive mode")


def tells_something(*found: Any) -> bool:
    """Whether the rows of these querysets, of one table each, differ in trace beyond the order of their keys."""
    if connection.vendor == "postgresql":
        return len(set().union(*(_transactions(rows) for rows in found))) > 1
    return any(_out_of_order(rows) for rows in found)


def _transactions(found: Any) -> set[str]:
    traces = found.order_by().extra(select={"trace": f"{found.model._meta.db_table}.xmin::text"})
    return set(traces.values_list("trace", flat=True).distinct())


def _out_of_order(found: Any) -> bool:
    keys: list[uuid.UUID] = list(found.extra(order_by=[f"{found.model._meta.db_table}.rowid"]).values_list("pk", flat=True))
    return keys != sorted(keys)
