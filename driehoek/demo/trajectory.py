"""The path that the first school walks: from the MR's yes to a partnership team with two parents in it."""

import datetime as dt
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.library.reading_teams import load_teams
from driehoek.meetings.models import Layer, Meeting, MeetingState
from driehoek.people.models import StaffMember
from driehoek.plans.models import Plan
from driehoek.scans.models import SessionKind, TeamSession
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import Intake, Member, Step, StepSort, Team, TeamMeeting, TeamSort, Trajectory
from driehoek.trajectories.services import team_calls, team_meetings, team_members, team_work, teams
from driehoek.trajectories.services.noting import note_body, save_intake
from driehoek.trajectories.services.starting import start_trajectory
from driehoek.trajectories.services.stepping import finish_step, link_step, start_step
from driehoek.trajectories.services.working import finish_task

WORDS = Path(__file__).parent / "data" / "trajectory.toml"
BEGAN = 105  # days before its evening


@cache
def _said() -> dict[str, Any]:
    with WORDS.open("rb") as file:
        return tomllib.load(file)


def trajectory(school: School, *, by: Who) -> None:
    """Its evening was held, the plan is shared, the team met once. Sessions, evening and plan are there before."""
    today = clock.today()
    with within(school):
        meeting = Meeting.objects.select_related("occasion").filter(state=MeetingState.REPORTED).first()
        evening = meeting.occasion.starts_at.astimezone(clock.SCHOOL_TIME).date()
        with _on(evening - dt.timedelta(days=BEGAN)):
            made = start_trajectory(key=clock.new_id(), template="strategy", title="Samen om het kind", anchor_on=evening, by=by)
        path = made.trajectory
        _before(path, today, by)
        with _on(today - dt.timedelta(days=9)):
            team = _team(path, school, today, by)
        _walk(path, {
            StepSort.SCAN: lambda: TeamSession.objects.filter(kind=SessionKind.TEAM_SCAN).first(),
            StepSort.TURNOUT: lambda: TeamSession.objects.filter(kind=SessionKind.TEAM_SCAN).first(),
            StepSort.VISION: lambda: TeamSession.objects.filter(kind=SessionKind.VISION).first(),
            StepSort.MEETING: lambda: meeting,
            StepSort.PLAN: lambda: Plan.objects.first(),
        }, by)  # fmt: skip
        for step in Step.objects.filter(trajectory=path, sort=StepSort.TEAM):
            link_step(step=step, about=team.pk, by=by)
        for step in Step.objects.filter(trajectory=path, sort=StepSort.PROGRAMME):
            start_step(step=step, by=by)


def _on(day: dt.date) -> Any:
    return clock.stopped(clock.at(day, dt.time(16)))


def _before(path: Trajectory, today: dt.date, by: Who) -> None:
    """What MR, privacy officer and board said, and the talk before the beginning."""
    for row in _said()["bodies"]:
        with _on(path.anchor_on + dt.timedelta(days=row["days"])):
            values = {name: row[name] for name in ("body", "outcome", "name", "note")}
            note_body(trajectory=path, told_on=clock.today(), by=by, **values)
    told = dict(_said()["intake"])
    along = told.pop("who_along")
    with _on(path.anchor_on - dt.timedelta(days=80)):
        seen = Intake.objects.get(trajectory=path).edits
        save_intake(trajectory=path, answers=told, who_along=along, held_on=clock.today(), seen=seen, by=by)


def _walk(path: Trajectory, things: dict[str, Callable[[], Any]], by: Who) -> None:
    """Every step up to the plan is done, on its day or today when that is still to come."""
    done = [StepSort.BODIES, StepSort.INTAKE, *things]
    for step in Step.objects.select_related("trajectory").filter(trajectory=path, sort__in=done):
        with _on(min(step.due_on, clock.today())):
            if step.sort in things:
                link_step(step=step, about=things[step.sort]().pk, by=by)
            for task in step.tasks.select_related("step__trajectory"):
                finish_task(task=task, by=by)
            finish_step(step=step, by=by)


