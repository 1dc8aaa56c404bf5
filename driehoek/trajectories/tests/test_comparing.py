"""Two years beside each other: totals and words, nothing of one family."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, ActionState, Answer, AnswerKind
from driehoek.conftest import questions, sign_in
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.library.partnership import Partnership
from driehoek.meetings.models import Meeting
from driehoek.people.tests.makers import make_class, make_home
from driehoek.plans.models import Activity, ActivityState, Chapter, Line, Plan, PlannedAction, Verdict
from driehoek.scans.counting import Asked, count
from driehoek.scans.models import Result
from driehoek.scans.rules import Sheet, as_content
from driehoek.scans.tests.makers_result import answered
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import Step, StepSort, Trajectory
from driehoek.trajectories.queries.comparing import beside
from driehoek.trajectories.rules_years import matched
from driehoek.trajectories.services.next_year import start_next
from driehoek.voices.models import Contribution, Kind, Source, Standing, Theme, Voice

from .makers_path import a_path, at, step_of

NEXT = dt.date(2028, 3, 16)
pytestmark = [pytest.mark.usefixtures("moment"), pytest.mark.usefixtures("own_content")]


def an_evening(path: Trajectory, families: int, came: int, said: int) -> None:
    starts = clock.now() - dt.timedelta(days=30)
    held = Occasion.objects.create(
        title="Ouderavond", starts_at=starts, ends_at=starts + dt.timedelta(hours=2), place="Aula", reply_by=starts.date()
    )
    meeting = Meeting.objects.create(occasion=held, template="wishes_evening", report_came={"parents": came, "school": 4})
    row = ClassInvitation.objects.create(occasion=held, school_class=make_class(f"Groep {path.year.starts_in}"), sent_at=starts)
    for number in range(families):
        asked = Invitation.objects.create(
            occasion=held, class_invitation=row, household=make_home("Fatima"), channel=Channel.MAIL, sent_at=starts
        )
        if number % 2:
            Reply.objects.create(invitation=asked, coming=1)
    answer = Answer.objects.create(kind=AnswerKind.WE_DO, text="Wij bellen voortaan.")
    theme = Theme.objects.create(occasion=held, title="Contact", answer=answer)
    for number in range(said):
        Contribution.objects.create(
            occasion=held, kind=Kind.WISH, voice=Voice.PARENTS, source=Source.PHONE, text=f"Zin {number}",
            theme=theme if number else None, standing=Standing.APPROVED,
        )  # fmt: skip
    Step.objects.filter(trajectory=path, sort=StepSort.MEETING).update(about=meeting.pk)


def a_plan(path: Trajectory, *ambitions: str) -> list[Line]:
    plan = Plan.objects.create(title=f"Plan {path.year}", year=path.year)
    Step.objects.filter(trajectory=path, sort=StepSort.PLAN).update(about=plan.pk)
    return [
        Line.objects.create(plan=plan, chapter=Chapter.AMBITIONS, partnership=Partnership.DIDACTIC, text=f"<p>{text}</p>")
        for text in ambitions
    ]


def two_years(dirk: Who) -> tuple[Trajectory, Trajectory]:
    before = a_path(dirk)
    now = start_next(trajectory=before, anchor_on=NEXT, by=dirk).trajectory
    an_evening(before, 4, 7, 3)
    an_evening(now, 6, 9, 2)
    kept, reached, _gone = a_plan(
        before, "Ouders weten wat hun kind leert", "Een ouderkamer die open is", "Elke maand een bericht"
    )
    a_plan(now, "Ouders weten elke week wat hun kind leert", "Vaders doen mee")
    for line, state in ((reached, ActionState.DONE), (kept, ActionState.OPEN)):
        action = ActionItem.objects.create(title="Doen", due_on=clock.today(), state=state)
        PlannedAction.objects.create(action=action, ambition=line)
    for title, verdict in (("Koffieochtend", Verdict.KEEP), ("Borrel", Verdict.STOP), ("Spreekuur", "")):
        Activity.objects.create(plan=kept.plan, title=title, state=ActivityState.DONE, verdict=verdict)
    Activity.objects.create(plan=kept.plan, title="Nog een idee")
    return now, before


@pytest.mark.database
def test_totals_ambitions_activities_and_answers_of_both_years(school: School, dirk: Who) -> None:
    with within(school):
        now, _before = two_years(dirk)
        found = beside(now)
    assert found is not None and found.now.reached and found.then.reached and found.ambitions
    assert (found.now.reached.invited, found.now.reached.answered, found.now.came) == (6, 3, 9)
    assert (found.then.reached.invited, found.then.reached.answered, found.then.came) == (4, 2, 7)
    plan = found.ambitions
    assert [(one.text, one.before) for one in plan.carried] == [
        ("Ouders weten elke week wat hun kind leert", "Ouders weten wat hun kind leert")
    ]
    assert [one.text for one in plan.new] == ["Vaders doen mee"]
    assert [one.text for one in plan.reached] == ["Een ouderkamer die open is"]
    assert [one.text for one in plan.let_go] == ["Elke maand een bericht"]
    assert found.then.held == {"keep": ["Koffieochtend"], "stop": ["Borrel"], "": ["Spreekuur"]} and not found.now.held
    assert found.then.answers == {"we_do": 2, "open": 1} and (found.now.said, found.now.open) == (2, 1)


@pytest.mark.database
def test_a_plan_that_runs_on_carries_its_ambitions_and_splits_its_activities_by_day(school: School, dirk: Who) -> None:
    with within(school):
        before = a_path(dirk)
        now = start_next(trajectory=before, anchor_on=NEXT, by=dirk).trajectory
        (line,) = a_plan(before, "Samen lezen")
        Step.objects.filter(trajectory=now, sort=StepSort.PLAN).update(about=line.plan_id)
        for title, day in (("Toen", dt.date(2027, 5, 1)), ("Nu", dt.date(2027, 10, 1))):
            Activity.objects.create(plan=line.plan, title=title, state=ActivityState.DONE, planned_on=day)
        found = beside(now)
    assert found is not None and found.ambitions is not None
    assert [one.text for one in found.ambitions.carried] == ["Samen lezen"] and not found.ambitions.new
    assert (found.now.held, found.then.held) == ({"": ["Nu"]}, {"": ["Toen"]})


def fielding_of(points: int, version: Any = None) -> Any:
    """Thirty parents who all say the same of the first item, and the middle of the second."""
    made = answered(parents=(0, 0), team=0, **({"version": version} if version else {}))
    made.people = {"parents": 60}
    made.save()
    sheets = [
        Sheet("parents", "", "nl", {"societal-1": points, "formal-1": 3}, {"societal-1": 5, "formal-1": 3}) for _ in range(30)
    ]
    content = count(as_content(made.version.content), sheets, Asked(made.people, ()), closed_on=clock.today())
    Result.objects.create(fielding=made, content=content)
    return made


def test_the_biggest_changes_of_the_questionnaire_come_with_their_text(client: Any, school: School, dirk: Who) -> None:
    with within(school):
        now, before = two_years(dirk)
        then = fielding_of(1)
        later = fielding_of(5, then.version)
        for path, made in ((before, then), (now, later)):
            Step.objects.create(
                trajectory=path, sort=StepSort.QUESTIONNAIRE, title="Vragen", due_on=path.anchor_on, about=made.pk
            )
        found = beside(now)
        assert found is not None and found.scan is not None
        assert [one.words for one in found.scan.changes] == ["Vaker ‘wel’ dan toen."] and found.scan.changes[0].text
    sign_in(client, dirk)
    told = client.get(reverse("trajectory_compare", args=[school.slug, now.pk]))
    text = told.content.decode()
    assert told.status_code == 200 and found.scan.changes[0].text in text and "6 gezinnen" in text
    assert reverse("scan_result_earlier", args=[school.slug, later.pk]) in text
    assert "Fatima" not in text and "Amrani" not in text


def test_the_first_year_says_what_will_stand_here(client: Any, school: School, dirk: Who, carla: Who, farid: Who) -> None:
    with within(school):
        path = a_path(dirk)
    page = at(school, "trajectory_compare", path)
    sign_in(client, dirk)
    assert at(school, "trajectory_next", path) in client.get(page).content.decode()
    sign_in(client, carla)
    seen = client.get(page).content.decode()
    assert "Volgend jaar staat hier" in seen and at(school, "trajectory_next", path) not in seen
    sign_in(client, farid)
    assert client.get(page).status_code == 404


def test_the_next_year_begins_on_its_page_and_twice_is_once(client: Any, school: School, dirk: Who, carla: Who) -> None:
    with within(school):
        path = a_path(dirk)
    page = at(school, "trajectory_next", path)
    sign_in(client, carla)
    assert client.get(page).status_code == 404 and client.post(page, {"anchor_on": "2028-03-16"}).status_code == 404
    sign_in(client, dirk)
    assert client.get(page).context["form"].initial["anchor_on"] == dt.date(2028, 3, 16)
    wrong = client.post(page, {"anchor_on": "2027-05-01"})
    assert wrong.status_code == 422 and "volgend schooljaar" in wrong.content.decode()
    answers = [client.post(page, {"anchor_on": "2028-03-16"}) for _ in range(2)]
    with within(school):
        made = Trajectory.objects.get(after=path)
    assert [one["Location"] for one in answers] == [at(school, "trajectory", made)] * 2


def test_as_many_questions_for_a_large_year_as_for_a_small_one(client: Any, school: School, dirk: Who) -> None:
    with within(school):
        now, before = two_years(dirk)
    sign_in(client, dirk)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(school, "trajectory_compare", now)).status_code == 200
        counts.append(questions(asked))
        with within(school):
            plan = Line.objects.filter(plan__title=f"Plan {before.year}").first().plan
            for number in range(30):
                Line.objects.create(plan=plan, chapter=Chapter.AMBITIONS, text=f"<p>Ambitie {number}</p>")
                Activity.objects.create(plan=plan, title="Meer", state=ActivityState.DONE)
    assert counts[0] == counts[1] <= 12, counts


TEXTS = st.lists(st.sampled_from(["samen lezen thuis", "samen lezen", "open deur", "elke dag open deur", "", "wat"]), max_size=6)


@given(TEXTS, TEXTS)
def test_every_ambition_stands_once_and_the_same_words_go_on(now: list[str], then: list[str]) -> None:
    ours = {f"n{number}": text for number, text in enumerate(now)}
    theirs = {f"t{number}": text for number, text in enumerate(then)}
    found = matched(ours, theirs)
    assert sorted([one for one, _other in found.carried] + list(found.new)) == sorted(ours)
    assert sorted([other for _one, other in found.carried] + list(found.past)) == sorted(theirs)
    assert not {ours[key] for key in found.new if ours[key]} & {theirs[key] for key in found.past}
    assert matched(ours, ours).carried == tuple((key, key) for key in ours)


def test_what_a_year_left_stands_on_the_page_of_its_step(client: Any, school: School, dirk: Who) -> None:
    with within(school):
        now, before = two_years(dirk)
        there = Step.objects.get(trajectory=before, sort=StepSort.MEETING)
        Meeting.objects.filter(pk=there.about).update(evaluation={"keep": "Samen eten."})
        step, first = step_of(now, "evening"), step_of(before, "evening")
    sign_in(client, dirk)
    with CaptureQueriesContext(connection) as asked:
        assert "Samen eten." in client.get(at(school, "step", step)).content.decode()
    assert questions(asked) <= 12
    assert "Samen eten." not in client.get(at(school, "step", first)).content.decode()
