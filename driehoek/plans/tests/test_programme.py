"""The programme: what happens to an activity, to its actions, and in a next year."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.people.models import StaffMember
from driehoek.plans import rules_programme as rules
from driehoek.plans.models import Activity, ActivityState, Chapter, Line, Plan, PlannedAction
from driehoek.plans.rules import ACTIVITY_TRANSITIONS
from driehoek.plans.services import make_action
from driehoek.plans.services.programme import Wanted, add, change, look_back, turn
from driehoek.plans.services.programme_actions import copy_on, make_action_for, put_action, take_action_off, take_copies_back
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within

pytestmark = pytest.mark.database
DAY = dt.date(2026, 12, 15)


@pytest.fixture
def plan(school: Any, moment: Any) -> Any:
    """A settled plan with one ambition, its school open."""
    with within(school):
        made = Plan.objects.create(title="Samen", year=SchoolYear.objects.get(), settled_number=1, settled_at=clock.now())
        Line.objects.create(plan=made, chapter=Chapter.AMBITIONS, partnership="didactic", text="<p>Wij lezen samen.</p>")
        yield made


def ambition_of(plan: Plan) -> Line:
    return plan.lines.get()


def an_activity(plan: Plan, by: Who, **given: Any) -> Activity:
    line = given.pop("ambition") if "ambition" in given else ambition_of(plan)
    return add(plan=plan, wanted=Wanted(**({"title": "Voorlezen", "ambition": line} | given)), by=by)


def code_of(refused: Any) -> str:
    return str(refused.value.code)


@given(st.sampled_from(ActivityState.values), st.sampled_from(sorted(ACTIVITY_TRANSITIONS)))
def test_every_turn_has_a_way_back(state: str, verb: str) -> None:
    if rules.may_turn(state, verb):
        undo = rules.back(state, rules.becomes(verb))
        assert rules.may_turn(rules.becomes(verb), undo) and rules.becomes(undo) == state


def test_what_waits_is_a_step_and_never_a_person() -> None:
    today = dt.date(2026, 11, 23)
    told = {"state": "planned", "planned_on": today}
    assert rules.waits(rules.Facts(**told, has_lead=False, is_procedure=True), today) == ["say", "lead", "held"]
    assert rules.waits(rules.Facts(**told, has_ambition=False), today - dt.timedelta(days=1)) == ["ambition"]
    assert rules.waits(rules.Facts(state="done"), today) == ["count", "verdict"]
    assert rules.waits(rules.Facts(state="done", came=0, verdict="stop"), today) == []
    assert rules.waits(rules.Facts(state="idea", has_lead=False, has_ambition=False), today) == []


def test_who_came_against_who_was_meant() -> None:
    assert [rules.share(18, 24), rules.share(0, 24), rules.share(None, 24), rules.share(3, 0)] == [
        75, 0, None, None,
    ]  # fmt: skip
    assert rules.share(30, 24) is None  # more came than were meant: a share says nothing
    assert rules.totals([(18, 24), (None, 10), (2, 6)]) == (20, 30, 2)


def test_an_idea_is_planned_held_looked_back_on_and_every_step_goes_back(plan: Plan, dirk: Who) -> None:
    one = an_activity(plan, dirk)
    assert one.partnership == "didactic"
    with pytest.raises(RuleBroken) as refused:
        turn(activity=one, verb="plan", by=dirk)
    assert code_of(refused) == "day"
    one = change(activity=one, wanted=Wanted(title=" Samen  lezen ", ambition=one.ambition, planned_on=DAY), seen=0, by=dirk)
    assert (one.title, one.edits) == ("Samen lezen", 1)
    one, undo = turn(activity=one, verb="plan", by=dirk)
    assert (one.state, undo) == ("planned", "unplan")
    with pytest.raises(RuleBroken) as refused:
        change(activity=one, wanted=Wanted(title="Zonder dag"), seen=1, by=dirk)
    assert code_of(refused) == "day"
    with pytest.raises(RuleBroken) as refused:
        turn(activity=one, verb="hold", by=dirk)
    assert code_of(refused) == "later"
    with clock.stopped(dt.datetime(2026, 12, 16, 9, tzinfo=clock.SCHOOL_TIME)):
        one, undo = turn(activity=one, verb="hold", by=dirk)
    assert undo == "unhold"
    one = look_back(activity=one, meant_for=24, came=18, verdict="adapt", learned="Eerder vragen.", seen=1, by=dirk)
    assert (one.came, one.verdict, one.edits) == (18, "adapt", 2)
    stopped, undo = turn(activity=an_activity(plan, dirk), verb="stop", by=dirk)
    assert turn(activity=stopped, verb=undo, by=dirk)[0].state == "idea"
    with pytest.raises(RuleBroken):
        turn(activity=one, verb="plan", by=dirk)


def test_before_the_plan_is_settled_there_are_only_ideas(plan: Plan, dirk: Who) -> None:
    Plan.objects.update(settled_number=None)
    one = an_activity(Plan.objects.get(), dirk, planned_on=DAY)
    with pytest.raises(RuleBroken) as refused:
        turn(activity=one, verb="plan", by=dirk)
    assert code_of(refused) == "plan"


def test_a_procedure_is_planned_once_it_says_where_parents_get_a_say(plan: Plan, dirk: Who) -> None:
    told: dict[str, Any] = {"title": "Verzuim", "planned_on": DAY}
    one = an_activity(plan, dirk, **told, is_procedure=True)
    with pytest.raises(RuleBroken) as refused:
        turn(activity=one, verb="plan", by=dirk)
    assert code_of(refused) == "say"
    said = Wanted(**told, is_procedure=True, parents_say="Bij stap 2 kiest de ouder mee.")
    one = change(activity=one, wanted=said, seen=0, by=dirk)
    assert turn(activity=one, verb="plan", by=dirk)[0].state == "planned"
    one = change(activity=one, wanted=Wanted(**told, parents_say="weg"), seen=1, by=dirk)
    assert one.parents_say == ""  # asked only of a procedure


def test_who_is_second_loses_nothing_and_refusals_say_why(plan: Plan, dirk: Who) -> None:
    one = an_activity(plan, dirk)
    change(activity=one, wanted=Wanted(title="Eerste"), seen=0, by=dirk)
    for again in (
        lambda: change(activity=one, wanted=Wanted(title="Tweede"), seen=0, by=dirk),
        lambda: look_back(activity=one, meant_for=None, came=1, verdict="", learned="", seen=0, by=dirk),
    ):
        with pytest.raises(RuleBroken) as refused:
            again()
        assert (code_of(refused), refused.value.status) == ("edited", 409)
    assert Activity.objects.get().title == "Eerste"
    other = Line.objects.create(plan=plan, chapter=Chapter.VISION, text="<p>x</p>")
    carla = StaffMember.objects.create(given_name="Carla")
    for wanted, code in (
        (Wanted(title=" "), "title"),
        (Wanted(title="x", ambition=other), "ambition"),
        (Wanted(title="x", lead=carla, lead_name="Aïcha"), "lead"),
        (Wanted(title="x", meant_for=-1), "number"),
    ):
        with pytest.raises(RuleBroken) as refused:
            add(plan=plan, wanted=wanted, by=dirk)
        assert code_of(refused) == code
    key = clock.new_id()
    assert {add(plan=plan, wanted=Wanted(title="Twee keer"), key=key, by=dirk).pk for _ in range(2)} == {key}


def test_actions_of_an_activity_belong_to_its_ambition_and_go_along(plan: Plan, dirk: Who) -> None:
    line, one = ambition_of(plan), an_activity(plan, dirk)
    made = make_action_for(activity=one, title="Boeken kiezen", owner=None, due_on=DAY, by=dirk)
    loose = make_action(ambition=line, title="Ruimte regelen", owner=None, due_on=DAY, by=dirk)
    assert put_action(activity=one, action=loose.action, by=dirk).activity_id == one.pk
    with pytest.raises(RuleBroken) as refused:
        put_action(activity=an_activity(plan, dirk, title="Andere"), action=loose.action, by=dirk)
    assert code_of(refused) == "elsewhere"
    other = Line.objects.create(plan=plan, chapter=Chapter.AMBITIONS, text="<p>Anders.</p>")
    change(activity=one, wanted=Wanted(title="Voorlezen", ambition=other), seen=0, by=dirk)
    assert {row.ambition_id for row in PlannedAction.objects.filter(activity=one)} == {other.pk}
    take_action_off(planned=made, by=dirk)
    assert PlannedAction.objects.get(pk=made.pk).activity_id is None and ActionItem.objects.count() == 2
    with pytest.raises(RuleBroken) as refused:
        make_action_for(activity=an_activity(plan, dirk, ambition=None), title="x", owner=None, due_on=DAY, by=dirk)
    assert code_of(refused) == "ambition"


def test_a_next_year_takes_along_what_is_kept(plan: Plan, dirk: Who) -> None:
    kept = an_activity(plan, dirk, preparation="Boeken", helpers="Aïcha", planned_on=DAY)
    stopped = an_activity(plan, dirk, title="Gestopt")
    Activity.objects.filter(pk=kept.pk).update(state="done", verdict="keep", learned="Eerder vragen.")
    Activity.objects.filter(pk=stopped.pk).update(state="done", verdict="stop")
    after = Plan.objects.create(title="Verder", year=SchoolYear.objects.create(starts_in=2027))
    (made,) = copy_on(plan=after, activities=Activity.objects.order_by("pk"), by=dirk)
    assert (made.title, made.state, made.ambition_id, made.planned_on, made.helpers) == ("Voorlezen", "idea", None, None, "")
    assert made.preparation == "Geleerd van de vorige keer: Eerder vragen.\nBoeken"
    assert copy_on(plan=after, activities=Activity.objects.order_by("pk"), by=dirk) == []
    (same,) = copy_on(plan=plan, activities=Activity.objects.filter(plan=plan).order_by("pk"), by=dirk)
    assert same.ambition_id == ambition_of(plan).pk
    change(activity=same, wanted=Wanted(title="Aangeraakt"), seen=0, by=dirk)
    assert take_copies_back(plan=after, keys=[made.pk, same.pk], by=dirk) == 1
    assert take_copies_back(plan=plan, keys=[same.pk], by=dirk) == 0
