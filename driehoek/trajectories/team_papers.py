"""A team on paper: the agenda of one meeting, and all that it decided."""

from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.documents.session_papers import Part, session_paper
from driehoek.schools.models import School
from driehoek.web.days import written

from .models import Team, TeamDecision, TeamMeeting
from .queries.teams import MeetingPage


def agenda(page: MeetingPage, school: School) -> bytes:
    meeting = page.meeting
    rows = tuple((_minutes(one.minutes), one.title) for one in page.agenda)
    parts = [
        Part(title=_("Agenda"), rows=rows) if rows else Part(title=_("Agenda"), lines=(_("Er staat nog niets op de agenda."),))
    ]
    if page.decisions:
        parts.append(Part(title=_("Besluiten"), lines=tuple(one.text for one in page.decisions)))
    if page.tasks:
        parts.append(Part(title=_("Taken"), lines=tuple(_task(one.task.title, one.who) for one in page.tasks)))
    if meeting.notes:
        parts.append(Part(title=_("Kort: wat kwam er ter sprake?"), lines=(meeting.notes,)))
    return session_paper(
        kicker=meeting.team.name, title=_("Vergadering van %(day)s") % {"day": _day(meeting)}, school=school.name, parts=parts,
        facts=tuple(one for one in (_when(meeting), meeting.place) if one), language=get_language() or "nl", made_at=clock.now(),
    )  # fmt: skip


def _task(title: str, who: str) -> str:
    return f"{title} ({who})" if who else title


def decisions(team: Team, school: School) -> bytes:
    """Of each meeting with a decision, the last one first. One query."""
    rows = (
        TeamDecision.objects.filter(meeting__team=team).select_related("meeting").order_by("-meeting__starts_at", "made_at", "pk")
    )
    parts = [
        Part(title=_day(meeting), lines=tuple(one.text for one in some))
        for meeting, some in groupby(rows, key=lambda one: one.meeting)
    ]
    intro = () if parts else (_("Er is nog niets besloten."),)
    return session_paper(
        kicker=team.name, title=_("Besluiten"), school=school.name, parts=parts, intro=intro, language=get_language() or "nl",
        made_at=clock.now(),
    )  # fmt: skip


def _day(meeting: TeamMeeting) -> str:
    return written(meeting.starts_at.astimezone(clock.SCHOOL_TIME), "l j F Y")


def _when(meeting: TeamMeeting) -> str:
    here = meeting.starts_at.astimezone(clock.SCHOOL_TIME)
    return f"{here:%H.%M} · {_minutes(meeting.minutes)}"


def _minutes(count: int) -> str:
    return ngettext("%(n)s minuut", "%(n)s minuten", count) % {"n": count}
