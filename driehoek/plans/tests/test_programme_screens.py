"""The programme as the office and a teacher see it."""

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from driehoek import clock
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.conftest import questions, sign_in
from driehoek.documents.tests.makers import faults, words_of
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity, Chapter, Line, Plan, PlannedAction
from driehoek.plans.services.programme import Wanted, add
from driehoek.plans.services.programme_actions import make_action_for
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within

from .makers import at

pytestmark = pytest.mark.database
SINTERKLAAS = dt.date(2026, 12, 4)


@pytest.fixture
def plan(school: Any, moment: Any) -> Plan:
    with within(school):
        made: Plan = Plan.objects.create(
            title="Samen", year=SchoolYear.objects.get(), settled_number=1, settled_at=clock.now()
        )  # fmt: skip
        Line.objects.create(plan=made, chapter=Chapter.AMBITIONS, partnership="didactic", text="<p>Wij lezen samen.</p>")
    return made


def told(**given: Any) -> dict[str, Any]:
    return {"title": "Voorlezen", "seen": "0"} | given


def test_an_empty_programme_teaches_and_before_the_plan_it_says_why_it_waits(desk: Client, school: Any, plan: Plan) -> None:
    page = desk.get(at(school, "plan_programme", plan)).content.decode()
    assert "Nog geen activiteiten" in page and "wacht op het plan" not in page
    assert at(school, "plan_programme", plan) in desk.get(at(school, "plan", plan)).content.decode()
    with within(school):
        Plan.objects.update(settled_number=None)
    assert "Het programma wacht op het plan" in desk.get(at(school, "plan_programme", plan)).content.decode()
    assert desk.post(at(school, "activity_new", plan), told()).status_code == 302
    with within(school):
        one = Activity.objects.get()
    page = desk.get(at(school, "activity", one)).content.decode()
    assert "Plannen kan als het plan is vastgesteld" in page and 'value="plan"' not in page
    assert desk.post(at(school, "activity_turn", one), {"verb": "plan"}).status_code == 422


def test_from_an_example_to_what_was_learned(desk: Client, school: School, plan: Plan) -> None:
    page = desk.get(at(school, "activity_examples", plan)).content.decode()
    assert "Samen werk maken van lezen" in page and "voorbeeld=absence_procedure" in page
    page = desk.get(at(school, "activity_new", plan) + "?voorbeeld=absence_procedure").content.decode()
    assert "if-procedure" in page and "voordat er iets gemeld wordt" in page and "leerkracht" in page
    with within(school):
        line, carla = Line.objects.get(), StaffMember.objects.create(given_name="Carla", surname="Jansen")
    said = told(ambition=line.pk, planned_on=SINTERKLAAS, lead=carla.pk, preparation="- Boeken\n\nZaal", helpers="Aïcha")
    answer = desk.post(at(school, "activity_new", plan), said, follow=True).content.decode()
    assert "Sinterklaas" in answer and '<li dir="auto">Zaal</li>' in answer and "didactisch partnerschap" in answer
    with within(school):
        one = Activity.objects.get()
    answer = desk.post(at(school, "activity_turn", one), {"verb": "plan"}, follow=True).content.decode()
    assert "?verb=unplan" in answer and 'value="hold"' not in answer  # the day has to come first
    with clock.stopped(dt.datetime(2026, 12, 5, 9, tzinfo=clock.SCHOOL_TIME)):
        assert "Is het geweest?" in desk.get(at(school, "plan_programme", plan)).content.decode()
        desk.post(at(school, "activity_turn", one), {"verb": "hold"})
        back = {"meant_for": "24", "came": "18", "verdict": "adapt", "learned": "Eerder vragen.", "seen": "0"}
        page = desk.post(at(school, "activity_look_back", one), back, follow=True).content.decode()
        assert "18 van 24 kwamen" in page and "75%" in page and "Volgende stap" not in page
        again = desk.post(at(school, "activity_look_back", one), back | {"came": "0"})
        assert again.status_code == 409 and "Zo staat het er nu" in again.content.decode()
        assert desk.post(at(school, "activity_look_back", one), back | {"came": "-3"}).status_code == 422


