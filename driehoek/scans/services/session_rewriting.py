"""Rows of a session written anew in the order of their random keys: then no trace in the database tells in which order they came."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.schools.rewriting import hold_the_tables, tells_something, write_anew

from ..models import Alone, Dot, Note, TeamSession

RECENT = dt.timedelta(days=3)  # after the start; what is older was written anew when it was new


def rewrite(model: Any, session: TeamSession) -> int:
    """`model` is Note or Alone. Keys stay, so what points at them stays too; how many rows."""
    return _anew(model, model.objects.filter(session=session).order_by("pk"))


def rewrite_sessions() -> int:
    """For the worker: what was written in the sessions of these days; how many rows."""
    recent = list(TeamSession.objects.filter(started_at__gte=clock.now() - RECENT).order_by("pk").values_list("pk", flat=True))
    count = 0
    if recent:
        count += _anew(Note, Note.objects.filter(session__in=recent).order_by("pk"))
        count += _anew(Alone, Alone.objects.filter(session__in=recent).order_by("pk"))
        count += _anew(Dot, Dot.objects.filter(note__session__in=recent).order_by("pk"))
    return count


def _anew(model: Any, found: Any) -> int:
    if not tells_something(found):
        return 0
    hold_the_tables(model)
    rows = list(found)
    write_anew(model, rows)
    return len(rows)
