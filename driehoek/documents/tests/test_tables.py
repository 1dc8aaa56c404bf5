from dataclasses import fields

import pytest

from driehoek.documents.poster import join_poster
from driehoek.documents.tables import SignInName, TableSign, sign_in_list, table_signs
from driehoek.documents.tests.makers import LINK, NASTY, faults, reader, structure, words_of


def names(count: int) -> list[SignInName]:
    return [SignInName(name=f"Ouder {number:02}", sort_key=f"{number:02}", place="tafel 1") for number in range(count)]


def test_a_table_gets_a_tent_and_a_card_when_there_are_questions() -> None:
    signs = [
        TableSign(name="3", theme="Samen lezen", leader="gespreksleider: Carla", questions=("Wat kunt u thuis doen?",)),
        TableSign(name="Aardbei"),
    ]
    pdf = table_signs(signs, title="Tafels")
    sheets = [sheet.extract_text() for sheet in reader(pdf).pages]
    assert ["Samen lezen" in sheet for sheet in sheets] == [True, True, False]
    assert "Wat kunt u thuis doen?" in sheets[1]
    assert "Aardbei" in sheets[2]
    assert faults(pdf) == []


def test_both_sides_of_a_tent_show_the_table_and_a_screen_reader_hears_it_once() -> None:
    pdf = table_signs([TableSign(name="Aardbei")], title="Tafels")
    assert reader(pdf).pages[0].extract_text().count("Aardbei") == 2
    assert "/H1" in structure(pdf)[0]


def test_a_table_name_of_400_characters_stays_on_its_tent() -> None:
    pdf = table_signs([TableSign(name="w" * 400, theme=NASTY * 5, leader="x" * 400)], title="Tafels")
    assert len(reader(pdf).pages) == 1
    assert "#panic()" in words_of(pdf)


def test_no_tables_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no tables"):
        table_signs([], title="Tafels")


def test_a_sign_in_list_is_in_order_and_repeats_its_header() -> None:
    pdf = sign_in_list(list(reversed(names(60))), school="De Regenboog", meeting="Ouderavond", date="10 december", blank_rows=0)
    sheets = [sheet.extract_text() for sheet in reader(pdf).pages]
    assert all("Aanwezig" in sheet for sheet in sheets)
    text = words_of(pdf)
    assert [text.index(f"Ouder {number:02}") for number in range(60)] == sorted(
        text.index(f"Ouder {number:02}") for number in range(60)
    )
    assert faults(pdf) == []


def test_a_sign_in_list_has_no_place_for_contact_details_or_a_child() -> None:
    assert {field.name for field in fields(SignInName)} == {"name", "sort_key", "voice", "place"}
    assert "geheime sleutel" not in words_of(
        sign_in_list(
            [SignInName(name="Bas", sort_key="geheime sleutel")], school="De Regenboog", meeting="Ouderavond", date="10 december"
        )
    )


def test_an_empty_list_has_room_for_who_comes() -> None:
    assert "Schrijf hier uw naam" in words_of(sign_in_list([], school="De Regenboog", meeting="Ouderavond", date="10 december"))


def test_a_poster_shows_the_way_in_twice() -> None:
    pdf = join_poster(title="Praat mee", school="De Regenboog", link=LINK, link_text="driehoek.example.org/c", code="K7M4PQ9XT")
    text = words_of(pdf)
    assert ("K7M 4PQ 9XT" in text, "driehoek.example.org/c" in text, len(reader(pdf).pages)) == (True, True, 1)
    assert faults(pdf) == []


@pytest.mark.parametrize("title", ["Praat mee " * 40, "شاركوا معنا", "x" * 400])
def test_a_poster_stays_one_sheet(title: str) -> None:
    pdf = join_poster(title=title, school="De Regenboog", link=LINK, code="K7M4PQ9XT", language="ar")
    assert (len(reader(pdf).pages), faults(pdf)) == (1, [])
