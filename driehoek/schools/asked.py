"""Queries that are asked at every request, put into SQL once a process.

Django spends ten times as long on writing them as the database on answering, and writes the same each time. What runs is still
a query of Django: rows become models, and a scoped one is checked against the open school and has its key filled in anew.
"""

import copy
import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Value

from driehoek import clock

from . import among
from .models import school_year_of
from .scoping import Scope, ScopedQuerySet, as_if, current_school_id, current_scope, open_scope

SCHOOL, NOW, TODAY, YEAR = " school", " now", " today", " year"  # no name of an argument


@dataclass(frozen=True)
class _Written:
    rows: Any  # the query, made with marks for values
    compiler: Any
    sql: str
    params: tuple[tuple[str, Any], ...]  # the name of the value that goes here, or '' and what always stands here
    names: frozenset[str]


class Asked:
    """`build(**values)` gives a queryset that differs in nothing but its values: keys (a tuple for `among`), moments, days, texts or numbers.

    What it takes from the clock (now, today, the school year) and the open school are values too. It is written twice, with
    other values and at another moment: what then differs and is no value would be remembered wrongly, and is refused.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.written: dict[str, _Written] = {}

    def __call__(self, **values: Any) -> list[Any]:
        written = self.written.get(connection.vendor)
        if written is None:
            scope = open_scope()
            if scope is not None and scope.school_id is None:
                return list(self.build(**values))  # every school is open: another query, not to be remembered
            written = self.written[connection.vendor] = self._write(values, scope)
        rows = written.rows.all()
        if isinstance(rows, ScopedQuerySet):
            rows._scope = current_scope()
        given = _given(values, written.names)
        compiler = copy.copy(written.compiler)
        params = tuple(given[name] if name else fixed for name, fixed in written.params)
        compiler.connection, compiler.as_sql = connection, lambda *_args, **_options: (written.sql, params)
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)

    def first(self, **values: Any) -> Any:
        """The first row, None without any. The query says itself how many it fetches."""
        return next(iter(self(**values)), None)

    def _write(self, values: dict[str, Any], scope: Scope | None) -> _Written:
        (rows, compiler, sql, params, named), (*_other, other_sql, others, other_named) = (
            self._marked(values, scope) for _ in range(2)
        )
        if sql != other_sql:
            raise ValueError("another value gives another query")
        places = []
        for param, other in zip(params, others, strict=True):
            if type(param) is type(other) and param == other:
                places.append(("", param))
                continue
            name = next((name for name, mark in named.items() if mark == param and other_named[name] == other), "")
            if not name:
                raise ValueError(f"{param!r} follows from a value but is none: give it by itself")
            places.append((name, None))
        names = frozenset(name for name, _fixed in places if name)
        if missing := set(values) - names:
            raise ValueError(f"{sorted(missing)} must stand in the query")
        if isinstance(rows, ScopedQuerySet) and SCHOOL not in names:
            raise ValueError("the open school must stand in the query")
        return _Written(rows.all(), compiler, sql, tuple(places), names)

    def _marked(self, values: dict[str, Any], scope: Scope | None) -> tuple[Any, Any, str, tuple[Any, ...], dict[str, Any]]:
        """The query with marks for its values: itself, its compiler, SQL and parameters, and the marks by name."""
        marks, moment = {name: _mark(value) for name, value in values.items()}, _mark(clock.now())
        made_up = Scope(uuid.uuid4()) if scope else None
        with clock.stopped(moment), as_if(made_up), connection.execute_wrapper(_nothing_is_asked):
            rows = self.build(**marks)
            if rows._prefetch_related_lookups:
                raise ValueError("what is fetched beside it would not be asked anew")
            compiler = rows.query.clone().get_compiler(using=rows.db)
            sql, params = compiler.as_sql()
            every = {NOW, TODAY, YEAR} | ({SCHOOL} if scope else set())
            return rows, compiler, sql, params, _given(marks, frozenset(marks) | every)


def _nothing_is_asked(*_: Any) -> Any:
    raise ValueError("a query is written down here; what is asked on the way would be remembered")


def in_one_row(rows: Any, **counts: Any) -> Any:
    """As `aggregate` counts, but as a query: one row, {name: count}, also of nothing."""
    return rows.order_by().annotate(_one=Value(1)).values("_one").annotate(**counts).values(*counts)


def _given(values: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """The values of these names as Django hands them to this database."""
    given = {name: _told(value) for name, value in values.items()}
    if SCHOOL in names:
        given[SCHOOL] = _told(current_school_id())
    if NOW in names:
        given[NOW] = _told(clock.now())
    if TODAY in names:
        given[TODAY] = _told(clock.today())
    if YEAR in names:
        given[YEAR] = school_year_of(clock.now())
    return given


def _told(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, tuple):
        return among.told(value, connection.vendor)
    return value


def _mark(value: Any) -> Any:
    """A value of the same kind that stands in no query."""
    some = secrets.randbelow
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, dt.datetime):
        return dt.datetime(3000 + some(6000), 1 + some(12), 1 + some(28), some(24), some(60), some(60), some(10**6), dt.UTC)
    if isinstance(value, dt.date):
        return dt.date(3000 + some(6000), 1 + some(12), 1 + some(28))
    if isinstance(value, str):
        return secrets.token_hex(16)
    if isinstance(value, int) and not isinstance(value, bool):
        return 10_000 + some(20_000)
    if isinstance(value, tuple):  # of keys, for `among`
        return (uuid.uuid4(), uuid.uuid4())
    raise TypeError(f"{value!r} can't be a value of a query that is written once")
