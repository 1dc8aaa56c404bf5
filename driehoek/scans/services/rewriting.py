"""Anonymous also for whoever holds one copy of the database: what was answered can't be laid beside who answered.

An answer writes two rows in one transaction, a sealed sheet and a ticket or a mark. A row keeps a trace of that (see
`schools/rewriting.py`); so all of them are written anew together, in the order of their random keys.
"""

import datetime as dt
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.schools.rewriting import hold_the_tables, tells_something, write_anew
from driehoek.voices.services.holding import hold

from ..models import Fielding, Mark, Submission, Ticket

RECENT = dt.timedelta(days=30)  # what closed earlier was rewritten when it was new
TABLES: tuple[Any, ...] = (Ticket, Mark, Submission)  # in the order in which an answer writes them


def rewrite_answers(*, all_rows: bool = False) -> int:
    """Write tickets, marks and sealed sheets of the open school anew in key order; how many rows, 0 when they tell nothing.

    Run in a transaction, as within() opens it. The worker runs it every few minutes; `all_rows` for who makes a backup after a
    long silence. Sheets are not opened: what is sealed goes back as it lay there.
    """
    asked = Fielding.objects.filter(opened_at__isnull=False)
    if not all_rows:
        asked = asked.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=clock.now() - RECENT))
    keys = sorted(asked.values_list("pk", flat=True))
    if not keys or not tells_something(*_found(keys)):
        return 0
    hold(*keys)
    hold_the_tables(*TABLES)
    count = 0
    for model, found in zip(TABLES, _found(keys), strict=True):
        rows = list(found)
        write_anew(model, rows)
        count += len(rows)
    return count


def _found(keys: list[Any]) -> list[Any]:
    return [model.objects.filter(fielding__in=keys).order_by("pk") for model in TABLES]
