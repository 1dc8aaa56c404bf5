"""What the library says of teams, in somebody's language, and what a school wrote of it itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.library.reading_teams import load_focal_points, load_teams
from driehoek.library.shapes_path import FocalPoint, TeamWords
from driehoek.library.texts import Text

DUTCH = "nl"


@dataclass(frozen=True)
class Said:
    """A text and the language that it is in."""

    text: str
    language: str = DUTCH

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def words_of(sort: str) -> TeamWords | None:
    return load_teams().get(sort)


def default(sort: str, name: str, sector: str, language: str = DUTCH) -> str:
    """`name`: purpose, expected, term or call; '' while the library has none."""
    words = words_of(sort)
    text: Text | None = getattr(words, name) if words else None
    return said(text, language, sector).text if text else ""


def said(text: Text, language: str, sector: str) -> Said:
    return Said(text.say(language, sector).strip(), language if language in text.languages else DUTCH)


def spoken(own: str, texts: Iterable[Text], language: str, sector: str) -> Said:
    """What the school wrote in Dutch: in `language` when it is a text of the library, word for word; otherwise as it stands."""
    even = " ".join(own.split())
    for text in texts:
        if " ".join(text.say(DUTCH, sector).split()) == even:
            return said(text, language, sector)
    return Said(own)


def call_of(sort: str, own: dict[str, str], language: str, sector: str) -> Said:
    """The open call: as the school wrote it in this language, as the library has it when the school left it, or the school's Dutch."""
    if own.get(language, "").strip():
        return Said(own[language].strip(), language)
    words, dutch = words_of(sort), own.get(DUTCH, "").strip()
    if words is None:
        return Said(dutch)
    return spoken(dutch, [words.call], language, sector) if dutch else said(words.call, language, sector)


def lists_of(sort: str, language: str, sector: str) -> dict[str, list[Said]]:
    """What a member without an account sees and can do, and what they never see."""
    words = words_of(sort)
    names = ("sees", "does", "never")
    return {name: [said(one, language, sector) for one in getattr(words, name)] if words else [] for name in names}


def purpose_of(sort: str, own: str, language: str, sector: str) -> Said:
    words = words_of(sort)
    return spoken(own, [words.purpose] if words else [], language, sector)


def expected_of(sort: str, own: str, language: str, sector: str) -> Said:
    words = words_of(sort)
    return spoken(own, [words.expected] if words else [], language, sector)


def point_of(sort: str, own: str, language: str, sector: str) -> Said:
    """A point of an agenda; the first ones come from the library."""
    words = words_of(sort)
    return spoken(own, [one.title for one in words.first_agenda] if words else [], language, sector)


def focus_of(own: str, language: str, sector: str) -> Said:
    return spoken(own, [one.title for one in load_focal_points()], language, sector)


def focal_points() -> tuple[FocalPoint, ...]:
    return load_focal_points()
