"""At the door: who is expected, who is here and at which table; and the codes to hand out."""

import uuid
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.documents.qr import grouped, qr_svg
from driehoek.people.names import folded

from ..models import Attendee, Meeting, MeetingTable, Seat
from .hall import ROUND

A_PAGE = 50


@dataclass(frozen=True)
class Guest:
    id: uuid.UUID
    name: str
    voice: str
    words: str
    is_here: bool
    table: int | None


@dataclass(frozen=True)
class Door:
    here: int
    expected: int
    is_divided: bool
    sought: str
    page: Page[Guest]


def door(meeting: Meeting, sought: str = "", page: str | None = None) -> Door:
    """Two queries, whatever the number of people. Names are folded, so that 'aicha' finds Aïcha."""
    people = list(Attendee.objects.filter(meeting=meeting).select_related("staff"))
    tables = dict(Seat.objects.filter(attendee__meeting=meeting, round=ROUND).values_list("attendee_id", "table__number"))
    words = folded(sought).split()
    found = [one for one in people if all(word in folded(f"{one.name} {one.class_label}") for word in words)]
    found.sort(key=lambda one: (folded(one.name), str(one.pk)))
    guests = Paginator(found, A_PAGE).get_page(page)
    guests.object_list = [_guest(one, tables.get(one.pk)) for one in guests.object_list]
    return Door(sum(one.arrived_at is not None for one in people), len(people), bool(tables), sought, guests)


def _guest(row: Attendee, table: int | None) -> Guest:
    words = row.staff.function if row.staff else row.class_label
    return Guest(row.pk, row.name, row.voice, words, row.arrived_at is not None, table)


@dataclass(frozen=True)
class Slip:
    """One code on paper: for whom, what it opens, the QR and what to type."""

    title: str
    words: str
    code: str
    qr: SafeString | str


@dataclass(frozen=True)
class CodeSheet:
    slips: list[Slip]
    missing: bool
    type_at: str


def code_sheet(meeting: Meeting) -> CodeSheet:
    tables = list(MeetingTable.objects.filter(meeting=meeting).select_related("theme"))
    hall = codes.codes_for("join", [meeting.pk]).get(meeting.pk, {})
    lead = codes.codes_for("lead", [meeting.pk]).get(meeting.pk, {})
    scribes = codes.codes_for("scribe", [table.pk for table in tables])
    slips = [
        _slip(_("Iedereen in de zaal"), _("Meedoen met de telefoon. Deze code staat ook op het scherm."), hall.get("hall", "")),
        _slip(_("Gespreksleider"), _("Voor wie de avond leidt en hier geen account heeft."), lead.get("printed", "")),
    ]
    for table in tables:
        title = _("Schrijver van tafel %(number)s") % {"number": table.number}
        slips.append(
            _slip(
                title,
                str(table.theme or _("Schrijft op wat er aan deze tafel gezegd wordt.")),
                scribes.get(table.pk, {}).get("printed", ""),
            )
        )
    return CodeSheet(
        [slip for slip in slips if slip.code], any(not slip.code for slip in slips), codes.address("").partition("://")[2]
    )


def _slip(title: str, words: str, code: str) -> Slip:
    qr = qr_svg(codes.address(code), title=_("QR-code: %(title)s") % {"title": title}) if code else ""
    return Slip(title, words, grouped(code), qr)
