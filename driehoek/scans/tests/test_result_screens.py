"""The result on the screen: words first, one filter, nothing of the few; and the same figures in every file."""

import datetime as dt
import io
import random
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from driehoek import clock
from driehoek.access import codes
from driehoek.conftest import sign_in
from driehoek.schools.scoping import within

from ..counting import Asked, count
from ..models import ChosenPoint, Fielding
from ..queries.result_page import page
from ..queries.result_paper import as_paper
from ..result_shapes import SHOWN, Answered
from ..result_shapes import frozen as frozen_of
from ..result_words import silent_words
from ..rules import Sheet, as_content
from ..rules_result import last_day, years_of
from ..services import freezing
from .makers_asked import content, make_fielding
from .makers_result import answered

pytestmark = pytest.mark.usefixtures("moment")


def at(name: str, fielding: Any, *more: Any) -> str:
    return reverse(name, args=["klimboom", fielding.pk, *more])


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def frozen(school: Any) -> Fielding:
    with within(school):
        fielding = answered(writers=3, parents=(28, 27, 22, 21, 26, 27))
        freezing.freeze(fielding)
    return fielding


@pytest.fixture
def desk(client: Any, dirk: Any) -> Any:
    sign_in(client, dirk)
    return client


def test_words_come_first_and_the_order_is_that_of_the_model(desk: Any, frozen: Fielding) -> None:
    page = words(desk.get(at("scan_result", frozen)))
    first = [page.index(said) for said in ("Wie antwoordde, en wie niet", "Dit gaat goed: dat zegt van elke groep", "Hier verschillen we", "Wat ouders in de weg staat",
                                           "Om over te praten", "Zo lees je de balken")]  # fmt: skip
    order = [
        page.index(f"{name} partnerschap ") for name in ("Maatschappelijk", "Pedagogisch", "Didactisch", "Formeel", "Informeel")
    ]
    assert first == sorted(first) and order == sorted(order) and first[-1] < order[0]
    assert "Verschil aangetoond: ouders – school." in page and "Woorden" not in page
    assert "Minder dan 10 mensen schreven iets" in page


def test_a_shared_no_is_told_as_a_no_and_the_shown_gap_alone_is_called_important(desk: Any, school: Any) -> None:
    """Everywhere where a shared yes is told: parents, team, paper and the questions to talk about."""
    chance = random.Random(3)
    sheets = [
        Sheet(voice, "", "nl", {"societal-1": 1 + number % 2, "formal-1": chance.randint(1, 5)}, {"societal-1": 5, "formal-1": 4 if number % 9 > 3 else 3})
        for voice, count in (("parents", 30), ("school", 24)) for number in range(count)
    ]  # fmt: skip
    with within(school):
        fielding = answered(parents=(0, 0), team=0)
        fielding.people = {"parents": 60, "school": 30}
        asked = as_content(fielding.version.content)
        made = page(asked, frozen_of(count(asked, sheets, Asked(fielding.people, ()), closed_on=clock.today())))
        told = as_paper(fielding, made)
    assert [one.key for one in made.not_yet] == ["societal-1"] and not made.good
    assert "Zegt dat het niet zo is: ouders ≥ 93 %, school ≥" in made.not_yet[0].words
    assert [one.key for one in made.better] == ["societal-1"]
    assert made.barriers and not made.in_the_way  # nobody ticked one
    assert not any("goed gaat" in one for one in made.talk) and any("lastig" in one for one in made.talk)
    assert "Dit gaat nog niet goed: dat zegt van elke groep meer dan de helft" in {part.title for part in told.parts}
    for name in ("result.html", "guest/result.html"):
        shown = render_to_string(f"scans/{name}", {"page": made, "fielding": fielding, "school": school})
        assert "Dit gaat nog niet goed" in shown and "Dit gaat goed" not in shown


