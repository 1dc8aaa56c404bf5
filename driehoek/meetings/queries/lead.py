"""What the discussion leader's telephone shows: now, how long still, what is said, what comes, who is there."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from driehoek import clock
from driehoek.library.shapes import Question
from driehoek.schools import asked
from driehoek.schools.models import School
from driehoek.voices.models import Contribution, Standing
from driehoek.voices.queries.waiting import Shown, shown

from .. import live_rules, rules
from ..models import Meeting, MeetingState
from .questions import asked_at, question_named, statements_at
from .runbook import Line, RunBook, clock_words, run_book

WAITING_SHOWN = 12  # the screen shows five of them; more, so that none of those moves away when another comes in


@dataclass(frozen=True)
class Counts:
    """`read`: of how many that wait the machine knows what is personal in them."""

    here: int
    expected: int
    waiting: int
    read: int = 0


@dataclass(frozen=True)
class Asked:
    key: str
    text: str
    is_on: bool


@dataclass(frozen=True)
class Later:
    starts: str
    title: str


@dataclass(frozen=True)
class WaitingNote:
    """`masked` and `perhaps` as on the page where everything waits: how it will look, and what may be a name."""

    id: uuid.UUID
    text: str
    start: str  # enough of it to tell buttons apart
    voice: str
    name: str
    language: str
    masked: str
    perhaps: list[str]


@dataclass(frozen=True)
class Now:
    """The item that is on."""

    id: uuid.UUID | None
    line: Line
    place: int
    of: int
    since: str
    until: str
    left: int
    length: int  # seconds
    over: int
    later: list[Later]
    minutes_late: int


@dataclass(frozen=True)
class Lead:
    meeting: Meeting
    version: str
    counts: Counts
    now: Now | None  # None before and after the evening
    begins: str
    first: list[Later]
    question: str
    ask_on: str
    asked: list[Asked]
    statements: list[Asked]
    before: str
    behind: str
    waiting: list[WaitingNote]


def counts(meeting: Meeting) -> Counts:
    """One query, since every leader's telephone asks it every two seconds."""
    found = _counted.first(meeting=meeting.pk, occasion=meeting.occasion_id)
    if found is None:
        raise Meeting.DoesNotExist
    return Counts(found["here"], found["expected"], found["waiting"], found["known"])


def _counts_of(meeting: uuid.UUID, occasion: uuid.UUID) -> Any:
    unseen = Contribution.objects.filter(occasion_id=occasion, standing=Standing.WAITING).order_by().values("occasion_id")
    waiting = Coalesce(Subquery(unseen.annotate(count=Count("pk")).values("count")), 0)
    known = Coalesce(Subquery(unseen.annotate(count=Count("reading__pk")).values("count")), 0)
    rows = Meeting.objects.filter(pk=meeting).order_by().values("pk")
    return rows.annotate(here=Count("attendees__arrived_at"), expected=Count("attendees"), waiting=waiting, known=known)


_counted = asked.Asked(_counts_of)


def lead_version(meeting: Meeting, seen: Counts) -> str:
    """Changes when the screen must: also each minute that an item runs over, since all behind it moves along."""
    return f"{meeting.live_version}-{seen.here}-{seen.expected}-{seen.waiting}-{seen.read}-{_minutes_over(meeting)}"


def _minutes_over(meeting: Meeting) -> int:
    if meeting.state != MeetingState.RUNNING or meeting.live_item is None or meeting.live_item_at is None:
        return 0
    return live_rules.running([meeting.live_item], 0, meeting.live_item_at, clock.now()).over_minutes


def lead(meeting: Meeting, school: School, seen: Counts) -> Lead:
    book = run_book(meeting)
    lines = [line for block in book.blocks for line in block.lines]
    asked, statements = asked_at(meeting), statements_at(meeting)
    keys = [one.key for one in (*asked, *statements)]
    on = question_named(meeting.live_question)
    language = get_language() or "nl"
    return Lead(
        meeting=meeting,
        version=lead_version(meeting, seen),
        counts=seen,
        now=_now(meeting, book, lines) if meeting.state == MeetingState.RUNNING and lines else None,
        begins=book.begins,
        first=[Later(line.starts, line.title) for line in lines],
        question=on.text.say("nl", school.sector) if on else "",
        ask_on=on.ask_on.say(language, school.sector) if on else "",
        asked=[_asked(one, meeting, school) for one in asked],
        statements=[_asked(one, meeting, school) for one in statements],
        before=live_rules.neighbour(keys, meeting.live_question, -1) if on else "",
        behind=live_rules.neighbour(keys, meeting.live_question, 1),
        waiting=_waiting(meeting) if seen.waiting else [],
    )


def _asked(one: Question, meeting: Meeting, school: School) -> Asked:
    return Asked(one.key, one.text.say("nl", school.sector), one.key == meeting.live_question)


def _now(meeting: Meeting, book: RunBook, lines: list[Line]) -> Now:
    moment = clock.now()
    planned = rules.starts(book.items, meeting.occasion.starts_at)
    ids = [item.pk for item in book.items]
    known = meeting.live_item_id in ids
    place = ids.index(meeting.live_item_id) if known else live_rules.on_by_the_clock(planned, moment)
    since: dt.datetime = (meeting.live_item_at if known else None) or planned[place]
    run = live_rules.running(book.items, place, since, moment)
    behind = zip(run.starts, lines[place + 1 :], strict=True)
    return Now(
        id=meeting.live_item_id,
        line=lines[place],
        place=place + 1,
        of=len(lines),
        since=clock_words(since),
        until=clock_words(run.until),
        left=run.left,
        length=book.items[place].minutes * 60,
        over=run.over_minutes,
        later=[Later(clock_words(start), line.title) for start, line in behind],
        minutes_late=run.minutes_late(meeting.occasion.ends_at),
    )


def _waiting(meeting: Meeting) -> list[WaitingNote]:
    return [_note(shown(row)) for row in _to_look_at(occasion=meeting.occasion_id)]


_to_look_at = asked.Asked(
    lambda occasion: (
        Contribution.objects.filter(occasion=occasion, standing=Standing.WAITING)
        .order_by("day", "pk")
        .select_related("reading")[:WAITING_SHOWN]
    )
)


def _note(seen: Shown) -> WaitingNote:
    row = seen.row
    return WaitingNote(row.pk, row.text, row.text[:60], row.voice, row.giver_name, row.language, seen.masked, seen.perhaps)
