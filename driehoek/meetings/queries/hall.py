"""The people and tables of a meeting as a problem for the division, and what a screen shows of it."""

import uuid
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from driehoek.algorithms import division
from driehoek.invitations.models import Reply
from driehoek.people.models import StaffMember
from driehoek.voices.models import Voice

from ..models import Attendee, Couples, FormerSeating, Meeting, MeetingTable, Seat, Spread
from .open_guests import OpenGuest, open_guests

ROUND = 1


@dataclass(frozen=True)
class Hall:
    """One reading of everybody, every table and every seat: five queries, whatever the size."""

    meeting: Meeting
    attendees: list[Attendee]
    tables: list[MeetingTable]
    seats: dict[uuid.UUID, Seat]
    known_open: dict[uuid.UUID, OpenGuest] = field(default_factory=dict)

    @property
    def by_hand(self) -> int:
        return sum(seat.by_hand for seat in self.seats.values())

    def seating(self) -> dict[str, str]:
        return {str(attendee): str(seat.table_id) for attendee, seat in self.seats.items()}

    def problem(self, *, locked: dict[str, str] | None = None, tables: int | None = None) -> division.Problem:
        chosen = self.tables[:tables]
        leads = {table.leader_id: str(table.pk) for table in chosen if table.leader_id}
        people = tuple(_person(attendee, leads) for attendee in self.attendees)
        together, apart = self._couples()
        return division.Problem(
            people=people,
            tables=tuple(division.Table(str(table.pk)) for table in chosen),
            together=together,
            apart=apart,
            locked=locked or {},
            keep_class=self.meeting.classes == Spread.TOGETHER,
        )

    def _couples(self) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Pairs of one invitation, or of one answer without a name, that sit together, and those that sit apart."""
        homes: dict[uuid.UUID, list[str]] = {}
        for attendee in self.attendees:
            guest = self.known_open.get(attendee.pk)
            if home := attendee.invitation_id or (guest.open_reply_id if guest else None):
                homes.setdefault(home, []).append(str(attendee.pk))
        if self.meeting.couples == Couples.TOGETHER:
            return tuple(pair for home in homes.values() for pair in pairwise(home)), ()
        if self.meeting.couples == Couples.APART:
            return (), tuple(pair for home in homes.values() for pair in combinations(home[: len(self.tables)], 2))
        return (), ()


def _person(attendee: Attendee, leads: dict[uuid.UUID, str]) -> division.Person:
    staff: Any = attendee.staff
    return division.Person(
        id=str(attendee.pk),
        voice="school" if attendee.voice == Voice.SCHOOL else "parent",
        school_class=attendee.class_label or None,
        function=(staff.function or None) if staff else None,
        leads=leads.get(attendee.staff_id) if attendee.staff_id else None,
    )


def hall(meeting: Meeting) -> Hall:
    attendees = list(Attendee.objects.filter(meeting=meeting).select_related("staff"))
    tables = list(MeetingTable.objects.filter(meeting=meeting).select_related("theme", "leader"))
    seats = Seat.objects.filter(attendee__meeting=meeting, round=ROUND)
    return Hall(meeting, attendees, tables, {seat.attendee_id: seat for seat in seats}, open_guests(meeting))


@dataclass(frozen=True)
class Card:
    """Somebody on the board."""

    id: uuid.UUID
    name: str
    voice: str
    words: str
    by_hand: bool
    is_here: bool
    can_leave: bool  # was put on the list by hand


@dataclass(frozen=True)
class Column:
    id: uuid.UUID
    number: int
    theme: str
    leader: str
    cards: list[Card] = field(default_factory=list)

    @property
    def parents(self) -> int:
        return sum(card.voice == Voice.PARENTS for card in self.cards)

    @property
    def school(self) -> int:
        return sum(card.voice == Voice.SCHOOL for card in self.cards)


@dataclass(frozen=True)
class Board:
    columns: list[Column]
    waiting: list[Card]  # on the list, without a seat
    people: int
    parents: int
    school: int
    by_hand: int
    new_replies: int
    can_undo: bool

    @property
    def is_divided(self) -> bool:
        return any(column.cards for column in self.columns)


def board(meeting: Meeting) -> Board:
    """What the screen of the tables shows."""
    now = hall(meeting)
    columns = {table.pk: Column(table.pk, table.number, str(table.theme or ""), str(table.leader or "")) for table in now.tables}
    waiting = []
    for attendee in now.attendees:
        seat = now.seats.get(attendee.pk)
        card = _card(attendee, seat, attendee.pk in now.known_open)
        (columns[seat.table_id].cards if seat else waiting).append(card)
    parents = sum(attendee.voice == Voice.PARENTS for attendee in now.attendees)
    school = sum(attendee.voice == Voice.SCHOOL for attendee in now.attendees)
    return Board(
        columns=list(columns.values()),
        waiting=waiting,
        people=len(now.attendees),
        parents=parents,
        school=school,
        by_hand=now.by_hand,
        new_replies=_not_on_the_list(now),
        can_undo=FormerSeating.objects.filter(meeting=meeting).exists(),
    )


def _card(attendee: Attendee, seat: Seat | None, answered: bool) -> Card:
    words = attendee.staff.function if attendee.staff else attendee.class_label
    return Card(
        attendee.pk,
        attendee.name,
        attendee.voice,
        words,
        bool(seat and seat.by_hand),
        attendee.arrived_at is not None,
        attendee.invitation_id is None and not answered,
    )


def _not_on_the_list(now: Hall) -> int:
    """How many guests said yes since the list was made; whose answer was matched meanwhile stands on it already."""
    there = {(attendee.invitation_id, attendee.place) for attendee in now.attendees if attendee.invitation_id}
    keys = {attendee.pk for attendee in now.attendees}
    there |= {(guest.invitation_id, guest.place) for key, guest in now.known_open.items() if guest.invitation_id and key in keys}
    open_ = {key for key, guest in now.known_open.items() if guest.counts}
    replies = Reply.objects.filter(invitation__occasion_id=now.meeting.occasion_id, coming__gt=0)
    wanted = {(key, place) for key, coming in replies.values_list("invitation_id", "coming") for place in range(1, coming + 1)}
    return len(wanted - there) + len(open_ - keys)


def list_of(meeting: Meeting) -> tuple[int, int]:
    """How many stand on the list of who comes, and how many said yes and don't yet. Three queries."""
    now = Hall(meeting, list(Attendee.objects.filter(meeting=meeting)), [], {}, open_guests(meeting))
    return len(now.attendees), _not_on_the_list(now)


@dataclass(frozen=True)
class Colleague:
    id: uuid.UUID
    name: str
    function: str
    takes_part: bool


def colleagues(meeting: Meeting) -> list[Colleague]:
    """Everybody who works at the school, and whether they take part."""
    there = set(Attendee.objects.filter(meeting=meeting, staff__isnull=False).values_list("staff_id", flat=True))
    rows = StaffMember.objects.filter(left_on__isnull=True)
    return [Colleague(row.pk, str(row), row.function, row.pk in there) for row in rows]
