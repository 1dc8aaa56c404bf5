"""What is asked, for lists and for its own page: state, days, and what speaks against the days."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from driehoek.access import codes
from driehoek.invitations.models import Channel
from driehoek.people.models import Guardianship, SchoolClass
from driehoek.people.names import folded, full_name
from driehoek.people.queries.classes import current_year
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket, Version
from driehoek.scans.rules_asking import CLASS, TOLD_DAYS
from driehoek.scans.rules_result import last_day
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School

MOST_FOUND = 30


@dataclass(frozen=True)
class FieldingLine:
    id: uuid.UUID
    title: str
    questionnaire: str
    year: str
    opens_on: dt.date
    closes_on: dt.date
    state: str
    has_result: bool


def fieldings() -> list[FieldingLine]:
    """All of the school, the newest first. One query."""
    rows = Fielding.objects.select_related("version__instrument", "year", "result")
    return [
        FieldingLine(
            row.pk, row.title, row.version.instrument.name, str(row.year), row.opens_on,
            last_day(row.closes_on, row.closed_at) or row.closes_on,
            rules.state_of(row.opened_at, row.closed_at), hasattr(row, "result"),
        )
        for row in rows
    ]  # fmt: skip


def versions() -> Any:
    """The newest version of each questionnaire of the school that is not hidden."""
    newest = Version.objects.filter(instrument=OuterRef("instrument")).order_by("-number").values("pk")[:1]
    rows = Version.objects.filter(instrument__hidden_at__isnull=True, pk=Subquery(newest)).select_related("instrument")
    return rows.order_by("instrument__made_at", "pk")


def classes() -> Any:
    """The classes of the year that runs, or of the latest there is."""
    return SchoolClass.objects.filter(year=current_year()).select_related("year")


def against(fielding: Fielding, school: School) -> list[str]:
    """What lies in these days: holidays, free days of the school, and days that it would rather avoid. In Dutch, in order."""
    calendar = school_calendar(school)
    found: dict[str, None] = {}
    for number in range((fielding.closes_on - fielding.opens_on).days + 1):
        day = fielding.opens_on + dt.timedelta(days=number)
        if (name := calendar.free(day)) and name != "weekend":
            found[name] = None
        found |= dict.fromkeys(calendar.avoided(day))
    return list(found)


def opens_from(fielding: Fielding) -> dt.date | None:
    """The first day on which it may open when pupils are asked; None while parents were not told."""
    return fielding.told_on + dt.timedelta(days=TOLD_DAYS) if fielding.told_on else None


@dataclass(frozen=True)
class ClassWay:
    """The way in of one class, and what is on paper there, in letters."""

    asked: AskedClass
    name: str
    address: str
    code: str
    on_paper: int
    to_print: int


def ways(fielding: Fielding) -> tuple[list[ClassWay], int]:
    """Of every class its link and its letters; and how many colleagues get a letter. Three queries."""
    rows = list(fielding.classes.select_related("school_class"))
    opened = codes.codes_for(CLASS, [row.pk for row in rows])
    paper: dict[Any, list[bool]] = {}
    letters = Ticket.objects.filter(fielding=fielding, pupil=None, channel=Channel.PAPER, gone=False).order_by()
    for key, sent in letters.values_list("asked_class_id", "sent_at"):
        paper.setdefault(key, []).append(sent is None)
    found = [
        ClassWay(
            row,
            row.school_class.name,
            codes.address(opened[row.pk]["link"]) if "link" in opened.get(row.pk, {}) else "",
            codes.grouped(opened.get(row.pk, {}).get("printed", "")),
            len(paper.get(row.pk, [])),
            sum(paper.get(row.pk, [])),
        )
        for row in rows
    ]
    return found, len(paper.get(None, []))


def reminders_at_most(fielding: Fielding) -> tuple[int, dt.datetime | None]:
    """How many rounds of reminders went out, and when the last did. One query."""
    found = Ticket.objects.filter(fielding=fielding).aggregate(rounds=Max("reminders"), last=Max("reminded_at"))
    return found["rounds"] or 0, found["last"]


@dataclass(frozen=True)
class FoundPerson:
    """A parent who is asked, for who sits at the telephone. Names and class alone, and never whether they answered."""

    ticket_id: uuid.UUID
    name: str
    class_name: str


def find_people(fielding: Fielding, text: str) -> list[FoundPerson]:
    """Parents who are asked and match every word, by their own name or that of a child; the first thirty. Nobody without words."""
    wanted = folded(text)[:100].split()
    if not wanted:
        return []
    by_child = _of_child(wanted)
    rows = Ticket.objects.filter(fielding=fielding, guardian__isnull=False)
    found = [
        FoundPerson(key, full_name(*name), class_name)
        for key, guardian, search_key, class_name, *name in rows.order_by(
            "asked_class__school_class__sort_key", "guardian__sort_key", "pk"
        ).values_list(
            "pk", "guardian_id", "guardian__search_key", "asked_class__school_class__name",
            "guardian__given_name", "guardian__prefix", "guardian__surname",
        )
        if guardian in by_child or all(word in search_key for word in wanted)
    ]  # fmt: skip
    return found[:MOST_FOUND]


def _of_child(wanted: list[str]) -> set[uuid.UUID]:
    rows = Guardianship.objects.all()
    for word in wanted:
        rows = rows.filter(pupil__search_key__contains=word)
    return set(rows.order_by().values_list("guardian_id", flat=True)[:500])
