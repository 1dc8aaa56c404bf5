"""Making a meeting out of a template, and changing its date, place and texts."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.invitations.services import change_occasion
from driehoek.library.reading import load_template
from driehoek.people.models import StaffMember
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id

from .. import rules
from ..models import Meeting, MeetingState, MeetingTable, PreparationTask, ProgrammeItem
from .sources import source_of

# How long after the evening a code opens its door: the hall's as long as its report is read, the others until the last
# words are typed. Whoever leads from outside can change what people said; that may not stay possible for weeks.
CODES_LAST = {"join": dt.timedelta(days=60), "lead": dt.timedelta(hours=12), "scribe": dt.timedelta(hours=12)}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the form asks. `key` was made with the form: the same form sent twice makes one meeting.

    `template` as `sources.source_of` reads it: one that ships, one of the school's own, or an earlier meeting.
    """

    key: uuid.UUID
    template: str
    title: str
    day: dt.date
    time: dt.time
    place: str
    tables: int
    interpreter: bool
    childcare: bool
    reply_by: dt.date


@dataclass(frozen=True)
class Created:
    meeting: Meeting
    is_new: bool
    moved_to_today: int = 0  # tasks whose day had already passed


def plan_meeting(*, by: Who, wanted: Wanted) -> Created:
    """A meeting with its occasion, programme, preparation, tables and the codes for the hall."""
    _check_day(wanted.day)
    sector = School.objects.get(pk=current_school_id()).sector
    source = source_of(wanted.template, sector=sector, day=wanted.day)
    starts_at = clock.at(wanted.day, wanted.time)
    occasion = Occasion(
        id=wanted.key,
        title=wanted.title,
        starts_at=starts_at,
        ends_at=rules.ends(source.items, starts_at),
        place=wanted.place,
        reply_by=wanted.reply_by,
        has_interpreter=wanted.interpreter,
        has_childcare=wanted.childcare,
    )
    Occasion.objects.bulk_create([occasion], ignore_conflicts=True)
    there = Meeting.objects.select_related("occasion").filter(occasion_id=wanted.key).first()
    if there is not None:
        return Created(there, is_new=False)
    if not Occasion.objects.filter(pk=wanted.key).exists():
        raise RuleBroken("stale_form", _("Dit formulier is te oud. Open het opnieuw."))
    tables = wanted.tables if load_template(source.template).needs_tables else 1
    meeting = Meeting.objects.create(
        occasion=occasion,
        template=source.template,
        own_template=source.own,
        table_count=tables,
        table_size=source.table_size,
        couples=source.couples,
        classes=source.classes,
        chosen=source.chosen,
        evaluation={"from": str(source.earlier)} if source.earlier else {},
    )
    for item in source.items:
        item.meeting = meeting
    ProgrammeItem.objects.bulk_create(source.items)
    moved = _prepare(meeting, wanted.day, source.tasks)
    codes.issue("join", meeting.pk, codes_end("join", occasion), kinds=("link", "hall"))
    codes.issue("lead", meeting.pk, codes_end("lead", occasion), kinds=("link", "printed"))
    set_tables(meeting, tables)
    trail.write("plan_meeting", by=by, on=meeting)
    return Created(meeting, is_new=True, moved_to_today=moved)


def _check_day(day: dt.date) -> None:
    if day < clock.today():
        raise RuleBroken("day_in_past", _("Deze dag is al voorbij."), status=422)


def codes_end(purpose: str, occasion: Occasion) -> dt.datetime:
    """When the codes of this purpose (join, lead, scribe) stop opening."""
    end: dt.datetime = occasion.ends_at + CODES_LAST[purpose]
    return end


def _prepare(meeting: Meeting, day: dt.date, tasks: list[PreparationTask]) -> int:
    """The tasks, counted back from the day around free days. How many had to begin today, since their day was over."""
    today, calendar, moved = clock.today(), school_calendar(), 0
    for task in tasks:
        wished = rules.due_day(day, task.day or 0, task.shift, dt.date.min, calendar)
        moved += wished < today
        task.meeting, task.due_on = meeting, max(wished, today)
    PreparationTask.objects.bulk_create(tasks)
    return moved


