"""What is said on the evening, by phone or by a scribe, becomes a contribution of voices. Sent twice is once, by its key."""

import uuid

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken
from driehoek.voices import services as voices
from driehoek.voices import strips
from driehoek.voices.models import Contribution, Source

from .. import live_rules
from ..models import Meeting, MeetingTable


def from_phone(
    *,
    meeting: Meeting,
    key: uuid.UUID,
    kind: str,
    voice: str,
    text: str,
    question: str,
    giver_name: str,
    language: str,
    back: str = "",
) -> Contribution:
    """`back` is the secret of the phone, with which its owner can take these words back."""
    _open(meeting)
    return _kept(text, voices.contribute(
        occasion=meeting.occasion, key=key, kind=kind, voice=voice, source=Source.PHONE, text=text, language=language,
        table_number=None, question=question, giver=None, giver_name=giver_name, strip=strips.of_phone(back) if back else "",
    ))  # fmt: skip


def from_table(
    *,
    table: MeetingTable,
    key: uuid.UUID,
    kind: str,
    voice: str,
    text: str,
    question: str,
    giver_name: str,
    language: str,
    back: str = "",
) -> Contribution:
    """A scribe writes for others, so never with a name, and takes nothing back."""
    _open(table.meeting)
    return _kept(text, voices.contribute(
        occasion=table.meeting.occasion, key=key, kind=kind, voice=voice, source=Source.SCRIBE, text=text, language=language,
        table_number=table.number, question=question, giver=None, giver_name="",
    ))  # fmt: skip


def _open(meeting: Meeting) -> None:
    if meeting.state not in live_rules.OPEN_FOR_WORDS:
        raise RuleBroken("not_started", _("De avond is nog niet begonnen. Wat u typte blijft staan."))


def _kept(text: str, row: Contribution) -> Contribution:
    """Who goes back in the browser and types something else sends an old key: those words may not vanish either."""
    if row.text != voices.cleaned(text):
        raise RuleBroken(
            "used_key", _("Dit formulier was al verstuurd. Uw nieuwe woorden staan er nog: verstuur ze nog een keer.")
        )
    return row
