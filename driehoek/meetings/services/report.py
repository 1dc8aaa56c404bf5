"""The report: its introduction, publishing it to everybody who was invited, and taking it back before a letter has gone."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.services.following_up import reach_invited
from driehoek.outbox import letters
from driehoek.outbox.models import State

from .. import report_rules
from ..models import Meeting, MeetingState
from ..queries import report, report_letters
from .plan import change_state

MOST_INTRO = 4000


def mark_of(text: str, absent: str = "") -> str:
    """A short mark of the two texts, so that a form knows what it was opened on."""
    return hashlib.sha256("\x00".join(filter(None, [text, absent])).encode()).hexdigest()[:12]


def write_intro(*, meeting: Meeting, text: str, by: Who, absent: str | None = None, seen: str | None = None) -> None:
    """Keep the school's own words above the report: for who came, and `absent` for who did not (None leaves those as they are).

    `seen` is the mark of what the form showed: a stale one is refused.
    """
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    words, others = _even(text), now.report_intro_absent if absent is None else _even(absent)
    if (words, others) == (now.report_intro, now.report_intro_absent):
        return
    if seen is not None and seen != mark_of(now.report_intro, now.report_intro_absent):
        raise RuleBroken(
            "changed", _("Een collega veranderde de inleiding net. Wat jij typte staat er nog; kijk eerst wat er nu staat.")
        )
    Meeting.objects.filter(pk=meeting.pk).update(report_intro=words, report_intro_absent=others)
    meeting.report_intro, meeting.report_intro_absent = words, others
    trail.write("write_report_intro", by=by, on=meeting)


def _even(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > MOST_INTRO:
        raise RuleBroken("too-long", _("De inleiding is te lang: hoogstens 4.000 tekens."), 422)
    return words


@dataclass(frozen=True)
class Published:
    """`by_mail` and `on_paper` are households, `mails` letters in the outbox. `is_new` is False for the second press."""

    by_mail: int
    mails: int
    on_paper: int
    due_at: dt.datetime
    is_new: bool


def publish_report(*, meeting: Meeting, by: Who) -> Published:
    """Open the report to everybody who was invited, there or not, and write to them. Twice is once."""
    there = Meeting.objects.select_for_update().get(pk=meeting.pk)  # a double click waits here
    if there.state == MeetingState.REPORTED:
        _follow(meeting, there)
        return Published(0, 0, 0, there.reported_at or clock.now(), is_new=False)
    if there.state != MeetingState.HARVEST:
        raise RuleBroken("not_over", _("Het verslag kan weg zodra de avond is afgesloten."))
    if report.report_of(there, language="nl", for_guest=True).is_empty:
        raise RuleBroken(
            "nothing", _("Er is nog niets om te vertellen. Schrijf een inleiding, of bekijk eerst wat er is gezegd.")
        )
    now = clock.now()
    change_state(by=by, meeting=there, verb="report")
    there.reported_at, there.report_came = now, report.came(there)
    there.save(update_fields=["reported_at", "report_came"])
    _follow(meeting, there)
    return _write_to_all(there, now)


def _write_to_all(meeting: Meeting, now: dt.datetime) -> Published:
    evening = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    due_at, round_ = report_rules.letters_due(evening, now), report_letters.round_of(now)
    reached = reach_invited(meeting.occasion)
    letters.put_many(
        (
            (guardian, report_letters.LETTER, invitation, f"report:{invitation}:{number}:{round_}")
            for guardian, invitation, number in reached.mails
        ),
        due_at=due_at,
    )
    return Published(reached.by_mail, len(reached.mails), len(reached.on_paper), due_at, is_new=True)


def unpublish_report(*, meeting: Meeting, by: Who) -> None:
    """Take the report back, as an undo: refused as soon as a letter has gone. What waits is dropped."""
    there = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if there.state != MeetingState.REPORTED:
        _follow(meeting, there)
        return
    with transaction.atomic():
        _stop_letters(there)
        change_state(by=by, meeting=there, verb="report_by_mistake")
        there.reported_at, there.report_came = None, {}
        there.save(update_fields=["reported_at", "report_came"])
    _follow(meeting, there)


def _stop_letters(meeting: Meeting) -> None:
    """Drop what waits. The worker claims a letter by the same kind of update, so each is dropped or gone, never both."""
    found, now = report_letters.letters(meeting), clock.now()
    rows = report_letters.letters_of(meeting)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    rows.filter(free, state=State.WAITING).update(state=State.DROPPED, lease_until=None)
    if not found.may_withdraw or rows.filter(report_letters.gone(now)).exists():
        raise RuleBroken("gone", _("Terugnemen kan niet meer: het verslag is al bij ouders. Verbeteren kan nog wel."))


def _follow(meeting: Meeting, now: Meeting) -> None:
    meeting.state, meeting.reported_at, meeting.report_came = now.state, now.reported_at, now.report_came
