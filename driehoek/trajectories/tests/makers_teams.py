"""A partnership team with a leader, a teacher and a parent, and words of the library to begin with."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import PASSES, Who
from driehoek.people.models import StaffMember
from driehoek.plans.models import Plan
from driehoek.schools.models import SchoolYear
from driehoek.trajectories.models import Member, Team, TeamMeeting, TeamSort
from driehoek.trajectories.services import team_meetings, team_members, teams


def a_team(by: Who, *, plan: Plan | None = None, sort: str = TeamSort.PARTNERSHIP, **given: Any) -> Team:
    """With a plan that is settled."""
    plan = plan or Plan.objects.create(title="Samen", year=SchoolYear.objects.get_or_create(starts_in=2026)[0], settled_number=1)
    wanted = teams.Wanted(**({"name": "Ons team", "plan": plan, "ends_on": clock.today() + dt.timedelta(days=300)} | given))
    return teams.make_team(by=by, key=clock.new_id(), sort=sort, wanted=wanted)


def a_parent(by: Who, team: Team, name: str = "Aïcha", **given: Any) -> Member:
    values = {"layer": "parent", "email": f"{name.lower()[:3]}@example.org", "language": "nl"} | given
    return team_members.add_member(by=by, team=team, key=clock.new_id(), name=name, **values)


def a_colleague(by: Who, team: Team, who: Who, layer: str = "lower") -> Member:
    staff, _made = StaffMember.objects.get_or_create(
        user_id=who.user_id, defaults={"given_name": who.name, "email": f"{who.name.lower()}@example.org"}
    )
    return team_members.add_member(by=by, team=team, key=clock.new_id(), staff=staff, layer=layer)


def a_meeting(by: Who, team: Team, days: int = 10, **given: Any) -> TeamMeeting:
    """At half past seven, so many days away."""
    values = {"minutes": 90, "place": "Teamkamer", "sector": "po"} | given
    starts = clock.at(clock.today() + dt.timedelta(days=days), dt.time(19, 30))
    return team_meetings.plan_meeting(by=by, team=team, key=clock.new_id(), starts_at=starts, **values)


def come_in(client: Any, member: Member) -> Any:
    """The browser of who opened the code of this member. Call within the school."""
    session = client.session
    code = codes.AccessCode.objects.filter(about=member.pk, purpose="team:link", revoked_at=None).get()
    session[PASSES] = [str(code.pk)]
    session.save()
    return client
