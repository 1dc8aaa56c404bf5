"""What the roll-over to a new school year starts from: last year's classes with who is still to be placed."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from driehoek import clock
from driehoek.people.models import ROLL_OVER, Enrolment, Pupil, RosterImport, SchoolClass
from driehoek.people.rules.rollover import OldClass, class_key, propose
from driehoek.schools.models import School, SchoolYear, school_year_of
from driehoek.schools.scoping import current_school_id

from .classes import current_year, still_here, waits_for_place


@dataclass(frozen=True, slots=True)
class Years:
    """From the year `old` to the one that begins in `new`. `there`: {class: name} of what the new year has.

    `has_begun`: the new year runs already, and not everybody of the old one has a place in it.
    """

    old: SchoolYear
    new: int
    classes: tuple[OldClass, ...]
    there: dict[uuid.UUID, str]
    placed: int  # pupils who have a class in the new year
    has_begun: bool = False

    @property
    def label(self) -> str:
        return label_of(self.new)

    @property
    def last_day(self) -> dt.date:
        return self.old.last_day

    @property
    def to_place(self) -> int:
        return len({pupil for old in self.classes for pupil in old.pupils})


def label_of(year: int) -> str:
    return f"{year}–{year + 1}"


def years_now() -> Years | None:
    """None while the school has no class. Pupils with a place in the new year, and who left by then, are in no list. Eight queries.

    The year that has begun comes first, as long as somebody or some class of last year has no place in it.
    """
    current = current_year()
    if current is None:
        return None
    now = school_year_of(clock.now())
    if current.starts_in == now:
        last = SchoolYear.objects.filter(starts_in=now - 1).first()
        if last is not None and (still_to_place() or _names_to_move(last)):
            return _between(last)
    return _between(current)


def _between(old: SchoolYear) -> Years:
    new = old.starts_in + 1
    has_begun = new <= school_year_of(clock.now())
    there = dict(SchoolClass.objects.filter(year__starts_in=new).values_list("pk", "name"))
    placed = set(Enrolment.objects.filter(school_class__year__starts_in=new).order_by().values_list("pupil_id", flat=True))
    members: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = Enrolment.objects.filter(_stays(old.last_day), school_class__year=old).order_by("pupil__sort_key", "pk")
    for school_class, pupil in rows.values_list("school_class_id", "pupil_id"):
        if pupil not in placed:
            members[school_class].append(pupil)
    known = {class_key(name) for name in there.values()}
    classes = tuple(
        OldClass(row.pk, row.name, row.year_level, tuple(members[row.pk]))
        for row in SchoolClass.objects.filter(year=old)
        if members[row.pk] or not (has_begun and known) or row.family_count
    )
    return Years(old, new, classes, there, len(placed), has_begun)


def _stays(last_day: dt.date) -> Q:
    return Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gt=max(last_day, clock.today()))


def still_to_place() -> int:
    """How many pupils of last year have no class in the year that runs, and have not left."""
    count: int = Pupil.objects.filter(still_here(), waits_for_place()).count()
    return count


def _names_to_move(last: SchoolYear) -> bool:
    """Whether a class of which no names are known still waits for its next year: nobody moved it, and it is early to look ahead."""
    today = clock.today()
    if today >= dt.date(last.starts_in + 2, 4, 1):
        return False
    rows = SchoolClass.objects.filter(year=last, family_count__isnull=False, enrolments__isnull=True)
    waiting = [OldClass(row.pk, row.name, row.year_level) for row in rows]
    if not waiting or RosterImport.objects.filter(names=f"{ROLL_OVER}{label_of(last.starts_in + 1)}", undone_at=None).exists():
        return False
    sector = School.objects.get(pk=current_school_id()).sector
    there = SchoolClass.objects.filter(year__starts_in=last.starts_in + 1).values_list("name", flat=True)
    known = {class_key(name) for name in there}
    wanted = [propose(old, sector) for old in waiting]
    return any(each.fate == "moves" and class_key(each.name) not in known for each in wanted)


def pupils_to_place(old: OldClass) -> list[Pupil]:
    """Of one class, in order of surname."""
    return list(Pupil.objects.filter(pk__in=old.pupils))
