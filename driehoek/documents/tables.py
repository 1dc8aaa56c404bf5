"""Paper for the tables: signs that stand on them, and the list at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.paper import Paper, from_number, numbered
from driehoek.documents.typesetting import typeset
from driehoek.documents.voices import Voice, voice_word


@dataclass(frozen=True, kw_only=True)
class TableSign:
    """One table. `name` is '3' or 'Aardbei'; `leader` a whole line ('gespreksleider: Carla'); `questions` fill a card."""

    name: str
    theme: str = ""
    leader: str = ""
    questions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SignInName:
    """Somebody who may come, as everybody may read it. `place` is the table; never an address, a number or a child."""

    name: str
    sort_key: str
    voice: Voice = "parent"
    place: str = ""


def table_signs(
    signs: Sequence[TableSign],
    *,
    title: str,
    first: int = 1,
    paper: Paper = "a4",
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """Per table a tent (landscape, folded once) and, with questions, a card; from the `first` on.

    ValueError without tables, or when none is left.
    """
    if not signs:
        raise ValueError("no tables to make signs for")
    with override(language):
        shown = [
            {
                **{name: getattr(sign, name) for name in TableSign.__dataclass_fields__},
                "label": _("Tafel"),
                "title": _("Tafel %(name)s") % {"name": sign.name},
                "mark": numbered(number, len(signs)),
            }
            for number, sign in from_number(signs, first)
        ]
    return typeset("table_signs", {"signs": shown, "paper": paper}, title=title, language=language, made_at=made_at)


def sign_in_list(
    names: Sequence[SignInName],
    *,
    school: str,
    meeting: str,
    date: str,
    blank_rows: int = 8,
    language: str = "nl",
    made_at: datetime | None = None,
) -> bytes:
    """Names in order of `sort_key`, a box before each, and `blank_rows` for who was not expected."""
    with override(language):
        words = {
            "sign_in": _("Wie is er?"),
            "page": _("bladzijde"),
            "columns": [_("Aanwezig"), _("Naam"), _("Namens"), _("Tafel")],
            "not_listed": _("Staat u er niet op? Welkom! Schrijf hier uw naam."),
        }
        rows = [
            {"name": who.name, "voice": who.voice, "voice_word": voice_word(who.voice), "place": who.place}
            for who in sorted(names, key=lambda who: (who.sort_key, who.name))
        ]
    payload = {"school": school, "meeting": meeting, "date": date, "names": rows, "blank_rows": blank_rows, "words": words}
    return typeset("sign_in", payload, title=f"{words['sign_in']} {meeting}", language=language, made_at=made_at)
