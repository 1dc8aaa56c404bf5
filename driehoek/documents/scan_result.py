"""The result of a questionnaire on paper and as a Word file: the same words and figures as the screen, in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.documents.report_word import _upright
from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import Voice
from driehoek.documents.word import _clean, _foot, _row, _set_up, _table, _write

if TYPE_CHECKING:
    from docx.document import Document

WHOLE = 170  # millimetres
NAME = 30


@dataclass(frozen=True)
class PaperPiece:
    """`at` and `wide` in a frame of 200 with the middle at 100; `place` 0 to 4, from 'helemaal niet' to 'helemaal wel'; or at most so wide."""

    at: float
    wide: float
    place: int
    is_most: bool


@dataclass(frozen=True, kw_only=True)
class PaperBar:
    """One voice."""

    voice: Voice
    name: str
    pieces: tuple[PaperPiece, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class PaperItem:
    """One item. `rows`: who, and the cells of a figure."""

    text: str
    others: tuple[str, ...]
    words: str
    bars: tuple[PaperBar, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PaperPart:
    """A heading with words, points below each other, or items. Whatever is empty is left out."""

    title: str
    words: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    items: tuple[PaperItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScanPaper:
    """`columns`: above the cells of every table, the first for who."""

    title: str
    when: str
    introduction: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    columns: tuple[str, ...]
    language: str = "nl"


def scan_result_pdf(paper: ScanPaper, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 portrait, tagged."""
    with override(paper.language):
        words = {
            "page": _("bladzijde"),
            "no": _("niet"),
            "yes": _("wel"),
            "alt": _("Dezelfde getallen staan in de tabel eronder."),
        }
    return typeset("scan_result", {"paper": paper, "school": school, "words": words}, title=paper.title,
                   language=paper.language, made_at=made_at)  # fmt: skip


def scan_result_docx(paper: ScanPaper, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 portrait, to change and to take from."""
    from docx import Document as new_document  # heavy: only a process that makes paper pays for it

    with override(paper.language):
        made = new_document()
        _set_up(made, title=paper.title, school=school, language=paper.language, made_at=made_at or clock.now())
        _upright(made, paper.language)
        _foot(made, _clean(f"{school} · {paper.title}"), _("bladzijde"))
        made.add_heading(_clean(paper.title), 0)
        made.add_paragraph().add_run(_clean(f"{school} · {paper.when}")).bold = True
        _say(made, paper.introduction)
        for part in paper.parts:
            made.add_heading(_clean(part.title), 1)
            _say(made, part.words)
            for point in part.points:
                made.add_paragraph(_clean(point), style="List Bullet")
            for item in part.items:
                _item(made, item, paper.columns)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _say(made: "Document", lines: Sequence[str]) -> None:
    for line in lines:
        made.add_paragraph(_clean(line))


def _item(made: "Document", item: PaperItem, columns: tuple[str, ...]) -> None:
    made.add_heading(_clean(item.text), 2)
    _say(made, [*item.others, *filter(None, [item.words])])
    for bar in item.bars:
        made.add_paragraph(_clean(f"{bar.name}: {bar.words}"), style="List Bullet")
    one = (WHOLE - NAME) // max(1, len(columns) - 1)
    widths = (NAME, *(one for _column in columns[1:]))
    table = _table(made, list(columns), widths, item.text, item.words or item.text)
    for cells in item.rows:
        written: Any = _row(table, widths)
        for cell, text in zip(written, cells, strict=True):
            _write(cell, text)
    made.add_paragraph()
