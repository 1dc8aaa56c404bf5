"""The list of what waits, and the forms that answer, as staff use them."""

import re
from typing import Any

import pytest
from django.test import Client

from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, Answer
from driehoek.invitations.models import Occasion
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Standing, Theme

from .makers import say
from .pages import HTMX, at, html, said

pytestmark = pytest.mark.django_db


# looking through


def test_one_tap_shows_or_puts_apart_and_the_list_is_there_again(desk: Client, occasion: Occasion, school: Any) -> None:
    with within(school):
        good, personal = say(occasion, "Mag gezien worden"), say(occasion, "Over één kind")
    desk.post(at("moderate_one", good.pk), {"verdict": "approve"}, headers=HTMX)
    page = desk.post(at("moderate_one", personal.pk), {"verdict": "park"}, headers=HTMX)
    assert "Apart gelegd" in said(page)
    with within(school):
        assert dict(Contribution.objects.values_list("text", "standing")) == {
            "Mag gezien worden": "approved",
            "Over één kind": "parked",
        }


def test_a_stale_tap_on_what_is_apart_answers_409_with_the_list(desk: Client, occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion, standing=Standing.PARKED)
    answer = desk.post(at("moderate_one", row.pk), {"verdict": "approve"}, headers=HTMX)
    assert answer.status_code == 409
    assert "Een collega heeft dit net apart gelegd" in said(answer)


def test_the_list_answers_204_until_something_new_comes_or_words_change(
    desk: Client, occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        row = say(occasion)
    address = at("moderate", occasion.pk)

    def version() -> str:
        return re.search(r"\?v=([\w-]+)", html(desk.get(address)))[1]

    first = version()
    assert desk.get(f"{address}?v={first}", headers=HTMX).status_code == 204
    with within(school):
        services.reword(contribution=row, text="Zonder naam", by=dirk)
    assert desk.get(f"{address}?v={first}", headers=HTMX).status_code == 200
    second = version()
    with within(school):
        say(occasion)
    assert desk.get(f"{address}?v={second}", headers=HTMX).status_code == 200


def test_taking_a_name_out_replaces_the_words_and_keeps_what_was_typed_when_it_is_too_long(
    desk: Client, occasion: Occasion, school: Any
) -> None:
    with within(school):
        row = say(occasion, "Meester Voorbeeld luistert niet")
    desk.post(at("contribution_reword", row.pk), {"text": "Een leraar luistert niet"})
    answer = desk.post(at("contribution_reword", row.pk), {"text": "x" * 2_001})
    assert answer.status_code == 422
    assert "x" * 2_001 in html(answer)
    with within(school):
        assert Contribution.objects.get().text == "Een leraar luistert niet"


# answering


def give(**changes: str) -> dict[str, str]:
    values = {
        "seen": "",
        "kind": "we_do",
        "text": "We hangen bordjes op.",
        "news_on": "",
        "action_title": "",
        "action_due_on": "",
    }
    return {**values, **changes}


def test_an_answer_with_an_action_owner_and_day_is_given_in_one_form(
    desk: Client, occasion: Occasion, theme: Theme, school: Any
) -> None:
    with within(school):
        row, owner = say(occasion), StaffMember.objects.create(given_name="Carla", surname="Vos")
        say(occasion)
        Contribution.objects.filter(pk=row.pk).update(theme=theme)
    posted = give(action_title="Bordjes op elke deur", action_owner=str(owner.pk), action_due_on="2027-02-01")
    page = desk.post(at("theme", theme.pk), posted, follow=True)
    assert "Nog 1 zonder antwoord" in said(page)
    with within(school):
        action = ActionItem.objects.get()
        assert (action.title, action.owner, str(action.due_on)) == ("Bordjes op elke deur", owner, "2027-02-01")
    assert at("action", action.pk) in html(page)
    assert "Bordjes op elke deur" in said(desk.get(at("theme", theme.pk)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "later"}, "Kies een dag waarop ouders meer horen."),
        ({"action_title": "Bordjes"}, "Kies een dag waarop de actie klaar is."),
        ({"action_title": "Bordjes", "action_due_on": "1900-01-01"}, "Kies een dag vanaf vandaag."),
        ({"news_on": "2400-01-01"}, "Kies een dag vanaf vandaag."),
        ({"kind": "heard", "action_title": "Bordjes", "action_due_on": "2027-02-01"}, "Een actie hoort bij"),
        ({"text": "t" * 100_000}, "2000"),
    ],
)
def test_an_answer_that_lacks_something_says_what_beside_the_field_and_keeps_the_rest(
    desk: Client, theme: Theme, school: Any, wrong: dict[str, str], sentence: str
) -> None:
    answer = desk.post(at("theme", theme.pk), give(**wrong))
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert (wrong.get("text") or "We hangen bordjes op.") in html(answer)
    with within(school):
        assert not Answer.objects.exists()


def test_who_answers_second_reads_the_first_answer_and_loses_nothing(desk: Client, theme: Theme, school: Any, anne: Who) -> None:
    with within(school):
        services.answer_theme(theme=theme, kind="heard", text="Van Anne.", by=anne)
    answer = desk.post(at("theme", theme.pk), give(text="Van Dirk."))
    assert answer.status_code == 409
    assert "Van Anne." in html(answer)
    assert "Van Dirk." in html(answer)
    again = re.search(r'name="seen" value="([^"]*)"', html(answer))[1]
    assert desk.post(at("theme", theme.pk), give(text="Van Dirk.", seen=again)).status_code == 302


def test_one_contribution_gets_its_own_answer_and_its_theme_from_its_own_page(
    desk: Client, occasion: Occasion, theme: Theme, school: Any
) -> None:
    with within(school):
        row = say(occasion)
    desk.post(at("contribution", row.pk), give(kind="heard", text="Dank u wel."))
    moved = {"card": f"{row.pk}:none", "column": str(theme.pk), "back": str(row.pk)}
    page = desk.post(at("harvest_move", occasion.pk), moved, follow=True)
    assert page.request["PATH_INFO"] == at("contribution", row.pk)
    with within(school):
        kept = Contribution.objects.select_related("answer", "theme").get()
        assert (kept.answer.text, kept.theme) == ("Dank u wel.", theme)
