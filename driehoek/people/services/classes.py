"""Classes without a list of names: set up by hand with a number of families, changed, and taken away while they are empty."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import ClassTeacher, Enrolment, SchoolClass, StaffMember
from driehoek.people.names import folded
from driehoek.people.queries.setting_up import typed_by_hand
from driehoek.people.queries.teaching import mentors_today, works_here
from driehoek.people.roster.names import split_full_name
from driehoek.people.rules.merging import class_order
from driehoek.schools.models import SchoolYear, school_year_of


@dataclass(frozen=True)
class Wanted:
    """A class as it should be. `key` of one that is there, None for a new one; `mentor` None leaves who teaches as it is."""

    name: str
    year_level: str = ""
    families: int | None = None
    mentor: str | None = None
    key: uuid.UUID | None = None


@dataclass(frozen=True)
class Done:
    added: int
    changed: int


def this_year() -> SchoolYear:
    """Held until the end of the transaction: who types the same class at the same moment waits here."""
    key = SchoolYear.objects.get_or_create(starts_in=school_year_of(clock.now()))[0].pk
    held: SchoolYear = SchoolYear.objects.select_for_update().get(pk=key)
    return held


def set_up_classes(*, rows: Sequence[Wanted], by: Who) -> Done:
    """Make and change classes of this school year. Doing it again changes nothing.

    A new class with the name of one that is there is that one. Raises RuleBroken when a name is taken by another class,
    or when a class is gone.
    """
    year = this_year()
    there = {row.pk: row for row in SchoolClass.objects.filter(year=year)}
    by_name = {folded(row.name): row for row in there.values()}
    added = changed = 0
    for wanted in rows:
        row = there.get(wanted.key) if wanted.key else by_name.get(folded(wanted.name))
        if wanted.key and row is None:
            raise RuleBroken("class-gone", _("Een van deze klassen is net weggehaald. Laad de pagina opnieuw."))
        before = _values(row) if row else None
        if row is None:
            row = SchoolClass(year=year)
        other = by_name.get(folded(wanted.name))
        if other is not None and other.pk != row.pk:
            raise RuleBroken("name-taken", _("%(name)s bestaat al. Geef deze klas een andere naam.") % {"name": wanted.name}, 422)
        by_name.pop(folded(row.name), None)
        _fill(row, wanted)
        by_name[folded(row.name)] = row
        if _values(row) != before:
            row.save()
            added, changed = added + (before is None), changed + (before is not None)
        if wanted.mentor is not None and _name_mentor(row, wanted.mentor):
            changed += before is not None and _values(row) == before
    if added or changed:
        trail.write("set-up-classes", by=by, on=year)
    return Done(added, changed)


def _values(row: SchoolClass) -> tuple[Any, ...]:
    return (row.name, row.year_level, row.family_count, row.sort_key)


def _fill(row: SchoolClass, wanted: Wanted) -> None:
    row.name, row.year_level, row.family_count = wanted.name, wanted.year_level, wanted.families
    row.sort_key = class_order(wanted.name, wanted.year_level)


def _name_mentor(row: SchoolClass, name: str) -> bool:
    """Make this the mentor in place of one who was typed earlier; whether anything changed. Who came from a file stays."""
    ties = list(mentors_today(school_class=row).select_related("staff"))
    if any(not typed_by_hand(tie.staff) for tie in ties) or (ties and folded(str(ties[0].staff)) == folded(name)):
        return False
    if not name and not ties:
        return False
    ClassTeacher.objects.filter(pk__in=[tie.pk for tie in ties]).delete()
    _forget([tie.staff for tie in ties])
    if name:
        ClassTeacher.objects.create(school_class=row, staff=_colleague(name), is_mentor=True)
    return True


def _colleague(name: str) -> StaffMember:
    """The colleague of this name, or a new one with only a name; between two of one name nobody guesses."""
    known: list[StaffMember] = [one for one in StaffMember.objects.filter(works_here()) if folded(str(one)) == folded(name)]
    if len(known) == 1:
        return known[0]
    parts = split_full_name(name)
    fresh = StaffMember(given_name=parts.given[:200], prefix=parts.prefix[:40], surname=parts.surname[:200])
    if str(parts) != name or not parts.given:  # 'A. Vos': as it was typed
        fresh = StaffMember(surname=name[:200])
    fresh.save()
    return fresh


def _forget(staff: Sequence[StaffMember]) -> None:
    """Names that were typed for a class and stand nowhere else."""
    for one in staff:
        if typed_by_hand(one) and not one.classes.exists():
            one.delete()


def remove_class(*, school_class: SchoolClass, by: Who) -> dict[str, Any]:
    """Take away a class that nobody is in and nobody was invited through; what `put_back_class` needs, as plain values.

    Raises RuleBroken when it has people, an invitation or a key of the administration.
    """
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if school_class.key or school_class.year.starts_in != school_year_of(clock.now()):
        raise RuleBroken("from-file", _("Deze klas komt uit een bestand of van een ander jaar. Daarom kan ze niet weg."))
    if Enrolment.objects.filter(school_class=school_class).exists():
        raise RuleBroken("has-people", _("In deze klas staan leerlingen. Daarom kan ze niet weg."))
    if _is_used(school_class):
        raise RuleBroken(
            "has-invitations", _("Deze klas hoort al bij een uitnodiging of een vragenlijst. Daarom kan ze niet weg.")
        )
    ties = list(ClassTeacher.objects.filter(school_class=school_class).select_related("staff"))
    kept = {
        "school": str(school_class.school_id),
        "year": school_class.year.starts_in,
        "key": str(school_class.pk),
        "name": school_class.name,
        "year_level": school_class.year_level,
        "families": school_class.family_count,
        "teachers": [_kept(tie) for tie in ties],
    }
    trail.write("remove-class", by=by, on=school_class)
    school_class.delete()
    _forget([tie.staff for tie in ties])
    return kept


def _kept(tie: ClassTeacher) -> dict[str, Any]:
    """Who taught the class, by key; the name goes along of who is nothing but a name, since that goes with the class."""
    days = {name: day.isoformat() if (day := getattr(tie, name)) else None for name in ("since", "until")}
    named = [tie.staff.given_name, tie.staff.prefix, tie.staff.surname] if typed_by_hand(tie.staff) else None
    return {"staff": str(tie.staff_id), "named": named, "is_mentor": tie.is_mentor, **days}


def _is_used(school_class: SchoolClass) -> bool:
    """Whether a row of any capability above still leans on this class."""
    for relation in SchoolClass._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model: Any = relation.related_model
        if model not in (Enrolment, ClassTeacher) and model.objects.filter(**{relation.field.name: school_class}).exists():
            return True
    return False


def put_back_class(*, kept: dict[str, Any], by: Who) -> None:
    """Undo of `remove_class`, with who taught the class by their key; who left school meanwhile does not come back.

    Raises RuleBroken 'other-year' in another school or year, 'name-taken' when a class of this name came instead.
    """
    year = this_year()
    if (kept.get("school"), kept.get("year")) != (str(year.school_id), year.starts_in):
        raise RuleBroken(
            "other-year", _("Deze klas was van een andere school of een ander schooljaar. Daarom kan ze niet terug.")
        )
    if any(folded(row.name) == folded(kept["name"]) for row in SchoolClass.objects.filter(year=year)):
        raise RuleBroken("name-taken", _("Er is al weer een klas met de naam %(name)s.") % {"name": kept["name"]})
    wanted = Wanted(kept["name"], kept["year_level"], kept["families"])
    row = SchoolClass(pk=uuid.UUID(kept["key"]), year=year)
    _fill(row, wanted)
    row.save(force_insert=True)
    for each in kept["teachers"]:
        staff = _put_back_staff(uuid.UUID(each["staff"]), each["named"])
        days = {name: dt.date.fromisoformat(each[name]) if each[name] else None for name in ("since", "until")}
        if staff is not None:
            ClassTeacher.objects.create(school_class=row, staff=staff, is_mentor=each["is_mentor"], **days)
    trail.write("put-back-class", by=by, on=row)


def _put_back_staff(key: uuid.UUID, named: Sequence[str] | None) -> StaffMember | None:
    there: StaffMember | None = StaffMember.objects.filter(works_here(), pk=key).first()
    if there is not None or named is None or StaffMember.objects.filter(pk=key).exists():
        return there
    made: StaffMember = StaffMember.objects.create(pk=key, given_name=named[0], prefix=named[1], surname=named[2])
    return made
