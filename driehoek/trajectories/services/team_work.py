"""What a team talks about, decides and does."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import Layer

from .. import rules_teams as rules
from ..models import AgendaPoint, Member, Team, TeamDecision, TeamMeeting, TeamTask


def of_parent(point: AgendaPoint) -> bool:
    """The point comes with who asked for it."""
    return point.asked_by is not None and point.asked_by.layer == Layer.PARENT


def in_order(points: Any) -> list[AgendaPoint]:
    return rules.in_order((of_parent(one), one.position, one.pk, one) for one in points)


def coming_meeting(team: Team) -> TeamMeeting | None:
    """The first one that is still to be held. One query."""
    rows = TeamMeeting.objects.filter(
        team=team, held_at=None, cancelled_at=None, starts_at__gte=clock.now() - dt.timedelta(hours=12)
    )
    found: TeamMeeting | None = rows.order_by("starts_at", "pk").first()
    return found


def add_point(
    *, by: Who, team: Team, key: uuid.UUID, title: str, minutes: int = 10, meeting: TeamMeeting | None = None,
    asked_by: Member | None = None,
) -> AgendaPoint:  # fmt: skip
    """On the agenda of `meeting`, or waiting for the next one. The same `key` twice is one point."""
    _alive(team)
    rows = AgendaPoint.objects.filter(team=team, meeting=meeting)
    if rows.exclude(pk=key).count() >= rules.MOST_POINTS:
        raise RuleBroken("full", _("Er staan al dertig punten op de agenda."), 422)
    if asked_by is not None:
        _still_here(asked_by, team)
    last = max(rows.values_list("position", flat=True), default=0)
    row = AgendaPoint(
        id=key, team=team, meeting=meeting, title=_words(title, 200), minutes=minutes, position=last + 1, asked_by=asked_by
    )  # fmt: skip
    AgendaPoint.objects.bulk_create([row], ignore_conflicts=True)
    made: AgendaPoint | None = AgendaPoint.for_gate().filter(pk=key, team=team).first()
    if made is None:
        raise _gone()
    trail.write("add_point", by=by, on=made)
    return made


def move_point(*, by: Who, point: AgendaPoint, step: int) -> None:
    """One place up (-1) or down (1), among those that stand together: of parents, or the others."""
    rows = list(AgendaPoint.objects.select_for_update(of=("self",), no_key=True).filter(team=point.team_id, meeting=point.meeting_id).select_related("asked_by"))  # fmt: skip
    mine = next((one for one in rows if one.pk == point.pk), None)
    if mine is None:
        raise _gone()
    together = [one for one in in_order(rows) if of_parent(one) == of_parent(mine)]
    keys = rules.moved([one.pk for one in together], point.pk, step)
    for place, key in enumerate(keys, 1):
        AgendaPoint.objects.filter(pk=key).update(position=place)
    trail.write("move_point", by=by, on=point)


def put_point(*, by: Who, point: AgendaPoint, meeting: TeamMeeting | None) -> None:
    """On the agenda of a meeting of this team, or back to what waits."""
    if meeting is not None and (meeting.team_id != point.team_id or meeting.held_at is not None):
        raise _gone()
    last = max(AgendaPoint.objects.filter(team=point.team_id, meeting=meeting).values_list("position", flat=True), default=0)
    AgendaPoint.objects.filter(pk=point.pk).update(meeting=meeting, position=last + 1)
    trail.write("put_point", by=by, on=point)


def drop_point(*, by: Who, point: AgendaPoint) -> dict[str, Any]:
    """Gone; the plain values that come back put it back."""
    kept = {
        "key": str(point.pk), "title": point.title, "minutes": point.minutes, "position": point.position,
        "meeting": str(point.meeting_id or ""), "asked_by": str(point.asked_by_id or ""),
    }  # fmt: skip
    trail.write("drop_point", by=by, on=point)
    AgendaPoint.objects.filter(pk=point.pk).delete()
    return kept


def put_back_point(*, by: Who, team: Team, kept: dict[str, Any]) -> None:
    meeting = TeamMeeting.objects.filter(pk=kept["meeting"], team=team).first() if kept["meeting"] else None
    asked = Member.objects.filter(pk=kept["asked_by"], team=team).first() if kept["asked_by"] else None
    made = add_point(
        by=by, team=team, key=uuid.UUID(kept["key"]), title=kept["title"], minutes=kept["minutes"], meeting=meeting, asked_by=asked
    )  # fmt: skip
    AgendaPoint.objects.filter(pk=made.pk).update(position=kept["position"])


def decide(*, by: Who, meeting: TeamMeeting, key: uuid.UUID, text: str) -> TeamDecision:
    row = TeamDecision(id=key, meeting=meeting, text=_words(text, 600))
    TeamDecision.objects.bulk_create([row], ignore_conflicts=True)
    trail.write("team_decides", by=by, on=row)
    return row


def drop_decision(*, by: Who, decision: TeamDecision) -> dict[str, Any]:
    kept = {"key": str(decision.pk), "text": decision.text, "made_at": decision.made_at.isoformat()}
    trail.write("drop_team_decision", by=by, on=decision)
    TeamDecision.objects.filter(pk=decision.pk).delete()
    return kept


def put_back_decision(*, by: Who, meeting: TeamMeeting, kept: dict[str, Any]) -> None:
    made = decide(by=by, meeting=meeting, key=uuid.UUID(kept["key"]), text=kept["text"])
    TeamDecision.objects.filter(pk=made.pk).update(made_at=dt.datetime.fromisoformat(kept["made_at"]))


def add_task(
    *, by: Who, team: Team, key: uuid.UUID, title: str, owner: Member | None = None, due_on: dt.date | None = None,
    meeting: TeamMeeting | None = None,
) -> TeamTask:  # fmt: skip
    _alive(team)
    if TeamTask.objects.filter(team=team, done_at=None).exclude(pk=key).count() >= rules.MOST_TASKS:
        raise RuleBroken("full", _("Er staan al tweehonderd taken open. Vink eerst af wat klaar is."), 422)
    row = TeamTask(id=key, team=team, meeting=meeting, title=_words(title, 200), owner=_in_team(owner, team), due_on=due_on)
    TeamTask.objects.bulk_create([row], ignore_conflicts=True)
    made: TeamTask | None = TeamTask.for_gate().filter(pk=key, team=team).first()
    if made is None:
        raise _gone()
    trail.write("add_team_task", by=by, on=made)
    return made


def stamp_of(task: TeamTask) -> str:
    return rules.stamp(task.title, task.owner_id, task.due_on)


def change_task(
    *, by: Who, task: TeamTask, title: str, owner: Member | None, due_on: dt.date | None, seen: str | None = None
) -> None:
    """`seen`: `stamp_of` the task that was looked at; RuleBroken("edited") when somebody changed or took it since."""
    now = TeamTask.objects.select_for_update(no_key=True).filter(pk=task.pk).first()
    if now is None:
        raise _gone()
    wanted: dict[str, Any] = {"title": _words(title, 200), "due_on": due_on}
    if (owner.pk if owner else None) != now.owner_id:
        wanted["owner"] = _in_team(owner, task.team)
    same = all(getattr(now, name) == value for name, value in wanted.items())
    if seen is not None and seen != stamp_of(now) and not same:
        raise RuleBroken("edited", _("Een collega veranderde deze taak net ook. Kijk wat er staat en bewaar dan opnieuw."))
    TeamTask.objects.filter(pk=task.pk).update(**wanted)
    trail.write("change_team_task", by=by, on=task)


def take_task(*, by: Who, task: TeamTask, member: Member) -> None:
    """Of two who take it at once, one has it and the other reads so. Taking one's own again changes nothing."""
    _still_here(member, task.team)
    if TeamTask.objects.filter(pk=task.pk, owner=None, done_at=None).update(owner=member):
        trail.write("take_team_task", by=by, on=task)
    elif not TeamTask.objects.filter(pk=task.pk, owner=member).exists():
        raise RuleBroken("taken", _("Iemand anders in het team doet dit al. Fijn dat u het wilde doen."))


