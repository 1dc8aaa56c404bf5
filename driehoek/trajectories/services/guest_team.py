"""What a parent in the team does from their own desk. Refusals in words for parents."""

import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans.models import Activity, ActivityState
from driehoek.plans.services import programme

from ..models import AgendaPoint, Helper, Member, TeamTask
from . import team_work

MOST_HELPERS = 60


def ask_point(*, by: Who, member: Member, key: uuid.UUID, title: str) -> AgendaPoint:
    """On the agenda of the meeting that comes, before what the school brings; otherwise it waits for one."""
    meeting = team_work.coming_meeting(member.team)
    return team_work.add_point(by=by, team=member.team, key=key, title=title, meeting=meeting, asked_by=member)


def turn_task(*, by: Who, member: Member, task: TeamTask, do: str) -> str:
    """`do`: take, leave, finish or reopen; the one that takes it back. Only what is free, or their own."""
    if do == "take":
        try:
            team_work.take_task(by=by, task=task, member=member)
        except RuleBroken as broken:
            if broken.code != "taken":
                raise changed() from broken
            raise RuleBroken(broken.code, _("Iemand anders in het team doet dit al. Fijn dat u het wilde doen.")) from broken
        return "leave"
    if task.owner_id != member.pk:
        raise RuleBroken("not-yours", _("Deze taak is van iemand anders, of nog van niemand."))
    if do == "leave":
        team_work.leave_task(by=by, task=task, member=member)
        return "take"
    if do == "finish":
        team_work.finish_task(by=by, task=task)
        return "reopen"
    if do == "reopen":
        team_work.reopen_task(by=by, task=task)
        return "finish"
    raise changed()


def help_along(*, by: Who, member: Member, activity: Activity, is_on: bool) -> None:
    """With who helps, or off it again: of this member alone, whatever others are called. Twice is once."""
    now = Activity.objects.select_for_update(no_key=True).filter(pk=activity.pk, plan=member.team.plan_id).first()
    if now is None:
        raise changed()
    helps = Helper.objects.filter(activity=now)
    if not is_on:
        if helps.filter(member=member).delete()[0]:
            trail.write("help_no_more", by=by, on=now)
        return
    if helps.filter(member=member).exists():
        return
    if helps.count() >= MOST_HELPERS or now.state not in {ActivityState.PLANNED, ActivityState.IDEA}:
        raise RuleBroken("full", _("Er zijn al veel helpers, of het is geweest. Vraag het gerust aan de school."))
    if not Member.objects.select_for_update(no_key=True).filter(pk=member.pk, left_at=None).first():
        raise changed()
    Helper.objects.bulk_create([Helper(activity=now, member=member)], ignore_conflicts=True)
    trail.write("help_along", by=by, on=now)


def drop_own_point(*, by: Who, member: Member, key: uuid.UUID | None) -> dict[str, Any]:
    """Their own point off what comes, as long as it was not spoken about; what comes back puts it back."""
    rows = AgendaPoint.for_gate().filter(pk=key, team=member.team_id, asked_by=member)
    point = rows.filter(Q(meeting=None) | Q(meeting__held_at=None, meeting__cancelled_at=None)).first()
    if point is None:
        raise changed()
    return team_work.drop_point(by=by, point=point)


def put_back_own_point(*, by: Who, member: Member, kept: dict[str, Any]) -> None:
    """As theirs, whatever the browser sent."""
    team_work.put_back_point(by=by, team=member.team, kept=kept | {"asked_by": str(member.pk)})


def propose(*, by: Who, member: Member, key: uuid.UUID, title: str) -> Activity:
    """An idea in the programme; the team talks about it."""
    plan = member.team.plan
    if plan is None:
        raise changed()
    try:
        return programme.add(plan=plan, wanted=programme.Wanted(title=title), key=key, by=by)
    except RuleBroken as broken:
        if broken.code == "full":
            raise RuleBroken("full", _("Er staan al heel veel ideeën. Zet het op de agenda, dan kiezen we samen.")) from broken
        raise changed() from broken


def changed() -> RuleBroken:
    return RuleBroken("changed", _("Dit is net veranderd. Zo staat het nu."))
