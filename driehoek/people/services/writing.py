"""Carrying out a plan: people first, then what ties them. Every change is kept in a `Before`."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from driehoek import clock
from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    SchoolClass,
    StaffMember,
)
from driehoek.people.rules import Change, Plan
from driehoek.schools.models import SchoolYear
from driehoek.schools.sealing import SealedTextField

from .closing import close_changed
from .judging import Judged
from .keeping import Before, columns_of
from .parting import leave

BATCH = 500
Ids = dict[str, dict[str, uuid.UUID]]
MODELS: dict[str, Any] = {
    "classes": SchoolClass,
    "pupils": Pupil,
    "staff": StaffMember,
    "households": Household,
    "guardians": Guardian,
}


def write(judged: Judged, before: Before) -> Ids:
    """Carry out the plan; gives {kind: {key in the file: id of the row}} of everybody in it."""
    plan = judged.plan
    year, is_new = SchoolYear.objects.get_or_create(starts_in=judged.starts_in)
    if is_new:
        before.makes([year])
    ids: Ids = {kind: dict(plan.known.get(kind, {})) for kind in MODELS}  # type: ignore[call-overload]  # by the same five names
    for kind in MODELS:
        changes = [change for change in plan.changes if change.kind == kind]
        for change in changes:
            ids[kind].setdefault(change.ref, clock.new_id())
        extra = {"year_id": year.pk} if kind == "classes" else {}
        _write_rows(kind, changes, ids, extra, before)
    _unenrol(plan, before)
    _enrol(plan, ids, before)
    _teach(plan, ids, before)
    _bind(plan, ids, before)
    _mark_seen(judged, ids, before)
    return ids


def _write_rows(kind: str, changes: Sequence[Change], ids: Ids, extra: Mapping[str, Any], before: Before) -> None:
    model = MODELS[kind]
    fresh = [_filled(model(pk=ids[kind][change.ref], **_columns(change, ids), **extra)) for change in changes if change.is_new]
    model.objects.bulk_create(fresh, batch_size=BATCH)
    before.makes(fresh)
    old = {change.id: change for change in changes if not change.is_new}
    rows = list(in_batches(model, "pk", old))
    went = _went(rows, old, ids) if kind == "guardians" else {}
    before.homes += [columns_of(home) for home in in_batches(Household, "pk", {left for left, _to in went.values()})]
    for row in rows:
        before.changes(row, _columns(old[row.pk], ids))
    save(rows, before)
    close_changed(model.__name__, {row.pk: before.changed[model.__name__][row.pk][1] for row in rows})
    leave(went)


def _went(rows: Iterable[Any], changes: Mapping[Any, Change], ids: Ids) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID]]:
    """{guardian who moves: (home that they leave, home where they go)}."""
    to: dict[uuid.UUID, uuid.UUID] = {}
    for row in rows:
        to[row.pk] = _columns(changes[row.pk], ids).get("household_id", row.household_id)
    return {row.pk: (row.household_id, to[row.pk]) for row in rows if to[row.pk] != row.household_id}


def save(rows: Sequence[Any], before: Before) -> None:
    """Write the columns that `before` knows as changed: together where they can be, one by one where a value is sealed."""
    by_columns: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in rows:
        _was, became = before.changed[type(row).__name__][row.pk]
        by_columns[tuple(sorted(became))].append(row)
    for names, alike in by_columns.items():
        store(alike, names)


def store(rows: Sequence[Any], attnames: Iterable[str]) -> None:
    """Write these columns (by attname) of rows of one model."""
    if not rows:
        return
    model = type(rows[0])
    columns = [column for column in model._meta.concrete_fields if column.attname in set(attnames)]
    sealed = [column.name for column in columns if isinstance(column, SealedTextField)]
    open_ones = [column.name for column in columns if column.name not in sealed]
    if open_ones:
        model.objects.bulk_update(rows, open_ones, batch_size=BATCH)
    if sealed:
        for row in rows:
            row.save(update_fields=sealed)


def in_batches(model: Any, column: str, keys: Iterable[Any]) -> Iterable[Any]:
    """The rows whose `column` is one of `keys`, in order of key."""
    every = list(keys)
    for start in range(0, len(every), BATCH):
        yield from model.objects.filter(**{f"{column}__in": every[start : start + BATCH]}).order_by("pk")


def _filled(row: Any) -> Any:
    if hasattr(row, "fill_keys"):
        row.fill_keys()
    return row


def _columns(change: Change, ids: Ids) -> dict[str, Any]:
    columns = dict(change.values)
    if "household" in columns:
        columns["household_id"] = ids["households"][columns.pop("household")]
    return columns


def _unenrol(plan: Plan, before: Before) -> None:
    leaving = set(plan.unenrol)
    pupils = dict.fromkeys(pupil for pupil, _class in plan.unenrol)
    rows = [row for row in in_batches(Enrolment, "pupil_id", pupils) if (row.pupil_id, row.school_class_id) in leaving]
    before.removes(rows)
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), BATCH):
        Enrolment.objects.filter(pk__in=keys[start : start + BATCH]).delete()


def _enrol(plan: Plan, ids: Ids, before: Before) -> None:
    pairs = dict.fromkeys((ids["pupils"][pupil], ids["classes"][each]) for pupil, each in plan.enrol)
    rows = [Enrolment(pupil_id=pupil, school_class_id=each) for pupil, each in pairs]
    Enrolment.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    before.makes(rows)


def _teach(plan: Plan, ids: Ids, before: Before) -> None:
    wanted = {(ids["staff"][person], ids["classes"][each]): is_mentor for person, each, is_mentor in plan.teach}
    now = {
        (row.staff_id, row.school_class_id): row
        for row in in_batches(ClassTeacher, "school_class_id", dict.fromkeys(each for _person, each in wanted))
    }
    fresh = [
        ClassTeacher(staff_id=person, school_class_id=each, is_mentor=is_mentor)
        for (person, each), is_mentor in wanted.items()
        if (person, each) not in now
    ]
    ClassTeacher.objects.bulk_create(fresh, batch_size=BATCH)
    before.makes(fresh)
    rows = [now[pair] for pair in wanted if pair in now]
    for row in rows:
        before.changes(row, {"is_mentor": wanted[row.staff_id, row.school_class_id]})
    save(rows, before)


def _bind(plan: Plan, ids: Ids, before: Before) -> None:
    wanted = {(ids["guardians"][bond.guardian], ids["pupils"][bond.pupil]): bond for bond in plan.bonds}
    fresh = [
        Guardianship(guardian_id=guardian, pupil_id=pupil, **bond.values)
        for (guardian, pupil), bond in wanted.items()
        if bond.is_new
    ]
    Guardianship.objects.bulk_create(fresh, batch_size=BATCH)
    before.makes(fresh)
    guardians = dict.fromkeys(guardian for (guardian, _pupil), bond in wanted.items() if not bond.is_new)
    rows = [row for row in in_batches(Guardianship, "guardian_id", guardians) if (row.guardian_id, row.pupil_id) in wanted]
    rows = [row for row in rows if not wanted[row.guardian_id, row.pupil_id].is_new]
    for row in rows:
        before.changes(row, wanted[row.guardian_id, row.pupil_id].values)
    save(rows, before)


def _mark_seen(judged: Judged, ids: Ids, before: Before) -> None:
    """Who stands in the file was seen now; who does not keeps the moment of the file before."""
    now = clock.now()
    for kind, people in (("pupils", judged.roster.pupils), ("guardians", judged.roster.guardians)):
        model = MODELS[kind]
        made = set(before.made[model.__name__])
        keys = [key for each in people if (key := ids[kind].get(each.key)) is not None]
        moments: dict[str, list[uuid.UUID]] = defaultdict(list)
        for start in range(0, len(keys), BATCH):
            rows = model.objects.filter(pk__in=keys[start : start + BATCH])
            for key, seen in rows.order_by("pk").values_list("pk", "last_in_file_at"):
                if key not in made:
                    moments[seen.isoformat() if seen else ""].append(key)
            rows.update(last_in_file_at=now)
        before.seen[model.__name__] = dict(moments)
