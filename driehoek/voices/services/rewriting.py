"""Anonymous also for whoever holds one copy of the database.

Each row keeps a trace of when it was written (see `schools/rewriting.py`). So all contributions are written anew together, in
the order of their random keys: then their traces say nothing.
"""

import datetime as dt

from django.db.models import Q

from driehoek import clock
from driehoek.schools.rewriting import hold_the_tables, tells_something, write_anew

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
    hold_the_tables(Contribution, Reading)
    if not found.filter(day__gte=clock.today() - FRESH).exists() and not tells_something(found) and not tells_something(read):
        return 0
    rows, readings = list(found.order_by("pk")), list(read)
    write_anew(Contribution, rows)
    write_anew(Reading, readings)
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
        if not polls or not tells_something(found):
            continue
        hold_the_tables(model)
        rows = list(found)
        write_anew(model, rows)
        count += len(rows)
    return count
