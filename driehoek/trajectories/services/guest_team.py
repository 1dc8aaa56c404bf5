"""What a parent in the team does from their own desk. Refusals in words for parents."""

import uuid

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans.models import Activity, ActivityState
from driehoek.plans.services import programme

from ..models import AgendaPoint, Member, TeamTask
from ..queries.guest_team import helper_name, names_in
from . import team_work

MOST_HELPERS = 300


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
    """Their name with who helps, or off it again. Two at once: both stand there."""
    for _time in range(3):
        now: Activity = Activity.for_gate().get(pk=activity.pk)
        names = [name for name in names_in(now.helpers) if name != helper_name(member)] + ([helper_name(member)] if is_on else [])
        helpers = ", ".join(names)
        if len(helpers) > MOST_HELPERS or now.state not in {ActivityState.PLANNED, ActivityState.IDEA}:
            raise RuleBroken("full", _("Er zijn al veel helpers, of het is geweest. Vraag het gerust aan de school."))
        if helpers == now.helpers:
            return
        wanted = programme.Wanted(
            **{name: getattr(now, name) for name in programme.Wanted.__dataclass_fields__} | {"helpers": helpers}
        )  # fmt: skip
        try:
            programme.change(activity=now, wanted=wanted, seen=now.edits, by=by)
            return
        except RuleBroken as broken:
            if broken.code != "edited":
                raise changed() from broken
    raise changed()


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
