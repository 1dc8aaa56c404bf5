"""Who is out of a team stays out, leaves nothing behind, and nothing that others typed is lost; on both databases."""

import datetime as dt
import uuid
from typing import Any

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import TeamMember as Crew
from driehoek.meetings.services import team as crew_services
from driehoek.meetings.tests.makers import make_meeting
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Household, StaffMember
from driehoek.people.queries.own import own_data
from driehoek.people.services import own
from driehoek.plans.models import Activity
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within
from driehoek.trajectories import rules_teams as rules
from driehoek.trajectories import team_entrance
from driehoek.trajectories.models import AgendaPoint, Candidate, Member, Team, TeamMeeting, TeamTask
from driehoek.trajectories.queries.guest_team import helpers_of
from driehoek.trajectories.services import guest_team, team_calls, team_meetings, team_members, team_work, teams

from .makers_teams import a_colleague, a_meeting, a_parent, a_team

pytestmark = pytest.mark.database


def a_call(by: Who, team: Team) -> Team:
    team_calls.save_call(by=by, team=team, words={"nl": "Kom"}, until=clock.today() + dt.timedelta(days=20))
    return Team.for_gate().get(pk=team.pk)


def comes(by: Who, team: Team, key: uuid.UUID | None = None, name: str = "Els") -> Candidate | None:
    return team_calls.come_forward(
        team=team, key=key or clock.new_id(), name=name, email="els@example.org", phone="", language="nl", said="Fruit", by=by
    )


