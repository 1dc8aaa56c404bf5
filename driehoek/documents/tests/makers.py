"""A letter, a run-book, a report as a school would make them, and ways to open what came out."""

import datetime as dt
from io import BytesIO
from typing import Any

import page as validator
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from driehoek.documents.letters import LetterPage, Sender
from driehoek.documents.report import Quote, Report, ReportAction, ReportTheme
from driehoek.documents.runbook import Preparation, RunBlock, RunBook, RunItem

MADE_AT = dt.datetime(2026, 11, 12, 9, 0, tzinfo=dt.UTC)
SCHOOL = Sender(name="De Regenboog", lines=("Schoolstraat 12, 1234 AB Voorbeeld", "06-00000012", "info@regenboog.example.nl"))
NASTY = '#panic() $x$ *dik* _schuin_ <label> @ref \\ `code` [a] #sys.inputs "aanhaling" // weg'
LINK = "https://driehoek.example.org/c/K7M4PQ9XT"


def a_letter(**changes: Any) -> LetterPage:
    values: dict[str, Any] = {
        "language": "nl",
        "date": "12 november 2026",
        "subject": "Komt u op 10 december?",
        "salutation": "Beste Aïcha,",
        "paragraphs": ("We praten over samenwerken.", "Er is koffie en thee."),
        "closing": "Met vriendelijke groet,",
        "signature": ("Carla Jansen", "leerkracht van groep 5"),
        "address_lines": ("Aïcha El Idrissi", "Lindelaan 4", "1234 AB Voorbeeld"),
        "details": (("Wanneer", "donderdag 10 december, 19.00 uur"), ("Waar", "aula")),
        "link": LINK,
        "link_text": "driehoek.example.org/c",
        "code": "K7M4PQ9XT",
    }
    return LetterPage(**{**values, **changes})


def an_arabic_letter(**changes: Any) -> LetterPage:
    return a_letter(
        **{
            "language": "ar",
            "subject": "هل تحضرون يوم الخميس 10 ديسمبر؟",
            "salutation": "السيدة عائشة،",
            "paragraphs": ("نود أن نسمع منكم في De Regenboog.",),
            "closing": "مع أطيب التحيات،",
            "details": (("متى", "الخميس 10 ديسمبر"),),
            **changes,
        }
    )


def a_run_book(items: int = 2, **changes: Any) -> RunBook:
    lines = tuple(
        RunItem(
            starts=f"19.{number:02}",
            minutes=1,
            title=f"Onderdeel {number}",
            aim="luisteren",
            spoken="Welkom.",
            who="Dirk",
            remark="dia 2",
        )
        for number in range(items)
    )
    values: dict[str, Any] = {
        "title": "Ouderavond",
        "date": "donderdag 10 december 2026",
        "blocks": (RunBlock(title="Gesprek in de kring", items=lines),),
        "team": (("gespreksleider", "Carla"),),
        "voices": (("parent", 48), ("school", 16), ("pupil", 1)),
        "preparation": (Preparation(what="Zaal", who="Dirk", due="9 december"), Preparation(what="Tolk", done=True)),
        "open_fill_ins": ("Wie schenkt koffie?",),
    }
    return RunBook(**{**values, **changes})


def a_report(**changes: Any) -> Report:
    values: dict[str, Any] = {
        "title": "Verslag van de ouderavond",
        "when": "donderdag 10 december 2026, aula",
        "introduction": ("Dank u wel dat u er was.",),
        "voices": (("parent", 48), ("school", 16)),
        "themes": (
            ReportTheme(
                title="Goed nieuws",
                answer="Elke leerkracht belt.",
                answer_kind="doing",
                contributions=14,
                quotes=(Quote(text="Ik hoor alleen iets als er een probleem is.", voice="parent"),),
            ),
        ),
        "actions": (ReportAction(what="Bellen", owner="Carla", due="18 december"),),
        "contact": ("U hoort elke zes weken van ons.",),
        "link": "https://driehoek.example.org/verslag/7",
    }
    return Report(**{**values, **changes})


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """All text, white space and break points evened out."""
    text = " ".join(sheet.extract_text() for sheet in reader(pdf).pages)
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def faults(pdf: bytes) -> list[str]:
    """What an independent judge has against this file as PDF/UA-1."""
    report = validator.validate_pdf_bytes(pdf)
    assert report.profile == validator.ValidationProfile.PDF_UA_1
    return [failure.message for failure in report.failures]


def structure(pdf: bytes) -> tuple[set[str], set[str]]:
    """The tags and the languages that the structure tree uses."""
    tags: set[str] = set()
    languages: set[str] = set()
    waiting: list[Any] = [reader(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, ArrayObject):
            waiting += node
        elif isinstance(node, DictionaryObject):
            tags |= {str(node["/S"])} if "/S" in node else set()
            languages |= {str(node["/Lang"])} if "/Lang" in node else set()
            waiting += [node["/K"]] if "/K" in node else []
    return tags, languages
