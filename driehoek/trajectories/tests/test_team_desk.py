"""A parent in the team, on a telephone: their desk, and the open call that led there."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import PASSES, Who
from driehoek.conftest import questions
from driehoek.laws.html import faults_of
from driehoek.laws.tongues import dutch_left
from driehoek.plans.models import Activity
from driehoek.plans.tests.makers import a_plan, at
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import AgendaPoint, Candidate, Member, Team, TeamDecision, TeamTask
from driehoek.trajectories.queries.guest_team import helpers_of
from driehoek.trajectories.services import team_calls
from driehoek.trajectories.services.team_members import new_code
from driehoek.voices.models import Contribution, Masking

from .makers_teams import a_colleague, a_meeting, a_parent, a_team, come_in

pytestmark = pytest.mark.django_db
TONGUES = ("en", "ar", "tr", "pl", "uk")


@pytest.fixture
def member(school: School, dirk: Who, carla: Who, moment: Any) -> Member:
    with within(school):
        plan = a_plan(dirk)
        plan.settled_number = 1
        plan.save()
        team = a_team(dirk, plan=plan)
        a_colleague(dirk, team, carla)
        return a_parent(dirk, team)


@pytest.fixture
def phone(client: Client, school: School, member: Member) -> Client:
    with within(school):
        come_in(client, member)
    return client


def page(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_code_of_a_card_leads_to_the_desk_and_a_new_one_ends_it(client: Client, school: School, member: Member) -> None:
    with within(school):
        printed = codes.codes_for("team", [member.pk])[member.pk]["printed"]
    answer = client.post("/c/", {"code": printed})
    assert answer["Location"] == at(school, "team_desk", member)
    assert "Welkom, Aïcha" in page(client.get(answer["Location"]))
    with within(school):
        new_code(by=Who("worker"), member=member)
    assert client.get(at(school, "team_desk", member)).status_code == 404


def test_a_point_of_a_parent_stands_first_once_and_what_is_wrong_stays_typed(
    phone: Client, school: School, dirk: Who, member: Member
) -> None:
    with within(school):
        meeting = a_meeting(dirk, member.team)
    send = at(school, "team_desk_point", member)
    point = {"key": str(clock.new_id()), "title": "Meer\u202e fruit"}
    assert [phone.post(send, point).status_code for _twice in range(2)] == [302, 302]
    long = phone.post(send, {"key": str(clock.new_id()), "title": "x" * 201})
    assert long.status_code == 422 and "x" * 201 in long.content.decode()
    shown = page(phone.get(at(school, "team_desk", member)))
    assert "uw punt" in shown and "8 december" not in shown and "3 december" in shown
    with within(school):
        assert AgendaPoint.objects.filter(asked_by=member, meeting=meeting).get().title == "Meer fruit"
    assert b"BEGIN:VCALENDAR" in phone.get(at(school, "team_desk_calendar", member)).content


def test_a_task_is_taken_done_and_taken_back_and_never_late(phone: Client, school: School, dirk: Who, member: Member) -> None:
    with within(school):
        a_day = clock.today().replace(month=10)
        task = TeamTask.objects.create(team=member.team, title="Koffie", due_on=a_day)
        other = TeamTask.objects.create(team=member.team, title="Thee", owner=Member.objects.get(staff__isnull=False))
    send, here = at(school, "team_desk_task", member), at(school, "team_desk", member)
    assert "oktober" not in page(phone.get(here)) and "te laat" not in page(phone.get(here))
    for do, code in (("take", 302), ("finish", 302), ("reopen", 302), ("leave", 302), ("dance", 409)):
        assert phone.post(send, {"task": str(task.pk), "do": do}).status_code == code, do
    taken = phone.post(send, {"task": str(other.pk), "do": "take"})
    assert taken.status_code == 409 and "Iemand anders in het team doet dit al" in taken.content.decode()
    assert phone.post(send, {"task": "x", "do": "take"}).status_code == 409


def test_the_programme_is_read_helped_along_and_added_to(phone: Client, school: School, member: Member) -> None:
    with within(school):
        plan = member.team.plan
        morning = Activity.objects.create(
            plan=plan, title="Kijkochtend", helpers="Moeder van Buurhuis", lead_name="Vader van Buurhuis"
        )
    here, send = at(school, "team_desk_programme", member), at(school, "team_desk_help", member)
    assert "Kijkochtend" in page(phone.get(here)) and "Buurhuis" not in page(phone.get(here))
    assert phone.post(send, {"activity": str(morning.pk), "do": "on"}).status_code == 302
    assert "u helpt mee" in page(phone.get(here))
    with within(school):
        assert helpers_of(morning.pk) == ["Aïcha"]
    phone.post(f"{send}?activity={morning.pk}&do=off")
    phone.post(here, {"key": str(clock.new_id()), "title": "Voorlezen"})
    with within(school):
        assert not helpers_of(morning.pk) and Activity.objects.get(pk=morning.pk).helpers == "Moeder van Buurhuis"
        assert Activity.objects.get(title="Voorlezen").state == "idea"
    assert phone.post(here, {"key": str(clock.new_id()), "title": ""}).status_code == 422


def test_of_the_harvest_only_what_may_be_quoted(phone: Client, school: School, member: Member) -> None:
    with within(school):
        Contribution.objects.filter(text="Bel ook eens 1").update(masking=Masking.MASKED, picked=True)
        Contribution.objects.filter(text="Samen afspreken").update(giver_name="Carla Geheim")
    shown = page(phone.get(at(school, "team_desk_harvest", member)))
    assert "Bel ook eens 0" in shown and "4 keer door ouders, 1 keer door de school" in shown
    for never in ("Bel ook eens 1", "APART", "Geheim"):
        assert never not in shown
    with within(school):
        Team.objects.update(plan=None)
    assert "Er is nog niets om te lezen" in page(phone.get(at(school, "team_desk_harvest", member)))


def test_nobody_comes_at_the_desk_of_another_and_who_left_keeps_what_they_typed(
    phone: Client, school: School, dirk: Who, member: Member
) -> None:
    with within(school):
        other = a_parent(dirk, member.team, "Bas")
    assert phone.get(at(school, "team_desk", other)).status_code == 404
    assert phone.get(at(school, "team_page", member.team)).status_code in {302, 404}
    assert phone.post(at(school, "team_focus", member.team), {"own": "x"}).status_code == 404
    with within(school):
        Member.objects.filter(pk=member.pk).update(left_at=clock.now())
    assert phone.get(at(school, "team_desk", member)).status_code == 404
    send = at(school, "team_desk_point", member)
    answer = phone.post(send, {"key": str(clock.new_id()), "title": "Mijn lange verhaal"})
    assert answer.status_code == 409 and "Mijn lange verhaal" in answer.content.decode()
    assert phone.post(send, {}).status_code == 404
    assert Client().post(send, {"title": "x"}).status_code == 404
    with within(school):
        Member.objects.filter(pk=member.pk).update(left_at=None)
        Team.objects.update(ended_at=clock.now())
    assert phone.get(at(school, "team_desk", member)).status_code == 404
    with within(school):
        Member.objects.filter(pk=member.pk).delete()
    assert "Nog een verhaal" in phone.post(send, {"title": "Nog een verhaal"}).content.decode()


def test_the_desk_speaks_six_languages_and_asks_no_more_with_many_rows(
    phone: Client, school: School, dirk: Who, member: Member
) -> None:
    with within(school):
        meeting = a_meeting(dirk, member.team)
        TeamDecision.objects.create(meeting=meeting, text="Klein beginnen")
        TeamTask.objects.create(team=member.team, title="Koffie")
    routes = ("team_desk", "team_desk_programme", "team_desk_harvest")

    def asked() -> list[int]:
        found = []
        for route in routes:
            with CaptureQueriesContext(connection) as captured:
                page(phone.get(at(school, route, member)))
            found.append(questions(captured))
        return found

    for route in routes:
        assert not faults_of(page(phone.get(at(school, route, member))), "nl")
        for tongue in TONGUES:
            html = page(phone.get(at(school, route, member) + f"?taal={tongue}"))
            assert not faults_of(html, tongue)
    few = asked()
    with within(school):
        TeamTask.objects.bulk_create(TeamTask(team=member.team, title=f"Taak {number}") for number in range(40))
        AgendaPoint.objects.bulk_create(
            AgendaPoint(team=member.team, meeting=meeting, title=f"Punt {number}") for number in range(20)
        )
        Activity.objects.bulk_create(Activity(plan=member.team.plan, title=f"Doen {number}") for number in range(40))
    assert asked() == few and max(few) <= 12


def test_the_call_takes_one_a_key_and_after_its_last_day_says_so_with_what_was_typed(
    client: Client, school: School, dirk: Who, moment: Any
) -> None:
    with within(school):
        team = a_team(dirk)
        team_calls.save_call(by=dirk, team=team, words={"nl": "Doet u mee?"}, until=clock.today())
        link = codes.codes_for("teamcall", [team.pk])[team.pk]["link"]
    here = client.post("/c/", {"code": link})["Location"]
    assert "Doet u mee?" in page(client.get(here))
    sent = {"key": str(clock.new_id()), "name": "Els", "email": "", "phone": "", "language": "tr", "said": "Lezen"}
    refused = client.post(here, sent)
    assert refused.status_code == 422 and 'value="Els"' in refused.content.decode() and "Lezen" in refused.content.decode()
    short = client.post(here, sent | {"phone": "0612"})
    assert short.status_code == 422 and "Dit nummer is te kort" in short.content.decode()
    sent["phone"] = "06 12345678"
    assert [client.post(here, sent).status_code for _twice in range(2)] == [302, 302]
    with within(school):
        assert Candidate.objects.get().language == "tr"
        Team.objects.update(call_until="2026-11-01")
    assert "u kunt zich hier niet meer melden" in page(client.get(here))
    closed = client.post(here, sent | {"key": str(clock.new_id()), "said": "Toch nog iets"})
    assert closed.status_code == 409 and "Toch nog iets" in closed.content.decode()
    for _more in range(7):
        last = client.post(here, sent | {"key": str(clock.new_id())})
    assert last.status_code == 429 and "Lezen" in last.content.decode()
    session = client.session
    session[PASSES] = []
    session.save()
    assert client.get(here).status_code == 404


@pytest.mark.parametrize("tongue", TONGUES)
def test_nothing_on_the_desk_stays_dutch(phone: Client, school: School, dirk: Who, member: Member, tongue: str) -> None:
    with within(school):
        a_meeting(dirk, member.team)
    for route in ("team_desk", "team_desk_programme", "team_desk_harvest"):
        assert not dutch_left(page(phone.get(at(school, route, member) + f"?taal={tongue}")), tongue)
