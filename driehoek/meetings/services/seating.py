"""Dividing people over the tables, moving one by hand, seating who comes late, and the way back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.algorithms import division

from .. import rules
from ..models import Attendee, FormerSeating, Meeting, MeetingTable, Seat
from ..queries.hall import ROUND, Hall, hall
from .plan import screens_change, set_tables


@dataclass(frozen=True)
class Divided:
    people: int
    tables: int
    one_circle: bool
    broken: list[str]  # in words: what could not be kept


def divide(*, by: Who, meeting: Meeting, couples: str, tables: int, keep_hand: bool = False, classes: str = "") -> Divided:
    """A new division of everybody on the list. The one before it is kept, so that `undo_division` brings it back.

    `keep_hand` leaves who was moved by hand where they are. Few people get one table.
    """
    _locked(meeting)
    now = hall(meeting)
    if not now.attendees:
        raise RuleBroken(
            "nobody_to_divide", _("Er staat nog niemand op de lijst. Zet eerst de aanmeldingen en collega's op de lijst.")
        )
    meeting.couples, meeting.table_count, meeting.classes = couples, tables, classes or meeting.classes
    meeting.save(update_fields=["couples", "table_count", "classes"])
    _keep(now)
    used = rules.tables_for(len(now.attendees), tables)
    locked = {str(a): str(s.table_id) for a, s in now.seats.items() if s.by_hand} if keep_hand else {}
    Seat.objects.filter(attendee__meeting=meeting, round=ROUND).delete()
    set_tables(meeting, used)
    fresh = hall(meeting)
    problem = fresh.problem(locked={a: t for a, t in locked.items() if t in {str(table.pk) for table in fresh.tables}})
    made = division.plan(problem, seed=meeting.live_version)
    _seat(made.rounds[0], problem.locked.keys())
    screens_change(meeting)
    trail.write("divide", by=by, on=meeting)
    return Divided(
        len(fresh.attendees), used, used == 1 and len(fresh.attendees) < rules.ONE_CIRCLE, _sentences(fresh, made.broken)
    )


def undo_division(*, by: Who, meeting: Meeting) -> None:
    """The division before the last one; people and tables that are gone meanwhile stay away. Twice is a redo."""
    _locked(meeting)
    former = FormerSeating.objects.filter(meeting=meeting).first()
    if former is None:
        raise RuleBroken("nothing_to_undo", _("Er is geen eerdere indeling om naar terug te gaan."))
    now = hall(meeting)
    numbers = {number for number, _hand in former.seats.values()}
    _keep(now)
    if numbers and max(numbers) > len(now.tables):
        set_tables(meeting, max(numbers))
    Seat.objects.filter(attendee__meeting=meeting, round=ROUND).delete()
    tables = dict(MeetingTable.objects.filter(meeting=meeting).values_list("number", "pk"))
    people = {str(attendee.pk) for attendee in now.attendees}
    rows = [(key, tables[number], hand) for key, (number, hand) in former.seats.items() if key in people and number in tables]
    Seat.objects.bulk_create(
        Seat(attendee_id=uuid.UUID(key), table_id=table, round=ROUND, by_hand=hand) for key, table, hand in rows
    )
    screens_change(meeting)
    trail.write("undo_division", by=by, on=meeting)


def _keep(now: Hall) -> None:
    """Remember the seats by table number (tables come and go), or that there were none."""
    number = {table.pk: table.number for table in now.tables}
    seats = {str(key): [number[seat.table_id], seat.by_hand] for key, seat in now.seats.items()}
    FormerSeating.objects.update_or_create(meeting=now.meeting, defaults={"seats": seats})


def _seat(seats: division.Seats, by_hand: Iterable[str] = ()) -> None:
    hand = set(by_hand)
    rows = [Seat(attendee_id=uuid.UUID(p), table_id=uuid.UUID(t), round=ROUND, by_hand=p in hand) for p, t in seats.items()]
    Seat.objects.bulk_create(rows, batch_size=500)


@dataclass(frozen=True)
class Moved:
    """`asks`: reasons to ask 'do it anyway?' (then nothing has moved); `tells`: what to know after the move."""

    asks: list[str]
    tells: list[str]


def move(*, by: Who, attendee: Attendee, table: MeetingTable, anyway: bool = False) -> Moved:
    """Put somebody at another table. Raises RuleBroken where the answer is no; asks where people chose otherwise."""
    meeting = attendee.meeting
    _locked(meeting)
    if table.meeting_id != meeting.pk:
        raise RuleBroken("table_is_gone", _("Deze tafel is er niet meer."))
    now = hall(meeting)
    weighed: dict[str, list[division.Broken]] = {"refuse": [], "ask": [], "tell": []}
    for one in division.check_move(now.problem(), now.seating(), str(attendee.pk), str(table.pk)):
        weighed[rules.weight_of(one.code, one.excess)].append(one)
    if weighed["refuse"]:
        raise RuleBroken("may_not_move", " ".join(_sentences(now, weighed["refuse"])))
    if weighed["ask"] and not anyway:
        return Moved(_sentences(now, weighed["ask"]), [])
    Seat.objects.update_or_create(attendee=attendee, round=ROUND, defaults={"table": table, "by_hand": True})
    screens_change(meeting)
    trail.write("move_seat", by=by, on=attendee)
    tells = [one for one in weighed["tell"] + weighed["ask"] if one.code in {"size", "proportion"}]
    return Moved([], _sentences(now, sorted(tells, key=lambda one: one.code != "size")))


def seat_late(*, by: Who, attendee: Attendee) -> int | None:
    """The best table for who comes in now, nobody else moves; its number, or None before there is a division."""
    meeting = attendee.meeting
    _locked(meeting)
    now = hall(meeting)
    if attendee.pk in now.seats:
        return next(table.number for table in now.tables if table.pk == now.seats[attendee.pk].table_id)
    if not now.seats:
        return None
    found = division.late_arrival(now.problem(), [now.seating()], str(attendee.pk))
    if found is None:
        return None
    Seat.objects.create(attendee=attendee, table_id=uuid.UUID(found), round=ROUND)
    screens_change(meeting)
    trail.write("seat_late", by=by, on=attendee)
    return next(table.number for table in now.tables if str(table.pk) == found)


def furnish(*, by: Who, meeting: Meeting, choices: dict[int, tuple[uuid.UUID | None, uuid.UUID | None]]) -> None:
    """Give tables (by number) a theme and a leader; leaders are on the list of who comes."""
    tables = {table.number: table for table in MeetingTable.objects.filter(meeting=meeting)}
    for number, (theme_id, leader_id) in choices.items():
        if number in tables:
            tables[number].theme_id, tables[number].leader_id = theme_id, leader_id
    MeetingTable.objects.bulk_update(tables.values(), ["theme", "leader"])
    screens_change(meeting)
    trail.write("furnish_tables", by=by, on=meeting)


def _locked(meeting: Meeting) -> None:
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def _sentences(now: Hall, broken: list[division.Broken]) -> list[str]:
    """Broken rules in friendly words, each once."""
    names = {str(attendee.pk): attendee.name for attendee in now.attendees}
    numbers = {str(table.pk): table.number for table in now.tables}
    return list(dict.fromkeys(_sentence(one, names, numbers) for one in broken))


def _sentence(one: division.Broken, names: dict[str, str], numbers: dict[str, int]) -> str:
    who = sorted(names.get(person, "?") for person in one.people) + ["", ""]
    span = str(one.low) if one.low == one.high else _("%(low)s of %(high)s") % {"low": one.low, "high": one.high}
    facts = {"one": who[0], "other": who[1], "table": numbers.get(one.table, "?"), "found": one.found, "span": span}
    sentence = {
        "size": _("Tafel %(table)s heeft zo %(found)s mensen; met %(span)s zijn de tafels gelijk."),
        "proportion": _("Tafel %(table)s heeft zo %(found)s ouders; met %(span)s is het eerlijk verdeeld."),
        "together": _("%(one)s en %(other)s zitten zo niet bij elkaar."),
        "apart": _("%(one)s en %(other)s zitten zo aan dezelfde tafel."),
        "leader": _("%(one)s leidt tafel %(table)s en blijft daar zitten."),
        "locked": _("%(one)s bleef met de hand aan tafel %(table)s."),
    }.get(one.code, _("Dat past niet bij de indeling."))
    return sentence % facts
