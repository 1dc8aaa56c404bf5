"""Ties, landings, menu and letters of this capability; imported when the app is ready."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.codes import register_landing
from driehoek.access.policy import Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.invitations.queries.receiving import still_open
from driehoek.invitations.words import register_kind, register_sessions
from driehoek.outbox import letters
from driehoek.people.handover import OpenWork, as_open_work, pass_on, register_open_rows, register_open_work
from driehoek.people.models import StaffMember
from driehoek.voices.attending import register_known
from driehoek.voices.signals import when_changed

from . import (
    agenda,  # noqa: F401  (what stands on the calendar of a colleague)
    report_entrance,  # noqa: F401  (its letter, and where it stands)
    telling_letter,
    week,
)
from .models import Attendee, Meeting, MeetingTable, PreparationTask, ProgrammeItem
from .queries import telling


@register_known
def known_there(occasion_id: uuid.UUID) -> dict[str, int]:
    """How many of each voice came in; as long as nobody was checked in, how many were expected. One query."""
    rows = Attendee.objects.filter(meeting__occasion=occasion_id).order_by()
    counts = rows.values_list("voice").annotate(expected=Count("pk"), came=Count("arrived_at"))
    anybody = any(came for _voice, _expected, came in counts)
    return {voice: came if anybody else expected for voice, expected, came in counts}


def leads(who: Who, meeting: Meeting) -> bool:
    """Holds the code of the discussion leader, or is the colleague who leads."""
    leader = meeting.leader
    return who.holds("lead", meeting.pk) or bool(leader and leader.user_id and leader.user_id == who.user_id)


def joined(who: Who, meeting: Meeting) -> bool:
    return who.holds("join", meeting.pk)


def invited(who: Who, meeting: Meeting) -> bool:
    held = who.held("reply")
    return bool(held) and still_open(held, occasion_id=meeting.occasion_id)


def scribes(who: Who, table: MeetingTable) -> bool:
    return who.holds("scribe", table.pk)


def owns(who: Who, task: PreparationTask) -> bool:
    return bool(task.owner and task.owner.user_id and task.owner.user_id == who.user_id)


def _tasks(staff: StaffMember) -> Any:
    return PreparationTask.objects.filter(owner=staff, done_at__isnull=True)


def _evenings(staff: StaffMember) -> Any:
    return Meeting.objects.filter(leader=staff, occasion__ends_at__gt=clock.now())


def open_tasks(staff: StaffMember) -> Any:
    """Tasks that are not done."""
    return as_open_work(_tasks(staff), "task_edit")


def give_tasks(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    return pass_on(_tasks(holder).filter(pk__in=list(keys)), "owner", to, by)


def open_evenings(staff: StaffMember) -> list[OpenWork]:
    """Evenings that somebody is to lead."""
    return [
        OpenWork(
            gettext("%(meeting)s leiden") % {"meeting": row}, timezone.localtime(row.occasion.starts_at).date(), "meeting", row.pk
        )
        for row in _evenings(staff).select_related("occasion")
    ]


def give_evenings(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    mine = list(_evenings(holder).filter(pk__in=list(keys)).values_list("pk", flat=True))
    return pass_on(Meeting.objects.filter(pk__in=mine, leader=holder), "leader", to, by)


_templates: dict[uuid.UUID, str] = {}


def template_of(occasion_id: uuid.UUID) -> str:
    """The template of the meeting of an occasion; it never changes, so a pile of letters asks once."""
    if occasion_id not in _templates:
        found = Meeting.objects.filter(occasion_id=occasion_id).values_list("template", flat=True).first()
        if found is None:
            return ""
        _templates[occasion_id] = found
    return _templates[occasion_id]


def other_sessions(occasion_id: uuid.UUID) -> set[uuid.UUID]:
    """The occasions of the other sessions of this evening."""
    own = Meeting.objects.filter(occasion_id=occasion_id).values_list("pk", "session_of_id").first()
    if own is None:
        return set()
    first = own[1] or own[0]
    rows = Meeting.objects.filter(Q(pk=first) | Q(session_of=first)).exclude(pk=own[0])
    return set(rows.values_list("occasion_id", flat=True))


def _meeting_of(occasion: Occasion) -> Meeting | None:
    return Meeting.for_gate().filter(occasion=occasion).first()


def _leads_part(who: Who, part: Any) -> bool:
    return leads(who, part.meeting)


def _leads_occasion(who: Who, occasion: Occasion) -> bool:
    meeting = _meeting_of(occasion)
    return meeting is not None and leads(who, meeting)


def _joined_occasion(who: Who, occasion: Occasion) -> bool:
    meeting = _meeting_of(occasion)
    return meeting is not None and joined(who, meeting)


register_tie(Tie.LEADS, "meetings.meeting", leads)
register_tie(Tie.LEADS, "invitations.occasion", _leads_occasion)
for _part in (ProgrammeItem, MeetingTable, Attendee):
    register_tie(Tie.LEADS, _part._meta.label_lower, _leads_part)
register_tie(Tie.SCRIBES, "meetings.meetingtable", scribes)
register_tie(Tie.JOINED, "meetings.meeting", joined)
register_tie(Tie.JOINED, "invitations.occasion", _joined_occasion)
register_tie(Tie.INVITED, "meetings.meeting", invited)
register_tie(Tie.OWNS, "meetings.preparationtask", owns)


def _lands(route: str) -> Any:
    """Resolved when somebody lands, not when this is read."""

    def address(school_slug: str, about: uuid.UUID) -> str:
        return reverse(route, args=[school_slug, about])

    return address


register_landing("join", _lands("live_phone"))
register_landing("lead", _lands("live_leader"))
register_landing("scribe", _lands("live_scribe"))

register_open_rows(open_tasks, give_tasks)
register_open_work(open_evenings, give_evenings)
letters.register(week.LETTER, week.week_letter)
letters.register(telling.LETTER, telling_letter.told_letter)
register_kind(template_of)
register_sessions(other_sessions)
register_nav(10, _("Begin"), "start", "home", Action.SEE_START)
register_nav(20, _("Bijeenkomsten"), "meeting_list", "calendar", Action.SEE_MEETINGS)


def _screens_follow(occasion: Occasion) -> None:
    """What was approved or put apart on the board of voices shows on the screen in the hall at once."""
    from .services import screens_change

    meeting = _meeting_of(occasion)
    if meeting is not None:
        screens_change(meeting)


when_changed(_screens_follow)
