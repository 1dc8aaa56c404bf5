"""What steps led to, and how far that is: sessions, questionnaires, meetings, plans, teams. One question for each sort that is there."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.clock import SCHOOL_TIME
from driehoek.meetings.models import Meeting
from driehoek.plans.models import Plan
from driehoek.scans.models import Fielding, TeamSession

from ..models import Step, StepSort, Team

SESSIONS = frozenset({StepSort.SCAN, StepSort.VISION, StepSort.TURNOUT})
PLANS = frozenset({StepSort.PLAN, StepSort.PROGRAMME})
ALL_BODIES = 3


@dataclass(frozen=True)
class Thing:
    """`route` is a url name that takes the school and `about`; `is_done`: far enough to finish the step; `day`: when it is held."""

    title: str
    words: str
    is_done: bool
    route: str
    about: uuid.UUID
    day: dt.date | None = None
    row: Any = None


def things_of(steps: Iterable[Step]) -> dict[uuid.UUID, Thing]:
    """{key of the step: what it is about}; what was thrown away is not there. Five questions at most."""
    steps = list(steps)
    rows: dict[uuid.UUID, Any] = {}
    for sorts, many in (
        (SESSIONS, TeamSession.objects.select_related("turnout")),
        ({StepSort.QUESTIONNAIRE}, Fielding.objects.all()),
        ({StepSort.MEETING}, Meeting.objects.select_related("occasion")),
        (PLANS, Plan.objects.annotate(many=Count("activities"))),
        ({StepSort.TEAM}, Team.objects.annotate(many=Count("members", filter=Q(members__left_at=None)))),
    ):
        keys = {step.about for step in steps if step.sort in sorts and step.about}
        if keys:
            rows |= {row.pk: row for row in many.filter(pk__in=keys).order_by()}
    found = {}
    for step in steps:
        if step.about in rows:
            found[step.pk] = thing_of(step.sort, rows[step.about])
    return found


def thing_of(sort: str, row: Any) -> Thing:
    """A row of `services.stepping.things_for` in words."""
    if sort in SESSIONS:
        return _turnout(row) if sort == StepSort.TURNOUT else _session(row)
    if sort == StepSort.QUESTIONNAIRE:
        return _fielding(row)
    if sort == StepSort.MEETING:
        return _meeting(row)
    if sort == StepSort.PROGRAMME:
        many = getattr(row, "many", 0)
        words = ngettext("%(n)s activiteit", "%(n)s activiteiten", many) % {"n": many}
        return Thing(row.title, words, many > 0, "plan_programme", row.pk, row=row)
    if sort == StepSort.PLAN:
        words = _("ouders lezen het") if row.published_at else _("vastgesteld") if row.settled_at else _("concept")
        return Thing(row.title, words, row.settled_at is not None, "plan", row.pk, row=row)
    many = getattr(row, "many", 0)
    words = ngettext("%(n)s lid", "%(n)s leden", many) % {"n": many}
    return Thing(row.name, words, many > 0, "team_page", row.pk, row=row)


def _session(row: TeamSession) -> Thing:
    day = row.starts_at.astimezone(SCHOOL_TIME).date() if row.starts_at else None
    if row.closed_at:
        words = _("gehouden")
    elif row.started_at:
        words = _("bezig")
    else:
        words = date_format(day, "j F") if day else _("nog geen dag")
    return Thing(row.title, words, row.closed_at is not None, "session", row.pk, day, row)


def _turnout(row: TeamSession) -> Thing:
    plan = getattr(row, "turnout", None)
    day = plan.meeting_on if plan else None
    words = _("avond op %(day)s") % {"day": date_format(day, "j F")} if day else _("nog geen dag voor de avond")
    return Thing(row.title, words, day is not None, "session_turnout", row.pk, day, row)


def _fielding(row: Fielding) -> Thing:
    until = date_format(row.closes_on, "j F")
    words = _("gesloten") if row.closed_at else _("loopt tot en met %(day)s") % {"day": until} if row.opened_at else _("concept")
    return Thing(row.title, words, row.closed_at is not None, "asking", row.pk, row.closes_on, row)


def _meeting(row: Meeting) -> Thing:
    day = row.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    words = f"{date_format(day, 'j F')}, {row.get_state_display()}"
    if row.occasion.cancelled_at:
        words = _("gaat niet door")
    return Thing(row.occasion.title, words, row.reported_at is not None, "meeting", row.pk, day, row)
