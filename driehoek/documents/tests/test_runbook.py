from driehoek.documents.runbook import run_book
from driehoek.documents.tests.makers import NASTY, a_run_book, faults, reader, structure, words_of


def test_a_run_book_says_when_what_who_and_with_which_words() -> None:
    text = words_of(run_book(a_run_book(), school="De Regenboog"))
    for words in (
        "Draaiboek: Ouderavond",
        "48 ouders",
        "1 leerling",
        "19.01",
        "1 min",
        "Onderdeel 1",
        "luisteren",
        "Welkom.",
        "dia 2",
    ):
        assert words in text


def test_the_header_returns_on_every_page_of_the_programme() -> None:
    pdf = run_book(a_run_book(items=50, preparation=()), school="De Regenboog")
    sheets = [sheet.extract_text() for sheet in reader(pdf).pages]
    assert len(sheets) > 2
    assert all("Opmerking" in sheet and "Gesprek in de kring" in sheet for sheet in sheets)


def test_what_is_still_open_stands_in_front_and_the_preparation_behind() -> None:
    sheets = [sheet.extract_text() for sheet in reader(run_book(a_run_book(), school="De Regenboog")).pages]
    assert "Wie schenkt koffie?" in sheets[0]
    assert "Voorbereiding" in sheets[-1]
    assert "klaar" in sheets[-1]


def test_a_run_book_is_a_tagged_table_for_screen_readers() -> None:
    pdf = run_book(a_run_book(), school="De Regenboog")
    assert {"/Table", "/TH", "/TD", "/H1"} <= structure(pdf)[0]
    assert faults(pdf) == []


def test_an_empty_run_book_is_paper_too() -> None:
    assert (
        faults(run_book(a_run_book(blocks=(), team=(), voices=(), preparation=(), open_fill_ins=()), school="De Regenboog")) == []
    )


def test_long_and_nasty_names_stay_in_their_column() -> None:
    pdf = run_book(a_run_book(team=((NASTY, "x" * 400),), title="y" * 400), school=NASTY)
    assert "#panic()" in words_of(pdf)
    assert faults(pdf) == []


def test_an_english_run_book_says_so() -> None:
    assert reader(run_book(a_run_book(language="en"), school="De Regenboog")).trailer["/Root"]["/Lang"] == "en"
