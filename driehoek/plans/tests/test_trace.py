"""From what was said to what is done, and back."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.actions.services import make
from driehoek.actions.sources import words_behind
from driehoek.conftest import questions
from driehoek.plans.models import Activity, Chapter, Line, PlannedAction, SourceSort
from driehoek.plans.services import add, add_source, link_action, make_action
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Standing, Theme

from .makers import a_plan, at

pytestmark = pytest.mark.database


def an_ambition(by: Who) -> tuple[Any, Line]:
    """A plan, and its ambition with the theme of contact behind it."""
    plan = a_plan(by)
    line = Line.objects.get(plan=plan, chapter=Chapter.AMBITIONS)
    add_source(line=line, sort=SourceSort.THEME, about=Theme.objects.get(title="Contact").pk, by=by)
    return plan, line


def in_a_month() -> dt.date:
    return clock.today() + dt.timedelta(days=30)


def test_the_whole_way_there_and_back_on_screen(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan, line = an_ambition(dirk)
        theme = Theme.objects.get(title="Contact")
    told = {"title": "Elke maand een belletje", "due_on": in_a_month().isoformat()}
    assert desk.post(at(school, "plan_action_make", line), told).status_code == 302
    assert desk.post(at(school, "plan_action_make", line), told | {"title": ""}).status_code == 422
    with within(school):
        action = ActionItem.objects.get(title="Elke maand een belletje")
        said = list(Contribution.objects.filter(theme=theme, standing=Standing.APPROVED))
    assert at(school, "plan_ambition", line) in desk.get(at(school, "plan", plan)).content.decode()
    with within(school):
        day = in_a_month()
        held = Activity.objects.create(plan=plan, ambition=line, title="Koffie in de aula", planned_on=day, state="planned")
    with CaptureQueriesContext(connection) as captured:
        page = desk.get(at(school, "plan_ambition", line)).content.decode()
    row = page.partition(at(school, "activity", held))[2].partition("</li>")[0]
    assert "Koffie in de aula" in row and "gepland" in row and f" {day.year}" in row and questions(captured) <= 12
    for address in (
        at(school, "action", action),
        at(school, "plan_theme", theme),
        *(at(school, "contribution", one) for one in said),
    ):
        assert address in page
    assert "APART" not in page
    assert at(school, "plan_ambition", line) in desk.get(at(school, "action", action)).content.decode()
    for way in (at(school, "theme", theme), at(school, "contribution", said[0])):
        assert at(school, "plan_theme", theme) in desk.get(way).content.decode()
    page = desk.get(at(school, "plan_theme", theme)).content.decode()
    assert at(school, "plan_ambition", line) in page and at(school, "action", action) in page
    for address in set(re.findall(r'href="(/s/[^"#?]+)', page.partition("<main")[2])):
        assert desk.get(address).status_code == 200, address


def test_an_action_belongs_to_one_ambition_and_can_be_let_loose(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan, line = an_ambition(dirk)
        other = add(plan=plan, chapter=Chapter.AMBITIONS, text="Een andere", by=dirk)
        action = make(title="Koffie", owner=None, due_on=in_a_month(), by=dirk)
        assert words_behind(action) == []
    assert "Koffie" in desk.get(at(school, "plan_ambition", line)).content.decode()
    assert desk.post(at(school, "plan_action_link", line), {"action": action.pk}).status_code == 302
    assert desk.post(at(school, "plan_action_link", line), {"action": action.pk}).status_code == 422
    with within(school):
        with pytest.raises(RuleBroken):
            link_action(ambition=other, action=action, by=dirk)
        planned = PlannedAction.objects.get(action=action)
        activity = Activity.objects.create(plan=plan, ambition=line, title="Koffieochtend")
        PlannedAction.objects.update(activity=activity)
        assert [one.about for one in words_behind(action)] == [line.pk]
    page = desk.post(at(school, "plan_action_loose", planned), follow=True).content.decode()
    assert at(school, "plan_action_link", line) in page
    desk.post(at(school, "plan_action_link", line))
    with within(school):
        back = PlannedAction.objects.get(action=action)
    assert (back.ambition_id, back.activity_id) == (line.pk, activity.pk)


def test_the_table_holds_every_contribution_and_every_action_and_no_formula(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan, line = an_ambition(dirk)
        Contribution.objects.filter(text="Bel ook eens 1").update(text="=1+1")
        for title in ("Bellen", "=cmd"):
            make_action(ambition=line, title=title, owner=None, due_on=in_a_month(), by=dirk)
        many = Contribution.objects.filter(standing=Standing.APPROVED).values_list("text", flat=True)
        said = set(many)
    book = load_workbook(io.BytesIO(desk.get(at(school, "plan_trace_file", plan)).content))
    there, back = book.worksheets
    rows = [[str(cell.value or "") for cell in row] for row in there.iter_rows(min_row=2)]
    assert {row[0].lstrip("'") for row in rows} == said
    contact = [row for row in rows if row[3] == "Contact" and row[5] == "ambities"]
    assert len(contact) == 5 and all("Bellen (te doen, " in row[7] and "=cmd (te doen, " in row[7] for row in contact)
    assert [cell.value for cell in list(back.iter_rows(min_row=2))[0]][5:] == [
        "ambities",
        "Ouders weten wat hun kind leert.",
        "Contact",
        5,
    ]
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    read = Document(io.BytesIO(desk.get(at(school, "plan_trace_file", plan) + "?bestand=docx").content))
    words = "\n".join(line.text for line in read.paragraphs)
    assert all(one in words for one in said) and "APART" not in words
    way = next(line for line in words.splitlines() if line.startswith("ambities — Ouders weten wat hun kind leert. — "))
    assert way.count("(te doen, ") and "Bellen (te doen, " in words and "Contact (5 keer inbreng)" in words
    whole = Document(io.BytesIO(desk.get(at(school, "plan_file", plan, "docx")).content))
    assert any(line.text.startswith("Dit doen we: ") and "Bellen (te doen, " in line.text for line in whole.paragraphs)


def test_actions_of_an_ambition_that_was_dropped_are_told_and_a_day_in_the_holiday_too(
    desk: Client, school: Any, dirk: Who
) -> None:
    type(school).objects.filter(pk=school.pk).update(region="Midden")
    with within(school):
        plan, line = an_ambition(dirk)
    told = {"title": "Bellen", "due_on": "2027-07-28"}
    page = desk.post(at(school, "plan_action_make", line), told, follow=True).content.decode()
    assert "valt in: Zomervakantie. De laatste werkdag ervoor is" in page
    page = desk.post(at(school, "plan_line_drop", line), follow=True).content.decode()
    assert "Er hoort nog 1 actie bij deze regel" in page
    with within(school):
        action = ActionItem.objects.get()
    assert at(school, "plan_ambition", line) in desk.get(at(school, "action", action)).content.decode()
    assert "uit het plan gehaald" in desk.get(at(school, "plan_ambition", line)).content.decode()
    book = load_workbook(io.BytesIO(desk.get(at(school, "plan_trace_file", plan)).content))
    (row,) = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert (row[0], row[5], row[7]) == ("Bellen", "ambities (uit het plan gehaald)", "Contact")
