"""A draft composed from what people said and what the team chose."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans import rules
from driehoek.plans.models import Chapter, Line, LineSource, SourceSort
from driehoek.plans.queries.reading import chapters, text_of
from driehoek.plans.services import change, compose, drop, keep_version, put_back
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing, Voice
from driehoek.voices.services import withdraw

from .makers import a_plan, at

pytestmark = pytest.mark.database


def by_chapter(plan: Any) -> dict[str, list[str]]:
    return {one.key: [rules.plain(line.line.text) for line in one.lines] for one in chapters(plan, "de-school")}


def test_every_line_of_a_draft_has_its_sources(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        read = by_chapter(plan)
        assert read[Chapter.VISION] == ["Wij zien ouders vooral bij de deur."]
        assert read[Chapter.STRENGTHS] == ["Welkom. 2 keer van ouders."]
        assert read[Chapter.WISHES] == ["Contact: Wat we horen en wanneer. 4 keer van ouders, 1 keer van school."]
        assert read[Chapter.AMBITIONS] == ["Ouders weten wat hun kind leert."]
        assert all(line.has_source for chapter in chapters(plan, "de-school") for line in chapter.lines)
        wish = next(one for one in chapters(plan, "de-school") if one.key == Chapter.WISHES).lines[0]
        assert [one.words for one in wish.sources if one.is_quote] == ["Bel ook eens 0"]


def test_composing_again_adds_only_what_is_new_and_leaves_what_people_did(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        change(line=line, text="<p>Anders</p>", partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        drop(line=Line.objects.get(plan=plan, chapter=Chapter.STRENGTHS), by=dirk)
        assert compose(plan=plan, by=dirk) == 0
        read = by_chapter(plan)
        assert read[Chapter.VISION] == ["Anders"] and read[Chapter.STRENGTHS] == []
        put_back(line=Line.objects.get(plan=plan, chapter=Chapter.STRENGTHS), by=dirk)
        assert by_chapter(plan)[Chapter.STRENGTHS]


def test_who_was_second_loses_nothing(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        change(line=line, text="Eerst", partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        with pytest.raises(RuleBroken) as broken:
            change(line=line, text="Tweede", partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        assert broken.value.code == "edited"
        line.refresh_from_db()
        assert rules.plain(line.text) == "Eerst"


def test_what_a_giver_takes_back_is_gone_from_the_plan_and_from_old_versions(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        kept = keep_version(plan=plan, by=dirk)
        assert keep_version(plan=plan, by=dirk) == kept, "nothing changed, so there is no second version"
        quoted = LineSource.objects.get(line__plan=plan, sort=SourceSort.CONTRIBUTION).about
        assert "Bel ook eens 0" not in str(kept.content)
        Contribution.objects.filter(pk=quoted).update(standing=Standing.PARKED)
        wish = next(one for one in chapters(plan, "de-school") if one.key == Chapter.WISHES).lines[0]
        assert wish.lost_source and not [one for one in wish.sources if one.is_quote]


def test_a_line_that_counts_what_was_taken_back_says_so_and_counts_anew_when_asked(
    desk: Client, school: Any, moment: Any, dirk: Who
) -> None:
    with within(school):
        plan = a_plan(dirk)
        withdraw(Contribution.objects.filter(text="Bel ook eens 1"))
        withdraw(Contribution.objects.filter(voice=Voice.SCHOOL))
        change(
            line=Line.objects.get(plan=plan, chapter=Chapter.STRENGTHS), text="Welkom! 2 keer van ouders.", partnership="",
            chapter=Chapter.STRENGTHS, seen=0, by=dirk,
        )  # fmt: skip
        withdraw(Contribution.objects.filter(text="Fijn 0"))
        lost = [line.lost_source for chapter in chapters(plan, "de-school") for line in chapter.lines if line.rows]
        assert lost.count(True) == 2
    assert "is het aantal bijgewerkt" in desk.post(at(school, "plan_compose", plan), follow=True).content.decode()
    with within(school):
        read = by_chapter(plan)
        assert read[Chapter.WISHES] == ["Contact: Wat we horen en wanneer. 3 keer van ouders."]
        assert read[Chapter.STRENGTHS] == ["Welkom! 2 keer van ouders."], "what somebody wrote stays as it is"


def test_pasted_word_html_and_scripts_leave_only_words_lists_and_emphasis(school: Any, moment: Any, dirk: Who) -> None:
    word = "<h1 class=x>Kop</h1><p style='mso-list:l0'><b>Vet</b><o:p></o:p><script>alert(1)</script><a href=javascript:x>hier</a></p>"
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        change(line=line, text=word, partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        assert line.text == "<h3>Kop</h3><p><strong>Vet</strong>hier</p>"
        with pytest.raises(RuleBroken):
            change(line=line, text="<script>x</script>", partnership="", chapter=Chapter.VISION, seen=1, by=dirk)
        with pytest.raises(RuleBroken):
            change(line=line, text="x" * 100_000, partnership="", chapter=Chapter.VISION, seen=1, by=dirk)


def test_two_versions_side_by_side(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        before = text_of(plan)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        change(line=line, text="Wij zien ouders vaak bij de deur.", partnership="", chapter=Chapter.VISION, seen=0, by=dirk)
        drop(line=Line.objects.get(plan=plan, chapter=Chapter.STRENGTHS), by=dirk)
        pairs = rules.compared(before, text_of(plan))
    assert [pair.state for pair in pairs].count(rules.CHANGED) == 1
    changed = next(pair for pair in pairs if pair.state == rules.CHANGED)
    assert (rules.REMOVED, "vooral") in changed.pieces and (rules.ADDED, "vaak") in changed.pieces
    assert [pair.before.chapter for pair in pairs if pair.state == rules.REMOVED and pair.before] == [Chapter.STRENGTHS]
