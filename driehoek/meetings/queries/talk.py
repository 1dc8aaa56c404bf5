"""What a phone in the hall and the scribe of a table see: the question of now, the words to choose from, what was written."""

import uuid
import zlib
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from driehoek.schools.models import School
from driehoek.voices.models import Contribution, Source, Standing, Voice

from ..models import Meeting, MeetingState, MeetingTable
from .questions import asked_at, kinds, question_named
from .runbook import clock_words

VOICES = {
    Voice.PARENTS.value: gettext_lazy("Ik ben ouder of verzorger"),
    Voice.SCHOOL.value: gettext_lazy("Ik werk op school"),
    Voice.PUPIL.value: gettext_lazy("Ik ben leerling"),
}
AT_TABLE = {Voice.PARENTS.value: gettext_lazy("Een ouder zei dit"), Voice.SCHOOL.value: gettext_lazy("Iemand van school zei dit")}
FIRST_KIND = "experience"


@dataclass(frozen=True)
class KindChoice:
    key: str
    says: str
    hint: str


@dataclass(frozen=True)
class QuestionChoice:
    key: str
    text: str
    kind: str


@dataclass(frozen=True)
class Talk:
    """`phase`: before the evening, open, or after it."""

    version: str
    phase: str
    begins: str
    question: str
    text: str
    kind: str


def phase(meeting: Meeting) -> str:
    if meeting.state == MeetingState.RUNNING:
        return "open"
    return "before" if meeting.state in {MeetingState.DRAFT, MeetingState.READY} else "after"


def talk(meeting: Meeting, school: School) -> Talk:
    """At most one query, for the school's own words."""
    question = question_named(meeting.live_question)
    language = get_language() or "nl"
    return Talk(
        version=str(meeting.live_version),
        phase=phase(meeting),
        begins=clock_words(meeting.occasion.starts_at),
        question=question.key if question else "",
        text=question.text.say(language, school.sector) if question else _("Wat wilt u zeggen?"),
        kind=question.kind if question else FIRST_KIND,
    )


def kind_choices(school: School) -> list[KindChoice]:
    language = get_language() or "nl"
    return [
        KindChoice(one.key, one.parent_says.say(language, school.sector), one.hint.say(language, school.sector))
        for one in kinds()
    ]


def question_choices(meeting: Meeting, school: School) -> list[QuestionChoice]:
    language = get_language() or "nl"
    return [QuestionChoice(one.key, one.text.say(language, school.sector), one.kind) for one in asked_at(meeting)]


@dataclass(frozen=True)
class Written:
    id: uuid.UUID
    text: str
    voice: str
    kind: str
    state: str


@dataclass(frozen=True)
class TableTalk:
    talk: Talk
    version: str
    written: list[Written]


def table_talk(table: MeetingTable, school: School) -> TableTalk:
    """What the scribe of this table wrote, never what another table or a phone sent."""
    meeting = table.meeting
    rows = list(
        Contribution.objects.filter(occasion_id=meeting.occasion_id, source=Source.SCRIBE, table_number=table.number).order_by(
            "day", "pk"
        )
    )
    labels = {one.key: one.label.say(get_language() or "nl", school.sector) for one in kinds()}
    states = {
        Standing.WAITING: _("bij de gespreksleider"),
        Standing.APPROVED: _("mag op het scherm"),
        Standing.PARKED: _("apart gelegd"),
    }
    mark = zlib.crc32("".join(sorted(f"{row.pk}{row.standing}" for row in rows)).encode())
    written = [Written(row.pk, row.text, row.voice, labels.get(row.kind, row.kind), states[row.standing]) for row in rows]
    return TableTalk(talk(meeting, school), f"{meeting.live_version}-{len(rows)}-{mark:x}", written)
