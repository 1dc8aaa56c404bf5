"""What was done with what people said, as a giver sees it. Only what was approved; never who said it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from driehoek.actions.models import Answer
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.models import Invitation, Occasion
from driehoek.library.reading import load_answers
from driehoek.library.shapes import Theme as LibraryTheme

from .. import strips
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
    key: uuid.UUID
    by_name: bool = False
    can_return: bool = False  # by the secret of a phone, or the code of a strip

    @property
    def told(self) -> str:
        """When there last was news, for the device to compare; '' while there is no answer."""
        return max(one.given.told_at for one in self.answers).isoformat() if self.answers else ""


@dataclass(frozen=True)
class SaidTheme:
    title: str
    meaning: str
    language: str
    count: int
    answer: SaidAnswer | None
    quotes: list[Words]
    key: uuid.UUID | None = None

    @property
    def told(self) -> str:
        return self.answer.given.told_at.isoformat() if self.answer else ""

    @property
    def more(self) -> int:
        return self.count - len(self.quotes)


def mine(
    occasion: Occasion, reader: Reader, *, invitations: Iterable[uuid.UUID] = (), keys: Iterable[uuid.UUID] = ()
) -> list[SaidWords]:
    """Words given under the name of these invitations' households, or whose random keys this device kept."""
    kept = list(keys)[:MOST_KEYS]
    return _told(
        [*_named(occasion, invitations), *(_whole(Contribution.objects.filter(occasion=occasion, pk__in=kept)) if kept else ())],
        reader,
    )


def _named(occasion: Occasion, invitations: Iterable[uuid.UUID]) -> list[Contribution]:
    held = list(invitations)
    homes = Invitation.objects.filter(pk__in=held, occasion=occasion).values("household_id")
    return _of_homes(Q(giver__in=homes), Contribution.objects.filter(occasion=occasion)) if held else []


def named_words(occasion: Occasion, invitations: Iterable[uuid.UUID]) -> Any:
    """Words under the name of the homes of these invitations, as a queryset."""
    return Contribution.objects.filter(pk__in=[row.pk for row in _named(occasion, invitations)])


def of_device(keys: Iterable[uuid.UUID], reader: Reader) -> list[SaidWords]:
    """Words whose random keys a device kept, of every occasion of this school. What is not there (any more) is left out."""
    return _told(_whole(Contribution.objects.filter(pk__in=list(keys)[:MOST_KEYS])), reader)


def of_strip(code: str, reader: Reader) -> SaidWords | None:
    """Words of the card that the strip with this code was torn off; None while nobody typed it, and for a code that is none."""
    found = _told(_whole(Contribution.objects.filter(strip=strips.of_code(code))), reader) if code else []
    return found[0] if found else None


def of_homes(homes: Q, occasions: Any, reader: Reader) -> list[SaidWords]:
    """Words that these givers gave under their name; not those of before somebody left a home. One query, and the library."""
    return _told(_of_homes(homes, Contribution.objects.filter(occasion__in=occasions)), reader)


def _of_homes(homes: Q, rows: Any) -> list[Contribution]:
    found = _whole(rows.filter(homes)).annotate(left=F("giver__shared_until"))
    return [row for row in found if row.left is None or row.day > row.left.astimezone(SCHOOL_TIME).date()]


def _whole(rows: Any) -> Any:
    return rows.order_by("pk").select_related("theme__answer__action", "answer__action", "reading")


def _told(rows: Iterable[Contribution], reader: Reader) -> list[SaidWords]:
    found = {row.pk: row for row in rows}
    shelf = library.by_key(TextSort.THEME) if any(row.theme_id for row in found.values()) else {}
    return [_own(row, reader, shelf) for row in found.values()]


def _own(row: Contribution, reader: Reader, shelf: dict[str, LibraryTheme]) -> SaidWords:
    """What was put apart is told no answer to a theme: it is not among what others read there.

    What the machine holds back waits, for the giver: nobody read it yet, and who meant to hurt somebody isn't told to try again.
    """
    standing = Standing.WAITING if lies_held(row) else row.standing
    theme = row.theme if standing != Standing.PARKED else None
    given = [answer for answer in (row.answer, theme.answer if theme else None) if answer is not None]
    title, _meaning, language = title_for(theme, reader, shelf) if theme else ("", "", "nl")
    return SaidWords(
        _words(row),
        title,
        language,
        standing,
        [answer_for(answer, reader) for answer in given],
        row.pk,
        row.giver_id is not None,
        bool(row.strip),
    )


def of_everybody(occasion: Occasion, reader: Reader) -> list[SaidTheme]:
    """Every theme about which something approved was said, with its answer. Masked words count, unquoted. Three queries."""
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer__action"))
    said: dict[uuid.UUID, list[Contribution]] = {theme.pk: [] for theme in themes}
    for row in Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED, theme__isnull=False).order_by("pk"):
        said.setdefault(row.theme_id, []).append(row)
    shelf = library.by_key(TextSort.THEME) if themes else {}
    return [_theme(theme, said[theme.pk], reader, shelf) for theme in themes if said[theme.pk]]


def _theme(theme: Theme, rows: list[Contribution], reader: Reader, shelf: dict[str, LibraryTheme]) -> SaidTheme:
    title, meaning, language = title_for(theme, reader, shelf)
    answer = answer_for(theme.answer, reader) if theme.answer else None
    quotes = [_words(row) for row in rows if row.may_be_quoted]
    return SaidTheme(title, meaning, language, len(rows), answer, quotes[:MOST_QUOTES], theme.pk)


def _words(row: Contribution) -> Words:
    return Words(row.text, row.language, row.voice)


def title_for(theme: Theme, reader: Reader, shelf: dict[str, LibraryTheme]) -> tuple[str, str, str]:
    """Title and meaning in the reader's language while the title is still the library's, otherwise as the school wrote them."""
    known = shelf.get(theme.library_key)
    if known and known.title.say("nl", reader.sector) == theme.title and reader.language in known.title.languages:
        meaning = known.meaning.say(reader.language, reader.sector) if theme.meaning else ""
        return known.title.say(reader.language, reader.sector), meaning, reader.language
    return theme.title, theme.meaning, "nl"


def answer_for(answer: Answer, reader: Reader, text: str | None = None) -> SaidAnswer:
    """As it reads now, or as `text` read before."""
    words = answer.text if text is None else text
    for known in load_answers():
        for starter in known.starters:
            if not starter.placeholders and words == starter.say("nl", reader.sector) and reader.language in starter.languages:
                return SaidAnswer(answer.kind, starter.say(reader.language, reader.sector), reader.language, answer)
    return SaidAnswer(answer.kind, words, "nl", answer)
