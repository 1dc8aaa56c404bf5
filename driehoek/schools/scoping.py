"""Guard 1: every row belongs to a school, and one school is open at a time.

Nothing can be read or written while no school is open; a queryset works only in the scope that it was built in.
On PostgreSQL the same scope is told to the database, where row-level security is the second wall (`walls.py`).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection, models, transaction

from driehoek.clock import new_id

ALL_ROLE = "driehoek_all"
SETTING = "driehoek.school"


class ScopeError(RuntimeError):
    """Our own mistake, never the user's: answered with 500 and nothing shown."""


class NoSchoolOpen(ScopeError):
    pass


class OtherSchool(ScopeError):
    pass


@dataclass(frozen=True)
class Scope:
    """The open school, or every school when `school_id` is None (then with a reason)."""

    school_id: uuid.UUID | None
    reason: str = ""


_current: ContextVar[Scope | None] = ContextVar("open_school", default=None)


def current_scope() -> Scope:
    scope = _current.get()
    if scope is None:
        raise NoSchoolOpen("No school is open: use within(school) or everywhere(reason).")
    return scope


def current_school_id() -> uuid.UUID:
    school_id = current_scope().school_id
    if school_id is None:
        raise NoSchoolOpen("This needs one school, but every school is open.")
    return school_id


def open_scope() -> Scope | None:
    """For who asks whether there is one at all."""
    return _current.get()


@contextmanager
def as_if(scope: Scope | None) -> Iterator[None]:
    """To write a query down, never to ask it: the database is told nothing, so on PostgreSQL it keeps to the school that is open."""
    yield from _entered(scope)


def _tell_database(school_id: uuid.UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [SETTING, str(school_id or "")])


@contextmanager
def within(school: Any, *, write: bool = True) -> Iterator[None]:
    """Open one school (a School or its id), in one transaction.

    With `write=False` SQLite opens no transaction, since an immediate one around reads lets in one reader at a time.
    """
    school_id = school if isinstance(school, uuid.UUID) else school.pk
    before = _current.get()
    if before is not None and before.school_id is not None and before.school_id != school_id:
        raise OtherSchool("Another school is already open.")
    postgres = connection.vendor == "postgresql"
    if not postgres and not write:
        yield from _entered(Scope(school_id))
        return
    goes_on = connection.in_atomic_block  # what is told ends with the transaction
    with transaction.atomic():
        if postgres:
            _tell_database(school_id)
        yield from _entered(Scope(school_id))
        if postgres and goes_on and not connection.needs_rollback:
            _tell_database(before.school_id if before else None)


@contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """Open every school, for workers and board totals only. `reason` is for whoever searches for these places."""
    if not reason:
        raise ValueError("everywhere() needs a reason")
    before = _current.get()
    if before is not None and before.school_id is None:
        yield
        return
    if connection.vendor != "postgresql":
        yield from _entered(Scope(None, reason))
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"set local role {ALL_ROLE}")
        yield from _entered(Scope(None, reason))
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("set local role none")


def _entered(scope: Scope | None) -> Iterator[None]:
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


class ScopedQuerySet(models.QuerySet[Any]):
    """Remembers the scope it was built in and refuses to work in any other."""

    _scope: Scope | None = None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # not in the stubs
        clone._scope = self._scope
        return clone

    def _check(self) -> None:
        now = current_scope()
        if self._scope is not None and self._scope.school_id != now.school_id:
            raise OtherSchool(f"A query on {self.model.__name__} was built in another scope than it is used in.")

    def _check_rows(self, rows: Any) -> None:
        for row in rows:
            _own(row)

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **options: Any) -> Any:
        self._check()
        return super().iterator(*args, **options)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **options: Any) -> Any:
        self._check()
        return super().aggregate(*args, **options)

    def explain(self, **options: Any) -> str:
        self._check()
        return super().explain(**options)

    def update(self, **values: Any) -> int:
        self._check()
        if {"school", "school_id"} & values.keys():
            raise OtherSchool("A row never moves to another school.")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # Django reads this mark of a function

    def delete(self) -> Any:
        self._check()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # Django reads this mark of a function

    def _raw_delete(self, using: str | None) -> Any:
        self._check()
        return super()._raw_delete(using)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        self._check()
        rows = list(objs)
        self._check_rows(rows)
        return super().bulk_create(rows, *args, **options)

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **options: Any) -> Any:
        self._check()
        rows = list(objs)
        self._check_rows(rows)
        if {"school", "school_id"} & set(fields):
            raise OtherSchool("A row never moves to another school.")
        return super().bulk_update(rows, fields, *args, **options)


def _own(row: "SchoolRow") -> None:
    """Give a new row its school; refuse one of another school, or one that points to another school's row."""
    scope = current_scope()
    if row.school_id is None:
        row.school_id = current_school_id()
    if scope.school_id is not None and row.school_id != scope.school_id:
        raise OtherSchool(f"A {type(row).__name__} of another school.")
    for related in row._state.fields_cache.values():
        if isinstance(related, SchoolRow) and related.school_id != row.school_id:
            raise OtherSchool(f"A {type(row).__name__} may not point to another school's {type(related).__name__}.")


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]  # a class made while running
    def get_queryset(self) -> ScopedQuerySet:
        scope = current_scope()
        rows: ScopedQuerySet = super().get_queryset()
        if scope.school_id is not None:
            rows = rows.filter(school_id=scope.school_id)
        rows._scope = scope
        return rows


class SchoolRow(models.Model):
    """Everything that a school owns inherits from this."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        _own(self)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        _own(self)
        return super().delete(*args, **options)


def _close_the_back_door(sender: type[models.Model], **_: Any) -> None:
    """Django's own manager for relations and saving is ours too, whatever else the model inherits from."""
    if issubclass(sender, SchoolRow):
        sender._meta.base_manager_name = "objects"
        sender._meta.__dict__.pop("base_manager", None)


models.signals.class_prepared.connect(_close_the_back_door)