@pytest.mark.parametrize("on_board", [(), ("parents",)])
def test_enough_answers_without_an_opinion_are_not_called_few(on_board: tuple[str, ...]) -> None:
    """All said 'I don't know', or there were open questions only: their number stands, beside what they wrote."""
    asked = as_content(content(1) | {"barriers": []})
    sheets = [Sheet("parents", "", "nl", {"societal-1": 0}) for _ in range(40)] + [Sheet("school") for _ in range(25)]
    sheets += [Sheet("pupil") for _ in range(9)]
    made = count(asked, sheets, Asked({"parents": 60, "school": 30, "pupil": 40}, ()), closed_on=clock.today(), on_board=on_board)
    told = page(asked, frozen_of(made))
    assert [said for _voice, said, _silent in told.who] == [
        "Ouders: 40 van 60 antwoordden. Er zijn geen getallen om te tonen.",
        "School: 25 van 30 antwoordden. Er zijn geen getallen om te tonen.",
        "Leerlingen: te weinig mensen om getallen van te tonen. Zo is niemand te herkennen.",
    ]
    assert told.who[0][2].startswith("Van 20 ouders") and told.who[1][2] == "Van 5 weten we het niet."
    assert told.enough and not told.groups and told.on_board == list(on_board)


def test_what_is_not_exact_is_said_as_at_most() -> None:
    assert silent_words("parents", Answered(60, "≥ 35", 35, SHOWN)).startswith("Van hoogstens 25 ouders")
    assert silent_words("school", Answered(60, "37", 37, SHOWN)) == "Van 23 weten we het niet."


def test_the_last_day_is_told_and_a_class_without_a_year_has_its_name() -> None:
    closed = clock.at(dt.date(2026, 12, 8), dt.time(0, 5))
    assert last_day(dt.date(2026, 12, 7), closed) == dt.date(2026, 12, 7)  # closed by itself, in the night after
    assert last_day(dt.date(2026, 12, 9), closed) == dt.date(2026, 12, 8)  # somebody closed it earlier
    assert last_day(dt.date(2026, 12, 7), None) is None
    for level, found in (
        ("5/6", ("5", "6")),
        ("5,6", ("5", "6")),
        ("5 - 6", ("5", "6")),
        ("havo 3", ("havo 3",)),
        (" ", ("De Uilen",)),
    ):
        assert years_of(level, "De Uilen") == found


def test_one_filter_at_a_time_shows_parents_of_some_years_and_nothing_school_wide(desk: Any, frozen: Fielding) -> None:
    whole = desk.get(at("scan_result", frozen)).content.decode()
    assert "?jaar=0" in whole
    page = words(desk.get(at("scan_result", frozen) + "?jaar=0"))
    assert "Groep 3" in page and "Aangekruist" not in page and "Vertrouwen" not in page
    for odd in ("?jaar=99", "?jaar=-1", "?jaar=%00", "?jaar=0&jaar=1x"):
        assert desk.get(at("scan_result", frozen) + odd).status_code == 200


def test_a_running_one_shows_steps_only(desk: Any, school: Any) -> None:
    with within(school):
        fielding = make_fielding(people={"parents": 40, "school": 12})
    page = words(desk.get(at("scan_result", fielding)))
    assert "loopt nog" in page and "partnerschap" not in page
    assert desk.get(at("scan_result_file", fielding, "pdf")).status_code == 409


def test_few_answers_are_told_kindly(desk: Any, school: Any) -> None:
    with within(school):
        fielding = answered(parents=(3, 2), team=4, writers=0)
        freezing.freeze(fielding)
    page = words(desk.get(at("scan_result", fielding)))
    assert "Te weinig antwoorden" in page and "teamscan" in page


def test_parents_see_it_with_their_link_once_it_is_shared(client: Any, frozen: Fielding, school: Any, dirk: Any) -> None:
    with within(school):
        code = codes.issue("scanclass", frozen.classes.first().pk, clock.now().replace(year=2030))[0]
    session = client.session
    session["passes"] = [str(code.pk)]
    session.save()
    assert client.get(at("scan_result", frozen)).status_code == 404
    with within(school):
        freezing.share(fielding=frozen, by=dirk)
    page = words(client.get(at("scan_result", frozen)))
    assert "Dank u wel" in page and "Kies: ambitie" not in page and "rapportcijfer" in page
    assert "We kennen elkaars leefwereld" in page and "partnerschap" not in page.lower()
    assert client.get(at("scan_result_file", frozen, "xlsx")).status_code == 302  # to the door of staff


