"""The plan as a Word file that a school goes on editing: real styles, headings, lists, a table of contents that Word fills in anew."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from driehoek import clock
from driehoek.documents.plan import PaperLine, PlanPaper, plan_words
from driehoek.documents.report_word import RIGHT_TO_LEFT, _mirrored, _upright
from driehoek.documents.rich import HEADING, LIST, NUMBERED, QUOTE, SMALL_HEADING, Run, blocks
from driehoek.documents.voices import voice_word
from driehoek.documents.word import _clean, _foot, _row, _set_up, _table, _write

if TYPE_CHECKING:
    from docx.document import Document

WIDTHS = (34, 46, 34, 56)  # millimetres; A4 upright within margins of 20
SOURCE = "Bron"  # our own style: where a line comes from
PLACE = "_Toc"  # begins the name of a place, as Word's own
CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'


def plan_docx(plan: PlanPaper, *, school: str, made_at: datetime | None = None) -> bytes:
    """The same words as the PDF, in the same order."""
    from docx import Document as new_document  # heavy: only a process that makes paper pays for it

    with override(plan.language):
        words = plan_words()
        made = new_document()
        _set_up(made, title=plan.title, school=school, language=plan.language, made_at=made_at or clock.now())
        _upright(made, plan.language)
        _styles(made)
        _foot(made, _clean(f"{school} · {plan.title}"), str(words["page"]))
        made.add_heading(_clean(plan.title), 0)
        made.add_paragraph().add_run(_clean(f"{school} · {plan.about}")).bold = True
        for note in plan.notes:
            made.add_paragraph(_clean(note))
        writer = _Writer(made)
        writer.rich(plan.intro, 1)
        if len(plan.chapters) > 1:
            _contents(made, plan, words)
        number = 0
        for chapter in plan.chapters:
            number = _heading(made, chapter.title, 1, number)
            for part in chapter.parts:
                if part.title:
                    number = _heading(made, part.title, 2, number)
                for line in part.lines:
                    writer.line(line, 3 if part.title else 2)
        _decisions(made, plan, words, number)
        if plan.link:
            made.add_paragraph(_clean(f"{words['online']} {plan.link}"))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _styles(made: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    styles: Any = made.styles
    for name, size in (("Heading 3", 11), (SOURCE, 9), ("toc 1", 11), ("toc 2", 10)):
        style = styles[name] if name == "Heading 3" else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = "Calibri", Pt(size)
        if name != "Heading 3":
            style.base_style = styles["Normal"]
    styles[SOURCE].font.color.rgb = RGBColor(0x4A, 0x50, 0x5D)
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    styles["Quote"].font.italic = False


def _contents(made: "Document", plan: PlanPaper, words: dict[str, Any]) -> None:
    """A field that Word fills in when it opens; until then, and elsewhere, the headings stand in it, each with the way there."""
    made.add_paragraph(_clean(words["contents"])).runs[0].bold = True
    entries = [
        entry
        for chapter in plan.chapters
        for entry in [(1, chapter.title), *((2, part.title) for part in chapter.parts if part.title)]
    ]
    entries += [(1, words["decisions"])] if plan.decisions else []
    for place, (level, title) in enumerate(entries):
        line: Any = made.add_paragraph(style=f"toc {level}")
        if place == 0:
            _mark(line, "begin", CONTENTS)
            _mark(line, "separate")
        line._p.append(_part("w:hyperlink", anchor=f"{PLACE}{place}", history="1"))
        line._p[-1].append(line.add_run(_clean(title))._r)
        if place == len(entries) - 1:
            _mark(line, "end")


def _heading(made: "Document", words: str, level: int, number: int) -> int:
    """With a place that the contents lead to; the number of the next one."""
    line: Any = made.add_heading(_clean(words), level)
    line.runs[0]._r.addprevious(_part("w:bookmarkStart", id=str(number), name=f"{PLACE}{number}"))
    line._p.append(_part("w:bookmarkEnd", id=str(number)))
    return number + 1


def _part(tag: str, **given: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in given.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _mark(line: Any, kind: str, code: str = "") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    line.add_run()._r.append(mark)
    if code:
        told = OxmlElement("w:instrText")
        told.set(qn("xml:space"), "preserve")
        told.text = code
        line.add_run()._r.append(told)


class _Writer:
    """Writes blocks into one document; every numbered list begins at 1."""

    def __init__(self, made: "Document") -> None:
        self.made = made
        styles: Any = made.styles
        self.names = {one.name: one.style_id for one in styles}
        numbering: Any = made.part.numbering_part.element
        ours = styles["List Number"].element.pPr.numPr.numId.val
        self.numbers, self.kind = numbering, next(one.abstractNumId.val for one in numbering.num_lst if one.numId == ours)
        self.end = made.element.body.sectPr

    def paragraph(self, style: str = "") -> Any:
        """At the end, with a style that was looked up once: the library looks through all of the document for either."""
        from docx.oxml import OxmlElement
        from docx.text.paragraph import Paragraph

        made: Any = OxmlElement("w:p")
        self.end.addprevious(made)
        if style:
            made.style = self.names[style]
        return Paragraph(made, self.made._body)

    def line(self, line: PaperLine, level: int) -> None:
        self.rich(line.html, level, dutch=line.is_dutch)
        for text, voice in line.quotes:
            _said(self.paragraph("Quote"), f"‘{text}’ — {voice_word(voice)}")
        for note in line.notes:
            _said(self.paragraph(SOURCE), note)

    def rich(self, html: str, level: int, *, dutch: bool = False) -> None:
        for block in blocks(html):
            number = self._numbering() if block.kind == NUMBERED else 0
            for item in block.items:
                if block.kind in {HEADING, SMALL_HEADING}:
                    line = self.paragraph(f"Heading {level}")
                else:
                    line = self.paragraph({LIST: "List Bullet", NUMBERED: "List Number", QUOTE: "Quote"}.get(block.kind, ""))
                if number:
                    properties = line._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
                for run in item:
                    self._run(line, run, dutch)

    def _run(self, line: Any, run: Run, dutch: bool) -> None:
        made = _said(line, run.text)
        if run.bold:
            made.bold = True
        if run.italic:
            made.italic = True
        if dutch:
            from docx.oxml import OxmlElement
            from docx.oxml.ns import qn

            tongue = OxmlElement("w:lang")
            tongue.set(qn("w:val"), "nl-NL")
            made._r.get_or_add_rPr().append(tongue)
            made.font.rtl = False

    def _numbering(self) -> int:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        number = self.numbers.add_num(self.kind)
        begins = OxmlElement("w:lvlOverride")
        begins.set(qn("w:ilvl"), "0")
        start = OxmlElement("w:startOverride")
        start.set(qn("w:val"), "1")
        begins.append(start)
        number.append(begins)
        return int(number.numId)


def _said(line: Any, text: str) -> Any:
    """A run of these words. A newline becomes a break; without one they go in whole, not letter by letter."""
    words = _clean(text)
    if any(sign in words for sign in "\t\n\r"):
        return line.add_run(words)
    run = line.add_run()
    run._r.add_t(words)
    return run


def _decisions(made: "Document", plan: PlanPaper, words: dict[str, Any], number: int) -> None:
    if not plan.decisions:
        return
    _heading(made, words["decisions"], 1, number)
    table = _table(made, words["decision_columns"], WIDTHS, words["decisions"], words["decisions"])
    if plan.language in RIGHT_TO_LEFT:
        _mirrored(table)
    for row in plan.decisions:
        for cell, text in zip(_row(table, WIDTHS), row, strict=True):
            _write(cell, text)