def leave_task(*, by: Who, task: TeamTask, member: Member) -> None:
    """Undo of taking it: it is free again."""
    if TeamTask.objects.filter(pk=task.pk, owner=member, done_at=None).update(owner=None):
        trail.write("leave_team_task", by=by, on=task)


def finish_task(*, by: Who, task: TeamTask) -> None:
    if TeamTask.objects.filter(pk=task.pk, done_at=None).update(done_at=clock.now()):
        trail.write("finish_team_task", by=by, on=task)


def reopen_task(*, by: Who, task: TeamTask) -> None:
    if TeamTask.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None):
        trail.write("reopen_team_task", by=by, on=task)


def drop_task(*, by: Who, task: TeamTask) -> dict[str, Any]:
    kept = {
        "key": str(task.pk), "title": task.title, "owner": str(task.owner_id or ""), "meeting": str(task.meeting_id or ""),
        "due_on": task.due_on.isoformat() if task.due_on else "",
    }  # fmt: skip
    trail.write("drop_team_task", by=by, on=task)
    TeamTask.objects.filter(pk=task.pk).delete()
    return kept


def put_back_task(*, by: Who, team: Team, kept: dict[str, Any]) -> None:
    owner = Member.objects.filter(pk=kept["owner"], team=team, left_at=None).first() if kept["owner"] else None
    meeting = TeamMeeting.objects.filter(pk=kept["meeting"], team=team).first() if kept["meeting"] else None
    due = dt.date.fromisoformat(kept["due_on"]) if kept["due_on"] else None
    add_task(by=by, team=team, key=uuid.UUID(kept["key"]), title=kept["title"], owner=owner, due_on=due, meeting=meeting)


def _alive(team: Team) -> None:
    """Held until the end, so that of two at once the second counts what the first put there."""
    now = Team.objects.select_for_update(no_key=True).filter(pk=team.pk).first()
    if now is None:
        raise _gone()
    if now.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))


def _still_here(member: Member, team: Team) -> None:
    """Held until the end: nobody takes something on while they are taken out."""
    if Member.objects.select_for_update(no_key=True).filter(pk=member.pk, team=team.pk, left_at=None).first() is None:
        raise RuleBroken("left", _("Dit lid zit niet meer in het team."))


def _in_team(owner: Member | None, team: Team) -> Member | None:
    if owner is not None and (owner.team_id != team.pk or owner.left_at is not None):
        raise RuleBroken("owner", _("Kies iemand uit dit team."), 422)
    return owner


def _words(text: str, most: int) -> str:
    even = " ".join(text.split())
    if not even or len(even) > most:
        raise RuleBroken("words", _("Schrijf één zin van hoogstens %(most)s tekens.") % {"most": most}, 422)
    return even


def _gone() -> RuleBroken:
    return RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
