"""A team as a whole: made, changed, ended."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import WORKER, Who
from driehoek.meetings.models import Meeting
from driehoek.plans.models import Plan

from .. import rules_teams as rules
from ..models import Team, TeamSort, Trajectory
from .menu import open_stages
from .team_members import mirror


@dataclass(frozen=True, kw_only=True)
class Wanted:
    name: str
    plan: Plan | None = None
    purpose: str = ""
    expected: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def make_team(*, by: Who, key: uuid.UUID, sort: str, wanted: Wanted, trajectory: Trajectory | None = None) -> Team:
    """A partnership team or a working group. The same `key` twice is one team."""
    values = _checked(wanted)
    row = Team(id=key, sort=sort, trajectory=trajectory, **values)
    Team.objects.bulk_create([row], ignore_conflicts=True)
    made: Team | None = Team.for_gate().filter(pk=key).first()
    if made is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    open_stages({"teams"})
    trail.write("make_team", by=by, on=made)
    return made


def make_action_team(*, by: Who, meeting: Meeting) -> Team:
    """The action team of a meeting, with who is in it there. Asked twice it is the same one; one that ended goes on."""
    row = Team(sort=TeamSort.ACTION, meeting=meeting, name=_team_name(meeting))
    Team.objects.bulk_create([row], ignore_conflicts=True)
    team: Team = Team.for_gate().get(meeting=meeting)
    if team.pk == row.pk:
        open_stages({"teams"})
        trail.write("make_team", by=by, on=team)
    mirror(team=team, by=by)
    return team


def _team_name(meeting: Meeting) -> str:
    return (_("Actieteam: %(meeting)s") % {"meeting": meeting.occasion.title})[:120]


def change_team(*, by: Who, team: Team, wanted: Wanted) -> None:
    Team.objects.filter(pk=team.pk).update(**_checked(wanted))
    trail.write("change_team", by=by, on=team)


def set_focus(*, by: Who, team: Team, focus: list[str]) -> None:
    """Its focal points, in this order; each once."""
    alive(team)
    points = list(dict.fromkeys(" ".join(one.split()) for one in focus if one.strip()))
    if len(points) > rules.MOST_FOCUS or any(len(one) > 200 for one in points):
        raise RuleBroken("focus", _("Kies hoogstens acht speerpunten, elk van één zin."), 422)
    Team.objects.filter(pk=team.pk).update(focus=points)
    trail.write("set_focus", by=by, on=team)


def prolong(*, by: Who, team: Team, until: dt.date) -> None:
    """Another term."""
    if until <= clock.today():
        raise RuleBroken("term", _("Kies een dag die nog komt."), 422)
    Team.objects.filter(pk=team.pk).update(ends_on=until, ended_at=None)
    trail.write("prolong_team", by=by, on=team)


def end_team(*, by: Who, team: Team) -> None:
    """Its work is done; codes of parents stop, what was decided stays."""
    if Team.objects.filter(pk=team.pk, ended_at=None).update(ended_at=clock.now()):
        trail.write("end_team", by=by, on=team)


def resume_team(*, by: Who, team: Team) -> None:
    if Team.objects.filter(pk=team.pk, ended_at__isnull=False).update(ended_at=None):
        trail.write("resume_team", by=by, on=team)


@transaction.atomic
def end_action_teams() -> int:
    """Those whose report is six weeks old. Any number of times is once; who resumes one later keeps it."""
    since = clock.now() - rules.ENDS_AFTER
    rows = Team.objects.filter(sort=TeamSort.ACTION, ended_at=None, meeting__reported_at__lt=since)
    due = [team for team in rows.select_related("meeting") if not _was_resumed(team)]
    for team in due:
        end_team(by=WORKER, team=team)
    return len(due)


def _was_resumed(team: Team) -> bool:
    return bool(TrailRow.objects.filter(act="resume_team", object_id=team.pk).exists())


def alive(team: Team) -> None:
    if team.ended_at is not None:
        raise RuleBroken("ended", _("Dit team is gestopt. Laat het eerst verder gaan."))


def _checked(wanted: Wanted) -> dict[str, Any]:
    name = " ".join(wanted.name.split())
    if not name or len(name) > 120:
        raise RuleBroken("name", _("Geef het team een naam van hoogstens 120 tekens."), 422)
    starts = wanted.starts_on or clock.today()
    if wanted.ends_on is not None and wanted.ends_on <= starts:
        raise RuleBroken("term", _("Het einde komt na het begin."), 422)
    return {
        "name": name, "plan": wanted.plan, "purpose": wanted.purpose.strip(), "expected": wanted.expected.strip(),
        "starts_on": starts, "ends_on": wanted.ends_on,
    }  # fmt: skip
