"""The screens of the path: who sees what, what is told, what stays typed, and how many queries they take."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access.policy import Role
from driehoek.access.who import WORKER, Who
from driehoek.conftest import make_staff, questions, sign_in
from driehoek.meetings.models import Meeting
from driehoek.meetings.services import Wanted, plan_meeting
from driehoek.meetings.tests.makers import make_staff_member
from driehoek.plans.models import Plan
from driehoek.scans.models import SessionKind, TeamSession, TurnoutPlan
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within
from driehoek.trajectories.models import BodyAnswer, Intake, Member, PathTask, Step, StepSort, Team, Trajectory
from driehoek.trajectories.queries.path import next_step
from driehoek.trajectories.services import stepping, working

from .makers_path import EVENING, a_path, at, step_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_content")]


@pytest.fixture
def desk(client: Client, school: Any, moment: Any, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.fixture
def path(school: Any, dirk: Who, moment: Any) -> Trajectory:
    with within(school):
        return a_path(dirk)


def test_the_empty_list_teaches_and_the_wizard_warns_and_makes_one(desk: Client, school: Any) -> None:
    page = desk.get(at(school, "trajectories")).content.decode()
    assert "Begin met een traject" in page and "?soort=strategy" in page and "Past bij een school" in page
    page = desk.get(at(school, "trajectory_new") + "?soort=strategy&anchor_on=2026-12-04").content.decode()
    assert "Sinterklaas" in page and "Stap evening" in page
    part = desk.get(at(school, "trajectory_day") + "?template=strategy&anchor_on=2027-03-18").content.decode()
    assert "18 maart 2027" in part and "Sinterklaas" not in part
    told = {"key": clock.new_id(), "template": "strategy", "title": "Ons jaar", "anchor_on": "2026-12-04"}
    looked = desk.post(at(school, "trajectory_new"), told | {"kijk": "1"})
    assert looked["Location"].endswith("?soort=strategy&title=Ons+jaar&anchor_on=2026-12-04")  # nothing secret in the address
    assert desk.post(at(school, "trajectory_new"), told | {"anchor_on": "x"}).status_code == 422
    for _twice in range(2):
        page = desk.post(at(school, "trajectory_new"), told, follow=True).content.decode()
    assert "Ons jaar" in page
    with within(school):
        assert Trajectory.objects.count() == 1
    assert "Sinterklaas" not in page  # told once, with the first press


def test_the_whole_path_asks_as_much_for_many_tasks_as_for_few(desk: Client, school: Any, path: Trajectory, dirk: Who) -> None:
    with within(school):
        _fill(path)
    with CaptureQueriesContext(connection) as few:
        assert desk.get(at(school, "trajectory", path)).status_code == 200
    with within(school):
        steps = list(Step.objects.filter(trajectory=path))
        owner = make_staff_member(dirk)
        Step.objects.bulk_create(
            Step(trajectory=path, title=f"Extra {n}", due_on=EVENING, position=20 + n) for n in range(12 - len(steps))
        )
        PathTask.objects.bulk_create(
            PathTask(step=step, title=f"Werk {n}", due_on=EVENING, owner=owner) for step in Step.objects.all() for n in range(6)
        )
    with CaptureQueriesContext(connection) as many:
        page = desk.get(at(school, "trajectory", path)).content.decode()
    assert page.count("Werk 5") >= 12
    assert questions(many) == questions(few) <= 12


def _fill(path: Trajectory) -> None:
    """Everything that a path may lead to."""
    year = SchoolYear.objects.get(starts_in=2026)
    session = TeamSession.objects.create(kind=SessionKind.TEAM_SCAN, title="Onze scan", closed_at=clock.now())
    TurnoutPlan.objects.create(session=session, meeting_on=EVENING)
    plan = Plan.objects.create(title="Ons plan", year=year)
    team = Team.objects.create(sort="partnership", name="Het team")
    meeting = plan_meeting(
        by=WORKER,
        wanted=Wanted(
            key=clock.new_id(), template="parents_meeting", title="De avond", day=EVENING, time=dt.time(19), place="Aula", tables=4,
            interpreter=False, childcare=False, reply_by=EVENING,
        ),
    ).meeting  # fmt: skip
    for key, about in {
        "scan": session, "turnout": session, "evening": meeting, "plan": plan, "team": team, "programme": plan,
    }.items():  # fmt: skip
        Step.objects.filter(trajectory=path, key=key).update(about=about.pk)


def test_others_see_the_role_and_only_owner_and_leaders_the_name(
    client: Client, school: Any, path: Trajectory, dirk: Who, carla: Who
) -> None:
    kees, thea = make_staff(school, "Kees", Role.TEACHER), make_staff(school, "Thea", Role.TRAJECTORY_ADVISER)
    with within(school):
        make_staff_member(carla)
        working.take_task(task=PathTask.for_gate().get(key="tell_mr"), by=carla)
        task = PathTask.objects.get(key="tell_mr")
    for who, named in ((dirk, True), (carla, True), (kees, False), (thea, False)):
        sign_in(client, who)
        for page in (client.get(at(school, "trajectory", path)), client.get(at(school, "step", task.step_id))):
            assert ("Carla Jansen" in page.content.decode()) is named
    assert "Carla Jansen" not in client.get(at(school, "path_task", task)).content.decode()
    assert client.post(at(school, "path_task_done", task)).status_code == 302
    sign_in(client, kees)
    assert client.post(at(school, "path_task_open", task)).status_code == 404
    sign_in(client, carla)
    assert client.post(at(school, "path_task_open", task)).status_code == 302


def test_a_finished_step_fills_the_next(desk: Client, school: Any, path: Trajectory) -> None:
    with within(school):
        scan, turnout, evening, plan = (step_of(path, key) for key in ("scan", "turnout", "evening", "plan"))
    page = desk.get(at(school, "step_thing", scan))
    assert b'value="Stap scan"' in page.content
    told = {"key": clock.new_id(), "kind": "team_scan", "title": "Onze scan", "day": "2027-01-20", "time": "15:30", "leader": ""}
    assert desk.post(at(school, "step_thing", scan), told).status_code == 302
    with within(school):
        session = TeamSession.objects.get()
        TurnoutPlan.objects.create(session=session, meeting_on=dt.date(2027, 3, 25), template="parents_meeting")
    assert "Onze scan" in desk.get(at(school, "step_thing", turnout)).content.decode()
    assert desk.post(at(school, "step_link", turnout), {"about": session.pk}).status_code == 302
    page = desk.get(at(school, "step_thing", evening)).content.decode()
    assert 'value="2027-03-25"' in page
    told = {
        "key": clock.new_id(), "title": "Ouderavond", "day": "2027-03-25", "time": "19:00", "place": "aula", "tables": "6",
        "template": "parents_meeting",
    }  # fmt: skip
    assert desk.post(at(school, "step_thing", evening), {**told, "place": ""}).status_code == 422
    for _twice in range(2):
        assert desk.post(at(school, "step_thing", evening), told).status_code == 302
    with within(school):
        meeting = Meeting.objects.get()
        assert step_of(path, "evening").about == meeting.pk
    page = desk.get(at(school, "trajectory", path)).content.decode()
    assert "Tel vanaf de bijeenkomst" in page
    page = desk.post(at(school, "trajectory_follow", path), follow=True).content.decode()
    assert "schoven mee" in page and "Tel vanaf de bijeenkomst" not in page
    with within(school):
        assert Trajectory.objects.get().anchor_on == dt.date(2027, 3, 25)
        Meeting.objects.update(reported_at=clock.now())
        year = SchoolYear.objects.get(starts_in=2026).pk
    assert "Nog 1 taak open." in desk.get(at(school, "step", evening)).content.decode()
    assert "1 taak blijft open" in desk.post(at(school, "step_turn", evening, "klaar"), follow=True).content.decode()
    desk.post(at(school, "step_turn", evening, "toch-niet"))
    with within(school):
        PathTask.objects.filter(step=evening).update(done_at=clock.now())
    assert "kan worden afgerond" in desk.get(at(school, "step", evening)).content.decode()
    for _twice in range(2):
        assert desk.post(at(school, "step_thing", plan), {"title": "Ons plan", "year": year}).status_code == 302
    with within(school):
        made, team = Plan.objects.get(), step_of(path, "team")
        for sort in ("partnership", "working"):
            group = Team.objects.create(sort=sort, name=f"Er al: {sort}")
            Member.objects.create(team=group, name="Nadia", layer="parent")
        assert step_of(path, "plan").about == made.pk
    page = desk.get(at(school, "step_thing", team)).content.decode()
    assert f'value="{made.pk}" selected' in page
    assert "Er al: partnership" in page and "· 1 lid" in page and "Er al: working" not in page
    told = {"key": clock.new_id(), "name": "Partnerschapsteam", "plan": made.pk, "starts_on": "2027-04-01"}
    assert desk.post(at(school, "step_thing", team), told).status_code == 302
    with within(school):
        assert Team.objects.get(plan=made, trajectory=path).pk == step_of(path, "team").about


def test_an_adviser_runs_the_path_and_makes_nothing_elsewhere(client: Client, school: Any, path: Trajectory) -> None:
    sign_in(client, make_staff(school, "Thea", Role.TRAJECTORY_ADVISER))
    with within(school):
        evening = step_of(path, "evening")
    page = client.get(at(school, "step_thing", evening)).content.decode()
    assert "Er is nog niets om te kiezen" in page and "<textarea" not in page
    assert client.post(at(school, "step_thing", evening), {"title": "x"}).status_code == 409
    assert client.post(at(school, "step_turn", evening, "begin")).status_code == 302


def test_steps_are_walked_left_out_and_undone_on_screen(desk: Client, school: Any, path: Trajectory) -> None:
    with within(school):
        bodies, intake = step_of(path, "bodies"), step_of(path, "intake")
    page = desk.post(at(school, "step_turn", bodies, "klaar"), follow=True).content.decode()
    assert "Hierna: Stap intake" in page and at(school, "step_turn", bodies, "toch-niet") in page
    assert desk.post(at(school, "step_leave_out", intake), {"why": " "}).status_code == 422
    page = desk.post(at(school, "step_leave_out", intake), {"why": "Al gehad."}, follow=True).content.decode()
    assert "Al gehad." in page and "De volgende stap" in page
    assert desk.post(at(school, "step_turn", intake, "dans")).status_code == 404
    told = {"key": clock.new_id(), "title": "Koffie", "why": "", "due_on": "2026-12-25", "after": bodies.pk}
    page = desk.post(at(school, "step_new", path), told, follow=True).content.decode()
    assert "Eerste kerstdag" in page or "werkt niemand" in page
    with within(school):
        own = Step.objects.get(sort=StepSort.OWN)
    desk.post(at(school, "step_remove", own))
    page = desk.post(at(school, "step_put_back", path), follow=True).content.decode()
    assert "Staat weer op het pad: Koffie" in page


def test_after_an_evening_that_was_held_the_steps_before_it_are_done_at_once(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        path = a_path(dirk, anchor_on=dt.date(2026, 11, 5))
    assert "Er staan nog 4 stappen" in desk.get(at(school, "trajectory", path)).content.decode()
    page = desk.post(at(school, "steps_earlier", path), follow=True).content.decode()
    assert "4 stappen staan op klaar" in page and "4 van 9 stappen klaar" in page
    page = desk.post(at(school, "steps_earlier_undo", path), follow=True).content.decode()
    assert "0 van 9 stappen klaar" in page


def test_bodies_are_told_with_ready_texts_and_their_answer_is_kept(desk: Client, school: Any, path: Trajectory) -> None:
    page = desk.get(at(school, "trajectory_bodies", path)).content.decode()
    assert "Aan de MR" in page and page.count("nog niet verteld") == 3
    text = desk.get(at(school, "trajectory_text", path, "to_mr")).content.decode()
    assert "Beste MR van De Klimboom," in text and "18 maart 2027" in text
    assert desk.get(at(school, "trajectory_text", path, "nergens")).status_code == 404
    told = {"mr-outcome": "advises", "mr-told_on": "2026-11-20", "mr-name": "", "mr-note": "Denk aan oma's."}
    wrong = desk.post(at(school, "trajectory_body", path, "mr"), told | {"mr-told_on": "2027-01-01"})
    assert wrong.status_code == 422 and "Denk aan oma" in wrong.content.decode()
    assert desk.post(at(school, "trajectory_body", path, "mr"), told).status_code == 302
    with within(school):
        assert BodyAnswer.objects.get().outcome == "advises" and step_of(path, "bodies").started_at
    assert "1 van 3 weten het" in desk.get(at(school, "trajectory", path)).content.decode()
    desk.post(at(school, "trajectory_body_forget", path, "mr"))
    assert desk.post(at(school, "trajectory_body_put_back", path, "mr")).status_code == 302
    with within(school):
        assert BodyAnswer.objects.get().note == "Denk aan oma's."


def test_who_saves_the_intake_second_sees_both_texts_and_loses_nothing(desk: Client, school: Any, path: Trajectory) -> None:
    told = {"seen": "0", "held_on": "2026-11-20", "q_stands": "Aan het begin.", "q_hopes": "", "who_along": "De MR"}
    assert desk.post(at(school, "trajectory_intake", path), told).status_code == 302
    answer = desk.post(at(school, "trajectory_intake", path), told | {"q_stands": "Ergens halverwege."})
    page = answer.content.decode()
    assert answer.status_code == 409 and '<p dir="auto">Aan het begin.</p>' in page and 'name="seen" value="1"' in page
    assert "Ergens halverwege.</textarea>" in page
    wrong = desk.post(at(school, "trajectory_intake", path), told | {"seen": "1", "q_stands": "a" * 2001})
    assert wrong.status_code == 422 and "a" * 2001 in wrong.content.decode()
    with within(school):
        assert Intake.objects.get().answers == {"stands": "Aan het begin."}
        stepping.finish_step(step=step_of(path, "intake"), by=WORKER)


def test_the_menu_grows_and_shows_all_at_a_press(desk: Client, school: Any, path: Trajectory) -> None:
    page = desk.get(at(school, "trajectories")).content.decode()
    assert at(school, "plans") not in page and "Toon alles" in page
    page = desk.post(at(school, "trajectory_menu"), {"show": "all"}, follow=True).content.decode()
    assert at(school, "plans") in page
    page = desk.get(at(school, "trajectory_settings", path)).content.decode()
    assert "Laat het menu meegroeien" in page


def test_the_first_page_shows_the_next_step_for_one_question_more(desk: Client, school: Any, dirk: Who) -> None:
    page = desk.get(at(school, "start")).content.decode()
    assert "Begin met een traject" in page
    with within(school):
        path = a_path(dirk)
        stepping.start_step(step=step_of(path, "scan"), by=dirk)
    page = desk.get(at(school, "start")).content.decode()
    assert "Stap scan" in page and "Samen sterker" in page
    with within(school), CaptureQueriesContext(connection) as asked:
        step = next_step()
    assert step is not None and step.key == "scan" and questions(asked) == 1
    with within(school):
        a_path(dirk, anchor_on=EVENING - dt.timedelta(days=70), title="Nog een")
    page = desk.get(at(school, "start")).content.decode()
    assert "Nog een" in page and "en nog 1 traject" in page  # what is due soonest stands first


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_ready_text_is_taken_along(desk: Client, school: Any, path: Trajectory, kind: str, start: bytes) -> None:
    answer = desk.get(at(school, "trajectory_text_file", path, "to_mr", kind))
    assert answer.content.startswith(start) and f'aan-de-mr.{kind}"' in answer["Content-Disposition"]
    assert desk.get(at(school, "trajectory_text_file", path, "to_mr", "exe")).status_code == 404


def test_what_a_step_leads_to_asks_no_more_than_twelve_questions(desk: Client, school: Any, path: Trajectory) -> None:
    with within(school):
        _fill(path)
        steps = list(Step.objects.filter(trajectory=path).exclude(sort__in=["bodies", "intake", "evaluation"]))
    for step in steps:
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(at(school, "step_thing", step)).content.decode()
        assert questions(asked) <= 12, step.key
        if step.key == "plan":
            assert page.count(" checked") == 0 or "Onze scan" in page
