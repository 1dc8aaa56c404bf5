"""The report of an evening as a Word file, for who wants to change it: the same words as the PDF, in the same order.

What the school wrote in Dutch is marked as Dutch when the report is in another language, so that nothing reads it out
or corrects it as if it were that language.
"""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, override

from driehoek import clock
from driehoek.documents.report import Report, ReportPart, ReportTheme, answer_word, counted_words, report_words
from driehoek.documents.typesetting import DUTCH_END, DUTCH_START
from driehoek.documents.voices import voice_lines, voice_word
from driehoek.documents.word import _clean, _foot, _row, _set_up, _table, _write

if TYPE_CHECKING:
    from docx.document import Document

WHOLE, OF_VOICE = 170, 38  # millimetres: the width of a page, and of the column of one voice
WIDTHS = (86, 46, 38)  # millimetres; A4 upright within margins of 20
RIGHT_TO_LEFT = frozenset({"ar"})
DUTCH = "nl-NL"
LEFT_TO_RIGHT = "\u200e"
BEHIND_BIDI = tuple(  # the order that the schema of a paragraph asks
    f"w:{name}"
    for name in (
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ).split()
)


def evening_report_docx(report: Report, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 portrait, for parents, in `report.language`."""
    from docx import Document as new_document  # heavy: only a process that makes paper pays for it

    with override(report.language):
        words = report_words()
        made = new_document()
        _set_up(made, title=report.title, school=school, language=report.language, made_at=made_at or clock.now())
        _upright(made, report.language)
        _foot(made, _clean(f"{school} · {report.title}"), str(words["page"]))
        _top(made, report, school)
        _voices(made, report, words)
        if report.taps:
            made.add_heading(words["how"], 1)
        for line in report.taps:
            made.add_paragraph(_clean(line))
        _parts(made, report)
        if report.themes:
            made.add_heading(words["themes"], 1)
        for theme in report.themes:
            _theme(made, theme)
        _actions(made, report, words)
        if report.contact:
            made.add_heading(words["contact"], 1)
        for line in report.contact:
            made.add_paragraph(_clean(line))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _upright(made: "Document", language: str) -> None:
    """Portrait, and from right to left where that is how one reads."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    if language in RIGHT_TO_LEFT:
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
            style: Any = made.styles[name]
            style.element.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *BEHIND_BIDI)
            style.font.rtl = True


def _top(made: "Document", report: Report, school: str) -> None:
    made.add_heading(_clean(report.title), 0)
    made.add_paragraph().add_run(_clean(f"{school} · {report.when}")).bold = True
    for place, part in enumerate(report.introduction):
        line = made.add_paragraph()
        _say(line, part, is_dutch=report.language != "nl" and place in report.dutch)


def _voices(made: "Document", report: Report, words: dict[str, Any]) -> None:
    if not report.voices:
        return
    made.add_heading(words["who"], 1)
    for _voice, line in voice_lines(report.voices):
        made.add_paragraph(_clean(line), style="List Bullet")
    if report.reach:
        made.add_paragraph(_clean(report.reach))


def _parts(made: "Document", report: Report) -> None:
    from docx.shared import Pt

    for part in report.parts:
        if part.title:
            _tell(made.add_heading("", 1), part.title)
        if part.words:
            line = made.add_paragraph(_clean(part.words))
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.space_before = None if part.title else Pt(12)  # a table has no room below it
        if part.rows:
            _beside(made, part, report.language)


def _beside(made: "Document", part: ReportPart, language: str) -> None:
    widths = (WHOLE - OF_VOICE * len(part.voices), *(OF_VOICE for _voice in part.voices))
    columns = [report_words()["about"], *(word for _voice, word in part.voices)]
    table = _table(made, columns, widths, part.words, part.words)
    if language in RIGHT_TO_LEFT:
        _mirrored(table)
    for row in part.rows:
        cells: Any = _row(table, widths)
        for cell, words in zip(cells, row, strict=True):
            _tell(cell.paragraphs[0], words)


def _theme(made: "Document", theme: ReportTheme) -> None:
    _tell(made.add_heading("", 2), theme.title)
    if theme.contributions:
        made.add_paragraph(_clean(counted_words(theme.contributions, theme.by_voice)))
    for quote in theme.quotes:
        made.add_paragraph(_clean(f"‘{quote.text}’ — {voice_word(quote.voice)}"), style="List Bullet")
    line = made.add_paragraph()
    line.add_run(_clean(answer_word(theme.answer_kind))).bold = True
    if theme.answer:
        line.add_run().add_break()
        _say(line, theme.answer, is_dutch=theme.is_dutch)
    if theme.after:
        made.add_paragraph(_clean(theme.after))


def _actions(made: "Document", report: Report, words: dict[str, Any]) -> None:
    if not report.actions:
        return
    made.add_heading(words["actions"], 1)
    table = _table(made, words["action_columns"], WIDTHS, words["actions"], words["actions"])
    if report.language in RIGHT_TO_LEFT:
        _mirrored(table)
    for action in report.actions:
        cells: Any = _row(table, WIDTHS)
        _say(cells[0].paragraphs[0], action.what, is_dutch=report.language != "nl")
        _write(cells[1], action.owner)
        _write(cells[2], action.due)


def _mirrored(table: Any) -> None:
    from docx.oxml import OxmlElement

    style = table._tbl.tblPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblStyle")
    style.addnext(OxmlElement("w:bidiVisual"))


def _tell(paragraph: Any, text: str) -> None:
    """What stands between the marks of Dutch is said as Dutch."""
    is_dutch = text.startswith(DUTCH_START)
    _say(paragraph, text.strip(DUTCH_START + DUTCH_END), is_dutch=is_dutch)
    if is_dutch and get_language() in RIGHT_TO_LEFT:
        paragraph.add_run(LEFT_TO_RIGHT)  # so that a mark at the end stays behind the words


def _say(paragraph: Any, text: str, *, is_dutch: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(_clean(text))
    if is_dutch:
        tongue = OxmlElement("w:lang")
        tongue.set(qn("w:val"), DUTCH)
        run._r.get_or_add_rPr().append(tongue)
        run.font.rtl = False
