"""How it was, in numbers, and what an earlier time left for this one."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from driehoek.invitations.queries.invited import invited_to
from driehoek.library.reading import load_template, template_keys

from .. import taps_rules
from ..models import Meeting


@dataclass(frozen=True)
class TapLine:
    """One statement in words of the reader, and how often each was chosen."""

    key: str
    statement: str
    tally: taps_rules.Tally


def statements(meeting: Meeting, language: str) -> list[tuple[str, str]]:
    """Key and words of the closing statements of this kind of meeting."""
    if meeting.template not in template_keys():
        return []
    sector = meeting.school.sector
    return [(tap.key, tap.statement.say(language, sector)) for tap in load_template(meeting.template).closing_taps]


def tap_lines(meeting: Meeting, language: str) -> tuple[TapLine, ...]:
    """What may be shown of the taps: nothing while fewer than five people answered. No query."""
    says = dict(statements(meeting, language))
    return tuple(TapLine(row.key, says[row.key], row) for row in taps_rules.shown(meeting.evaluation.get("taps", {}), says))


def tapped(meeting: Meeting) -> int:
    """How many answered at least one of the statements."""
    return max((sum(row.values()) for row in meeting.evaluation.get("taps", {}).values()), default=0)


@dataclass(frozen=True)
class Answered:
    """In households: invited, answered, and said yes."""

    invited: int
    answered: int
    coming: int


def answered(meeting: Meeting) -> Answered:
    found = invited_to(meeting.occasion).aggregate(
        all=Count("pk"), answered=Count("reply"), coming=Count("pk", filter=Q(reply__coming__gt=0))
    )
    return Answered(found["all"], found["answered"], found["coming"])


@dataclass(frozen=True)
class Lesson:
    """What the evening that this one was made from left: three short texts."""

    meeting: Meeting
    keep: str
    change: str
    next: str


def lesson_for(meeting: Meeting) -> Lesson | None:
    """One query for a meeting that was made from an earlier one, otherwise none."""
    try:
        key = uuid.UUID(str(meeting.evaluation.get("from", "")))
    except ValueError:
        return None
    before = Meeting.objects.select_related("occasion").filter(pk=key).first()
    if before is None:
        return None
    keep, change, after = (str(before.evaluation.get(part, "")) for part in ("keep", "change", "next"))
    return Lesson(before, keep, change, after) if keep or change or after else None
