"""What a school wrote itself about an occasion, in the language of who reads it when a person translated it; otherwise in Dutch.

Nothing is translated by a machine: where no translation is, the reader is told that it is in Dutch.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from driehoek.library import reading
from driehoek.library.texts import ISOLATE_END, ISOLATE_START

from .models import ClassInvitation, Occasion

SCHOOL_LANGUAGE = "nl"
TRANSLATED = ("title", "why", "place")


@dataclass(frozen=True)
class Told:
    """Words of the school. `language` is what they are written in, '' when that is not known; `reader` what is read."""

    text: str
    language: str
    reader: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_dutch(self) -> bool:
        """In Dutch, for who reads another language."""
        return self.language == SCHOOL_LANGUAGE != self.reader

    @property
    def direction(self) -> str:
        return "ltr" if self.is_dutch else "auto"


def told(occasion: Occasion, name: str, language: str, sector: str = "po") -> Told:
    """One of TRANSLATED: as somebody translated it, else as it ships when it is a title of the library, else in Dutch."""
    own = str(occasion.translations.get(language, {}).get(name, "")).strip() if language != SCHOOL_LANGUAGE else ""
    if own:
        return Told(own, language, language)
    if name == "title" and (shipped := _shipped(occasion.title, language, sector)):
        return Told(shipped, language, language)
    return Told(getattr(occasion, name), SCHOOL_LANGUAGE, language)


def about(own: ClassInvitation, language: str, sector: str, *, about_child: bool = True) -> dict[str, Told]:
    """All that the school wrote itself for one class: title, why, place and the mentor's line."""
    found = {name: told(own.occasion, name, language, sector) for name in TRANSLATED}
    return found | {"line": line(own.personal_line if about_child else "", language)}


def line(text: str, reader: str) -> Told:
    """A mentor's own line goes along untranslated. They write Dutch, unless the script says otherwise."""
    return Told(text, SCHOOL_LANGUAGE if _is_latin(text) else "", reader)


def marked(paragraphs: Iterable[str], lines: Sequence[Told]) -> list[tuple[str, Told | None]]:
    """Paragraphs of a letter, each with the words of the school that it is, if it is one of them."""
    return [(paragraph, next((one for one in lines if is_line(paragraph, one.text)), None)) for paragraph in paragraphs]


def is_line(paragraph: str, own: str) -> bool:
    """Whether a paragraph is exactly these words of the school."""
    return bool(own.strip()) and paragraph.strip(ISOLATE_START + ISOLATE_END + " \n") == own.strip()


def _shipped(title: str, language: str, sector: str) -> str:
    """The title in this language, when it is one that ships and exists in it."""
    for key in reading.template_keys():
        ours = reading.load_template(key).title
        if ours.say(SCHOOL_LANGUAGE, sector) == title and language in ours.languages:
            return ours.say(language, sector)
    return ""


def _is_latin(text: str) -> bool:
    letters = [mark for mark in text if mark.isalpha()]
    return sum("LATIN" in unicodedata.name(mark, "") for mark in letters) * 2 >= len(letters)