def test_who_was_removed_does_not_come_back_by_the_key_of_a_member(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team, other = a_call(dirk, a_team(dirk)), a_call(dirk, a_team(dirk, name="Ander team"))
        gone, stays = a_parent(dirk, team, "Vader"), a_parent(dirk, team, "Moeder")
        team_members.remove_member(by=dirk, member=gone)
        assert [comes(dirk, where, one.pk) for where in (team, other) for one in (gone, stays)] == [None] * 4
        with pytest.raises(RuleBroken):
            team_members.add_member(by=dirk, team=other, key=stays.pk, layer="parent", name="Piet")
        candidate = comes(dirk, other)
        assert candidate is not None and comes(dirk, team, candidate.pk) is None
        for _twice in range(2):
            made = team_calls.say_yes(by=dirk, candidate=candidate)
            assert made.pk != candidate.pk and made.team_id == other.pk
            team_calls.take_back(by=dirk, candidate=candidate)
        left = dict(Member.objects.values_list("name", "left_at"))
        assert left["Vader"] and left["Els"] and not left["Moeder"] and Member.objects.count() == 3


def test_of_done_undone_and_done_again_one_mail_goes(school: School, dirk: Who, moment: Any) -> None:
    start = clock.now()
    with within(school):
        team = a_call(dirk, a_team(dirk))
        a_parent(dirk, team, email="a@example.org")
        meeting = a_meeting(dirk, team)
        team_meetings.tell_members(by=dirk, meeting=meeting)
        yes, no = comes(dirk, team), comes(dirk, team)
    assert yes is not None and no is not None
    for minutes in (0, 4):
        with clock.stopped(start + dt.timedelta(minutes=minutes)), within(school):
            team_meetings.cancel_meeting(by=dirk, meeting=meeting)
            team_calls.say_yes(by=dirk, candidate=yes)
            team_calls.say_no(by=dirk, candidate=no)
        if not minutes:
            with clock.stopped(start + dt.timedelta(minutes=2)), within(school):
                team_meetings.go_on(by=dirk, meeting=meeting)
                team_calls.take_back(by=dirk, candidate=yes)
                team_calls.take_back(by=dirk, candidate=no)
    with clock.stopped(start + dt.timedelta(minutes=30)), within(school):
        for name in ("team_off", "team_call_no", "team_code"):
            assert len([mail for row in Message.objects.filter(letter=name) if (mail := letters.make(row))]) == 1, name


def test_a_parent_reads_that_they_are_in_a_team_and_is_taken_out_of_all(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        someone = Guardian.objects.create(household=Household.objects.create(), given_name="Aïcha", email="Aicha@Example.org")
        team = a_call(dirk, a_team(dirk))
        mine, other = a_parent(dirk, team, email="aicha@example.org"), a_parent(dirk, team, "Bas", email="bas@example.org")
        activity = Activity.objects.create(plan=team.plan, title="Kijkochtend")
        guest_team.help_along(by=dirk, member=mine, activity=activity, is_on=True)
        Candidate.objects.create(team=team, name="Aïcha", email="aicha@example.org", said="Ik bak graag")
        told = str(own_data(someone).told)
        assert team.name in told and "Ik bak graag" in told and "Kijkochtend" in told and "Bas" not in told
        own.remove(guardian=someone, by=dirk)
        mine.refresh_from_db()
        assert (mine.name, mine.email, mine.left_at is not None) == ("", "", True) and not helpers_of(activity.pk)
        assert not codes.codes_for("team", [mine.pk]) and codes.codes_for("team", [other.pk]) and not Candidate.objects.exists()


def test_who_left_long_ago_and_who_came_forward_for_what_ended_are_forgotten(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team, ended = a_team(dirk), a_call(dirk, a_team(dirk, name="Klaar"))
        team_members.remove_member(by=dirk, member=a_parent(dirk, team))
        a_parent(dirk, team, "Bas")
        Team.objects.filter(pk=ended.pk).update(call_until=clock.today() + dt.timedelta(days=300))
        comes(dirk, ended)
        teams.end_team(by=dirk, team=ended)
        run_retention(clock.now() + dt.timedelta(days=29))
        assert Candidate.objects.exists()
        run_retention(clock.now() + dt.timedelta(days=31))
        assert not Candidate.objects.exists() and Member.objects.count() == 2
        run_retention(clock.now() + dt.timedelta(days=1200))
        assert [one.name for one in Member.objects.all()] == ["Bas"]


def test_two_who_are_called_the_same_help_and_one_leaves(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        one, two = a_parent(dirk, team, "Fatima"), a_parent(dirk, team, "Fatima")
        activity = Activity.objects.create(plan=team.plan, title="Kijkochtend")
        for member in (one, two):
            guest_team.help_along(by=dirk, member=member, activity=activity, is_on=True)
        guest_team.help_along(by=dirk, member=two, activity=activity, is_on=False)
        assert helpers_of(activity.pk) == ["Fatima"]
        kept = team_members.remove_member(by=dirk, member=one)
        assert not helpers_of(activity.pk)
        team_members.put_back_member(by=dirk, team=team, kept=kept)
        assert helpers_of(activity.pk) == ["Fatima"]


def test_what_a_colleague_wrote_or_took_meanwhile_is_not_lost(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        parent, meeting = a_parent(dirk, team), a_meeting(dirk, team)
        task = team_work.add_task(by=dirk, team=team, key=clock.new_id(), title="Koffie")
        seen = team_work.stamp_of(task)
        team_work.take_task(by=dirk, task=task, member=parent)
        with pytest.raises(RuleBroken) as broken:
            team_work.change_task(by=dirk, task=task, title="Koffie zetten", owner=None, due_on=None, seen=seen)
        assert broken.value.code == "edited" and TeamTask.objects.get().owner_id == parent.pk
        TeamMeeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - dt.timedelta(hours=2))
        meeting.refresh_from_db()
        team_meetings.hold(by=dirk, meeting=meeting, notes="Van Carla", seen=rules.stamp(""))
        with pytest.raises(RuleBroken) as broken:
            team_meetings.hold(by=dirk, meeting=meeting, notes="", seen=rules.stamp(""))
        assert broken.value.code == "edited" and TeamMeeting.objects.get().notes == "Van Carla"
        team_members.remove_member(by=dirk, member=parent)
        with pytest.raises(RuleBroken):
            team_work.take_task(by=dirk, task=task, member=parent)
        teams.end_team(by=dirk, team=team)
        with pytest.raises(RuleBroken):
            team_work.add_point(by=dirk, team=team, key=clock.new_id(), title="Fruit")


def test_an_action_team_goes_with_its_meeting_in_every_order(school: School, dirk: Who, carla: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        team = a_call(dirk, Team.for_gate().get(pk=teams.make_action_team(by=dirk, meeting=meeting).pk))
        candidate = comes(dirk, team)
        assert candidate is not None
        team_calls.say_yes(by=dirk, candidate=candidate)
        team_calls.take_back(by=dirk, candidate=candidate)
        assert not Crew.objects.exists() and not Member.objects.exists()
        parent = team_calls.say_yes(by=dirk, candidate=candidate)
        point = team_work.add_point(by=dirk, team=team, key=clock.new_id(), title="Fruit", asked_by=parent)
        team_members.put_back_member(by=dirk, team=team, kept=team_members.remove_member(by=dirk, member=parent))
        assert AgendaPoint.objects.get(pk=point.pk).asked_by_id == Member.objects.get().pk
        one, to = a_colleague(dirk, team, carla), StaffMember.objects.create(given_name="Nieuw")
        task = team_work.add_task(by=dirk, team=team, key=clock.new_id(), title="Koffie", owner=one)
        assert one.staff is not None
        team_entrance.give_tasks([task.pk], one.staff, to, dirk)
        crew_services.add_member(by=dirk, meeting=meeting, key=clock.new_id(), layer="lower", staff=to)
        assert Member.objects.get(staff=to).crew is not None


def test_a_code_that_ran_out_is_made_anew_and_one_address_is_one_person(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        homes = [Household.objects.create() for _two in range(2)]
        guardian = Guardian.objects.create(household=homes[0], given_name="Aïcha", email="A@example.org")
        one, two = (a_parent(dirk, a_team(dirk, name=name), email="a@example.org") for name in ("Een", "Twee"))
        known = team_entrance.owners([one.pk, two.pk])
        assert known[one.pk] == known[two.pk] == codes.Owner(homes[0].pk, guardian.pk)
        Guardian.objects.create(household=homes[1], given_name="Ex", email="a@example.org")
        shared = team_entrance.owners([one.pk, two.pk])
        assert shared[one.pk] == shared[two.pk] and shared[one.pk].home not in {home.pk for home in homes}
    with clock.stopped(clock.now() + team_members.CODE_LASTS + dt.timedelta(days=1)), within(school):
        assert not codes.codes_for("team", [one.pk], working=True)
        team_members.mail_code(by=dirk, member=one)
        assert codes.find(codes.codes_for("team", [one.pk], working=True)[one.pk]["link"]) is not None


def test_only_who_waits_for_an_answer_fills_the_call(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_call(dirk, a_team(dirk))
        row = {"team": team, "name": "x"}
        Candidate.objects.bulk_create([Candidate(**row, answer="no") for _one in range(rules.MOST_CANDIDATES)])
        spam = comes(dirk, team)
        assert spam is not None
        kept = team_calls.drop_candidate(by=dirk, candidate=spam)
        assert not Candidate.objects.filter(answer="").exists() and not Message.objects.exists()
        team_calls.put_back_candidate(by=dirk, team=team, kept=kept)
        assert Candidate.objects.get(answer="").email == "els@example.org"
