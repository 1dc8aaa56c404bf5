"""What was done with what people said, as a giver sees it. Only what was approved; never who said it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.actions.models import Answer
from driehoek.invitations.models import Invitation, Occasion
from driehoek.library.reading import load_answers
from driehoek.library.shapes import Theme as LibraryTheme

from ..models import Contribution, Standing, TextSort, Theme
from . import library
from .waiting import lies_held

MOST_KEYS = 200
MOST_QUOTES = 12


@dataclass(frozen=True)
class Reader:
    """Whose eyes: the language of the page and the school's wording."""

    language: str
    sector: str


@dataclass(frozen=True)
class SaidAnswer:
    """The school's answer. `language` is what it is written in: a sentence of the library is there in every language."""

    kind: str
    text: str
    language: str
    given: Answer


@dataclass(frozen=True)
class Words:
    text: str
    language: str
    voice: str


@dataclass(frozen=True)
class SaidWords:
    """One's own words: `theme` and `answers` are what became of them; `standing` is waiting, approved or parked."""

    words: Words
    theme: str
    theme_language: str
    standing: str
    answers: list[SaidAnswer]


@dataclass(frozen=True)
class SaidTheme:
    title: str
    meaning: str
    language: str
    count: int
    answer: SaidAnswer | None
    quotes: list[Words]

    @property
    def more(self) -> int:
        return self.count - len(self.quotes)


def mine(
    occasion: Occasion, reader: Reader, *, invitations: Iterable[uuid.UUID] = (), keys: Iterable[uuid.UUID] = ()
) -> list[SaidWords]:
    """Words given under the name of these invitations' households, or whose random keys this device kept."""
    homes = Invitation.objects.filter(pk__in=list(invitations), occasion=occasion).values("household_id")
    rows = Contribution.objects.filter(occasion=occasion).order_by("pk")
    rows = rows.select_related("theme__answer__action", "answer__action", "reading")
    found = list(rows.filter(giver_id__in=homes)) + list(rows.filter(pk__in=list(keys)[:MOST_KEYS]))
    shelf = library.by_key(TextSort.THEME) if any(row.theme_id for row in found) else {}
    return [_own(row, reader, shelf) for row in {row.pk: row for row in found}.values()]


def _own(row: Contribution, reader: Reader, shelf: dict[str, LibraryTheme]) -> SaidWords:
    """What was put apart is told no answer to a theme: it is not among what others read there.

    What the machine holds back waits, for the giver: nobody read it yet, and who meant to hurt somebody isn't told to try again.
    """
    standing = Standing.WAITING if lies_held(row) else row.standing
    theme = row.theme if standing != Standing.PARKED else None
    given = [answer for answer in (row.answer, theme.answer if theme else None) if answer is not None]
    title, _meaning, language = _title(theme, reader, shelf) if theme else ("", "", "nl")
    return SaidWords(_words(row), title, language, standing, [_answer(answer, reader) for answer in given])


def of_everybody(occasion: Occasion, reader: Reader) -> list[SaidTheme]:
    """Every theme about which something approved was said, with its answer. Masked words count, unquoted. Three queries."""
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer__action"))
    said: dict[uuid.UUID, list[Contribution]] = {theme.pk: [] for theme in themes}
    for row in Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED, theme__isnull=False).order_by("pk"):
        said.setdefault(row.theme_id, []).append(row)
    shelf = library.by_key(TextSort.THEME) if themes else {}
    return [_theme(theme, said[theme.pk], reader, shelf) for theme in themes if said[theme.pk]]


def _theme(theme: Theme, rows: list[Contribution], reader: Reader, shelf: dict[str, LibraryTheme]) -> SaidTheme:
    title, meaning, language = _title(theme, reader, shelf)
    answer = _answer(theme.answer, reader) if theme.answer else None
    quotes = [_words(row) for row in rows if row.may_be_quoted]
    return SaidTheme(title, meaning, language, len(rows), answer, quotes[:MOST_QUOTES])


def _words(row: Contribution) -> Words:
    return Words(row.text, row.language, row.voice)


def _title(theme: Theme, reader: Reader, shelf: dict[str, LibraryTheme]) -> tuple[str, str, str]:
    """Title and meaning in the reader's language while the title is still the library's, otherwise as the school wrote them."""
    known = shelf.get(theme.library_key)
    if known and known.title.say("nl", reader.sector) == theme.title and reader.language in known.title.languages:
        meaning = known.meaning.say(reader.language, reader.sector) if theme.meaning else ""
        return known.title.say(reader.language, reader.sector), meaning, reader.language
    return theme.title, theme.meaning, "nl"


def _answer(answer: Answer, reader: Reader) -> SaidAnswer:
    for known in load_answers():
        for starter in known.starters:
            if (
                not starter.placeholders
                and answer.text == starter.say("nl", reader.sector)
                and reader.language in starter.languages
            ):
                return SaidAnswer(answer.kind, starter.say(reader.language, reader.sector), reader.language, answer)
    return SaidAnswer(answer.kind, answer.text, "nl", answer)
