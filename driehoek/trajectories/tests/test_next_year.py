"""A next year from this one, what was learned, and what goes on when somebody leaves."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.meetings.models import Meeting
from driehoek.people import handover, weekly
from driehoek.people.models import StaffMember
from driehoek.people.services.handing_over import hand_over, take_back
from driehoek.plans.models import Activity, ActivityState, Plan, Verdict
from driehoek.schools.days import Calendar
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.trajectories.models import PathTask, Step, StepSort, Trajectory
from driehoek.trajectories.queries.learned import learned_for, learned_in
from driehoek.trajectories.services import arranging, stepping, working
from driehoek.trajectories.services.next_year import start_next

from .makers_path import a_path, step_of

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_content")]
NEXT = dt.date(2028, 3, 16)


@pytest.fixture(autouse=True)
def _in_school(school: School, dirk: Who, moment: dt.datetime) -> Iterator[None]:
    with within(school):
        yield


def staff(name: str, who: Who | None = None, **values: Any) -> StaffMember:
    made: StaffMember = StaffMember.objects.create(given_name=name, user_id=who.user_id if who else None, **values)
    return made


def test_the_same_steps_and_tasks_the_own_ones_too_on_days_of_the_new_year(dirk: Who) -> None:
    path = a_path(dirk)
    own = arranging.add_step(
        trajectory=path, key=clock.new_id(), title="Koffie met de buurt", why="", due_on=path.anchor_on + dt.timedelta(days=5),
        after=step_of(path, "evening"), by=dirk,
    )  # fmt: skip
    left = step_of(path, "turnout")
    stepping.leave_out(step=left, why="Wij bellen iedereen al.", by=dirk)
    stepping.finish_step(step=step_of(path, "bodies"), by=dirk)
    here, gone = staff("Roos", dirk), staff("Joop", left_on=clock.today())
    first, second = PathTask.objects.filter(step__key="bodies").order_by("day")
    PathTask.objects.filter(pk=first.pk).update(owner=here, title="Bel de MR zelf")
    PathTask.objects.filter(pk=second.pk).update(owner=gone, done_at=clock.now())
    working.add_task(step=own, key=clock.new_id(), title="Taart", due_on=path.anchor_on + dt.timedelta(days=3), by=dirk)

    made = start_next(trajectory=path, anchor_on=NEXT, by=dirk).trajectory
    assert (made.after, str(made.year), made.title) == (path, "2027–2028", path.title)
    steps = list(Step.objects.filter(trajectory=made))
    assert [step.title for step in steps] == [step.title for step in Step.objects.filter(trajectory=path)]
    assert next(step.due_on for step in steps if step.key == "evening") == NEXT
    open_days = [step.due_on for step in steps if step.skipped_at is None]
    assert open_days == sorted(open_days) and not any(Calendar().free(day) for day in open_days)
    assert not any(step.done_at or step.started_at or step.about for step in steps)
    skipped = next(step for step in steps if step.key == "turnout")
    assert skipped.skipped_at and skipped.skipped_why == "Wij bellen iedereen al."
    stepping.take_back(step=skipped, by=dirk)
    assert not Step.objects.get(pk=skipped.pk).skipped_at
    tasks = {task.title: task for task in PathTask.objects.filter(step__trajectory=made).select_related("owner")}
    assert tasks["Bel de MR zelf"].owner == here and tasks["Taart"].due_on > NEXT
    assert [task.owner for task in tasks.values()].count(None) == len(tasks) - 1
    assert not any(task.done_at for task in tasks.values())


def test_twice_is_once_and_only_in_a_later_school_year(dirk: Who) -> None:
    path = a_path(dirk)
    for day, code in ((dt.date(2027, 7, 31), "year"), (dt.date(2030, 3, 1), "day")):
        with pytest.raises(RuleBroken) as refused:
            start_next(trajectory=path, anchor_on=day, by=dirk)
        assert (refused.value.code, refused.value.status) == (code, 422)
    first = start_next(trajectory=path, anchor_on=NEXT, by=dirk)
    again = start_next(trajectory=path, anchor_on=NEXT + dt.timedelta(days=7), by=dirk)
    assert first.is_new and not again.is_new and first.trajectory == again.trajectory
    assert Trajectory.objects.count() == 2 and TrailRow.objects.filter(act="start_next_year").count() == 1


def test_what_was_learned_stands_at_the_step_that_it_is_about(dirk: Who, django_assert_max_num_queries: Any) -> None:
    path = a_path(dirk)
    assert learned_for(path) == {}
    held = Occasion.objects.create(
        title="Avond", starts_at=clock.now(), ends_at=clock.now() + dt.timedelta(hours=2), place="Aula", reply_by=clock.today()
    )
    meeting = Meeting.objects.create(
        occasion=held, template="wishes_evening", evaluation={"keep": "Samen eten", "change": "", "next": "Eerder beginnen"}
    )
    plan = Plan.objects.create(title="Plan", year=path.year)
    for title, verdict in (("Koffieochtend", Verdict.KEEP), ("Spreekuur", Verdict.ADAPT), ("Borrel", Verdict.STOP)):
        Activity.objects.create(plan=plan, title=title, state=ActivityState.DONE, verdict=verdict, learned=f"Over {title}")
    Step.objects.filter(trajectory=path, sort=StepSort.MEETING).update(about=meeting.pk)
    Step.objects.filter(trajectory=path, sort=StepSort.PROGRAMME).update(about=plan.pk)
    made = start_next(trajectory=path, anchor_on=NEXT, by=dirk).trajectory
    with django_assert_max_num_queries(3):
        left = learned_for(made)
    said = {step.key: [(one.kind, one.text) for one in left[step.pk]] for step in Step.objects.filter(pk__in=list(left))}
    assert said == {
        "evening": [("keep", "Samen eten"), ("next", "Eerder beginnen")],
        "programme": [("adapt", "Over Spreekuur"), ("keep", "Over Koffieochtend")],
    }
    assert [step.key for step, _left in learned_in(path)] == ["evening", "programme"]


def test_a_task_of_the_path_stands_in_the_letter_of_the_week_until_it_is_done(dirk: Who) -> None:
    path = a_path(dirk)
    task = PathTask.objects.filter(step__trajectory=path).order_by("due_on").first()
    assert task is not None
    until = task.due_on
    PathTask.objects.filter(pk=task.pk).update(owner=staff("Dirk", dirk))
    assert dirk.user_id in weekly.people(until)
    assert dirk.user_id
    assert [(line.words, line.where) for line in weekly.lines(dirk.user_id, until)] == [(task.title, path.title)]
    working.finish_task(task=task, by=dirk)
    assert weekly.lines(dirk.user_id, until) == []


def test_who_leaves_hands_over_open_tasks_of_the_path_and_gets_them_back(dirk: Who, anne: Who) -> None:
    path = a_path(dirk)
    one, other, done = PathTask.objects.filter(step__trajectory=path).order_by("due_on")[:3]
    leaves, stays = staff("Joop"), staff("Roos")
    PathTask.objects.filter(pk__in=[one.pk, other.pk, done.pk]).update(owner=leaves)
    PathTask.objects.filter(pk=done.pk).update(done_at=clock.now())
    assert [each.about for each in handover.open_work(leaves)] == [one.pk, other.pk]
    given = hand_over(staff=leaves, to=stays, by=anne)
    assert set(given) == {one.pk, other.pk}
    assert set(PathTask.objects.filter(owner=stays).values_list("pk", flat=True)) == {one.pk, other.pk}
    assert PathTask.objects.get(pk=done.pk).owner == leaves
    assert take_back(staff=leaves, to=stays, keys=given, by=anne) == 2
    Trajectory.objects.update(ended_at=clock.now())
    assert handover.open_work(leaves) == []
