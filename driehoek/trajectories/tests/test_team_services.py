"""Teams below the screens: codes, letters, what is taken at once, what ends by itself, on both databases."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import Meeting
from driehoek.meetings.tests.makers import make_meeting
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people.handover import give, open_work
from driehoek.people.models import StaffMember
from driehoek.people.weekly import lines
from driehoek.plans.models import Activity
from driehoek.schools.models import School
from driehoek.schools.privacy import run_retention
from driehoek.schools.scoping import within
from driehoek.trajectories import rules_teams as rules
from driehoek.trajectories.models import AgendaPoint, Candidate, Member, Team, TeamTask
from driehoek.trajectories.queries.guest_team import helpers_of
from driehoek.trajectories.services import guest_team, team_calls, team_meetings, team_members, team_work, teams

from .makers_teams import a_colleague, a_meeting, a_parent, a_team

pytestmark = pytest.mark.database


def made(letter: str) -> list[Any]:
    """The mails of this letter as they would go now."""
    return [letters.make(one) for one in Message.objects.filter(letter=letter).order_by("put_at", "pk")]


def test_of_a_meeting_everybody_hears_once_in_their_language_and_again_when_it_changes(
    school: School, dirk: Who, carla: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        a_colleague(dirk, team, carla)
        a_parent(dirk, team, "Aïcha", language="tr")
        a_parent(dirk, team, "Bas", email="")
        meeting = a_meeting(dirk, team)
        assert (team_meetings.tell_members(by=dirk, meeting=meeting), team_meetings.tell_members(by=dirk, meeting=meeting)) == (
            2,
            0,
        )
        mails = {mail.to: mail for mail in made("team_meeting")}
        assert sorted(mails) == ["aïc@example.org", "carla@example.org"] and mails["aïc@example.org"].language == "tr"
        assert "/c/" in mails["aïc@example.org"].text and "/c/" not in mails["carla@example.org"].text
        assert b"METHOD:PUBLISH" in mails["aïc@example.org"].attachments[0].content
        [soon] = Message.objects.filter(letter="team_soon")
        assert soon.due_at == meeting.starts_at - dt.timedelta(days=2)
        later = meeting.starts_at + dt.timedelta(days=1)
        team_meetings.change_meeting(by=dirk, meeting=meeting, starts_at=later, minutes=90, place="Aula")
        assert letters.make(soon) is None and len([mail for mail in made("team_moved") if mail]) == 2
        meeting.refresh_from_db()
        team_meetings.cancel_meeting(by=dirk, meeting=meeting)
        assert all(b"METHOD:CANCEL" in mail.attachments[0].content for mail in made("team_off"))
        assert made("team_moved") == [None, None] and made("team_meeting") == [None, None]
        team_meetings.go_on(by=dirk, meeting=meeting)
        assert made("team_off") == [None, None]


def test_who_comes_forward_joins_or_hears_a_friendly_no_and_is_forgotten(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        until = clock.today() + dt.timedelta(days=10)
        team_calls.save_call(by=dirk, team=team, words={}, until=until)
        team.refresh_from_db()
        said = {"phone": "", "said": "", "by": dirk, "team": team}
        yes, no = [
            team_calls.come_forward(key=clock.new_id(), name=name, email=f"{name.lower()}@example.org", language="pl", **said)
            for name in ("Ola", "Jan")
        ]
        assert yes is not None and no is not None
        team_calls.say_yes(by=dirk, candidate=yes)
        team_calls.say_no(by=dirk, candidate=no)
        with pytest.raises(RuleBroken):
            team_calls.say_yes(by=dirk, candidate=no)
        [welcome], [sorry] = made("team_code"), made("team_call_no")
        assert (welcome.to, sorry.to, sorry.language) == ("ola@example.org", "jan@example.org", "pl")
        team_calls.take_back(by=dirk, candidate=yes)
        team_calls.take_back(by=dirk, candidate=no)
        assert made("team_code") == [None] and made("team_call_no") == [None]
        run_retention(clock.now() + dt.timedelta(days=39))
        assert Candidate.objects.count() == 2
        run_retention(clock.now() + dt.timedelta(days=42))
        assert not Candidate.objects.exists()


def test_a_code_stops_with_a_new_one_and_what_was_in_hand_comes_back_with_its_owner(
    school: School, dirk: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        parent = a_parent(dirk, team)
        before = codes.codes_for("team", [parent.pk])[parent.pk]
        team_members.new_code(by=dirk, member=parent)
        assert codes.find(before["printed"]) is None
        assert codes.codes_for("team", [parent.pk])[parent.pk].keys() == {"link", "printed"}
        task = TeamTask.objects.create(team=team, title="Koffie", owner=parent)
        kept = team_members.remove_member(by=dirk, member=parent)
        assert TeamTask.objects.get().owner_id is None
        for _twice in range(2):
            team_members.put_back_member(by=dirk, team=team, kept=kept)
        task.refresh_from_db()
        assert task.owner_id == parent.pk and Member.objects.get(pk=parent.pk).left_at is None


def test_an_action_team_ends_by_itself_six_weeks_after_its_report(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        meeting = make_meeting(school, dirk)
        team = teams.make_action_team(by=dirk, meeting=meeting)
        assert teams.make_action_team(by=dirk, meeting=meeting).pk == team.pk
        Meeting.objects.update(reported_at=clock.now() - dt.timedelta(days=41))
        assert teams.end_action_teams() == 0
        Meeting.objects.update(reported_at=clock.now() - dt.timedelta(days=43))
        assert (teams.end_action_teams(), teams.end_action_teams()) == (1, 0)
        teams.resume_team(by=dirk, team=team)
        assert teams.end_action_teams() == 0


def test_a_name_is_erased_two_school_years_after_the_end(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        a_parent(dirk, team)
        run_retention(clock.now() + dt.timedelta(days=2000))
        assert Member.objects.exists()
        teams.end_team(by=dirk, team=team)
        run_retention(clock.now() + dt.timedelta(days=400))
        assert Member.objects.exists()
        run_retention(clock.now() + dt.timedelta(days=1200))
        assert not Member.objects.exists() and Team.objects.exists()


def test_tasks_of_colleagues_stand_in_their_week_and_go_to_who_takes_over(
    school: School, dirk: Who, carla: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        mine, parent = a_colleague(dirk, team, carla), a_parent(dirk, team)
        soon = clock.today() + dt.timedelta(days=3)
        task = team_work.add_task(by=dirk, team=team, key=clock.new_id(), title="Koffie", owner=mine, due_on=soon)
        team_work.add_task(by=dirk, team=team, key=clock.new_id(), title="Thee", owner=parent, due_on=soon)
        assert carla.user_id
        assert [one.words for one in lines(carla.user_id, soon)] == ["Koffie"]
        staff, other = mine.staff, StaffMember.objects.create(given_name="Els")
        assert staff is not None and [one.title for one in open_work(staff)] == ["Koffie"]
        give([task.pk], staff, other, dirk)
        task.refresh_from_db()
        assert task.owner is not None and task.owner.staff_id == other.pk and task.owner.team_id == team.pk


def test_two_who_help_along_both_stand_there_and_points_of_parents_first(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        team = a_team(dirk)
        one, two = a_parent(dirk, team), a_parent(dirk, team, "Bas, de vader")
        activity = Activity.objects.create(plan=team.plan, title="Kijkochtend")
        for member in (one, two, one):
            guest_team.help_along(by=dirk, member=member, activity=activity, is_on=True)
        assert sorted(helpers_of(activity.pk)) == ["Aïcha", "Bas, de vader"] and not Activity.objects.get().helpers
        meeting = a_meeting(dirk, team)
        team_work.add_point(by=dirk, team=team, key=clock.new_id(), title="Begroting", meeting=meeting)
        guest_team.ask_point(by=dirk, member=one, key=clock.new_id(), title="Fruit")
        rows = team_work.in_order(AgendaPoint.objects.filter(meeting=meeting).select_related("asked_by"))
        assert rows[0].title == "Fruit"
        team_work.move_point(by=dirk, point=rows[-1], step=-1)
        again = team_work.in_order(AgendaPoint.objects.filter(meeting=meeting).select_related("asked_by"))
        assert [row.title for row in again][0] == "Fruit" and again[-2].title == "Begroting"


def test_a_term_ends_with_a_school_year_and_a_missing_part_is_named() -> None:
    assert rules.term_from(dt.date(2026, 11, 23)) == dt.date(2028, 7, 31)
    assert rules.term_from(dt.date(2026, 8, 20)) == dt.date(2027, 7, 31)
    assert rules.term_from(dt.date(2026, 11, 23), rules.WORKING) == dt.date(2027, 7, 31)  # one school year at the latest
    assert rules.term_from(dt.date(2027, 7, 1), rules.WORKING) == dt.date(2028, 7, 31)
    assert rules.missing("partnership", ["leading", "upper"]) == ["parent"]
    assert rules.missing("partnership", ["parent"]) == ["leading", "teachers"]
    assert rules.moved([1, 2, 3], 3, -1) == [1, 3, 2] and rules.moved([1, 2], 1, -1) == [1, 2]
