"""A ready text to send or hand over, such as the memo to the MR: as a PDF, and as a Word file that a school goes on editing."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.documents.report_word import _upright
from driehoek.documents.typesetting import typeset
from driehoek.documents.word import _clean, _foot, _set_up

POINT = "- "
ENDS = tuple(".,:;!?…،؛؟")  # a line that ends so is a sentence, a greeting or an announcement
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Part:
    """`lines`: one of a heading; the lines of a paragraph as they were typed; the points of a list without their mark."""

    kind: Literal["heading", "list", "paragraph"]
    lines: tuple[str, ...]


def parts_of(text: str) -> tuple[Part, ...]:
    """Parts stand apart by an empty line. One line without a mark at its end is a heading, unless nothing follows it;
    lines that all begin with '- ' are a list."""
    chunks: list[list[str]] = [[]]
    for line in text.strip().splitlines():
        if line.strip():
            chunks[-1].append(line.strip())
        elif chunks[-1]:
            chunks.append([])
    return tuple(_part(chunk, place == len(chunks)) for place, chunk in enumerate(chunks, start=1) if chunk)


def _part(chunk: list[str], is_last: bool) -> Part:
    if all(line.startswith(POINT) for line in chunk):
        return Part("list", tuple(line.removeprefix(POINT).strip() for line in chunk))
    if len(chunk) == 1 and len(chunk[0]) <= LONGEST_HEADING and not chunk[0].endswith(ENDS) and not is_last:
        return Part("heading", tuple(chunk))
    return Part("paragraph", tuple(chunk))


def ready_text_pdf(*, title: str, text: str, school: str, language: str = "nl", made_at: datetime | None = None) -> bytes:
    """A4 portrait. `text` is plain text with everything filled in, in `language`."""
    with override(language):
        words = {"page": _("bladzijde")}
    kinds = {"heading": "h3", "list": "ul", "paragraph": "p"}
    blocks = [
        {
            "kind": kinds[part.kind],
            "items": [[{"text": line, "bold": False, "italic": False}] for line in _items(part)],
        }
        for part in parts_of(text)
    ]
    payload = {"school": school, "title_of": title, "blocks": blocks, "words": words}
    return typeset("ready_text", payload, title=title, language=language, made_at=made_at)


def _items(part: Part) -> tuple[str, ...]:
    return part.lines if part.kind == "list" else ("\n".join(part.lines),)


def ready_text_docx(*, title: str, text: str, school: str, language: str = "nl", made_at: datetime | None = None) -> bytes:
    """The same words in the same order, with real headings and lists."""
    from docx import Document as new_document  # heavy: only a process that makes paper pays for it
    from docx.shared import Pt

    with override(language):
        made = new_document()
        _set_up(made, title=title, school=school, language=language, made_at=made_at or clock.now())
        _upright(made, language)
        _foot(made, _clean(f"{school} · {title}"), _("bladzijde"))
        normal: Any = made.styles["Normal"]
        normal.font.size = Pt(11)
        made.add_heading(_clean(title), 0)
        made.add_paragraph().add_run(_clean(school)).bold = True
        for part in parts_of(text):
            for line in _items(part):
                if part.kind == "heading":
                    made.add_heading(_clean(line), 1)
                else:
                    made.add_paragraph(_clean(line), style="List Bullet" if part.kind == "list" else None)
    written = BytesIO()
    made.save(written)
    return written.getvalue()
