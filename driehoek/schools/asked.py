"""Queries that are asked at every request, put into SQL once a process.

Django spends ten times as long on writing them as the database on answering, and writes the same each time. What runs is still
a query of Django: rows become models, and a scoped one is checked against the open school and has its key filled in anew.
"""

import copy
import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .scoping import ScopedQuerySet, current_school_id, current_scope

SCHOOL = "school"


@dataclass(frozen=True)
class _Written:
    rows: Any  # the query as it was first asked
    compiler: Any
    sql: str
    params: tuple[tuple[str, Any], ...]  # the name of the value that goes here, or '' and what always stands here


class Asked:
    """`build(**values)` gives a queryset that differs in nothing but its values: keys, days or texts, each another one."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.written: dict[str, _Written] = {}

    def __call__(self, **values: Any) -> list[Any]:
        written = self.written.get(connection.vendor)
        if written is None:
            return self._first(values)
        rows = written.rows.all()
        if isinstance(rows, ScopedQuerySet):
            rows._scope = current_scope()
            values[SCHOOL] = current_school_id()
        compiler = copy.copy(written.compiler)
        given = {name: _told(value) for name, value in values.items()}
        params = tuple(given[name] if name else fixed for name, fixed in written.params)
        compiler.connection, compiler.as_sql = connection, lambda *_args, **_options: (written.sql, params)
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)

    def _first(self, values: dict[str, Any]) -> list[Any]:
        """Ask it the ordinary way, and remember how it was put."""
        rows = self.build(**values)
        if isinstance(rows, ScopedQuerySet):
            values[SCHOOL] = current_school_id()
        compiler = rows.query.clone().get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        names = {_told(value): name for name, value in values.items()}
        places = tuple((names.get(param, ""), None if param in names else param) for param in params)
        if len(names) < len(values) or {name for name, _fixed in places if name} != set(values):
            raise ValueError(f"each of {sorted(values)} must stand in the query, with a value of its own")
        self.written[connection.vendor] = _Written(rows.all(), compiler, sql, places)
        return list(rows)


def _told(value: Any) -> Any:
    """A value as Django hands it to this database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return value
