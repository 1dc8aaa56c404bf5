"""What a calendar program gets: everything of one colleague, or the days of one trajectory."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access.models import AccessCode, Membership, User, holds_today
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.documents.feed import FeedEvent, feed_ics
from driehoek.meetings.models import Meeting
from driehoek.people import agenda
from driehoek.people.agenda import FEED, AgendaItem
from driehoek.people.models import StaffMember
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id

from ..models import Step, StepSort, Trajectory

BACK, AHEAD = dt.timedelta(days=120), dt.timedelta(days=500)


@dataclass(frozen=True)
class Link:
    code: AccessCode
    until: dt.date


def link_of(user_id: uuid.UUID) -> Link | None:
    """The link that works now. One query."""
    rows = AccessCode.objects.filter(
        school_id=current_school_id(), purpose=f"{FEED}:link", about=user_id, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    code = rows.order_by("-expires_at", "pk").first()
    return Link(code, code.expires_at.astimezone(clock.SCHOOL_TIME).date()) if code is not None else None


def reader_of(user_id: uuid.UUID) -> tuple[Who, str] | None:
    """The colleague behind a link, and their language; None when the account is closed or they don't work here any more. Two queries."""
    roles = Membership.objects.filter(holds_today(), user_id=user_id, user__is_active=True).select_related("user")
    held = list(roles.order_by("pk"))
    rows = StaffMember.objects.filter(user=user_id).order_by("pk")
    here = [row.left_on is None or row.left_on > clock.today() for row in rows]
    if here and not any(here):
        held = [row for row in held if row.role == Role.TRAJECTORY_ADVISER]  # left the staff, and advises now
    if not held:
        return None
    user: User = held[0].user
    return Who("staff", user.pk, str(user), frozenset(Role(row.role) for row in held)), user.language


def feed_of(who: Who, language: str, school: School) -> bytes:
    """Everything of one colleague, from some months back to more than a year ahead, in their language."""
    today = clock.today()
    with override(language):
        found = agenda.items(who, today - BACK, today + AHEAD)
        name = _("Driehoek, %(school)s") % {"school": school.name}
        return _written(found, name, language, school)


def days_of(trajectory: Trajectory, language: str, school: School) -> bytes:
    """The days of a trajectory, and the hours of its meetings: what everybody at school may know. Two queries."""
    steps = list(Step.objects.filter(trajectory=trajectory, skipped_at__isnull=True))
    about = [step.about for step in steps if step.sort == StepSort.MEETING and step.about]
    meetings = Meeting.objects.filter(pk__in=about).select_related("occasion")
    found = [_day(step, trajectory) for step in steps] + [_evening(one) for one in meetings]
    return _written(sorted(found, key=lambda item: item.order), trajectory.title, language, school)


def _day(step: Step, trajectory: Trajectory) -> AgendaItem:
    return AgendaItem(f"step-{step.pk}", step.due_on, step.title, where=trajectory.title, route="step", about=step.pk)


def _evening(meeting: Any) -> AgendaItem:
    held, off = meeting.occasion, meeting.occasion.cancelled_at is not None
    return AgendaItem(
        f"meeting-{meeting.pk}", held.starts_at, held.title, place=held.place, route="meeting", about=meeting.pk,
        minutes=round((held.ends_at - held.starts_at).total_seconds() / 60), where=_("Gaat niet door") if off else "",
        sequence=held.version, cancelled=off,
    )  # fmt: skip


def _written(found: list[AgendaItem], name: str, language: str, school: School) -> bytes:
    """Stamped with the day, so that the same agenda is the same file."""
    return feed_ics(
        [_event(item, school) for item in found], name=name, language=language, made_at=clock.at(clock.today(), dt.time())
    )


def _event(item: AgendaItem, school: School) -> FeedEvent:
    link = _page(item, school)
    return FeedEvent(
        uid=f"{item.key}@driehoek", start=item.start, title=item.words, minutes=item.minutes, place=item.place,
        description="\n".join(filter(None, (item.where, link))), link=link, sequence=item.sequence, cancelled=item.cancelled,
    )  # fmt: skip


def _page(item: AgendaItem, school: School) -> str:
    """The full address, '' for what has no page of its own."""
    return settings.SITE_URL + reverse(item.route, args=[school.slug, item.about]) if item.route else ""
