"""The trajectory of the world's school and a partnership team with a parent in it."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.access import codes
from driehoek.plans.models import Plan
from driehoek.trajectories.models import (
    AgendaPoint,
    BodyAnswer,
    BodySort,
    Candidate,
    Helper,
    Intake,
    Member,
    PathTask,
    Step,
    StepSort,
    Team,
    TeamDecision,
    TeamMeeting,
    TeamSort,
    TeamTask,
    Trajectory,
)


def add_path(side: Any) -> None:
    """Fill `side` within its open school; its plan and its year are there."""
    today = clock.today()
    plan = side.rows["plans.plan"]
    path = side.keep(
        Trajectory.objects.create(template="strategy", title="Ons traject", year=side.rows["schools.schoolyear"], anchor_on=today)
    )
    step = side.keep(Step.objects.create(trajectory=path, sort=StepSort.PLAN, title="Het plan", due_on=today, about=plan.pk))
    side.keep(PathTask.objects.create(step=step, title="Bel de MR", due_on=today, owner=side.rows["people.staffmember"]))
    side.keep(BodyAnswer.objects.create(trajectory=path, body=BodySort.MR, told_on=today))
    side.keep(Intake.objects.create(trajectory=path, answers={"stands": side.word}))
    team = side.keep(
        Team.objects.create(
            sort=TeamSort.PARTNERSHIP, name="Het team", plan=plan, trajectory=path, call_until=today + dt.timedelta(days=20)
        )
    )
    Plan.objects.filter(pk=plan.pk).update(draws={"occasions": [str(side.rows["invitations.occasion"].pk)]})
    parent = side.keep(Member.objects.create(team=team, name=f"Ouder {side.word}", layer="parent"))
    left = Member.objects.create(team=team, name=f"Was {side.word}", layer="parent", left_at=clock.now())
    until = clock.now() + dt.timedelta(days=300)
    own = [codes.issue("team", one.pk, until)[0].pk for one in (parent, left)]
    side.passes["teamparent"] = [own[0], codes.issue("teamcall", team.pk, until)[0].pk]
    side.passes["teamleft"] = [own[1]]
    side.keep(Candidate.objects.create(team=team, name=f"Ouder {side.word}", said="Ik denk graag mee."))
    meeting = side.keep(TeamMeeting.objects.create(team=team, starts_at=clock.now() + dt.timedelta(days=7)))
    side.keep(AgendaPoint.objects.create(team=team, meeting=meeting, title="Kennismaken"))
    side.keep(TeamDecision.objects.create(meeting=meeting, text="We beginnen klein."))
    side.keep(Helper.objects.create(activity=side.rows["plans.activity"], member=parent))
    side.keep(TeamTask.objects.create(team=team, title="Koffie"))
