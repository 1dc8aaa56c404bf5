"""What a link of a parent opens and what not, and what colleagues, leaders and an adviser read of parents in a team."""

from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.policy import Role
from driehoek.access.who import PASSES, Who
from driehoek.conftest import make_staff, sign_in
from driehoek.people.models import Guardian, Guardianship, Household, Pupil, Restriction
from driehoek.plans.models import Activity, Given, ShelfItem
from driehoek.plans.tests.makers import at
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import AgendaPoint, Candidate, TeamMeeting, TeamTask
from driehoek.trajectories.services import guest_team
from driehoek.trajectories.services.team_members import new_code

from .makers_teams import a_colleague, a_meeting, a_parent, a_team, come_in

pytestmark = pytest.mark.django_db


def test_the_link_of_a_parent_opens_their_desk_and_no_screen_of_staff(
    client: Client, school: School, dirk: Who, carla: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        parent, meeting = a_parent(dirk, team), a_meeting(dirk, team)
        come_in(client, parent)
    opened = client.session[PASSES]
    sign_in(client, carla)  # a teacher who is no member, on a phone that opened the link of a parent
    session = client.session
    session[PASSES] = opened
    session.save()
    assert client.get(at(school, "team_desk", parent)).status_code == 200
    assert client.get(at(school, "team_meeting_edit", meeting)).status_code == 404
    assert client.post(at(school, "team_meeting_cancel", meeting)).status_code == 404
    with within(school):
        assert TeamMeeting.objects.get().cancelled_at is None


def test_a_parent_takes_their_own_point_back_and_hears_of_a_new_link(
    client: Client, school: School, dirk: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        parent, other = a_parent(dirk, team), a_parent(dirk, team, "Bas")
        theirs = guest_team.ask_point(by=dirk, member=other, key=clock.new_id(), title="Van Bas")
        come_in(client, parent)
    own = at(school, "team_desk_own_point", parent)
    client.post(at(school, "team_desk_point", parent), {"key": str(clock.new_id()), "title": "Fruit"})
    with within(school):
        mine = AgendaPoint.objects.get(title="Fruit")
    assert client.post(own, {"point": str(theirs.pk)}).status_code == 409
    for sent, left in (({"point": str(mine.pk)}, 1), ({}, 2)):
        assert client.post(own, sent).status_code == 302
        with within(school):
            assert AgendaPoint.objects.count() == left
    assert client.post(own).status_code == 409
    with within(school):
        assert AgendaPoint.objects.get(title="Fruit").asked_by_id == parent.pk
        new_code(by=dirk, member=parent)
    late = client.post(at(school, "team_desk_point", parent), {"key": str(clock.new_id()), "title": "Gym"})
    text = late.content.decode()
    assert late.status_code == 409 and "Gym" in text and "nieuwe link" in text and "niet meer in dit team" not in text


def test_a_member_keeps_the_programme_and_does_not_read_whose_task_it_is(
    client: Client, school: School, dirk: Who, carla: Who, moment: Any
) -> None:
    adviser = make_staff(school, "Ad", Role.TRAJECTORY_ADVISER)
    with within(school):
        team = a_team(dirk)
        parent = a_parent(dirk, team, "Geheime moeder")
        a_colleague(dirk, team, carla)
        a_colleague(dirk, team, adviser)
        activity = Activity.objects.create(plan=team.plan, title="Kijkochtend")
        guest_team.help_along(by=dirk, member=parent, activity=activity, is_on=True)
        task, meeting = TeamTask.objects.create(team=team, title="Koffie", owner=parent), a_meeting(dirk, team)
        items = [ShelfItem.objects.create(sort="activity", content={}) for _of in range(2)]
        given, elses = Given.objects.create(item=items[0], activity=activity), Given.objects.create(item=items[1])
    sign_in(client, carla)
    taken = [client.post(at(school, "shelf_take_back", one), {"plan": team.plan_id}).status_code for one in (given, elses)]
    assert taken == [302, 404], "who may share it may take it back"
    assert at(school, "activity_new", team.plan) in client.get(at(school, "plan_programme", team.plan)).content.decode()
    page = client.get(at(school, "activity", activity)).content.decode()
    assert at(school, "activity_change", activity) in page and "Geheime moeder" in page
    assert "Geheime moeder" not in client.get(at(school, "team_task", task)).content.decode()
    assert client.post(at(school, "team_task", task), {"title": "Thee"}).status_code == 409
    sign_in(client, adviser)
    assert "Geheime moeder" not in client.get(at(school, "activity", activity)).content.decode()
    for route, thing in (("team_desk", parent), ("team_meeting_edit", meeting), ("activity_change", activity)):
        assert client.get(at(school, route, thing)).status_code == 404, route
    with within(school):
        assert TeamTask.objects.get().owner_id == parent.pk


def test_who_came_forward_is_cleared_away_or_first_looked_up(client: Client, school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        guardian = Guardian.objects.create(household=Household.objects.create(), given_name="Els", email="Els@example.org")
        pupil = Pupil.objects.create(given_name="Kim")
        Guardianship.objects.create(guardian=guardian, pupil=pupil, restriction=Restriction.NO_CONTACT)
        Candidate.objects.create(team=team, name="Els", email="els@example.org")
        spam = Candidate.objects.create(team=team, name="Koop nu", phone="06")
    sign_in(client, dirk)
    call = at(school, "team_call", team)
    assert client.get(call).content.decode().count("Kijk eerst bij Mensen") == 1
    client.post(at(school, "candidate_drop", spam))
    with within(school):
        assert Candidate.objects.count() == 1
    client.post(at(school, "candidate_put_back", team))
    assert "Koop nu" in client.get(call).content.decode()