def test_what_is_chosen_stands_in_the_plan_and_comes_back(desk: Any, frozen: Fielding, school: Any) -> None:
    page = desk.post(at("scan_choose", frozen), {"pick": "ambition:formal-1"}, follow=True)
    assert "gekozen: ambitie" in words(page)
    desk.post(at("scan_choose", frozen), {"pick": "ambition:formal-1"})
    assert desk.post(at("scan_choose", frozen), {"pick": "ambition:made-up"}).status_code == 422
    listed = words(desk.get(reverse("scan_chosen", args=["klimboom"])))
    assert listed.count("Stelling 1 over formal. uit") >= 1 and "uit de vragenlijst" in listed
    assert "Naar het plan" in listed
    with within(school):
        point = ChosenPoint.objects.get()
    desk.post(reverse("scan_chosen_drop", args=["klimboom", point.pk]))
    desk.post(reverse("scan_chosen_put_back", args=["klimboom"]))
    with within(school):
        assert ChosenPoint.objects.get().text == point.text


def test_every_figure_in_a_file_stands_on_the_screen(desk: Any, frozen: Fielding) -> None:
    from docx import Document
    from openpyxl import load_workbook
    from pypdf import PdfReader

    address = at("scan_result", frozen)
    screen = "".join(words(desk.get(address + more)) for more in ("", "?jaar=0", "?jaar=1", "?jaar=2"))
    shown = set(re.findall(r"\d+", screen))
    book = load_workbook(io.BytesIO(desk.get(at("scan_result_file", frozen, "xlsx")).content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    paper = Document(io.BytesIO(desk.get(at("scan_result_file", frozen, "docx")).content))
    typed = [one.text for one in paper.paragraphs] + [
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    ]
    pdf = PdfReader(io.BytesIO(desk.get(at("scan_result_file", frozen, "pdf")).content))
    text = "\n".join(one.extract_text() for one in pdf.pages)
    assert not any(one.startswith(("=", "+", "-", "@")) for one in cells) and len(cells) > 100
    for found in (" ".join(cells), " ".join(typed)):
        assert set(re.findall(r"\d+", found)) <= shown
    counted = re.sub(r"\d+ / \d+", "", text)  # the number of the page
    assert set(re.findall(r"\d+", counted)) <= shown and "Formeel" in text.title()


def test_a_year_beside_an_earlier_one_with_the_text_of_then(desk: Any, school: Any, frozen: Fielding) -> None:
    with within(school):
        version = frozen.version
        new = type(version).objects.create(instrument=version.instrument, number=2, content=version.content)
        new.content["items"][0]["texts"]["parents"]["nl"] = "Nieuwe woorden."
        new.save()
        Fielding.objects.filter(pk=frozen.pk).update(closed_at=clock.now().replace(year=2025))
        later = answered(seed=3, version=new, title="Dit jaar", writers=0)
        freezing.freeze(later)
    page = words(desk.get(at("scan_result_earlier", later)))
    assert "Nieuwe woorden." in page and "Stelling 1 over societal." in page and "De tekst is veranderd" in page
    assert "Geen verandering aangetoond." in page
    assert "Nog niets om naast te leggen" in words(desk.get(at("scan_result_earlier", frozen)))


def test_a_board_of_its_own_is_read_like_any_other_and_nobody_is_invited_to_it(desk: Any, school: Any) -> None:
    with within(school):
        fielding = answered(title="Samen met ouders", writers=12)
        freezing.freeze(fielding)
    assert "Samen met ouders" in words(desk.get(reverse("voices", args=["klimboom"])))
    for name in ("harvest_board", "moderate", "harvest_desk"):
        assert desk.get(reverse(name, args=["klimboom", fielding.pk])).status_code == 200
    assert "in een vragenlijst" in words(desk.get(reverse("moderate", args=["klimboom", fielding.pk])))
    assert "Samen met ouders" not in words(desk.get(reverse("invitations", args=["klimboom"])))
