"""Teams as staff see them: the list, and one team with what it talks about and has in hand."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.policy import LEADERS
from driehoek.access.who import Who
from driehoek.meetings.models import Layer
from driehoek.people.models import Guardianship, Restriction
from driehoek.voices.queries.answers import open_of_school
from driehoek.voices.queries.quiet import Quiet, quiet_themes

from .. import rules_teams as rules
from ..models import AgendaPoint, Candidate, Member, Team, TeamDecision, TeamMeeting, TeamTask

MOST_SHOWN = 12


@dataclass(frozen=True)
class Row:
    team: Team
    members: int
    parents: int
    next_at: dt.datetime | None
    candidates: int
    term: str


def teams_of_school() -> list[Row]:
    """Those at work first, each sort together. Two queries."""
    here = Q(members__left_at=None)
    rows = Team.objects.annotate(
        many=Count("members", filter=here, distinct=True),
        of_parents=Count("members", filter=here & Q(members__layer=Layer.PARENT), distinct=True),
        waiting=Count("candidates", filter=Q(candidates__answer=""), distinct=True),
    ).order_by("ended_at", "sort", "-made_at", "pk")
    coming: dict[uuid.UUID, dt.datetime] = {}
    for team_id, starts_at in _coming().values_list("team_id", "starts_at"):
        coming.setdefault(team_id, starts_at)
    today = clock.today()
    found = [
        Row(one, one.many, one.of_parents, coming.get(one.pk), one.waiting, "" if one.ended_at else rules.term_state(one.sort, one.ends_on, today))
        for one in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: row.team.ended_at is not None)


def _coming() -> Any:
    return TeamMeeting.objects.filter(held_at=None, cancelled_at=None, starts_at__gte=clock.now()).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Person:
    """`ends`: a colleague who no longer works here. `by_code`: takes part without an account."""

    member: Member
    name: str
    layer: str
    by_code: bool


@dataclass(frozen=True)
class Task:
    """`who` is a name for the owner and for leaders; others read the part of the school, and '' is nobody yet."""

    task: TeamTask
    who: str
    is_mine: bool


@dataclass(frozen=True)
class TeamPage:
    """`open`: contributions without an answer, of the evenings that `counts` says: of its meeting, of its plan, or of all."""

    team: Team
    people: list[Person]
    missing: list[str]
    coming: list[TeamMeeting]
    past: list[TeamMeeting]
    agenda: list[AgendaPoint]
    waiting: list[AgendaPoint]
    decisions: list[TeamDecision]
    more_decisions: int
    tasks: list[Task]
    candidates: int
    open: int
    counts: str
    quiet: list[Quiet]
    term: str
    mine: Member | None = None
    held: dict[str, Any] = field(default_factory=dict)

    @property
    def missing_words(self) -> str:
        return joined(self.missing)


def page_of(team: Team, who: Who) -> TeamPage:
    """Eight queries."""
    members = list(Member.objects.filter(team=team, left_at=None).select_related("staff"))
    meetings = list(TeamMeeting.objects.filter(team=team).order_by("starts_at", "pk"))
    since = clock.now() - dt.timedelta(hours=12)
    coming = [one for one in meetings if one.held_at is None and one.cancelled_at is None and one.starts_at >= since]
    first = coming[0].pk if coming else None
    points = AgendaPoint.objects.filter(Q(meeting=first) | Q(meeting=None), team=team).select_related("asked_by")
    ordered = ordered_points(points)
    decisions = list(TeamDecision.objects.filter(meeting__team=team).select_related("meeting").order_by("-made_at", "-pk"))
    tasks = TeamTask.objects.filter(team=team, done_at=None).select_related("owner__staff").order_by("due_on", "pk")
    occasions = occasions_of(team)
    is_over = team.ended_at is not None
    return TeamPage(
        team=team,
        people=[person(one) for one in in_layers(members)],
        missing=missing_words(team, members),
        coming=coming,
        past=[one for one in reversed(meetings) if one not in coming][:MOST_SHOWN],
        agenda=[one for one in ordered if one.meeting_id is not None],
        waiting=[one for one in ordered if one.meeting_id is None],
        decisions=decisions[:MOST_SHOWN],
        more_decisions=max(0, len(decisions) - MOST_SHOWN),
        tasks=[task_of(one, who) for one in tasks],
        candidates=Candidate.objects.filter(team=team, answer="").count(),
        open=open_words(occasions),
        counts="meeting" if team.meeting_id else "plan" if occasions else "all",
        quiet=[one for one in quiet_themes() if occasions is None or one.theme.occasion_id in occasions],
        term="" if is_over else rules.term_state(team.sort, team.ends_on, clock.today()),
        mine=next((one for one in members if one.staff and who.user_id and one.staff.user_id == who.user_id), None),
    )


def in_layers(members: list[Member]) -> list[Member]:
    order = {layer: number for number, layer in enumerate(Layer.values)}
    return sorted(members, key=lambda one: (order.get(one.layer, 99), str(one)))


def person(member: Member) -> Person:
    return Person(member, str(member), str(member.get_layer_display()), member.staff_id is None)


def missing_words(team: Team, members: list[Member]) -> list[str]:
    words = {
        rules.LEADING: _("schoolleiding"), rules.TEACHERS: _("leraren"), rules.PARENTS: _("ouders"), rules.LOWER: _("onderbouw"),
        rules.UPPER: _("bovenbouw"), rules.SUPPORT: _("ondersteuning en begeleiding"), rules.SCHOOL: _("collega's"),
    }  # fmt: skip
    here = [one.layer for one in members if one.staff is None or one.staff.left_on is None or one.staff.left_on > clock.today()]
    return [words[name] for name in rules.missing(team.sort, here)]


def joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def task_of(task: TeamTask, who: Who) -> Task:
    owner = task.owner
    mine = bool(owner and owner.staff and who.user_id and owner.staff.user_id == who.user_id)
    if owner is None:
        return Task(task, "", False)
    return Task(task, str(owner) if mine or who.roles & LEADERS else str(owner.get_layer_display()), mine)


def ordered_points(points: Any) -> list[AgendaPoint]:
    """What parents brought first. The points come with who asked for them."""
    return rules.in_order(
        (one.asked_by is not None and one.asked_by.layer == Layer.PARENT, one.position, one.pk, one) for one in points
    )


def occasions_of(team: Team) -> set[uuid.UUID] | None:
    """The evenings whose harvest this team works with: its own, or those that its plan draws from. None: all of the school."""
    if team.meeting_id is not None:
        return {team.meeting.occasion_id}
    drawn = team.plan.draws.get("occasions", []) if team.plan is not None else []
    return {uuid.UUID(str(key)) for key in drawn} or None


def open_words(occasions: set[uuid.UUID] | None) -> int:
    """How many contributions of these evenings have no answer yet, as everywhere. One query."""
    return sum(one.count for one in open_of_school().occasions if occasions is None or one.occasion.pk in occasions)


def minded_addresses(emails: list[str]) -> set[str]:
    """Which of these addresses is of a parent with an agreement about contact, in lower case. One query."""
    given = {email.strip().lower() for email in emails if email.strip()}
    rows = Guardianship.objects.filter(restriction=Restriction.NO_CONTACT).annotate(address=Lower("guardian__email"))
    return set(rows.filter(address__in=given).order_by().values_list("address", flat=True)) if given else set()


@dataclass(frozen=True)
class MeetingPage:
    meeting: TeamMeeting
    agenda: list[AgendaPoint]
    waiting: list[AgendaPoint]
    decisions: list[TeamDecision]
    tasks: list[Task]
    minutes: int

    @property
    def over(self) -> int:
        """Minutes that the agenda takes more than the meeting has."""
        return max(0, self.minutes - self.meeting.minutes)


def meeting_page(meeting: TeamMeeting, who: Who) -> MeetingPage:
    """Three queries."""
    rows = AgendaPoint.objects.filter(Q(meeting=meeting) | Q(meeting=None), team=meeting.team_id).select_related(
        "asked_by__staff"
    )
    points = ordered_points(rows)
    agenda = [one for one in points if one.meeting_id is not None]
    tasks = TeamTask.objects.filter(meeting=meeting).select_related("owner__staff").order_by("due_on", "pk")
    return MeetingPage(
        meeting=meeting, agenda=agenda, waiting=[one for one in points if one.meeting_id is None],
        decisions=list(TeamDecision.objects.filter(meeting=meeting).order_by("made_at", "pk")),
        tasks=[task_of(one, who) for one in tasks], minutes=sum(one.minutes for one in agenda),
    )  # fmt: skip
