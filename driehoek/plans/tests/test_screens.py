"""The screens of a plan as the office sees them."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.plans.models import Chapter, Line, LineSource, Plan, SourceSort
from driehoek.plans.services import add, change, drop
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing

from .makers import a_board, a_plan, a_session, at

pytestmark = pytest.mark.database


def test_the_empty_list_teaches_and_two_presses_make_a_plan(desk: Client, school: Any) -> None:
    page = desk.get(at(school, "plans")).content.decode()
    assert "Nog geen plan" in page and at(school, "plan_new") in page
    with within(school):
        year = SchoolYear.objects.get_or_create(starts_in=2026)[0]
        board, session = a_board(), a_session()
    page = desk.get(at(school, "plan_new")).content.decode()
    assert page.count(" checked") == 2 and "Ouderavond, 2 thema&#x27;s" in page
    told = {"title": "Samen", "year": year.pk, "occasions": [board.pk], "sessions": [session.pk]}
    assert desk.post(at(school, "plan_new"), told).status_code == 302
    with within(school):
        plan = Plan.objects.get()
        assert Line.objects.filter(plan=plan).count() == 4
    page = desk.get(at(school, "plan", plan)).content.decode()
    for words in (
        "Wij zien ouders vooral bij de deur",
        "‘Bel ook eens 0’",
        "Didactisch partnerschap",
        "Onderwijskundig partnerschap",
    ):
        assert words in page
    assert "zonder bron" not in page
    again = desk.post(at(school, "plan_compose", plan), follow=True).content.decode()
    assert "Er is niets nieuws" in again


def test_a_refused_form_keeps_what_was_typed(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
    answer = desk.post(at(school, "plan_new"), {"title": "", "occasions": ["x"]})
    assert answer.status_code == 422
    answer = desk.post(at(school, "plan_line_new", plan), {"text": "- een\n- twee", "chapter": "nergens"})
    assert answer.status_code == 422 and "- een\n- twee</textarea>" in answer.content.decode()
    assert desk.post(at(school, "plan_line_new", plan), {"text": " ", "chapter": "vision"}).status_code == 422


def test_a_line_of_ones_own_is_marked_and_typed_lists_become_lists(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
    typed = {"text": "Wij doen:\n- bellen\n- **vragen**", "chapter": "wishes", "key": "01a20907-40c0-7c56-978b-9324b558c5d3"}
    for _twice in range(2):
        assert desk.post(at(school, "plan_line_new", plan), typed).status_code == 302
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert page.count("<ul><li>bellen</li><li><strong>vragen</strong></li></ul>") == 1 and page.count(">zonder bron<") == 1


def test_saving_without_touching_the_box_keeps_what_cannot_be_typed(desk: Client, school: Any, dirk: Who) -> None:
    nested = "<p>Zo</p><ul><li>een<ul><li>twee</li></ul></li></ul>"
    with within(school):
        plan = a_plan(dirk)
        line = add(plan=plan, chapter=Chapter.VISION, text=nested, by=dirk)
        assert line.text == nested
    page = desk.get(at(school, "plan_line", line)).content.decode()
    assert "Zo\n\n- een\n- twee</textarea>" in page and nested in page
    told = {"text": "Zo\r\n\r\n- een\r\n- twee", "chapter": Chapter.STRENGTHS, "partnership": "", "seen": 0}
    assert desk.post(at(school, "plan_line", line), told).status_code == 302
    with within(school):
        line.refresh_from_db()
    assert (line.text, line.chapter) == (nested, Chapter.STRENGTHS)


def test_two_people_at_once_both_texts_side_by_side(desk: Client, school: Any, dirk: Who, anne: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.get(plan=plan, chapter=Chapter.VISION)
        change(line=line, text="Van Anne", partnership="", chapter=Chapter.VISION, seen=0, by=anne)
    told = {"text": "<p>Van <b>Dirk</b></p>", "as_html": "1", "chapter": Chapter.VISION, "seen": 0}
    answer = desk.post(at(school, "plan_line", line), told)
    page = answer.content.decode()
    assert answer.status_code == 409 and "<p>Van Anne</p>" in page and "<p>Van <strong>Dirk</strong></p>" in page
    assert 'name="seen" value="1"' in page and "Van **Dirk**</textarea>" in page
    assert desk.post(at(school, "plan_line", line), told | {"seen": 1}).status_code == 302
    with within(school):
        line.refresh_from_db()
        assert line.text == "<p>Van <strong>Dirk</strong></p>"
        drop(line=line, by=anne)
    page = desk.post(at(school, "plan_line", line), told | {"seen": 2}).content.decode()
    assert "haalde deze regel intussen weg" in page and 'name="put_back"' in page
    assert desk.post(at(school, "plan_line", line), told | {"seen": 2, "put_back": "1"}).status_code == 302
    assert "Dirk" in desk.get(at(school, "plan", plan)).content.decode()


def test_a_line_moves_is_taken_out_and_comes_back(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        lines = [add(plan=plan, chapter=Chapter.VISION, text=f"Regel {number}", by=dirk) for number in range(2)]
    desk.post(at(school, "plan_line_move", lines[1]), {"step": "up"})
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert page.index("Regel 1") < page.index("Regel 0")
    page = desk.post(at(school, "plan_line_drop", lines[1]), follow=True).content.decode()
    assert at(school, "plan_line_put_back", lines[1]) in page and "1 regel is weggehaald" in page
    assert "Regel 1" in desk.get(at(school, "plan_dropped", plan)).content.decode()
    desk.post(at(school, "plan_line_put_back", lines[1]))
    assert "Regel 1" in desk.get(at(school, "plan", plan)).content.decode()


def test_what_a_giver_took_back_is_said_and_not_shown(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        quoted = LineSource.objects.get(line__plan=plan, sort=SourceSort.CONTRIBUTION).about
        Contribution.objects.filter(pk=quoted).update(standing=Standing.PARKED)
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert "Bel ook eens 0" not in page and "een bron is teruggenomen" in page


def test_a_teacher_reads_and_changes_nothing(school: Any, moment: Any, dirk: Who, carla: Who, client: Client) -> None:
    with within(school):
        plan = a_plan(dirk)
        line = Line.objects.filter(plan=plan).first()
    sign_in(client, carla)
    desk = client
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert at(school, "plan_line", line) not in page and "/thema/" not in page
    assert desk.get(at(school, "plan_line", line)).status_code == 404
