"""Paper to write on at the tables, and the card for who calls a family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import Paper, from_number, numbered
from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import voice_word

ROWS = 13
"""Lines to write on under one question; more than a table says in a quarter of an hour."""


@dataclass(frozen=True, kw_only=True)
class WritingTable:
    """One table as its paper names it: '3' or 'Aardbei'; '' for paper of no table. `questions` are those of its own theme."""

    name: str
    theme: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetRoom:
    """A field of the table sheet: what is asked, a hint, and room below."""

    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class CallCard:
    """What a colleague has at hand for the one call to a family. Facts are label and value; no family stands on it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


def scribe_sheets(
    tables: Sequence[WritingTable],
    *,
    kinds: Sequence[str],
    questions: Sequence[str] = (),
    title: str,
    school: str,
    first: int = 1,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """For each table a sheet per question, first `questions` and then its own: who said it, in which words, of which kind.

    `first` counts tables. ValueError without tables or questions.
    """
    if not questions and not any(table.questions for table in tables):
        raise ValueError("no questions to write under")
    with override(language):
        words = {
            "name": _("Naam van de schrijver"),
            "said": _("In hun eigen woorden"),
            "kind": _("Soort"),
            "kinds": _("Soort: schrijf het nummer erbij"),
            "no_names": _("Schrijf geen namen van kinderen of ouders op."),
            "parent": voice_word("parent"),
            "school": voice_word("school"),
            "question": _("Vraag %(number)s van %(total)s"),
        }
        shown = [
            {
                **_table(table),
                "question": question,
                "place": words["question"] % {"number": place, "total": len(questions) + len(table.questions)},
                "mark": numbered(number, len(tables)),
            }
            for number, table in from_number(tables, first)
            for place, question in enumerate((*questions, *table.questions), 1)
        ]
    payload = {"sheets": shown, "kinds": kinds, "rows": ROWS, "words": words, "school": school, "paper": paper}
    return typeset("scribe_sheets", payload, title=title, language=language, made_at=made_at)


def table_sheets(
    tables: Sequence[WritingTable],
    *,
    question: str,
    rooms: Sequence[SheetRoom],
    title: str,
    school: str,
    first: int = 1,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """For each table one sheet with room under every field, from table `first` on. ValueError without tables or fields."""
    if not rooms:
        raise ValueError("no fields to fill in")
    with override(language):
        shown = [{**_table(table), "mark": numbered(number, len(tables))} for number, table in from_number(tables, first)]
    payload = {"sheets": shown, "question": question, "rooms": rooms, "school": school, "paper": paper}
    return typeset("table_sheets", payload, title=title, language=language, made_at=made_at)


def _table(table: WritingTable) -> dict[str, str]:
    return {"table": _("Tafel %(name)s") % {"name": table.name} if table.name else "", "theme": table.theme}


def call_card(card: CallCard, *, school: str, language: str = "nl", made_at: datetime | None = None) -> bytes:
    """One sheet for who calls: facts, how to begin, what can be arranged, how it ends. In the language of the call."""
    with override(language):
        parts = [
            (
                _("Zo begint u"),
                (
                    _("Zeg wie u bent en van welke school. Vraag of het nu uitkomt."),
                    _("“We nodigen u graag uit. Hebt u de uitnodiging gezien?”"),
                    _("“Komt u? Met hoeveel mensen? ‘Nee’ is ook een goed antwoord.”"),
                ),
            ),
            (_("Dit kunnen we regelen"), card.offers),
            (
                _("Komt het niet uit?"),
                (
                    _("“Wilt u ons iets meegeven voor die avond? Dan neem ik het mee, met of zonder uw naam.”"),
                    _("“Het verslag krijgt u daarna ook.”"),
                ),
            ),
            (
                _("Na het gesprek"),
                (
                    *card.outcomes,
                    _("Schrijf niets op over het gezin. Eén keer bellen is genoeg; daarna stopt het."),
                    _("Laat een kind niet vertalen. Bied een tolk aan."),
                ),
            ),
        ]
        shown = {
            "title": card.title,
            "kicker": _("Belkaart"),
            "facts": card.facts,
            "parts": [{"title": title, "lines": lines} for title, lines in parts if lines],
        }
        title = f"{_('Belkaart')}: {card.title}"
    return typeset("call_card", {"card": shown, "school": school}, title=title, language=language, made_at=made_at)
