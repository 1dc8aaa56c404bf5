"""The run-book of a meeting on paper, whole or for one role: everybody who stands in front of parents has it in hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import VoiceCount, voice_lines


@dataclass(frozen=True, kw_only=True)
class RunItem:
    """One line of the programme. `starts` is clock time ('19.05'), `spoken` what may be read aloud."""

    starts: str
    minutes: int
    title: str
    aim: str = ""
    form: str = ""
    spoken: str = ""
    who: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class RunBlock:
    """Items that belong together; without a title they simply follow on."""

    items: tuple[RunItem, ...]
    title: str = ""
    aim: str = ""


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Something that must be ready before the evening, with its owner and day."""

    what: str
    who: str = ""
    due: str = ""
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class RunBook:
    """All of it; `open_fill_ins` are the places in the texts that somebody still has to fill in.

    `team` is pairs of role and name, `ends` a sentence about the end of the evening. `role` names for whom this extract is;
    `attitude` are the lines of the base-attitude card as headline and line, `key_message` what everybody takes home.
    """

    title: str
    date: str
    blocks: tuple[RunBlock, ...]
    subtitle: str = ""
    time: str = ""
    place: str = ""
    ends: str = ""
    team: tuple[tuple[str, str], ...] = ()
    voices: tuple[VoiceCount, ...] = ()
    preparation: tuple[Preparation, ...] = ()
    open_fill_ins: tuple[str, ...] = ()
    role: str = ""
    attitude_title: str = ""
    attitude: tuple[tuple[str, str], ...] = ()
    key_message: str = ""
    language: str = "nl"


def run_book(book: RunBook, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 landscape: programme first, preparation behind it. Header row and block title return on every page."""
    with override(book.language):
        words = run_book_words(book)
        shown = {
            **{name: getattr(book, name) for name in RunBook.__dataclass_fields__},
            "voices": voice_lines(book.voices),
            "blocks": [_block(block) for block in book.blocks],
        }
    payload = {"book": shown, "school": school, "words": words}
    return typeset("runbook", payload, title=words["heading"], language=book.language, made_at=made_at)


def _block(block: RunBlock) -> dict[str, object]:
    return {
        "title": block.title,
        "aim": block.aim,
        "items": [
            {
                **{name: getattr(item, name) for name in RunItem.__dataclass_fields__},
                "duration": duration(item),
            }
            for item in block.items
        ],
    }


def duration(item: RunItem) -> str:
    return _("%(minutes)s min") % {"minutes": item.minutes}


def run_book_words(book: RunBook) -> dict[str, Any]:
    """The fixed words, in the active language."""
    what = _("Draaiboek voor %(role)s") % {"role": book.role} if book.role else _("Draaiboek")
    return {
        "heading": f"{what}: {book.title}",
        "key_message": _("Onze kernboodschap"),
        "page": _("bladzijde"),
        "columns": [_("Tijd"), _("Duur"), _("Wat"), _("Wie"), _("Opmerking")],
        "open_fill_ins": _("Nog in te vullen voordat je afdrukt"),
        "preparation": _("Voorbereiding"),
        "preparation_columns": [_("Klaar"), _("Wat"), _("Wie"), _("Uiterlijk")],
        "done": _("klaar"),
    }
