"""Sources by hand, versions, what councils say, and what is decided."""

from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans.models import Body, Chapter, Comment, Decision, DecisionSort, Line, LineSource, Plan, PlanVersion, SourceSort
from driehoek.plans.queries.reading import text_of
from driehoek.plans.services import add, add_source, change, decide, drop, keep_version, publish, settle, withdraw
from driehoek.plans.services.deciding import print_of
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Masking, Standing, Theme

from .makers import a_plan, at

pytestmark = pytest.mark.database


def test_a_source_is_searched_put_to_a_line_taken_off_and_put_back(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = add(plan=plan, chapter=Chapter.WISHES, text="Eigen regel", by=dirk)
        theme = Theme.objects.get(title="Contact")
    page = desk.get(at(school, "plan_sources", line), {"soort": "theme", "q": "cóntact"}).content.decode()
    assert f"theme|{theme.pk}|" in page and "Welkom" not in page
    for sort in SourceSort.values:
        assert desk.get(at(school, "plan_sources", line), {"soort": sort}).status_code == 200
    chosen = {"source": f"theme|{theme.pk}|"}
    for _twice in range(2):
        assert desk.post(at(school, "plan_sources", line), chosen).status_code == 302
    with within(school):
        source = LineSource.objects.get(line=line)
    assert "staat erbij" in desk.get(at(school, "plan_sources", line)).content.decode()
    page = desk.post(at(school, "plan_source_drop", source), follow=True).content.decode()
    assert at(school, "plan_source_put_back", line) in page
    desk.post(at(school, "plan_source_put_back", line))
    with within(school):
        assert LineSource.objects.filter(line=line).count() == 1
    assert desk.post(at(school, "plan_sources", line), {"source": "x"}).status_code == 422


def test_words_that_may_not_be_quoted_are_no_source(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        line = Line.objects.filter(plan=a_plan(dirk)).first()
        one = Contribution.objects.filter(text="Bel ook eens 1").get()
        for given in ({"masking": Masking.MASKED}, {"standing": Standing.PARKED}):
            Contribution.objects.filter(pk=one.pk).update(**given)
            with pytest.raises(RuleBroken):
                add_source(line=line, sort=SourceSort.CONTRIBUTION, about=one.pk, by=dirk)
        with pytest.raises(RuleBroken):
            add_source(line=line, sort=SourceSort.THEME, about=one.pk, by=dirk)


def test_two_versions_side_by_side_and_a_line_as_it_was(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        gone = Line.objects.get(plan=plan, chapter=Chapter.STRENGTHS)
    assert "Bewaard als versie 1" in desk.post(at(school, "plan_keep", plan), {"note": ""}, follow=True).content.decode()
    page = desk.post(at(school, "plan_keep", plan), {"note": "voor de MR"}, follow=True).content.decode()
    assert "Er is niets veranderd sinds versie 1. Waarvoor die is" in page and ">voor de MR<" in page
    page = desk.post(at(school, "plan_keep", plan), {"note": "nog iets"}, follow=True).content.decode()
    assert "Er is niets veranderd sinds versie 1." in page and ">voor de MR<" in page
    with within(school):
        change(line=line, text="Wij zien ouders vaak bij de deur.", partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        drop(line=gone, by=dirk)
        version = PlanVersion.objects.get(plan=plan)
    page = desk.get(at(school, "plan_compare", plan)).content.decode()
    assert (
        "vooral<span" in page
        and "<del>" in page
        and "<ins>" in page
        and "hele regel weg" in page
        and "2 regels zijn anders" in page
    )
    assert "voor de MR" in desk.get(at(school, "plan_versions", plan)).content.decode()
    assert desk.get(at(school, "plan_compare", plan), {"van": "99"}).status_code == 404
    assert "Wij zien ouders vooral" in desk.get(at(school, "plan_version", version)).content.decode()
    for one in (line, gone):
        assert desk.post(at(school, "plan_restore", version), {"line": one.pk}).status_code == 302
    assert "Er is geen verschil." in desk.get(at(school, "plan_compare", plan)).content.decode()
    assert desk.post(at(school, "plan_restore", version), {"line": "x"}).status_code == 422


def test_a_remark_of_the_mr_is_answered_before_it_is_closed(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
    assert "Nog geen opmerkingen" in desk.get(at(school, "plan_comments", plan)).content.decode()
    told = {"body": Body.MR, "text": "Wie gaat dit doen?", "line": line.pk, "key": "01a20907-40c0-7c56-978b-9324b558c5d3"}
    for _twice in range(2):
        assert desk.post(at(school, "plan_comment", plan), told).status_code == 302
    assert "1 opmerking open" in desk.get(at(school, "plan", plan)).content.decode()
    with within(school):
        comment = Comment.objects.get(plan=plan)
    refused = desk.post(at(school, "plan_comment_answer", comment), {"verb": "close", "answer": ""})
    assert refused.status_code == 422 and "Schrijf eerst wat ermee gebeurt" in refused.content.decode()
    desk.post(at(school, "plan_comment_answer", comment), {"verb": "close", "answer": "Carla, vanaf mei."})
    assert "opmerking open" not in desk.get(at(school, "plan", plan)).content.decode()
    assert "afgehandeld" in desk.get(at(school, "plan_comments", plan)).content.decode()
    assert desk.post(at(school, "plan_comment", plan), {"body": "leader", "text": "x"}).status_code == 422


def test_nothing_is_settled_silently_and_the_words_that_were_read_are_what_is_settled(
    desk: Client, school: Any, dirk: Who
) -> None:
    with within(school):
        plan = a_plan(dirk)
        seen = print_of(text_of(plan))
    page = desk.get(at(school, "plan_settle", plan)).content.decode()
    assert "De MR heeft nog niet ingestemd" in page and "verwachtingen" in page and seen in page
    told = {"body": Body.LEADER, "name": "Dirk", "decided_on": clock.today().isoformat(), "seen": seen}
    refused = desk.post(at(school, "plan_settle", plan), told)
    assert refused.status_code == 422 and "Er ontbreekt nog iets" in refused.content.decode()
    with within(school):
        line = add(plan=plan, chapter=Chapter.EXPECTATIONS, text="Wij spreken Nederlands", by=dirk)
    again = desk.post(at(school, "plan_settle", plan), told | {"despite": "on"})
    assert again.status_code == 409 and "intussen veranderd" in again.content.decode()
    with within(school):
        drop(line=line, by=dirk)
    assert desk.post(at(school, "plan_publish", plan)).status_code == 409
    assert desk.post(at(school, "plan_settle", plan), told | {"despite": "on"}).status_code == 302
    assert desk.post(at(school, "plan_publish", plan)).status_code == 302
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert "ouders lezen het" in page
    with within(school):
        plan.refresh_from_db()
        add(plan=plan, chapter=Chapter.WISHES, text="Later", by=dirk)
    assert plan.settled_number == 1 and plan.published_at
    assert "Sinds de vaststelling is er iets veranderd" in desk.get(at(school, "plan", plan)).content.decode()


def settled(plan: Plan, by: Who) -> Decision:
    return settle(
        plan=plan, body=Body.LEADER, name="Dirk", decided_on=clock.today(), seen=print_of(text_of(plan)), despite=True, by=by
    )  # fmt: skip


@pytest.mark.parametrize("what", ["approval", "consent"])
def test_a_decision_withdrawn_stays_says_why_and_unsettles(desk: Client, school: Any, dirk: Who, what: str) -> None:
    with within(school):
        plan = a_plan(dirk)
        told: dict[str, Any] = {"plan": plan, "version": None, "name": "Mina", "decided_on": clock.today(), "by": dirk}
        consent = decide(**told, body=Body.MR, sort=DecisionSort.CONSENT)
        advice = decide(**told, body=Body.PARENTS_COUNCIL, sort=DecisionSort.ADVICE)
        approval = settled(plan, dirk)
        plan.refresh_from_db()
        publish(plan=plan, by=dirk)
        assert not withdraw(decision=advice, why="Anders", by=dirk)
        assert consent.version_id == approval.version_id
    chosen = approval if what == "approval" else consent
    public = [at(school, name, plan) for name in ("public_plan", "public_plan_pdf")]
    assert [desk.get(path).status_code for path in public] == [200, 200]
    assert desk.post(at(school, "plan_withdraw", chosen), {"why": ""}).status_code == 422
    assert "niet meer vastgesteld" in desk.get(at(school, "plan_withdraw", chosen)).content.decode()
    assert desk.post(at(school, "plan_withdraw", chosen), {"why": "Te snel gegaan"}).status_code == 302
    with within(school):
        plan.refresh_from_db()
    assert (plan.settled_number, plan.published_at) == (None, None)
    assert [desk.get(path).status_code for path in public] == [404, 404], "as if there never was one"
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert "Te snel gegaan" in page and "Het plan is nu niet vastgesteld" in page
    assert "ingetrokken" in desk.get(at(school, "plan_decisions", plan)).content.decode()


@pytest.mark.parametrize("again", [False, True])
def test_consent_that_is_withdrawn_counts_for_the_same_words_in_a_later_version(
    school: Any, moment: Any, dirk: Who, again: bool
) -> None:
    """A source that came later makes another version, and no other words."""
    with within(school):
        plan = a_plan(dirk)
        told: dict[str, Any] = {"plan": plan, "version": None, "name": "Mina", "decided_on": clock.today(), "by": dirk}
        consent = decide(**told, body=Body.MR, sort=DecisionSort.CONSENT)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        add_source(line=line, sort=SourceSort.THEME, about=Theme.objects.get(title="Contact").pk, by=dirk)
        approval = settled(plan, dirk)
        publish(plan=plan, by=dirk)
        if again:
            decide(**told, body=Body.MR, sort=DecisionSort.CONSENT)
        assert consent.version_id != approval.version_id
        assert withdraw(decision=consent, why="Anders", by=dirk) is not again
        plan.refresh_from_db()
        assert (plan.settled_number is None, plan.published_at is None) == (not again, not again)


def test_consent_is_for_the_words_that_were_read(school: Any, moment: Any, dirk: Who) -> None:
    from driehoek.plans.services.deciding import consented

    with within(school):
        plan = a_plan(dirk)
        version = keep_version(plan=plan, by=dirk)
        decide(
            plan=plan, version=version, body=Body.MR, sort=DecisionSort.CONSENT, name="Mina", decided_on=clock.today(), by=dirk
        )
        assert consented(plan, text_of(plan)) == {Body.MR}
        add(plan=plan, chapter=Chapter.WISHES, text="Nieuw", by=dirk)
        assert consented(plan, text_of(plan)) == set()
        with pytest.raises(RuleBroken):
            decide(
                plan=plan,
                version=None,
                body=Body.MR,
                sort="advice",
                name="M",
                decided_on=clock.today().replace(year=2099),
                by=dirk,
            )
