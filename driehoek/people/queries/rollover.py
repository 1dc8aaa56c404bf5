"""What the roll-over to a new school year starts from: last year's classes with who is still to be placed."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from driehoek.people.models import Enrolment, Pupil, SchoolClass
from driehoek.people.rules.rollover import OldClass
from driehoek.schools.models import SchoolYear

from .classes import current_year


@dataclass(frozen=True, slots=True)
class Years:
    """From the year `old` to the one that begins in `new`. `there`: {class: name} of what the new year has."""

    old: SchoolYear
    new: int
    classes: tuple[OldClass, ...]
    there: dict[uuid.UUID, str]
    placed: int  # pupils who have a class in the new year

    @property
    def label(self) -> str:
        return f"{self.new}–{self.new + 1}"

    @property
    def last_day(self) -> dt.date:
        return self.old.last_day


def years_now() -> Years | None:
    """None while the school has no class. Pupils with a place in the new year, and who left by then, are in no list. Five queries."""
    old = current_year()
    if old is None:
        return None
    new = old.starts_in + 1
    there = dict(SchoolClass.objects.filter(year__starts_in=new).values_list("pk", "name"))
    placed = set(Enrolment.objects.filter(school_class__year__starts_in=new).order_by().values_list("pupil_id", flat=True))
    stays = Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gt=old.last_day)
    members: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = Enrolment.objects.filter(stays, school_class__year=old).order_by("pupil__sort_key", "pk")
    for school_class, pupil in rows.values_list("school_class_id", "pupil_id"):
        if pupil not in placed:
            members[school_class].append(pupil)
    classes = tuple(
        OldClass(row.pk, row.name, row.year_level, tuple(members[row.pk])) for row in SchoolClass.objects.filter(year=old)
    )
    return Years(old, new, classes, there, len(placed))


def pupils_to_place(old: OldClass) -> list[Pupil]:
    """Of one class, in order of surname."""
    return list(Pupil.objects.filter(pk__in=old.pupils))
