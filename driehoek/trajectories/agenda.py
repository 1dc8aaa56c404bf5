"""The days of a trajectory and the meetings of a team, on the calendar of a colleague."""

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.gate import may
from driehoek.access.policy import Action, Role
from driehoek.access.who import Who
from driehoek.people.agenda import AgendaItem, register_agenda
from driehoek.people.queries.teaching import works_here

from .models import Member, PathTask, Step, TeamMeeting, TeamTask

LEADING = frozenset({Role.SCHOOL_LEADER, Role.TEAM_LEADER, Role.TRAJECTORY_ADVISER})


@register_agenda
def steps_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """The days of steps that are still open, for who leads the school or comes along from outside. One query at most."""
    if not who.roles & LEADING or not may(who, Action.SEE_TRAJECTORY):
        return []
    rows = Step.objects.filter(trajectory__ended_at=None, skipped_at=None, done_at=None, due_on__range=(first, last))
    return [
        AgendaItem(f"step-{one.pk}", one.due_on, _words(one), where=str(one.trajectory), route="step", about=one.pk)
        for one in rows.select_related("trajectory")
    ]


def _words(step: Step) -> str:
    """Without what stands in brackets behind its title, and with the trajectory: a calendar shows nothing else."""
    return re.sub(r" \([^()]*\)$", "", step.title) + f" ({step.trajectory})"


@register_agenda
def path_tasks_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Tasks that are not done, of steps that are walked. One query."""
    rows = open_tasks().filter(works_here("owner__"), due_on__range=(first, last), owner__user=who.user_id)
    return [
        AgendaItem(
            f"pathtask-{one.pk}", one.due_on, one.title, where=str(one.step.trajectory), route="step", about=one.step_id,
        )
        for one in rows.select_related("step__trajectory")
    ]  # fmt: skip


@register_agenda
def teams_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Meetings of the teams they are in, and what they do for them. The place stays on the page: a team may meet at a home. Three queries at most."""
    rows = Member.objects.filter(works_here("staff__"), staff__user=who.user_id, left_at__isnull=True)
    mine = dict(rows.filter(team__ended_at__isnull=True).order_by().values_list("team", "pk"))
    if not mine:
        return []
    meetings = TeamMeeting.objects.filter(
        team__in=list(mine), starts_at__gte=clock.at(first, dt.time()), starts_at__lte=clock.end_of(last)
    )
    tasks = TeamTask.objects.filter(owner__in=list(mine.values()), done_at__isnull=True, due_on__range=(first, last))
    return [_meeting(one) for one in meetings.select_related("team")] + [
        AgendaItem(f"teamtask-{one.pk}", one.due_on, one.title, where=str(one.team), route="team_page", about=one.team_id)
        for one in tasks.select_related("team")
        if one.due_on is not None
    ]


def _meeting(meeting: TeamMeeting) -> AgendaItem:
    off = meeting.cancelled_at is not None
    return AgendaItem(
        f"teammeeting-{meeting.pk}", meeting.starts_at, _("Vergadering: %(team)s") % {"team": meeting.team}, minutes=meeting.minutes,
        where=_("Gaat niet door") if off else "", route="team_meeting", about=meeting.pk, sequence=int(off), cancelled=off,
    )  # fmt: skip


def open_tasks() -> Any:
    """Tasks that somebody still has in hand: not done, of a step that is walked, in a trajectory that goes on."""
    return PathTask.objects.filter(done_at__isnull=True, step__skipped_at__isnull=True, step__trajectory__ended_at__isnull=True)
