"""An evening that runs, and guests who opened a code; for the tests of the live half."""

import datetime as dt
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.meetings.models import Meeting, MeetingTable
from driehoek.meetings.services import live
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Standing, Voice

START = dt.datetime(2026, 12, 10, 18, 45, tzinfo=clock.SCHOOL_TIME)


def at(route: str, *about: Any, school: str = "klimboom") -> str:
    return reverse(route, args=[school, *about])


def fresh(meeting: Meeting) -> Meeting:
    found: Meeting = Meeting.for_gate().get(pk=meeting.pk)
    return found


def run(meeting: Meeting, by: Who, question: str = "") -> Meeting:
    """Start the evening; with `question` at the dialogue, with that question up. Within the school."""
    live.start_evening(meeting=meeting, by=by)
    if question:
        for _item in range(3):
            live.next_item(meeting=meeting, by=by)
        live.show_question(meeting=meeting, by=by, question=question)
    return fresh(meeting)


def open_code(client: Client, purpose: str, about: uuid.UUID, school: Any) -> str:
    """Type a code, as a guest does; where it leads."""
    with within(school, write=False):
        found = codes.codes_for(purpose, [about])[about]
    answer = client.post(reverse("code_entry"), {"code": found.get("hall") or found["printed"]})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def table_of(meeting: Meeting, number: int) -> MeetingTable:
    found: MeetingTable = MeetingTable.for_gate().get(meeting=meeting, number=number)
    return found


def says(**changes: Any) -> dict[str, str]:
    """What a phone posts."""
    values = {
        "key": str(clock.secret_id()),
        "voice": "parents",
        "kind": "goes_well",
        "text": "De juf belde.",
        "question": "",
        "giver_name": "",
    }
    return {**values, **changes}


def put_up(
    meeting: Meeting, text: str, *, standing: str = Standing.APPROVED, question: str = "", voice: str = Voice.PARENTS
) -> Contribution:
    """A contribution as voices keeps it. Within the school."""
    found: Contribution = Contribution.objects.create(
        occasion=meeting.occasion,
        kind=Kind.GOES_WELL,
        voice=voice,
        source=Source.PHONE,
        text=text,
        standing=standing,
        question=question,
    )
    return found
