"""The run-book of a meeting on paper: everybody who stands in front of parents has it in hand."""

from dataclasses import dataclass
from datetime import datetime

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

    `team` is pairs of role and name, `ends` a sentence about the end of the evening.
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
    language: str = "nl"


def run_book(book: RunBook, *, school: str, made_at: datetime | None = None) -> bytes:
    """A4 landscape: programme first, preparation behind it. Header row and block title return on every page."""
    with override(book.language):
        words = _words()
        shown = {
            **{name: getattr(book, name) for name in RunBook.__dataclass_fields__},
            "voices": voice_lines(book.voices),
            "blocks": [_block(block) for block in book.blocks],
        }
    title = f"{words['run_book']}: {book.title}"
    return typeset(
        "runbook", {"book": shown, "school": school, "words": words}, title=title, language=book.language, made_at=made_at
    )


def _block(block: RunBlock) -> dict[str, object]:
    return {
        "title": block.title,
        "aim": block.aim,
        "items": [
            {
                **{name: getattr(item, name) for name in RunItem.__dataclass_fields__},
                "duration": _("%(minutes)s min") % {"minutes": item.minutes},
            }
            for item in block.items
        ],
    }


def _words() -> dict[str, object]:
    return {
        "run_book": _("Draaiboek"),
        "page": _("bladzijde"),
        "columns": [_("Tijd"), _("Duur"), _("Wat"), _("Wie"), _("Opmerking")],
        "open_fill_ins": _("Nog in te vullen voordat je afdrukt"),
        "preparation": _("Voorbereiding"),
        "preparation_columns": [_("Klaar"), _("Wat"), _("Wie"), _("Uiterlijk")],
        "done": _("klaar"),
    }
