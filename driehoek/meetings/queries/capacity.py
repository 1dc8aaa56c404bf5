"""What an evening asks for, from who is expected, beside what there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from driehoek.invitations.models import Reply
from driehoek.invitations.queries.needs import needs
from driehoek.invitations.queries.open_replies import unnamed
from driehoek.library.reading import load_template

from ..capacity_rules import Capacity, Need, Wanted, capacity, interpreters, minders
from ..models import Attendee, Meeting, MeetingTable
from .preparation import role_word

SHARE_THAT_COMES = 0.4  # of the families, while nobody answered: what schools told about a first evening


@dataclass(frozen=True)
class Expected:
    """`replied` people said that they come; `guess` is what follows from the families that are asked."""

    replied: int
    guess: int
    staff: int


@dataclass(frozen=True)
class Line:
    role: str
    need: Need


@dataclass(frozen=True)
class Asked:
    """An interpreter for so many people, in one language, at so many tables."""

    language: str
    people: int
    tables: int


@dataclass(frozen=True)
class Page:
    expected: Expected
    found: Capacity
    lines: list[Line]
    interpreters: list[Asked]
    children: int
    minders: int
    tables_now: int


def expected(meeting: Meeting) -> Expected:
    replies = Reply.objects.filter(invitation__occasion=meeting.occasion_id).aggregate(people=Sum("coming"))["people"] or 0
    openly = unnamed(class_invitation__occasion=meeting.occasion_id).aggregate(people=Sum("coming"))["people"] or 0
    families = meeting.occasion.invitations.count()
    staff = Attendee.objects.filter(meeting=meeting, staff__isnull=False).count()
    return Expected(replies + openly, round(families * SHARE_THAT_COMES), staff)


def crew_of(meeting: Meeting) -> list[Wanted]:
    return [Wanted(one.role, one.count, one.per) for one in load_template(meeting.template).crew]


def known(meeting: Meeting) -> dict[str, int]:
    """How many of a role somebody put down already."""
    tables = MeetingTable.objects.filter(meeting=meeting)
    leaders, scribes = tables.filter(leader__isnull=False).count(), tables.filter(scribe__isnull=False).count()
    return {"table_leader": leaders, "scribe": scribes}


def page(
    meeting: Meeting, *, people: int, table_size: int, have: Mapping[str, int | None], room_tables: int | None, sector: str
) -> Page:
    found = capacity(people=people, table_size=table_size, crew=crew_of(meeting), have=have, room_tables=room_tables)
    stated = needs(meeting.occasion)
    return Page(
        expected=expected(meeting),
        found=found,
        lines=[Line(role_word(need.role, sector), need) for need in found.needs],
        interpreters=[Asked(one.language, one.people, interpreters(one.people, table_size)) for one in stated.interpreters],
        children=stated.children,
        minders=minders(stated.children),
        tables_now=meeting.table_count,
    )
