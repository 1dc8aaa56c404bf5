"""Every paper with the longest names, in every language of parents, on A4 and A3: nothing spills, everything is tagged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader

from driehoek.documents.badges import SHEETS, Badge, badges
from driehoek.documents.letters import ReplySlip, letters
from driehoek.documents.paper import PAPERS, from_number
from driehoek.documents.poster import Poster, invitation_posters, join_poster, table_codes
from driehoek.documents.runbook import run_book
from driehoek.documents.sheets import CallCard, SheetRoom, WritingTable, call_card, scribe_sheets, table_sheets
from driehoek.documents.tables import SignInName, TableSign, sign_in_list, table_signs
from driehoek.documents.tests.makers import LINK, NASTY, SCHOOL, a_letter, a_run_book, faults, reader, structure, words_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LONGEST = "Wolfeschlegelsteinhausenbergerdorff-van den Heuvel tot Beichlingen genaamd Bartolotti Rijnders"
TABLES = [WritingTable(name="3", theme="Samen lezen"), WritingTable(name=LONGEST, theme=LONGEST)]
POSTERS = [Poster(title=LONGEST, link=LINK, code="K7M4PQ9XTABC", link_text="driehoek.example.org/c", facts=(LONGEST,) * 3)] * 2
PEOPLE = [Badge(name=LONGEST, beneath=LONGEST, place="tafel 12"), Badge(name="أم يوسف", voice="school")] * 5
QUESTIONS = ["Wat gaat er goed tussen u en de school, en wat maakt dat het goed gaat?", "Wat is moeilijk?"]
ROOMS = [SheetRoom(label="Wat willen we doen? " * 3, hint="Eén idee, in één zin")] * 5
SLIP = ReplySlip(title="Liever op papier?", choices=("Ik kom.", "Ik kan niet komen."), lines=("Naam van uw kind:",))

# What is made, and how many sheets it may take; `more` is language and perhaps the size of the paper.
PAPER: dict[str, tuple[Callable[..., bytes], int]] = {
    "join": (lambda **more: join_poster(title=LONGEST, school=LONGEST, link=LINK, code="K7M4PQ", **more), 1),
    "invitation": (lambda **more: invitation_posters(POSTERS, school=LONGEST, title="Posters", **more), 2),
    "codes": (lambda **more: table_codes(POSTERS, school=LONGEST, title="Codes", **more), 2),
    "scribe": (
        lambda **more: scribe_sheets(
            TABLES, questions=QUESTIONS, kinds=["wat goed gaat"] * 9, title="Schrijfblad", school=LONGEST, **more
        ),
        4,
    ),
    "table": (
        lambda **more: table_sheets(TABLES, question="Wat doen we?", rooms=ROOMS, title="Tafelblad", school=LONGEST, **more),
        2,
    ),
    "signs": (
        lambda **more: table_signs(
            [TableSign(name=LONGEST, theme=LONGEST, leader=LONGEST, questions=(LONGEST,))], title="Bordjes", **more
        ),
        2,
    ),
}
ONLY_A4: dict[str, tuple[Callable[..., bytes], int]] = {
    "badges": (lambda **more: badges(PEOPLE, school=LONGEST, title="Kaartjes", **more), 2),
    "call": (
        lambda **more: call_card(
            CallCard(title=LONGEST, facts=(("Waar", LONGEST),), offers=(LONGEST,), outcomes=(LONGEST,)), school=LONGEST, **more
        ),
        1,
    ),
    "sign_in": (
        lambda **more: sign_in_list(
            [SignInName(name=LONGEST, sort_key="w")] * 10, school=LONGEST, meeting=LONGEST, date="10 december", **more
        ),
        2,
    ),
}


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    found: PdfReader = reader(pdf)
    return {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in found.pages}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", PAPER)
def test_the_longest_names_stay_on_their_sheet_in_both_sizes(name: str, paper: str) -> None:
    make, most = PAPER[name]
    pdf = make(language="nl", paper=paper)
    assert (len(reader(pdf).pages), faults(pdf)) == (most, [])
    width, height = sorted(sizes(pdf).pop())
    assert (width, height) == ((595, 842) if paper == "a4" else (842, 1191))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*PAPER, *ONLY_A4])
def test_every_paper_is_whole_and_tagged_in_every_language(name: str, language: str) -> None:
    make, most = (PAPER | ONLY_A4)[name]
    pdf = make(language=language)
    assert (len(reader(pdf).pages) <= most, faults(pdf)) == (True, [])
    assert reader(pdf).trailer["/Root"]["/Lang"] == language
    assert {"/H1"} <= structure(pdf)[0]
    assert "Bartolotti" in words_of(pdf).replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_with_the_longest_names_takes_its_sheet_and_perhaps_the_back(language: str) -> None:
    page = a_letter(language=language, salutation=f"Beste {LONGEST},", address_lines=(LONGEST,), slip=SLIP, number="12 / 28")
    pdf = letters([page, page], school=SCHOOL)
    assert (len(reader(pdf).pages) <= 4, faults(pdf)) == (True, [])
    assert "12 / 28" in words_of(pdf)


def test_an_extract_for_one_role_ends_with_the_card_and_the_message() -> None:
    book = a_run_book(
        role="tafelleider", attitude_title="Zo luisteren we", attitude=(("Oordeel niet", LONGEST),), key_message=LONGEST
    )
    pdf = run_book(book, school=LONGEST)
    text = words_of(pdf)
    assert all(words in text for words in ("Draaiboek voor tafelleider: Ouderavond", "Zo luisteren we", "Onze kernboodschap"))
    assert faults(pdf) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_badges_fill_their_sheet_and_go_on_from_a_number(sheet: str) -> None:
    people = [Badge(name=f"Ouder {number:03}") for number in range(1, 41)]
    pdf = badges(people, school="De Regenboog", title="Kaartjes", sheet=sheet, first=33)
    text = words_of(pdf)
    assert len(reader(pdf).pages) == 1 and faults(pdf) == []
    assert ("Ouder 032" in text, "Ouder 033" in text, "33 tot en met 40" in text) == (False, True, True)
    whole = badges(people, school="De Regenboog", title="Kaartjes", sheet=sheet)
    assert len(reader(whole).pages) == 40 // SHEETS[sheet].many


def test_stickers_stay_on_the_sheet() -> None:
    for size in SHEETS.values():
        assert size.left + (size.across - 1) * size.step_x + size.width <= 210
        assert size.top + (size.down - 1) * size.step_y + size.height <= 297


def test_a_pile_keeps_its_numbers_when_printing_goes_on() -> None:
    signs = [TableSign(name=str(number)) for number in range(1, 13)]
    text = words_of(table_signs(signs, title="Bordjes", first=11))
    assert ("10 / 12" in text, "11 / 12" in text, "12 / 12" in text) == (False, True, True)
    with pytest.raises(ValueError, match="left"):
        table_signs(signs, title="Bordjes", first=13)
    assert from_number("abc", 0) == [(1, "a"), (2, "b"), (3, "c")]


def test_a_scribe_sheet_needs_questions_and_a_table_sheet_fields() -> None:
    more: dict[str, Any] = {"title": "Blad", "school": "De Regenboog"}
    with pytest.raises(ValueError, match="questions"):
        scribe_sheets(TABLES, questions=[], kinds=[], **more)
    with pytest.raises(ValueError, match="fields"):
        table_sheets(TABLES, question="?", rooms=[], **more)


def test_markup_in_a_name_stays_a_name_on_every_paper() -> None:
    assert "#panic()" in words_of(badges([Badge(name=NASTY)], school=NASTY, title="Kaartjes"))
    assert "#panic()" in words_of(table_sheets([WritingTable(name=NASTY)], question="?", rooms=ROOMS, title="x", school="y"))
    assert "#panic()" in words_of(invitation_posters([Poster(title=NASTY, link=LINK)], school="y", title="x"))
