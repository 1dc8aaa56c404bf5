"""Meetings of a team: planned, changed, called off, held; and what members hear of it."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State

from .. import rules_teams as rules
from ..models import AgendaPoint, Member, Team, TeamMeeting
from ..team_words import words_of
from .team_members import UNDO, issue_code

MEETING, MOVED, OFF, SOON = "team_meeting", "team_moved", "team_off", "team_soon"
MOST_NOTES = 3000


def plan_meeting(
    *, by: Who, team: Team, key: uuid.UUID, starts_at: dt.datetime, minutes: int, place: str, sector: str
) -> TeamMeeting:
    """The first one gets the first agenda of the library, a later one what waits. The same `key` twice is one."""
    if team.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))
    is_first = not TeamMeeting.objects.filter(team=team).exclude(pk=key).exists()
    row = TeamMeeting(id=key, team=team, starts_at=starts_at, minutes=minutes, place=place.strip())
    is_new = not TeamMeeting.objects.filter(pk=key).exists()
    TeamMeeting.objects.bulk_create([row], ignore_conflicts=True)
    made: TeamMeeting | None = TeamMeeting.for_gate().filter(pk=key, team=team).first()
    if made is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    if is_new:
        _fill(made, is_first, sector)
        trail.write("plan_team_meeting", by=by, on=made)
    return made


def _fill(meeting: TeamMeeting, is_first: bool, sector: str) -> None:
    words = words_of(meeting.team.sort) if is_first else None
    points = [
        AgendaPoint(
            team=meeting.team, meeting=meeting, title=one.title.say("nl", sector)[:200], minutes=one.minutes, position=place
        )
        for place, one in enumerate(words.first_agenda if words else (), 1)
    ]
    AgendaPoint.objects.bulk_create(points)
    AgendaPoint.objects.filter(team=meeting.team, meeting=None).update(meeting=meeting)


def change_meeting(*, by: Who, meeting: TeamMeeting, starts_at: dt.datetime, minutes: int, place: str) -> None:
    """Who was mailed about it hears the change."""
    new = {"starts_at": starts_at, "minutes": minutes, "place": place.strip()}
    if meeting.held_at is not None:
        raise RuleBroken("held", _("Deze vergadering is geweest."))
    if all(getattr(meeting, name) == value for name, value in new.items()):
        return
    TeamMeeting.objects.filter(pk=meeting.pk).update(**new)
    trail.write("change_team_meeting", by=by, on=meeting)
    meeting.starts_at = starts_at
    _tell_again(meeting, MOVED)


def cancel_meeting(*, by: Who, meeting: TeamMeeting) -> None:
    """Who was mailed about it hears so ten minutes later, unless it was taken back."""
    if meeting.held_at is not None:
        raise RuleBroken("held", _("Deze vergadering is geweest."))
    if TeamMeeting.objects.filter(pk=meeting.pk, cancelled_at=None).update(cancelled_at=clock.now()):
        trail.write("cancel_team_meeting", by=by, on=meeting)
        _tell_again(meeting, OFF, due_at=clock.now() + UNDO)


def go_on(*, by: Who, meeting: TeamMeeting) -> None:
    """It is held after all. Who read that it was off hears that too."""
    if TeamMeeting.objects.filter(pk=meeting.pk, cancelled_at__isnull=False).update(cancelled_at=None):
        trail.write("resume_team_meeting", by=by, on=meeting)
        if Message.objects.filter(letter=OFF, about=meeting.pk, state=State.SENT).exists():
            _tell_again(meeting, MOVED)


def told_members(meeting: TeamMeeting) -> list[uuid.UUID]:
    """Who was mailed about it."""
    return list(Message.objects.filter(letter=MEETING, about=meeting.pk).order_by().values_list("to", flat=True))


def _tell_again(meeting: TeamMeeting, letter: str, due_at: dt.datetime | None = None) -> None:
    told = told_members(meeting)
    stamp = int(clock.now().timestamp())
    letters.put_many(
        ((key, letter, meeting.pk, f"{letter}:{meeting.pk}:{key}:{stamp}") for key in told), due_at=due_at
    )  # fmt: skip
    if letter == MOVED:
        _remind(meeting, told)


def tell_members(*, by: Who, meeting: TeamMeeting) -> int:
    """Agenda and calendar file to every member with an address, each once; how many are new."""
    if meeting.cancelled_at is not None or meeting.starts_at <= clock.now():
        raise RuleBroken("over", _("Deze vergadering is geweest, of gaat niet door."))
    told = set(told_members(meeting))
    reached = [row for row in members_with_address(meeting.team_id) if row.pk not in told]
    for row in reached:
        if row.staff_id is None:
            issue_code(row)  # one that ran out opens nothing
    letters.put_many((row.pk, MEETING, meeting.pk, f"{MEETING}:{meeting.pk}:{row.pk}") for row in reached)
    _remind(meeting, [row.pk for row in reached])
    trail.write("mail_team_meeting", by=by, on=meeting)
    return len(reached)


def members_with_address(team_id: uuid.UUID) -> list[Member]:
    rows = Member.objects.filter(team=team_id, left_at=None).select_related("staff__user")
    return [row for row in rows if address_of(row)]


def address_of(member: Member) -> str:
    staff = member.staff
    if staff is None:
        return str(member.email)
    if staff.left_on is not None and staff.left_on <= clock.today():
        return ""
    return str(staff.email or (staff.user.email if staff.user else ""))


def _remind(meeting: TeamMeeting, keys: list[uuid.UUID]) -> None:
    """One mail two days before, to who has no letter of the week: parents."""
    due = rules.parent_waits(meeting.starts_at, clock.now())
    parents = Member.objects.filter(pk__in=keys, staff=None).values_list("pk", flat=True) if due else []
    stamp = int(meeting.starts_at.timestamp())
    letters.put_many(((key, SOON, meeting.pk, f"{SOON}:{meeting.pk}:{key}:{stamp}") for key in parents), due_at=due)


def hold(*, by: Who, meeting: TeamMeeting, notes: str, seen: str | None = None) -> None:
    """It was held; a few lines for who was not there. `seen`: the stamp of the notes that they were written over.

    Raises RuleBroken("edited") when somebody wrote there since; who writes the same changes nothing.
    """
    if meeting.cancelled_at is not None:
        raise RuleBroken("off", _("Deze vergadering gaat niet door."))
    if meeting.starts_at.astimezone(clock.SCHOOL_TIME).date() > clock.today():
        raise RuleBroken("later", _("Deze vergadering moet nog komen."), 422)
    if len(notes) > MOST_NOTES:
        raise RuleBroken("long", _("Maak de aantekeningen korter: hoogstens 3000 tekens."), 422)
    now = TeamMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk).notes
    if now and seen is not None and seen != rules.stamp(now) and now != notes.strip():
        raise RuleBroken("edited", _("Een collega schreef hier net ook. Allebei staan hieronder: maak er één van."))
    TeamMeeting.objects.filter(pk=meeting.pk).update(notes=notes.strip(), held_at=meeting.held_at or clock.now())
    trail.write("hold_team_meeting", by=by, on=meeting)


def not_held(*, by: Who, meeting: TeamMeeting) -> None:
    """Undo of `hold`; the notes stay."""
    TeamMeeting.objects.filter(pk=meeting.pk).update(held_at=None)
    trail.write("reopen_team_meeting", by=by, on=meeting)
