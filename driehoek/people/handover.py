"""What a colleague still has in hand, and how it goes to another, by the capabilities that know: a registry, filled when they are ready."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value

from driehoek.access import trail
from driehoek.access.who import Who

from .models import StaffMember


@dataclass(frozen=True, slots=True)
class OpenWork:
    """`route` is the name of the address where it can be given to somebody else; `about` what that address is about."""

    title: str
    due_on: dt.date
    route: str
    about: uuid.UUID


Source = Callable[[StaffMember], Iterable[OpenWork]]
Give = Callable[[Collection[uuid.UUID], StaffMember, StaffMember, Who], list[uuid.UUID]]
Rows = Callable[[StaffMember], Any]
_sources: list[tuple[Source, Give]] = []
_rows: list[tuple[Rows, Give]] = []


def register_open_work(source: Source, give: Give) -> None:
    """`give(keys, holder, to, by)` gives to somebody else what of these keys the holder still has in hand, and says what that was."""
    if (source, give) not in _sources:
        _sources.append((source, give))


def register_open_rows(rows: Rows, give: Give) -> None:
    """The same for what needs no words of its own: `rows(staff)` is a query made with `as_open_work`; all of them are one question."""
    if (rows, give) not in _rows:
        _rows.append((rows, give))


def as_open_work(rows: Any, route: str, *, day: str = "due_on") -> Any:
    """Rows with a title, as those of other tables: title, day, the address where each is given away, key."""
    return rows.order_by().values_list("title", day, Value(route, output_field=CharField()), "pk")


def open_work(staff: StaffMember) -> list[OpenWork]:
    """Soonest first."""
    found = [each for source, _give in _sources for each in source(staff)]
    parts = [rows(staff) for rows, _give in _rows]
    if parts:
        found += [OpenWork(*row) for row in parts[0].union(*parts[1:], all=True)]
    return sorted(found, key=lambda each: (each.due_on, each.title))


def give(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    """What of these the holder still had, and now the other has."""
    return [key for _source, one in (*_sources, *_rows) for key in one(keys, holder, to, by)]


def pass_on(rows: Any, field: str, to: StaffMember, by: Who) -> list[uuid.UUID]:
    """Put somebody else in this field of rows that are the holder's now; their keys."""
    held = list(rows.order_by("pk").select_for_update())
    keys = [row.pk for row in held]
    for row in held:
        trail.write("hand-over", by=by, on=row)
    rows.model.objects.filter(pk__in=keys).update(**{field: to})
    return keys
