from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from driehoek.documents.tests.makers import MADE_AT, NASTY, a_run_book
from driehoek.documents.word import run_book_docx


def opened(**changes: Any) -> Any:
    return docx.Document(BytesIO(run_book_docx(a_run_book(**changes), school="De Regenboog", made_at=MADE_AT)))


def all_text(made: Any) -> str:
    return "\n".join(node.text or "" for node in made.element.body.iter(qn("w:t")))


def test_a_word_run_book_says_what_the_pdf_says() -> None:
    text = all_text(
        opened(key_message="Samen weten we meer.", attitude_title="Zo luisteren we", attitude=(("Oordeel niet", "Vraag."),))
    )
    for words in ("Draaiboek: Ouderavond", "48 ouders", "19.01", "1 min", "Onderdeel 1", "Welkom.", "dia 2", "Samen weten we meer.",
                  "Zo luisteren we", "Wie schenkt koffie?", "Voorbereiding", "klaar"):  # fmt: skip
        assert words in text


def test_headings_are_headings() -> None:
    styles = [(line.style.name, line.text) for line in opened().paragraphs if line.style.name.startswith(("Title", "Heading"))]
    assert styles[0] == ("Title", "Draaiboek: Ouderavond")
    assert ("Heading 2", "Gesprek in de kring") in styles


def test_every_table_repeats_its_header_and_has_words_for_who_does_not_see_it() -> None:
    tables = opened(items=40).tables
    assert len(tables) == 2
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
        assert all(table._tbl.tblPr.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("tblCaption", "tblDescription"))


@pytest.mark.parametrize(("language", "tongue"), [("nl", "nl-NL"), ("en", "en")])
def test_the_language_is_said_and_pages_are_numbered(language: str, tongue: str) -> None:
    made = opened(language=language)
    assert {node.get(qn("w:val")) for node in made.styles.element.iter(qn("w:lang"))} == {tongue}
    assert made.core_properties.language == language and made.core_properties.author == "De Regenboog"
    fields = [node.get(qn("w:instr")) for node in made.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_lies_on_its_side_on_a4_and_no_table_is_wider_than_the_page() -> None:
    made = opened()
    page = made.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    for table in made.tables:
        assert sum(column.width.mm for column in table.columns) <= 267.5


def test_blocks_without_a_title_and_odd_names_make_a_file_that_opens() -> None:
    blocks = (*a_run_book().blocks, *(type(a_run_book().blocks[0])(items=()) for _ in range(2)))
    text = all_text(opened(title=f"{NASTY}\x00\x1b 😀", blocks=blocks, team=((NASTY, "x" * 400),), preparation=()))
    assert "#panic()" in text and "x" * 400 in text


def test_every_part_is_well_formed_and_properties_stand_in_the_order_of_the_schema() -> None:
    order = ["tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"]
    with ZipFile(BytesIO(run_book_docx(a_run_book(), school="De Regenboog"))) as parcel:
        assert parcel.testzip() is None
        parts = {name: etree.fromstring(parcel.read(name)) for name in parcel.namelist() if name.endswith((".xml", ".rels"))}
    for properties in parts["word/document.xml"].iter(qn("w:tblPr")):
        assert [etree.QName(one).localname for one in properties] == order
