"""What the board can be filtered by: only what tells notes apart that are there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ..models import Kind, OwnText, Source, TextSort, Voice
from . import library

MOST_LABEL = 60
QUESTIONS = (TextSort.QUESTION, TextSort.STATEMENT)


@dataclass(frozen=True)
class Sift:
    """One list to choose from. `choices` are (value, words); the first stands for all."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def sifts(values: Mapping[str, set[Any]], query: Mapping[str, str], own: list[OwnText], sector: str) -> list[Sift]:
    """`values` as the board found them; `own` texts of the school say how its questions were asked."""

    def sift(name: str, label: str, every: str, found: Iterable[Any], say: Callable[[Any], str]) -> Sift:
        choices = [(str(value), say(value)) for value in found]
        return Sift(name, label, [("", every), *choices], query.get(name, ""))

    def of(known: Any, name: str) -> list[str]:
        return [key for key in known.values if key in values.get(name, ())]

    asked = sorted(values.get("question", set()) - {""})
    shelf = {one.key: one.thing for sort in QUESTIONS for one in library.entries(sort, own)} if asked else {}
    made = [
        sift("voice", _("Stem"), _("alle stemmen"), of(Voice, "voice"), lambda key: str(Voice(key).label)),
        sift("kind", _("Soort"), _("alle soorten"), of(Kind, "kind"), lambda key: str(Kind(key).label)),
        sift("table", _("Tafel"), _("alle tafels"), sorted(values.get("table_number", set()) - {None}), _table),
        sift("language", _("Taal"), _("alle talen"), sorted(values.get("language", set())), _tongue),
        sift("source", _("Hoe binnengekomen"), _("alle manieren"), of(Source, "source"), lambda key: str(Source(key).label)),
        sift("question", _("Vraag"), _("alle vragen"), asked, lambda key: _words(shelf.get(key), key, sector)),
    ]
    return [one for one in made if len(one.choices) > 2 or one.chosen]


def _table(number: int) -> str:
    return _("tafel %(number)s") % {"number": number}


def _words(thing: Any, key: str, sector: str) -> str:
    """The question as it was asked in Dutch, in short."""
    text = getattr(thing, "text", None)
    words = text.say("nl", sector) if text is not None else key
    return words if len(words) <= MOST_LABEL else words[: MOST_LABEL - 1] + "…"


def _tongue(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
