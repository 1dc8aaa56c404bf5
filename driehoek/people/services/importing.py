"""Reading in: all of it or nothing, in the transaction that is open."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    RosterImport,
    RosterUpload,
    SchoolClass,
    StaffMember,
)
from driehoek.people.rules import Change, Plan, counts
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import current_school_id

from .judging import Judged, judge
from .uploading import Files, check, names_of, opened

BATCH = 500
Ids = dict[str, dict[str, uuid.UUID]]
MODELS: dict[str, Any] = {
    "classes": SchoolClass,
    "pupils": Pupil,
    "staff": StaffMember,
    "households": Household,
    "guardians": Guardian,
}


def apply(*, upload: RosterUpload, by: Who, skip_rows: bool = False) -> RosterImport:
    """Read an upload in; a second time gives the same import. Raises RuleBroken where errors must be mended or rows left out first.

    skip_rows: leave out every row with an error, as a whole.
    """
    _one_at_a_time()
    done: RosterImport | None = RosterImport.objects.filter(pk=upload.pk).first()
    if done is not None:
        return done
    made = _import(opened(upload), upload.school, by, skip_rows, upload.pk)
    RosterUpload.objects.filter(pk=upload.pk).delete()
    return made


def import_files(*, files: Files, by: Who, skip_rows: bool = False) -> RosterImport:
    """Read files in at once, as a command does."""
    check(files)
    _one_at_a_time()
    return _import(files, School.objects.get(pk=current_school_id()), by, skip_rows, clock.new_id())


def _one_at_a_time() -> None:
    """Two administrators at once would make everybody twice: the second waits for the first."""
    list(SchoolYear.objects.select_for_update().order_by("pk"))


def _import(files: Files, school: School, by: Who, skip_rows: bool, key: uuid.UUID) -> RosterImport:
    judged = judge(files, school)
    _refuse(judged, skip_rows)
    write(judged)
    numbers = counts(judged.plan).values()
    made: RosterImport = RosterImport.objects.create(
        pk=key,
        names=names_of(files),
        applied_by_id=by.user_id,
        added=sum(each.added for each in numbers),
        changed=sum(each.changed for each in numbers),
        left=sum(each.left for each in numbers),
    )
    trail.write("import-roster", by=by, on=made)
    return made


def _refuse(judged: Judged, skip_rows: bool) -> None:
    if judged.is_blocked:
        words = _("Er is iets mis met het bestand zelf. Verbeter dat eerst; er is niets ingelezen.")
        raise RuleBroken("roster-blocked", words, status=422)
    if judged.errors and not skip_rows:
        words = _("Er staan nog fouten in. Verbeter ze, of kies ervoor om die rijen over te slaan; er is niets ingelezen.")
        raise RuleBroken("roster-errors", words, status=422)
    if not (judged.roster.pupils or judged.roster.staff):
        raise RuleBroken("roster-empty", _("Er blijft niemand over om in te lezen. Er is niets veranderd."), status=422)


def write(judged: Judged) -> None:
    """Carry out the plan. People first, then what ties them."""
    plan = judged.plan
    year, _made = SchoolYear.objects.get_or_create(starts_in=judged.starts_in)
    ids: Ids = {kind: dict(plan.known.get(kind, {})) for kind in MODELS}  # type: ignore[call-overload]
    for kind in MODELS:
        changes = [change for change in plan.changes if change.kind == kind]
        for change in changes:
            ids[kind].setdefault(change.ref, clock.new_id())
        extra = {"year_id": year.pk} if kind == "classes" else {}
        _write_rows(kind, changes, ids, extra)
    _link(plan, ids)
    _mark_seen(judged, ids)


def _write_rows(kind: str, changes: Sequence[Change], ids: Ids, extra: Mapping[str, Any]) -> None:
    model = MODELS[kind]
    fresh = [_filled(model(pk=ids[kind][change.ref], **_columns(change, ids), **extra)) for change in changes if change.is_new]
    model.objects.bulk_create(fresh, batch_size=BATCH)
    old = {change.id: change for change in changes if not change.is_new}
    for row in _rows(model, old):
        columns = _columns(old[row.pk], ids)
        for name, value in columns.items():
            setattr(row, name, value)
        named = ["sort_key", "search_key"] if hasattr(row, "fill_keys") else []
        row.save(update_fields=[*(name.removesuffix("_id") for name in columns), *named])


def _rows(model: Any, keys: Iterable[Any]) -> Iterable[Any]:
    every = list(keys)
    for start in range(0, len(every), BATCH):
        yield from model.objects.filter(pk__in=every[start : start + BATCH]).order_by("pk")


def _filled(row: Any) -> Any:
    if hasattr(row, "fill_keys"):
        row.fill_keys()
    return row


def _columns(change: Change, ids: Ids) -> dict[str, Any]:
    columns = dict(change.values)
    if "household" in columns:
        columns["household_id"] = ids["households"][columns.pop("household")]
    return columns


def _link(plan: Plan, ids: Ids) -> None:
    _unenrol(plan)
    Enrolment.objects.bulk_create(
        [Enrolment(pupil_id=ids["pupils"][pupil], school_class_id=ids["classes"][each]) for pupil, each in plan.enrol],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    for person, each, is_mentor in plan.teach:
        ClassTeacher.objects.update_or_create(
            staff_id=ids["staff"][person], school_class_id=ids["classes"][each], defaults={"is_mentor": is_mentor}
        )
    fresh = []
    for bond in plan.bonds:
        pair = {"guardian_id": ids["guardians"][bond.guardian], "pupil_id": ids["pupils"][bond.pupil]}
        if bond.is_new:
            fresh.append(Guardianship(**pair, **bond.values))
        else:
            Guardianship.objects.filter(**pair).update(**bond.values)
    Guardianship.objects.bulk_create(fresh, batch_size=BATCH)


def _unenrol(plan: Plan) -> None:
    leaving: dict[uuid.UUID, list[uuid.UUID]] = {}
    for pupil, school_class in plan.unenrol:
        leaving.setdefault(school_class, []).append(pupil)
    for school_class, pupils in leaving.items():
        for start in range(0, len(pupils), BATCH):
            Enrolment.objects.filter(school_class_id=school_class, pupil_id__in=pupils[start : start + BATCH]).delete()


def _mark_seen(judged: Judged, ids: Ids) -> None:
    """Who stands in the file was seen now; who does not keeps the moment of the file before."""
    now = clock.now()
    for kind, people in (("pupils", judged.roster.pupils), ("guardians", judged.roster.guardians)):
        keys = [ids[kind][each.key] for each in people if each.key in ids[kind]]
        for start in range(0, len(keys), BATCH):
            MODELS[kind].objects.filter(pk__in=keys[start : start + BATCH]).update(last_in_file_at=now)