def set_tables(meeting: Meeting, count: int) -> None:
    """Make the tables 1 to `count` exist and no others; a scribe's code comes and goes with its table."""
    there = {table.number: table for table in MeetingTable.objects.filter(meeting=meeting)}
    for number in sorted(there):
        if number > count:
            codes.revoke("scribe", there[number].pk)
            there[number].delete()
    fresh = [MeetingTable(meeting=meeting, number=number) for number in range(1, count + 1) if number not in there]
    MeetingTable.objects.bulk_create(fresh)
    codes.issue_many("scribe", [table.pk for table in fresh], codes_end("scribe", meeting.occasion), kinds=("link", "printed"))


def change_meeting(
    *,
    by: Who,
    meeting: Meeting,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    reply_by: dt.date,
    interpreter: bool,
    childcare: bool,
    tables: int,
    leader: StaffMember | None,
) -> None:
    """Change what was agreed. Open tasks move along with the day, never into the past; codes last as long as they must."""
    if meeting.state not in {MeetingState.DRAFT, MeetingState.READY}:
        raise RuleBroken("has_started", _("De avond is al begonnen of geweest. Datum en plaats staan nu vast."))
    occasion = meeting.occasion
    days = (starts_at.astimezone(clock.SCHOOL_TIME).date() - occasion.starts_at.astimezone(clock.SCHOOL_TIME).date()).days
    change_occasion(
        occasion=occasion, by=by, title=title, starts_at=starts_at, ends_at=ends_at, place=place, reply_by=reply_by,
        has_interpreter=interpreter, has_childcare=childcare,
    )  # fmt: skip
    meeting.leader = leader
    meeting.table_count = tables
    meeting.save(update_fields=["leader", "table_count"])
    _extend_codes(meeting)
    if MeetingTable.objects.filter(meeting=meeting, seats__isnull=False).exists() is False:
        set_tables(meeting, tables)
    _shift_tasks(meeting, days)
    screens_change(meeting)
    trail.write("change_meeting", by=by, on=meeting)


def _extend_codes(meeting: Meeting) -> None:
    abouts = [meeting.pk, *MeetingTable.objects.filter(meeting=meeting).values_list("pk", flat=True)]
    rows = AccessCode.objects.filter(school_id=current_school_id(), about__in=abouts, revoked_at__isnull=True)
    for purpose in CODES_LAST:
        rows.filter(purpose__startswith=f"{purpose}:").update(expires_at=codes_end(purpose, meeting.occasion))


def _shift_tasks(meeting: Meeting, days: int) -> None:
    """Open tasks move along: counted anew around free days, or by as many days when somebody chose the day themselves."""
    if not days:
        return
    day, today, calendar = meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME).date(), clock.today(), school_calendar()
    tasks = list(PreparationTask.objects.filter(meeting=meeting, done_at__isnull=True))
    for task in tasks:
        if task.day is None:
            task.due_on = max(task.due_on + dt.timedelta(days=days), today)
        else:
            task.due_on = rules.due_day(day, task.day, task.shift, today, calendar)
    PreparationTask.objects.bulk_update(tasks, ["due_on"])


def fill_in(*, by: Who, meeting: Meeting, values: dict[str, str]) -> None:
    """Keep what is typed for the fill-ins of the spoken texts; an empty one goes back to what is computed."""
    kept = {**meeting.fill_ins, **{name: text.strip() for name, text in values.items()}}
    meeting.fill_ins = {name: text for name, text in kept.items() if text}
    meeting.save(update_fields=["fill_ins"])
    screens_change(meeting)
    trail.write("fill_in", by=by, on=meeting)


def change_state(*, by: Who, meeting: Meeting, verb: str) -> None:
    """Go to the next state by a verb of `rules.TRANSITIONS`. One conditional update: of two presses one wins."""
    to = rules.next_state(meeting.state, verb)
    if to is None or not Meeting.objects.filter(pk=meeting.pk, state=meeting.state).update(
        state=to, live_version=F("live_version") + 1
    ):
        raise RuleBroken("wrong_state", _("Dat kan nu niet: de bijeenkomst is intussen verder."))
    meeting.state = to
    trail.write(f"{verb}_meeting", by=by, on=meeting)


def screens_change(meeting: Meeting) -> None:
    """Tell the screens in the hall that something they show has changed."""
    Meeting.objects.filter(pk=meeting.pk).update(live_version=F("live_version") + 1)
