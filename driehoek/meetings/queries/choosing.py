"""What a meeting is about, and what else may be chosen for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.library.reading import load_template
from driehoek.schools.models import School
from driehoek.voices.models import TextSort, Theme
from driehoek.voices.queries import library

from ..models import Meeting
from .questions import QUESTIONS, SORTS, STATEMENTS, planned


@dataclass(frozen=True)
class Choice:
    """`key` is that of the row or of the text; `words` what the team knows beside it."""

    key: str
    title: str
    words: str
    audience: str
    fits: bool = False  # belongs to a theme that was chosen


@dataclass(frozen=True)
class Shelf:
    kind: str
    title: str
    why: str
    none: str
    chosen: list[Choice]
    offered: list[Choice]


def shelves(meeting: Meeting, school: School) -> list[Shelf]:
    """The three lists of the page; two queries, however long they are."""
    shape, sector = load_template(meeting.template), school.sector
    rows = list(Theme.objects.filter(occasion_id=meeting.occasion_id))
    keys = {row.library_key for row in rows if row.library_key}
    own = library.own_texts([TextSort.THEME, *SORTS.values()])
    themes = library.choosable(library.entries(TextSort.THEME, own), shape.audience)
    # What this kind of meeting is often about stands first.
    themes = (*(one for one in themes if one.key in shape.themes), *(one for one in themes if one.key not in shape.themes))
    free = [one for one in themes if one.key not in keys]
    return [
        Shelf(
            "themes",
            _("Thema's"),
            _("Waar de avond over gaat. Aan de tafels en op het bord kom je ze weer tegen."),
            _("Nog geen thema. Dat kan ook: dan komen de thema's uit wat er gezegd wordt."),
            [Choice(str(row.pk), row.title, row.meaning, "") for row in rows],
            [
                Choice(one.key, one.title.say("nl", sector), one.meaning.say("nl", sector), one.audience, one.key in shape.themes)
                for one in free
            ],
        ),
        _shelf(
            meeting, QUESTIONS, library.entries(SORTS[QUESTIONS], own), sector, keys,
            (_("Vragen van het gesprek"), _("De gespreksleider zet ze één voor één op het scherm."), _("Nog geen vragen.")),
        ),
        _shelf(
            meeting, STATEMENTS, library.entries(SORTS[STATEMENTS], own), sector, keys,
            (
                _("Stellingen om op te reageren"),
                _("Voor aan de muur of op het scherm. Er is geen goed of fout antwoord."),
                _("Nog geen stellingen."),
            ),
        ),
    ]  # fmt: skip


def _shelf(
    meeting: Meeting, kind: str, shelf: list[library.Entry], sector: str, themes: set[str], said: tuple[str, str, str]
) -> Shelf:
    chosen = planned(meeting, kind, shelf)
    there = {one.key for one in chosen}
    audience = load_template(meeting.template).audience
    free = [one for one in library.choosable(shelf, audience) if one.key not in there]
    free.sort(key=lambda one: one.theme not in themes)
    title, why, none = said
    return Shelf(
        kind, title, why, none,
        [Choice(one.key, one.text.say("nl", sector), one.ask_on.say("nl", sector), one.audience) for one in chosen],
        [
            Choice(one.key, one.text.say("nl", sector), one.ask_on.say("nl", sector), one.audience, one.theme in themes)
            for one in free
        ],
    )  # fmt: skip
