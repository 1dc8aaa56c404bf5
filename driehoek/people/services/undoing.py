"""Taking an import back within a day: all of it or nothing. Who has been worked with since stays, and is counted."""

import datetime as dt
import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
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
    RoleProposal,
    RosterImport,
    SchoolClass,
    StaffMember,
)
from driehoek.schools.models import SchoolYear

from .closing import close_changed
from .keeping import MODELS, Before
from .parting import leave
from .staying import Keys, staying
from .writing import BATCH, in_batches, store

WITHIN = dt.timedelta(days=1)
TIED_FIRST = (Guardianship, Enrolment, ClassTeacher, RoleProposal, Guardian, Household, Pupil, StaffMember, SchoolClass)


def undoable() -> RosterImport | None:
    """The last import of the open school, where it can still be taken back."""
    is_kept = ExpressionWrapper(~Q(before=b""), output_field=BooleanField())
    last: Any = _not_undone().defer("before").select_related("applied_by").annotate(is_kept=is_kept).first()
    return last if last is not None and last.is_kept and last.applied_at >= clock.now() - WITHIN else None


def why_not(done: RosterImport) -> str:
    """Why an import can't be taken back, in words for the user; '' when it can."""
    if done.undone_at is not None:
        return _("Dit is al teruggedraaid.")
    if done.applied_at < clock.now() - WITHIN:
        return _("Terugdraaien kan tot een dag na het inlezen. Daarna is niet meer bewaard hoe het was.")
    if _not_undone().filter(applied_at__gte=done.applied_at).exclude(pk=done.pk).exists():
        return _("Er is daarna nog een bestand ingelezen. Draai eerst dat terug.")
    if not RosterImport.objects.filter(pk=done.pk).exclude(before=b"").exists():
        return _("Van dit bestand is niet meer bewaard hoe het was. Terugdraaien kan daarom niet.")
    return ""


def _read(row: RosterImport) -> Before:
    try:
        return Before.from_text(row.before)
    except (zlib.error, ValueError, KeyError) as error:
        words = _("Van dit bestand is niet meer bewaard hoe het was. Terugdraaien kan daarom niet.")
        raise RuleBroken("no-undo", words) from error


def _not_undone() -> Any:
    return RosterImport.objects.filter(undone_at__isnull=True).order_by("-applied_at", "-pk")


def undo(*, done: RosterImport, by: Who) -> Mapping[str, int]:
    """Put everything back as it was before this import; gives how many of each kind stay since they are used by now.

    What somebody changed by hand after the import stays as they made it. Raises RuleBroken 'no-undo' where it can't be.
    """
    list(SchoolYear.objects.select_for_update().order_by("pk"))  # one import or undo at a time
    row: RosterImport = RosterImport.objects.select_for_update().get(pk=done.pk)
    if words := why_not(row):
        raise RuleBroken("no-undo", words)
    before = _read(row)
    try:
        with transaction.atomic():
            kept = _take_back(before)
    except IntegrityError as error:
        words = _("Er is intussen iets veranderd dat niet naast de oude gegevens past. Er is niets teruggedraaid.")
        raise RuleBroken("no-undo", words) from error
    row.undone_at = clock.now()
    row.before = ""
    row.save(update_fields=["undone_at", "before"])
    trail.write("undo-roster-import", by=by, on=row)
    return {
        kind: len(kept[model.__name__])
        for kind, model in (
            ("classes", SchoolClass),
            ("pupils", Pupil),
            ("staff", StaffMember),
            ("guardians", Guardian),
            ("households", Household),
        )
    }


def _take_back(before: Before) -> Keys:
    decided = RoleProposal.objects.filter(said_yes__isnull=False).values_list("pk", flat=True)
    before.made["RoleProposal"] = [key for key in before.made.get("RoleProposal", ()) if key not in set(decided)]
    _bring_back_homes(before)
    lived = _lived(before)
    for name, rows in before.changed.items():
        if name != "SchoolClass":
            _put_back(name, rows)
    _unsee(before)
    back = _lived(before)
    leave({who: (home, back[who]) for who, home in lived.items() if who in back and back[who] != home})
    kept = staying(before)
    for model in TIED_FIRST:
        _delete(model, (key for key in before.made.get(model.__name__, ()) if key not in kept[model.__name__]))
    now = _lived(before)
    leave({who: (home, None) for who, home in back.items() if who not in now})
    _put_back("SchoolClass", before.changed.get("SchoolClass", {}))  # their names are free only now
    _enrol_again(before)
    for key in before.made.get("SchoolYear", ()):
        if not SchoolClass.objects.filter(year_id=key).exists():
            SchoolYear.objects.filter(pk=key).delete()
    return kept


def _bring_back_homes(before: Before) -> None:
    """An empty home is cleaned up at night; who goes back to it needs it."""
    here = {row.pk for row in in_batches(Household, "pk", [home["id"] for home in before.homes])}
    Household.objects.bulk_create([Household(**home) for home in before.homes if home["id"] not in here], batch_size=BATCH)


def _lived(before: Before) -> dict[uuid.UUID, uuid.UUID]:
    """{guardian whom the import made or moved: their home}."""
    moved = (key for key, (was, _became) in before.changed.get("Guardian", {}).items() if "household_id" in was)
    keys = [*before.made.get("Guardian", ()), *moved]
    found: dict[uuid.UUID, uuid.UUID] = {}
    for start in range(0, len(keys), BATCH):
        rows = Guardian.objects.filter(pk__in=keys[start : start + BATCH])
        found.update(rows.order_by().values_list("pk", "household_id"))
    return found


def _put_back(name: str, changed: Mapping[uuid.UUID, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in in_batches(MODELS[name], "pk", changed):
        was, became = changed[row.pk]
        ours = tuple(sorted(column for column in was if getattr(row, column) == became[column] and not _is_theirs(row, column)))
        for column in ours:
            setattr(row, column, was[column])
        groups[ours].append(row)
    for columns, rows in groups.items():
        store(rows, columns)
        close_changed(name, {row.pk: {column: getattr(row, column) for column in columns} for row in rows})


def _is_theirs(row: Any, column: str) -> bool:
    """What went secret with the file stays secret when somebody typed a new address or number since; who had their data
    removed does not get it back."""
    if column == "is_secret":
        return bool(row.is_secret) and "address" in row.corrected
    if column == "phone_is_secret":
        return bool(row.phone_is_secret) and "phone" in row.corrected
    return column in {"email", "phone"} and getattr(row, "withdrawn_at", None) is not None


def _unsee(before: Before) -> None:
    for name, moments in before.seen.items():
        for at, keys in moments.items():
            for start in range(0, len(keys), BATCH):
                rows = MODELS[name].objects.filter(pk__in=keys[start : start + BATCH])
                rows.update(last_in_file_at=dt.datetime.fromisoformat(at) if at else None)


def _enrol_again(before: Before) -> None:
    """Where the pupil and the class are still there."""
    rows = before.removed.get("Enrolment", [])
    pupils = {row.pk for row in in_batches(Pupil, "pk", {row["pupil_id"] for row in rows})}
    classes = {row.pk for row in in_batches(SchoolClass, "pk", {row["school_class_id"] for row in rows})}
    again = [Enrolment(**row) for row in rows if row["pupil_id"] in pupils and row["school_class_id"] in classes]
    Enrolment.objects.bulk_create(again, batch_size=BATCH, ignore_conflicts=True)


def _delete(model: Any, keys: Iterable[uuid.UUID]) -> None:
    every = list(keys)
    for start in range(0, len(every), BATCH):
        model.objects.filter(pk__in=every[start : start + BATCH]).delete()