def _team(path: Trajectory, school: School, today: dt.date, by: Who) -> Team:
    words, said = load_teams()[TeamSort.PARTNERSHIP], _said()["team"]
    wanted = teams.Wanted(
        name=said["name"], plan=Plan.objects.first(), purpose=words.purpose.say("nl", school.sector),
        expected=words.expected.say("nl", school.sector), ends_on=today + dt.timedelta(days=640),
    )  # fmt: skip
    team = teams.make_team(by=by, key=clock.new_id(), sort=TeamSort.PARTNERSHIP, wanted=wanted, trajectory=path)
    members = _members(team, by)
    teams.set_focus(by=by, team=team, focus=said["focus"])
    _meetings(team, members, school, today, by)
    call = {language: words.call.say(language, school.sector) for language in ("nl", "tr", "ar")}
    team_calls.save_call(by=by, team=team, words=call, until=today + dt.timedelta(days=20))
    one = _said()["candidate"]
    team_calls.come_forward(team=Team.for_gate().get(pk=team.pk), key=clock.new_id(), phone="", by=WORKER, **one)
    return team


def _members(team: Team, by: Who) -> list[Member]:
    """Two parents, each with a code by mail, and three colleagues, the leader among them."""
    parents = [
        team_members.add_member(by=by, team=team, key=clock.new_id(), layer=Layer.PARENT, **row)
        for row in _said()["team"]["parents"]
    ]
    for one in parents:
        team_members.mail_code(by=by, member=one)
    staff = list(StaffMember.objects.filter(email__in=("dirk@klimboom.example.org", "carla@klimboom.example.org")))
    layers = {"dirk": Layer.LEADING, "carla": Layer.UPPER}
    colleagues = [
        team_members.add_member(by=by, team=team, key=clock.new_id(), layer=layers[one.email.partition("@")[0]], staff=one)
        for one in staff
    ]
    return [*parents, *colleagues]


def _meetings(team: Team, members: list[Member], school: School, today: dt.date, by: Who) -> None:
    """One was held; the next has an agenda on which a parent put the first point."""
    said = _said()["team"]
    held = _plan(team, _school_day(today, -6), dt.time(15, 30), school, by)
    for text in said["decisions"]:
        team_work.decide(by=by, meeting=held, key=clock.new_id(), text=text)
    for row in said["tasks"]:
        owner = members[row["owner"]] if row["owner"] >= 0 else None
        day = today + dt.timedelta(days=row["in_days"])
        task = team_work.add_task(
            by=by, team=team, key=clock.new_id(), title=row["title"], owner=owner, due_on=day, meeting=held
        )  # fmt: skip
        if row.get("done"):
            team_work.finish_task(by=by, task=task)
    with _on(today - dt.timedelta(days=1)):
        team_meetings.hold(by=by, meeting=TeamMeeting.for_gate().get(pk=held.pk), notes=said["notes"])
    coming = _plan(team, _school_day(today, 15), dt.time(19, 30), school, by)
    asked = "Kunnen we ook ouders vragen die 's avonds werken?"
    team_work.add_point(by=by, team=team, key=clock.new_id(), title=asked, meeting=coming, asked_by=members[0])
    team_work.add_point(by=by, team=team, key=clock.new_id(), title="Hoe gaat het bellen?", meeting=coming)
    team_meetings.tell_members(by=by, meeting=TeamMeeting.for_gate().get(pk=coming.pk))


def _plan(team: Team, day: dt.date, time: dt.time, school: School, by: Who) -> TeamMeeting:
    return team_meetings.plan_meeting(
        by=by, team=team, key=clock.new_id(), starts_at=clock.at(day, time), minutes=90, place="de koffiekamer", sector=school.sector
    )  # fmt: skip


def _school_day(today: dt.date, days: int) -> dt.date:
    day = today + dt.timedelta(days=days)
    while day.weekday() >= 5:
        day += dt.timedelta(days=1)
    return day