def test_an_idea_of_a_parent_says_so_and_what_was_stopped_before_it_was_held_asks_not_who_came(
    desk: Client, school: Any, plan: Plan
) -> None:
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Samen eten", ambition=plan.lines.get()), by=Who("guest"))
    page = desk.get(at(school, "plan_programme", plan)).content.decode()
    assert "van een ouder" in page and "van een ouder" in desk.get(at(school, "activity", one)).content.decode()
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert "1 activiteit" in page and "Nog geen actie" not in page
    desk.post(at(school, "activity_turn", one), {"verb": "stop"})
    assert "Terugkijken" not in desk.get(at(school, "activity", one)).content.decode()
    assert "nog niets voor bedacht" not in desk.get(at(school, "plan_programme", plan)).content.decode()


def test_two_people_at_once_see_both_texts(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Voorlezen"), by=dirk)
    assert desk.post(at(school, "activity_change", one), told(title="Samen lezen")).status_code == 302
    answer = desk.post(at(school, "activity_change", one), told(title="Hardop lezen", helpers="Bas"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Samen lezen" in page and 'value="Hardop lezen"' in page
    assert 'name="seen" value="1"' in page
    assert desk.post(at(school, "activity_change", one), told(title="Hardop lezen", seen="1")).status_code == 302
    wrong = desk.post(at(school, "activity_change", one), told(title="", planned_on="0206-01-01", came="x", meant_for="x"))
    assert wrong.status_code == 422 and "Klopt het jaar?" in wrong.content.decode()
    both = desk.post(at(school, "activity_change", one), told(ambition="x", lead_name="y" * 101))
    assert both.status_code == 422


def test_who_left_is_nobody_and_a_day_in_the_holiday_is_said(desk: Client, school: School, plan: Plan, dirk: Who) -> None:
    with within(school):
        School.objects.filter(pk=school.pk).update(region="Midden")
        carla = StaffMember.objects.create(given_name="Carla", surname="Jansen")
        wanted = Wanted(title="Lezen", ambition=plan.lines.get(), lead=carla, planned_on=SINTERKLAAS)
        one = add(plan=plan, wanted=wanted, by=dirk)
        Activity.objects.update(state="planned")
        make_action_for(activity=one, title="Boeken", owner=carla, due_on=dt.date(2027, 7, 28), by=dirk)
    assert "Spreek af wie dit trekt" not in desk.get(at(school, "activity", one)).content.decode()
    with within(school):
        StaffMember.objects.update(left_on=clock.today())
    page = desk.get(at(school, "activity", one)).content.decode()
    for words in (
        "zonder eigenaar",
        "Spreek af wie dit trekt",
        "Een actie is zonder eigenaar",
        "Deze dag valt in: Zomervakantie",
    ):
        assert words in page, words
    assert "Carla" not in page


def test_actions_are_made_put_and_taken_off_and_come_back(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Lezen", ambition=plan.lines.get()), by=dirk)
        free = ActionItem.objects.create(title="Zaal", due_on=SINTERKLAAS)
    made = {"title": "Boeken", "due_on": SINTERKLAAS.isoformat()}
    assert desk.post(at(school, "activity_action_make", one), made).status_code == 302
    assert desk.post(at(school, "activity_action_make", one), made | {"title": ""}).status_code == 422
    assert desk.post(at(school, "activity_action_put", one), {"action": free.pk}).status_code == 302
    assert desk.post(at(school, "activity_action_put", one), {"action": "x"}).status_code == 422
    with within(school):
        planned = PlannedAction.objects.get(action=free)
    desk.post(at(school, "activity_action_off", planned))
    with within(school):
        assert PlannedAction.objects.get(action=free).activity_id is None
    desk.post(at(school, "activity_action_put", one))  # the undo
    with within(school):
        assert PlannedAction.objects.get(action=free).activity_id == one.pk


def test_the_list_is_searched_filtered_sorted_and_grouped(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    with within(school):
        line = plan.lines.get()
        add(plan=plan, wanted=Wanted(title="Zingen", partnership="informal", planned_on=dt.date(2027, 3, 2)), by=dirk)
        add(plan=plan, wanted=Wanted(title="Lezen", ambition=line, planned_on=SINTERKLAAS, audience="groep 3"), by=dirk)
        add(plan=plan, wanted=Wanted(title="Appels", lead_name="Aïcha"), by=dirk)

    def shown(query: str) -> list[str]:
        page = desk.get(at(school, "plan_programme", plan) + query).content.decode()
        found = [(page.find(f">{name}</a>"), name) for name in ("Zingen", "Lezen", "Appels")]
        return [name for place, name in sorted(found) if place >= 0]

    assert shown("") == ["Lezen", "Zingen", "Appels"]
    assert shown("?toon=lijst&sort=what") == ["Appels", "Lezen", "Zingen"]
    assert shown("?toon=lijst&sort=-day") == ["Appels", "Zingen", "Lezen"]
    assert shown("?toon=partnerschap") == ["Lezen", "Zingen", "Appels"]
    assert shown("?q=groep+3") == ["Lezen"] and shown("?q=AICHA") == ["Appels"]
    assert shown("?partnerschap=informal") == ["Zingen"] and shown("?stand=done") == []
    assert shown("?toon=x&stand=x&partnerschap=x&sort=x&page=x") == ["Lezen", "Zingen", "Appels"]
    page = desk.get(at(school, "plan_programme", plan) + "?toon=kalender").content.decode()
    assert page.index("December 2026") < page.index("Maart 2027") < page.index("Nog geen dag")


def test_on_paper_and_as_a_workbook_nothing_runs(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    assert faults(desk.get(at(school, "plan_programme_file", plan, "pdf")).content) == []
    with within(school):
        nasty = Wanted(title='=HYPERLINK("x")', ambition=plan.lines.get(), preparation="#panic()\nZaal", lead_name="@Bas")
        make_action_for(activity=add(plan=plan, wanted=nasty, by=dirk), title="+cmd", owner=None, due_on=SINTERKLAAS, by=dirk)
    pdf = desk.get(at(school, "plan_programme_file", plan, "pdf")).content
    assert faults(pdf) == []
    for words in ("HYPERLINK", "#panic()", "Wij lezen samen", "@Bas", "nog geen dag"):
        assert words in words_of(pdf), words
    book = load_workbook(io.BytesIO(desk.get(at(school, "plan_programme_file", plan, "xlsx")).content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells} and "zonder eigenaar" in {cell.value for cell in cells}
    assert desk.get(at(school, "plan_programme_file", plan, "exe")).status_code == 404


def test_a_next_year_starts_from_this_one_and_can_be_undone(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    assert "Er is nog niets om mee te nemen" in desk.get(at(school, "activity_along", plan)).content.decode()
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Lezen"), by=dirk)
        Activity.objects.update(state="done", verdict="keep")
        after = Plan.objects.create(title="Verder", year=SchoolYear.objects.create(starts_in=2027))
    assert desk.get(at(school, "activity_along", after)).content.decode().count(" checked") == 1
    assert desk.post(at(school, "activity_along", after), {}).status_code == 422
    page = desk.post(at(school, "activity_along", after), {"activities": [one.pk]}, follow=True).content.decode()
    assert "1 idee staat klaar" in page
    desk.post(at(school, "activity_along_undo", after))
    with within(school):
        assert Activity.objects.count() == 1


def test_a_teacher_reads_and_changes_nothing(client: Client, school: Any, plan: Plan, dirk: Who, carla: Who) -> None:
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Lezen"), by=dirk)
    sign_in(client, carla)
    page = client.get(at(school, "activity", one)).content.decode()
    assert "Lezen" in page and '<form method="post" action="' + at(school, "activity_turn", one) not in page
    assert at(school, "activity_new", plan) not in client.get(at(school, "plan_programme", plan)).content.decode()
    for name in ("activity_change", "activity_turn"):
        assert client.post(at(school, name, one), told()).status_code in {403, 404}


def test_the_programme_is_flat(desk: Client, school: Any, plan: Plan, dirk: Who) -> None:
    with within(school):
        one = add(plan=plan, wanted=Wanted(title="Lezen", ambition=plan.lines.get()), by=dirk)
        make_action_for(activity=one, title="Een", owner=None, due_on=SINTERKLAAS, by=dirk)
    paths = [at(school, name, plan) for name in ("plan_programme", "activity_new", "activity_along")]
    paths += [at(school, "activity", one), at(school, "activity_change", one)]

    def asked() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(path).status_code == 200
            found.append(questions(captured))
        return found

    asked()
    few = asked()
    with within(school):
        carla = StaffMember.objects.create(given_name="Carla")
        for number in range(30):
            line = Line.objects.create(plan=plan, chapter=Chapter.AMBITIONS, text=f"<p>{number}</p>")
            add(plan=plan, wanted=Wanted(title=f"Nummer {number}", ambition=line, lead=carla), by=dirk)
            make_action_for(activity=one, title=f"Actie {number}", owner=carla, due_on=SINTERKLAAS, by=dirk)
        Activity.objects.exclude(pk=one.pk).update(state="done", verdict="keep")
    assert asked() == few and max(few) <= 12
