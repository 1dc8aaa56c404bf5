"""A new school year: classes move up, leavers get their last day, and last year's enrolments stay where they are."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import holds_today
from driehoek.access.who import Who
from driehoek.people.models import ROLL_OVER, ClassTeacher, Enrolment, Pupil, RosterImport, SchoolClass
from driehoek.people.queries.rollover import Years, years_now
from driehoek.people.queries.teaching import works_here
from driehoek.people.rules.merging import class_order
from driehoek.people.rules.rollover import Choice, NewClass, Outcome, propose, settle
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import current_school_id

from .keeping import Before
from .staying import staying
from .undoing import undo

BATCH = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """What a roll-over would do now, with `left_on` as the last day of who leaves.

    `digest` tells whether that is still what somebody looked at.
    """

    years: Years
    outcome: Outcome
    choices: Mapping[uuid.UUID, Choice]
    left_on: dt.date

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.years.new, self.left_on, self.outcome)).encode()).hexdigest()[:32]


def first_choices(years: Years, sector: str) -> dict[uuid.UUID, Choice]:
    """What is proposed. Where a file of the new year was read in, who is not in it is asked about, unless their class leaves."""
    found = {}
    for old in years.classes:
        proposal = propose(old, sector)
        is_doubtful = years.placed and proposal.fate == "moves"
        found[old.id] = Choice("asks" if is_doubtful else proposal.fate, proposal.name)
    return found


def settled(
    *,
    choices: Mapping[uuid.UUID, Choice],
    targets: Mapping[uuid.UUID, str],
    left_on: dt.date | None = None,
    years: Years | None = None,
) -> Settled:
    """What these choices come down to; a class without a choice follows the proposal. Raises RuleBroken 'no-classes'."""
    years = years or years_now()
    if years is None:
        raise RuleBroken("no-classes", _("Er zijn nog geen groepen of klassen. Lees eerst een bestand in."))
    sector = School.objects.get(pk=current_school_id()).sector
    every = first_choices(years, sector) | dict(choices)
    outcome = settle(years.classes, every, targets=targets, there=years.there, sector=sector)
    return Settled(years, outcome, every, left_on or years.last_day)


def roll_over(
    *,
    key: uuid.UUID,
    digest: str,
    choices: Mapping[uuid.UUID, Choice],
    targets: Mapping[uuid.UUID, str],
    by: Who,
    left_on: dt.date | None = None,
    year: int | None = None,
) -> RosterImport:
    """Carry it out, all or nothing; the same `key` twice is once.

    left_on: the last day of who leaves; without it the last of the old school year. year: in which the new year begins that was
    looked at. Raises RuleBroken 'changed' when it would do something else than what was looked at, 'other-year' when it would be
    for another year, and 'nothing' when there is nothing left to do.
    """
    list(SchoolYear.objects.select_for_update().order_by("pk"))  # one import or roll-over at a time
    done: RosterImport | None = RosterImport.objects.filter(pk=key).first()
    if done is not None:
        return done
    now = settled(choices=choices, targets=targets, left_on=left_on)
    if year is not None and year != now.years.new:
        raise RuleBroken("other-year", other_year(now.years), 422)
    if now.outcome.is_empty:
        raise RuleBroken("nothing", _("Het nieuwe schooljaar staat al klaar. Er is niets veranderd."))
    if now.digest != digest:
        raise RuleBroken("changed", _("Er is intussen iets veranderd. Bekijk het nog eens; er is nog niets gedaan."), 422)
    before = _write(now)
    made: RosterImport = RosterImport.objects.create(
        pk=key,
        names=f"{ROLL_OVER}{now.years.label}",
        applied_by_id=by.user_id,
        added=len(now.outcome.enrol),
        left=len(now.outcome.leave),
        before=before.to_text(),
    )
    trail.write("roll-over", by=by, on=made)
    return made


def other_year(years: Years) -> str:
    """What to say to somebody who was looking at another year."""
    words = _("Je was met een ander schooljaar bezig. Nu is %(year)s aan de beurt. Kijk het opnieuw na; er is nog niets gedaan.")
    return words % {"year": years.label}


def _write(now: Settled) -> Before:
    before = Before()
    year, is_new = SchoolYear.objects.get_or_create(starts_in=now.years.new)
    if is_new:
        before.makes([year])
    ids = _classes(now, year, before)
    enrolled = [Enrolment(pupil_id=pupil, school_class_id=ids[each]) for pupil, each in now.outcome.enrol]
    Enrolment.objects.bulk_create(enrolled, batch_size=BATCH)
    before.makes(enrolled)
    _teachers(now, ids, before)
    leaving = now.outcome.leave
    for start in range(0, len(leaving), BATCH):
        rows = list(Pupil.objects.filter(pk__in=leaving[start : start + BATCH]).order_by("pk"))
        for row in rows:
            before.changes(row, {"left_on": now.left_on})
        Pupil.objects.bulk_update(rows, ["left_on"], batch_size=BATCH)
    return before


def _classes(now: Settled, year: SchoolYear, before: Before) -> dict[str, uuid.UUID]:
    fresh = {key: each for key, each in now.outcome.classes.items() if each.id is None}
    counts = dict(SchoolClass.objects.filter(year=now.years.old).values_list("pk", "family_count"))
    rows = {key: _class(each, year, now, counts) for key, each in fresh.items()}
    SchoolClass.objects.bulk_create(rows.values(), batch_size=BATCH)
    before.makes(rows.values())
    known = {key: each.id for key, each in now.outcome.classes.items() if each.id is not None}
    return known | {key: row.pk for key, row in rows.items()}


def _class(each: NewClass, year: SchoolYear, now: Settled, counts: Mapping[uuid.UUID, int | None]) -> SchoolClass:
    """The number of families that somebody typed goes along: of such a class no names are known."""
    typed = [counts[source] or 0 for source in each.sources if counts.get(source)]
    return SchoolClass(
        year=year,
        name=each.name[:100],
        year_level=each.year_level,
        sort_key=class_order(each.name, each.year_level),
        family_count=sum(typed) or None,
    )


def _teachers(now: Settled, ids: Mapping[str, uuid.UUID], before: Before) -> None:
    """Who teaches the class for good and works here; a substitute stays behind."""
    goes = dict(now.outcome.teach)
    ties = ClassTeacher.objects.filter(
        holds_today(), works_here("staff__"), until__isnull=True, school_class__in=list(goes)
    ).order_by("pk")
    there = set(ClassTeacher.objects.filter(school_class__in=list(ids.values())).values_list("staff_id", "school_class_id"))
    rows: dict[tuple[uuid.UUID, uuid.UUID], ClassTeacher] = {}
    for tie in ties:
        pair = tie.staff_id, ids[goes[tie.school_class_id]]
        if pair in there:
            continue
        row = rows.setdefault(pair, ClassTeacher(staff_id=pair[0], school_class_id=pair[1], is_mentor=False))
        row.is_mentor = row.is_mentor or tie.is_mentor
    ClassTeacher.objects.bulk_create(rows.values(), batch_size=BATCH)
    before.makes(rows.values())


def last_roll_over() -> RosterImport | None:
    """The last one that was not taken back."""
    done: RosterImport | None = (
        RosterImport.objects.filter(names__startswith=ROLL_OVER, undone_at__isnull=True).defer("before").first()
    )
    return done


def undo_roll_over(*, done: RosterImport, by: Who) -> None:
    """Take the new year back within a day, all of it. Raises RuleBroken 'no-undo' when it is too late, or when somebody worked on."""
    list(SchoolYear.objects.select_for_update().order_by("pk"))
    row: RosterImport = RosterImport.objects.get(pk=done.pk)
    if not row.names.startswith(ROLL_OVER):
        raise RuleBroken("no-undo", _("Dit is geen nieuw schooljaar. Een bestand draai je terug waar het is ingelezen."))
    if row.before:
        made = Before.from_text(row.before).made
        classes = made.get("SchoolClass", [])
        there = set(Enrolment.objects.filter(school_class__in=classes).values_list("pk", flat=True))
        there |= set(ClassTeacher.objects.filter(school_class__in=classes).values_list("pk", flat=True))
        if staying(Before.from_text(row.before))["SchoolClass"]:
            raise RuleBroken("no-undo", _("Met de nieuwe klassen is al gewerkt. Daarom kan het niet meer terug."))
        if there - set(made.get("Enrolment", [])) - set(made.get("ClassTeacher", [])):
            raise RuleBroken("no-undo", _("In de nieuwe klassen is al iemand bij gezet. Daarom kan het niet meer terug."))
    undo(done=row, by=by)
