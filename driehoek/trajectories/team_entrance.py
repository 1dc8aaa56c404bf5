"""Ties, landings and menu of the teams; imported when the app is ready.

A colleague who is a member may work in the team and on the programme of its plan. A parent in the team holds a code about their own
row (`CODE`), which ends with their membership, and comes in at the team's own page only.
"""

import uuid
from typing import Any

from driehoek.access.policy import Tie, register_tie
from driehoek.access.who import Who

from .models import Member, Team

CODE = "team"  # a code about a Member
CALL = "teamcall"  # a code about a Team: answering its open call


def is_member(who: Who, team: Team | None) -> bool:
    """A colleague, in this team now. One query."""
    if team is None or who.user_id is None or team.ended_at is not None:
        return False
    return Member.objects.filter(
        team=team.pk, staff__user=who.user_id, staff__left_on__isnull=True, left_at__isnull=True
    ).exists()


def takes_part(who: Who, team: Team | None) -> bool:
    """Holds the code of a member of this team who is in it now. One query."""
    held = who.held(CODE)
    if not held or team is None or team.ended_at is not None:
        return False
    return Member.objects.filter(team=team.pk, pk__in=held, left_at__isnull=True).exists()


def _of_plan(who: Who, plan_id: uuid.UUID) -> bool:
    if who.user_id is None:
        return False
    rows = Member.objects.filter(team__plan=plan_id, team__ended_at__isnull=True, left_at__isnull=True)
    return rows.filter(staff__user=who.user_id, staff__left_on__isnull=True).exists()


def _by(path: str) -> Any:
    """The team that a thing belongs to, by the names that lead there."""

    def team_of(thing: Any) -> Team | None:
        for name in filter(None, path.split(".")):
            thing = getattr(thing, name)
        found: Team | None = thing
        return found

    return team_of


def _register() -> None:
    for label, path in {
        "team": "", "member": "team", "teammeeting": "team", "agendapoint": "team", "teamdecision": "meeting.team", "teamtask": "team",
    }.items():  # fmt: skip
        team_of = _by(path)
        register_tie(Tie.MEMBER, f"trajectories.{label}", lambda who, thing, of=team_of: is_member(who, of(thing)))
        register_tie(Tie.TAKES_PART, f"trajectories.{label}", lambda who, thing, of=team_of: takes_part(who, of(thing)))
    register_tie(Tie.HOLDS_LINK, "trajectories.team", lambda who, team: who.holds(CALL, team.pk))
    register_tie(Tie.MEMBER, "plans.plan", lambda who, plan: _of_plan(who, plan.pk))
    register_tie(Tie.MEMBER, "plans.activity", lambda who, activity: _of_plan(who, activity.plan_id))
    register_tie(Tie.MEMBER, "plans.line", lambda who, line: _of_plan(who, line.plan_id))
    register_tie(Tie.MEMBER, "plans.plannedaction", lambda who, planned: _of_plan(who, planned.ambition.plan_id))


_register()
