"""Ties, landings and menu of the teams; imported when the app is ready.

A colleague who is a member may work in the team and on the programme of its plan. A parent in the team holds a code about their own
row (`CODE`), which ends with their membership, and comes in at the team's own page only.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.codes import Owner, register_landing, register_owner
from driehoek.access.policy import STAFF, Action, Tie, register_tie
from driehoek.access.screen import register_nav
from driehoek.access.who import Who
from driehoek.meetings.services.team import when_team_changes
from driehoek.outbox.letters import register
from driehoek.people.handover import as_open_work, pass_on, register_open_rows
from driehoek.people.models import Guardian, StaffMember
from driehoek.people.own import register as register_own
from driehoek.people.weekly import WeekLine, register_week
from driehoek.plans.helping import register_helpers

from . import team_letters, team_telling
from .models import Member, Team, TeamTask
from .queries.guest_team import helpers_of
from .services.team_members import follow_crew

CODE = "team"  # a code about a Member
CALL = "teamcall"  # a code about a Team: answering its open call


def is_member(who: Who, team: Team | None) -> bool:
    """A colleague, in this team now; an adviser works along and sees no parents. One query."""
    if team is None or who.user_id is None or not who.roles & STAFF or team.ended_at is not None:
        return False
    return Member.objects.filter(
        team=team.pk, staff__user=who.user_id, staff__left_on__isnull=True, left_at__isnull=True
    ).exists()


def is_this_member(who: Who, member: Member) -> bool:
    """Holds the code of this very member, who is in a team that goes on. No query."""
    return member.left_at is None and member.team.ended_at is None and who.holds(CODE, member.pk)


def _of_plan(who: Who, plan_id: uuid.UUID) -> bool:
    if who.user_id is None or not who.roles & STAFF:
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
    register_tie(Tie.TAKES_PART, "trajectories.member", is_this_member)  # their own desk, and no screen of staff
    register_tie(Tie.HOLDS_LINK, "trajectories.team", lambda who, team: who.holds(CALL, team.pk))
    register_tie(Tie.MEMBER, "plans.plan", lambda who, plan: _of_plan(who, plan.pk))
    register_tie(Tie.MEMBER, "plans.activity", lambda who, activity: _of_plan(who, activity.plan_id))
    register_tie(Tie.MEMBER, "plans.given", lambda who, one: one.activity is not None and _of_plan(who, one.activity.plan_id))
    register_tie(Tie.MEMBER, "plans.line", lambda who, line: _of_plan(who, line.plan_id))
    register_tie(Tie.MEMBER, "plans.plannedaction", lambda who, planned: _of_plan(who, planned.ambition.plan_id))


def owners(abouts: list[uuid.UUID]) -> dict[uuid.UUID, Owner]:
    """Of the one parent whose address it is; otherwise of somebody by themselves, the same one in all their teams.

    An address that two parents share says of neither who it is.
    """
    rows = list(Member.objects.filter(pk__in=abouts).order_by("pk").values_list("pk", "email"))
    mails: dict[str, list[uuid.UUID]] = {}
    for key, email in rows:
        mails.setdefault(email.strip().lower() or str(key), []).append(key)
    known: dict[str, list[Owner]] = {}
    lowered = Guardian.objects.annotate(address=Lower("email")).filter(address__in=list(mails)).exclude(email="")
    for person, home, address in lowered.order_by().values_list("pk", "household_id", "address"):
        known.setdefault(address, []).append(Owner(home, person))
    found: dict[uuid.UUID, Owner] = {}
    for address, keys in mails.items():
        whose = known.get(address, [])
        found |= dict.fromkeys(keys, whose[0] if len(whose) == 1 else Owner(keys[0], keys[0]))
    return found


@register_week
def week_of_teams(until: dt.date, user_id: uuid.UUID | None) -> list[tuple[uuid.UUID, WeekLine]]:
    """Tasks of colleagues. One query."""
    rows = TeamTask.objects.filter(
        done_at=None, due_on__lte=until, team__ended_at=None, owner__left_at=None, owner__staff__user__isnull=False,
        owner__staff__left_on__isnull=True,
    )  # fmt: skip
    if user_id is not None:
        rows = rows.filter(owner__staff__user=user_id)
    return [
        (one.owner.staff.user_id, WeekLine(one.due_on, one.title, one.team.name))
        for one in rows.select_related("owner__staff", "team")
    ]


def in_hand(staff: StaffMember) -> Any:
    """Tasks of a team that goes on; one without a day is for today."""
    rows = TeamTask.objects.filter(owner__staff=staff, done_at=None, team__ended_at=None)
    return as_open_work(rows.annotate(day=Coalesce("due_on", Value(clock.today()))), "team_task", day="day")


def give_tasks(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    """Who takes them over takes the place in the team too, unless they are in it."""
    rows = TeamTask.objects.filter(pk__in=list(keys), owner__staff=holder, done_at=None, team__ended_at=None)
    given: list[uuid.UUID] = []
    for team_id, layer in set(rows.values_list("team", "owner__layer")):
        member, _made = Member.objects.get_or_create(team_id=team_id, staff=to, defaults={"layer": layer})
        Member.objects.filter(pk=member.pk).update(left_at=None)
        here = list(rows.filter(team=team_id).values_list("pk", flat=True))
        given += pass_on(TeamTask.objects.filter(pk__in=here), "owner", member, by)
    return given


def _desk(school_slug: str, about: uuid.UUID) -> str:
    return reverse("team_desk", args=[school_slug, about])


def _call(school_slug: str, about: uuid.UUID) -> str:
    return reverse("team_call_answer", args=[school_slug, about])


_register()
register_landing(CODE, _desk)
register_landing(CALL, _call)
register_owner(CODE, owners)
register_open_rows(in_hand, give_tasks)
when_team_changes(follow_crew)
register_own(team_telling.TELLER)
register_helpers(helpers_of)
for _letter, _maker in team_letters.MAKERS.items():
    register(_letter, _maker)
register_nav(44, _("Teams"), "teams", "people", Action.SEE_TEAM, parts=("teams/",), stage="teams")
