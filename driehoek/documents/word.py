"""The run-book as a Word file, for who wants to change it: real headings, one table, and nothing that only looks like one."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.documents.glyphs import BREAK_HERE, printable
from driehoek.documents.runbook import RunBook, RunItem, duration, run_book_words
from driehoek.documents.voices import voice_lines

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (18, 20, 139, 40, 50)  # millimetres of the columns; A4 on its side within margins of 15
WIDTHS_OF_TASKS = (22, 139, 56, 50)
CAPTIONS = ("w:tblCaption", "w:tblDescription")


def run_book_docx(book: RunBook, *, school: str, made_at: datetime | None = None) -> bytes:
    """The same words as `run_book`, on A4 landscape. Header rows return on every page, rows are not torn apart."""
    from docx import Document as new_document  # heavy: only a process that makes paper pays for it

    with override(book.language):
        words = run_book_words(book)
        made = new_document()
        _set_up(made, title=words["heading"], school=school, language=book.language, made_at=made_at or clock.now())
        _foot(made, _clean(" · ".join(part for part in (school, book.title, book.date) if part)), words["page"])
        _top(made, book, words)
        _programme(made, book, words)
        _behind(made, book, words)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _clean(text: str) -> str:
    """As the PDF says it, without what XML can't hold; Word breaks long words by itself."""
    return printable(text).replace(BREAK_HERE, "")


def _set_up(made: "Document", *, title: str, school: str, language: str, made_at: datetime) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin, page.bottom_margin = Mm(14), Mm(16)
    about = made.core_properties
    about.title, about.author, about.language = _clean(title)[:250], _clean(school)[:250], language
    about.comments, about.created, about.modified = "", made_at, made_at
    styles: Any = made.styles
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        font = styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]
        fonts.set(qn("w:cs"), "Calibri")
    run = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    tongue = run.find(qn("w:lang"))
    if tongue is None:
        tongue = OxmlElement("w:lang")
        run.append(tongue)
    tongue.set(qn("w:val"), f"{language}-NL" if language == "nl" else language)


def _foot(made: "Document", words: str, page: str) -> None:
    line: Any = made.sections[0].footer.paragraphs[0]
    line.add_run(f"{words} · {page} ")
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A place that Word fills in itself; '1' until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _top(made: "Document", book: RunBook, words: dict[str, Any]) -> None:
    made.add_heading(_clean(words["heading"]), 0)
    facts = [book.date, book.time, book.place, *(line for _voice, line in voice_lines(book.voices))]
    made.add_paragraph().add_run(_clean(" · ".join(part for part in facts if part))).bold = True
    if book.open_fill_ins:
        made.add_heading(words["open_fill_ins"], 1)
        for blank in book.open_fill_ins:
            made.add_paragraph(_clean(blank), style="List Bullet")
    for role, name in book.team:
        line = made.add_paragraph(_clean(f"{role}: "))
        line.add_run(_clean(name)).bold = True


def _programme(made: "Document", book: RunBook, words: dict[str, Any]) -> None:
    made.add_heading(_("Programma"), 1)
    caption = _("Het programma: per onderdeel de tijd, de duur, wat er gebeurt, wie het doet en een opmerking.")
    for block in book.blocks:
        if block.title:
            made.add_heading(_clean(block.title), 2)
        if block.aim or not block.title:  # two tables that touch become one
            made.add_paragraph(_clean(block.aim))
        table = _table(made, words["columns"], WIDTHS, block.title or _("Programma"), caption)
        for item in block.items:
            cells: Any = _row(table, WIDTHS)
            _write(cells[0], item.starts, bold=True)
            _write(cells[1], duration(item))
            _item(cells[2], item)
            _write(cells[3], item.who)
            _write(cells[4], item.remark)
    if book.ends:
        made.add_paragraph().add_run(_clean(book.ends)).bold = True


def _item(cell: Any, item: RunItem) -> None:
    _write(cell, item.title, bold=True)
    if item.form:
        cell.paragraphs[0].add_run(_clean(f" · {item.form}"))
    if item.aim:
        cell.add_paragraph(_clean(item.aim)).runs[0].italic = True
    for part in item.spoken.split("\n"):
        if part.strip():
            cell.add_paragraph(_clean(part))


def _behind(made: "Document", book: RunBook, words: dict[str, Any]) -> None:
    if book.key_message:
        made.add_heading(words["key_message"], 1)
        made.add_paragraph(_clean(book.key_message))
    if book.attitude:
        made.add_heading(_clean(book.attitude_title), 1)
    for headline, text in book.attitude:
        line = made.add_paragraph(style="List Bullet")
        line.add_run(_clean(headline)).bold = True
        line.add_run(_clean(f" {text}"))
    if book.preparation:
        made.add_heading(words["preparation"], 1)
        about = _("Wat er vooraf klaar moet zijn, wie het doet en uiterlijk wanneer.")
        table = _table(made, words["preparation_columns"], WIDTHS_OF_TASKS, words["preparation"], about)
        for task in book.preparation:
            cells: Any = _row(table, WIDTHS_OF_TASKS)
            for cell, text in zip(cells, (words["done"] if task.done else "☐", task.what, task.who, task.due), strict=True):
                cell.text = text if text == "☐" else _clean(text)


def _table(made: Any, columns: list[str], widths: tuple[int, ...], title: str, about: str) -> "Table":
    """An empty table with its header row, which returns on every page, and words for who does not see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table: Table = made.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    properties: Any = table._tbl.tblPr
    for name, text in zip(CAPTIONS, (title, about), strict=True):
        said = OxmlElement(name)
        said.set(qn("w:val"), _clean(text))
        properties.append(said)
    for column, cell, width, text in zip(table.columns, table.rows[0].cells, widths, columns, strict=True):
        _wide(column, width)
        _wide(cell, width)
        _write(cell, text, bold=True)
    repeats = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    return table


def _row(table: "Table", widths: tuple[int, ...]) -> Any:
    from docx.oxml import OxmlElement

    adds: Any = table
    row = adds.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        _wide(cell, width)
    return row.cells


def _wide(part: Any, millimetres: int) -> None:
    from docx.shared import Mm

    part.width = Mm(millimetres)


def _write(cell: Any, text: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].add_run(_clean(text)).bold = bold
