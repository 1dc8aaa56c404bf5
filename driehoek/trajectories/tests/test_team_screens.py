"""Teams as staff see them: from an empty list to a meeting with decisions."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.meetings.tests.makers import make_meeting
from driehoek.outbox.models import Message
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity
from driehoek.plans.tests.makers import at
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import AgendaPoint, Candidate, Member, Team, TeamDecision, TeamMeeting, TeamTask

from .makers_teams import a_colleague, a_meeting, a_parent, a_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, moment: Any, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


def page(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_from_an_empty_list_to_a_team_that_says_who_is_missing(desk: Client, school: School, dirk: Who) -> None:
    assert "Nog geen teams" in page(desk.get(at(school, "teams")))
    new = at(school, "team_new")
    assert desk.post(new, {"name": "", "starts_on": "2026-11-23"}).status_code == 422
    sent = {"name": "Partnerschapsteam", "starts_on": "2026-11-23", "ends_on": "2028-07-31", "key": str(clock.new_id())}
    assert [desk.post(new, sent).status_code for _twice in range(2)] == [302, 302]
    with within(school):
        team = Team.objects.get()
        staff = StaffMember.objects.create(given_name="Carla")
    add = at(school, "team_member_new", team)
    member = {"key": str(clock.new_id()), "layer": "lower", "language": "nl", "staff": str(staff.pk), "name": "", "email": ""}
    assert desk.post(add, member).status_code == 302
    assert "Deze collega zit al in het team" in desk.post(add, member | {"key": str(clock.new_id())}).content.decode()
    shown = page(desk.get(at(school, "team_page", team)))
    assert "Nog niemand van: schoolleiding en ouders." in shown
    with within(school):
        one = Member.objects.get()
    desk.post(at(school, "team_member_remove", one))
    assert "Nog niemand. Begin met" in page(desk.get(at(school, "team_page", team)))
    desk.post(at(school, "team_member_put_back", team))
    with within(school):
        assert Member.objects.get().left_at is None


def test_the_action_team_of_a_meeting_gets_a_page_and_follows_its_meeting(desk: Client, school: School, dirk: Who) -> None:
    with within(school):
        meeting = make_meeting(school, dirk)
    crew = {"key": str(clock.new_id()), "staff": "", "name": "Mevrouw Amrani", "layer": "parent"}
    desk.post(at(school, "team", meeting), crew)
    assert "eigen code" in page(desk.get(at(school, "team", meeting)))
    assert desk.post(at(school, "team_of_meeting", meeting)).status_code == 302
    desk.post(at(school, "team", meeting), crew | {"key": str(clock.new_id()), "name": "Bas"})
    with within(school):
        team = Team.objects.get()
        assert sorted(Member.objects.values_list("name", flat=True)) == ["Bas", "Mevrouw Amrani"]
        bas = Member.objects.get(name="Bas")
    assert "Eigen link en code" in page(desk.get(at(school, "team_member", bas)))
    desk.post(at(school, "team_member_remove", bas))
    assert "Bas" not in page(desk.get(at(school, "team", meeting))).replace("Niet meer in het team: Bas", "")
    desk.post(at(school, "team_member_put_back", team))
    with within(school):
        assert Member.objects.filter(name="Bas", crew__isnull=False).exists()


def test_a_meeting_from_plan_to_decisions(desk: Client, school: School, dirk: Who) -> None:
    with within(school):
        team = a_team(dirk)
        parent = a_parent(dirk, team)
        AgendaPoint.objects.create(team=team, title="Van een ouder", asked_by=parent)
    new = at(school, "team_meeting_new", team)
    sent = {"key": str(clock.new_id()), "day": "2026-12-25", "time": "19:30", "minutes": "60", "place": "Teamkamer"}
    asked = desk.post(new, sent)
    assert asked.status_code == 422 and "Op deze dag:" in asked.content.decode()
    assert desk.post(new, sent | {"day": "2026-12-08"}).status_code == 302
    with within(school):
        meeting = TeamMeeting.objects.get()
    here = at(school, "team_meeting", meeting)
    assert "Van een ouder" in page(desk.get(here))
    desk.post(at(school, "team_point_add", meeting), {"key": str(clock.new_id()), "title": "Begroting", "minutes": "70"})
    shown = page(desk.get(here))
    assert shown.index("Van een ouder") < shown.index("Begroting") and "minuten te veel" in shown
    with within(school):
        point = AgendaPoint.objects.get(title="Begroting")
    desk.post(at(school, "team_point_move", point), {"to": "up"})
    assert page(desk.get(here)).index("Van een ouder") < page(desk.get(here)).index("Begroting")
    desk.post(at(school, "team_point_drop", point))
    desk.post(at(school, "team_point_back", team))
    assert "Begroting" in page(desk.get(here))
    desk.post(at(school, "team_point_put", point))
    assert "Dit wacht nog" in page(desk.get(here))
    assert desk.post(at(school, "team_meeting_hold", meeting), {"notes": "Kort"}).status_code == 422
    desk.post(at(school, "team_decide", meeting), {"key": str(clock.new_id()), "text": "We beginnen klein."})
    refused = desk.post(at(school, "team_task_add", meeting), {"title": "Koffie", "owner": "", "due_on": "2020-01-01"})
    assert refused.status_code == 422 and 'value="Koffie"' in refused.content.decode()
    desk.post(at(school, "team_task_add", meeting), {"title": "Koffie", "owner": str(parent.pk), "due_on": ""})
    with clock.stopped(dt.datetime(2026, 12, 8, 21, tzinfo=clock.SCHOOL_TIME)):
        sign_in(desk, dirk)
        assert desk.post(at(school, "team_meeting_hold", meeting), {"notes": "Het was goed."}).status_code == 302
        assert "geweest" in page(desk.get(here))
    for paper in (at(school, "team_meeting_paper", meeting), at(school, "team_decisions", team)):
        assert desk.get(paper).content.startswith(b"%PDF")
    with within(school):
        task, decision = TeamTask.objects.get(), TeamDecision.objects.get()
    assert "Koffie" in page(desk.get(at(school, "team_page", team))) and "Aïcha" in page(desk.get(at(school, "team_page", team)))
    desk.post(at(school, "team_task_turn", task), {"do": "finish"})
    desk.post(at(school, "team_decision_drop", decision))
    desk.post(at(school, "team_decision_back", meeting))
    assert "We beginnen klein." in page(desk.get(here)) and "klaar" in page(desk.get(here))


def test_the_call_and_who_came_forward(desk: Client, school: School, dirk: Who) -> None:
    with within(school):
        team = a_team(dirk)
    call = at(school, "team_call", team)
    page(desk.get(call))
    assert desk.post(call, {"until": "2020-01-01", "words_nl": "Doet u mee?"}).status_code == 422
    assert desk.post(call, {"until": "2026-12-20", "words_nl": "Doet u mee?", "words_tr": "Katılır mısınız?"}).status_code == 302
    shown = page(desk.get(call))
    assert "Doet u mee?" in shown and "/c/" in shown
    assert desk.get(at(school, "team_call_poster", team) + "?taal=ar").content.startswith(b"%PDF")
    with within(school):
        row = Candidate.objects.create(team=team, name="Els", email="els@example.org", language="tr", said="Lezen")
        other = Candidate.objects.create(team=team, name="Ömer", phone="06", language="tr")
    assert "Lezen" in page(desk.get(call))
    desk.post(at(school, "candidate_yes", row))
    assert desk.post(at(school, "candidate_no", row)).status_code == 409
    desk.post(at(school, "candidate_no", other))
    with within(school):
        member = Member.objects.get()
    assert desk.get(at(school, "team_member_card", member)).content.startswith(b"%PDF")
    with within(school):
        assert (member.name, member.language, member.layer) == ("Els", "tr", "parent")
        assert list(Message.objects.values_list("letter", flat=True)) == ["team_code"]
    desk.post(at(school, "candidate_back", row))
    with within(school):
        assert Member.objects.get().left_at is not None and Candidate.objects.get(name="Els").answer == ""


def test_names_of_owners_are_for_leaders_and_themselves_and_a_member_may_keep_the_programme(
    client: Client, school: School, dirk: Who, carla: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        mine, parent = a_colleague(dirk, team, carla), a_parent(dirk, team)
        TeamTask.objects.create(team=team, title="Koffie", owner=parent)
        TeamTask.objects.create(team=team, title="Thee", owner=mine)
        meeting = a_meeting(dirk, team)
        activity = Activity.objects.create(plan=team.plan, title="Kijkochtend")
    sign_in(client, carla)
    shown = page(client.get(at(school, "team_page", team)))
    tasks = shown[shown.index('id="tasks"') : shown.index('id="decided"')]
    assert "Aïcha" not in tasks and "ouder" in tasks and "Carla" in tasks
    assert client.get(at(school, "team_edit", team)).status_code == 404
    assert client.get(at(school, "team_meeting_edit", meeting)).status_code == 200
    change = at(school, "activity_change", activity)
    assert client.post(change, {"title": "Kijkmiddag", "seen": "0"}).status_code == 302
    with within(school):
        Member.objects.filter(pk=mine.pk).update(left_at=clock.now())
    assert client.get(change).status_code == 404
    assert client.get(at(school, "team_meeting_edit", meeting)).status_code == 404


def test_a_team_at_the_end_of_its_term_is_asked_and_ends_only_by_people(desk: Client, school: School, dirk: Who) -> None:
    with within(school):
        team = a_team(dirk)
        Team.objects.update(ends_on=dt.date(2026, 11, 1))
    assert "Gaat het team verder" in page(desk.get(at(school, "team_page", team)))
    desk.post(at(school, "team_prolong", team), {"until": "2027-07-31"})
    assert "Gaat het team verder" not in page(desk.get(at(school, "team_page", team)))
    desk.post(at(school, "team_end", team))
    assert "Dit team stopte op" in page(desk.get(at(school, "team_page", team)))
    desk.post(at(school, "team_resume", team))
    with within(school):
        assert Team.objects.get().ended_at is None
    focus = at(school, "team_focus", team)
    assert desk.post(focus, {"own": "Lezen\nNieuwe ouders"}).status_code == 302
    assert "Nieuwe ouders" in page(desk.get(at(school, "team_page", team)))
