"""The report as a Word file: it opens, has real headings, and says which words are Dutch."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from driehoek.documents.report import Quote, Report, ReportAction, ReportTheme
from driehoek.documents.report_word import evening_report_docx
from driehoek.documents.tests.makers import MADE_AT, NASTY


def a_report(**changes: Any) -> Report:
    values: dict[str, Any] = {
        "title": "Verslag: Ouderavond",
        "when": "donderdag 10 december 2026, aula",
        "introduction": ("Onze woorden.", "Slot."),
        "dutch": frozenset({0}),
        "voices": (("parent", 2),),
        "themes": (
            ReportTheme(
                title="Huiswerk",
                contributions=2,
                quotes=(Quote(text="Te veel.", voice="parent"),),
                answer_kind="doing",
                answer="We maken een plan.",
                after="U hoort meer vóór 1 maart 2027.",
                is_dutch=True,
            ),
        ),
        "actions": (ReportAction(what="Een plan", owner="Carla, leerkracht", due="klaar op 1 maart 2027"),),
        "contact": ("Bel ons.",),
    }
    return Report(**{**values, **changes})


def opened(report: Report) -> Any:
    return docx.Document(BytesIO(evening_report_docx(report, school="De Regenboog", made_at=MADE_AT)))


def runs_in_dutch(made: Any) -> str:
    found = []
    for run in made.element.body.iter(qn("w:r")):
        tongue = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        if tongue is not None and tongue.get(qn("w:val")) == "nl-NL":
            found.append("".join(node.text or "" for node in run.iter(qn("w:t"))))
    return "\n".join(found)


def test_it_has_real_headings_and_a_table_with_a_header() -> None:
    made = opened(a_report())
    styles = {(line.style.name, line.text) for line in made.paragraphs}
    assert ("Title", "Verslag: Ouderavond") in styles and ("Heading 2", "Huiswerk") in styles
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert made.sections[0].page_width < made.sections[0].page_height


def test_in_another_language_the_schools_own_words_are_marked_as_dutch() -> None:
    said = runs_in_dutch(opened(a_report(language="ar")))
    for own in ("Onze woorden.", "We maken een plan.", "Een plan"):
        assert own in said
    assert "Slot." not in said and "U hoort meer" not in said
    assert runs_in_dutch(opened(a_report(themes=()))) == ""


def test_arabic_reads_from_right_to_left() -> None:
    made = opened(a_report(language="ar"))
    assert made.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None and made.styles["Normal"].font.rtl
    assert made.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert made.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "ar"


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_that_somebody_typed_breaks_it(nasty: str) -> None:
    opened(a_report(title=nasty, introduction=(nasty,), contact=(nasty,)))
