"""A ready text on paper and in Word: it opens, is accessible, and keeps its headings and lists."""

from io import BytesIO
from typing import Any

import docx
import pytest

from driehoek.documents.ready_text import Part, parts_of, ready_text_docx, ready_text_pdf
from driehoek.documents.tests.makers import MADE_AT, NASTY, faults, reader, structure, words_of
from driehoek.library.reading_path import load_ready_texts

VALUES = {"school": "De Regenboog", "title": "Strategietraject", "day": "11 maart 2027", "leader": "Dirk de Wit"}
PLAIN = "Beste MR,\n\nWaarom\n\nOmdat het helpt.\nEcht waar.\n\n- eerst dit\n- dan dat\n\nDirk"


def as_pdf(text: str, **changes: Any) -> bytes:
    return ready_text_pdf(**{"title": "Memo", "text": text, "school": "De Regenboog", "made_at": MADE_AT} | changes)


def as_word(text: str, **changes: Any) -> Any:
    made = ready_text_docx(**{"title": "Memo", "text": text, "school": "De Regenboog", "made_at": MADE_AT} | changes)
    return docx.Document(BytesIO(made))


def test_plain_words_become_headings_lists_and_paragraphs() -> None:
    assert parts_of(PLAIN) == (
        Part("paragraph", ("Beste MR,",)),
        Part("heading", ("Waarom",)),
        Part("paragraph", ("Omdat het helpt.", "Echt waar.")),
        Part("list", ("eerst dit", "dan dat")),
        Part("paragraph", ("Dirk",)),
    )
    assert parts_of(" \n\n ") == ()


def test_word_has_real_styles_and_stands_upright() -> None:
    made = as_word(PLAIN)
    found = [(line.style.name, line.text) for line in made.paragraphs]
    assert found == [
        ("Title", "Memo"),
        ("Normal", "De Regenboog"),
        ("Normal", "Beste MR,"),
        ("Heading 1", "Waarom"),
        ("Normal", "Omdat het helpt.\nEcht waar."),
        ("List Bullet", "eerst dit"),
        ("List Bullet", "dan dat"),
        ("Normal", "Dirk"),
    ]
    assert made.sections[0].page_width < made.sections[0].page_height


@pytest.mark.parametrize(
    "key", ["council", "privacy_officer", "board", "board_small", "privacy_officer_small", "intake_invitation"]
)
def test_what_ships_comes_out_whole_and_short(key: str) -> None:
    one = load_ready_texts()[key]
    text = one.text.fill("nl", "po", VALUES)
    pdf = as_pdf(text, title=one.title.say("nl"))
    assert faults(pdf) == []
    assert len(reader(pdf).pages) <= {"board": 1, "board_small": 1, "intake_invitation": 1}.get(key, 3)
    said = words_of(pdf)
    for part in parts_of(text):
        assert " ".join(part.lines[0].split()[:3]) in said
    assert any(line.style.name == "Heading 1" for line in as_word(text).paragraphs) == (
        "heading" in {p.kind for p in parts_of(text)}
    )


@pytest.mark.parametrize("language", ["en", "ar", "tr", "pl", "uk"])
def test_parents_get_it_in_their_language(language: str) -> None:
    one = load_ready_texts()["privacy_for_parents"]
    text = one.text.fill(language, "po", VALUES)
    pdf = as_pdf(text, title=one.title.say(language), language=language)
    assert faults(pdf) == []
    assert reader(pdf).trailer["/Root"]["/Lang"] == language
    assert {"/H1", "/H2", "/L"} <= structure(pdf)[0]
    assert len(reader(pdf).pages) <= 2
    right_to_left = as_word(text, language=language).styles["List Bullet"].font.rtl
    assert bool(right_to_left) == (language == "ar")


def test_nothing_that_is_typed_becomes_markup() -> None:
    assert faults(as_pdf(NASTY, title=NASTY, school=NASTY)) == []
    made = as_word(f"{NASTY}\x00\x0b", title=f"{NASTY}\x07")
    assert made.paragraphs[2].text.startswith("#panic()")
