"""What a school wrote itself about an occasion, in the language of who reads it when a person translated it; otherwise in Dutch.

Nothing is translated by a machine: where no translation is, the reader is told that it is in Dutch.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek.documents.typesetting import DUTCH_END, DUTCH_START
from driehoek.library import reading
from driehoek.library.texts import ISOLATE_END, ISOLATE_START, Text

from .models import ClassInvitation, Occasion

SCHOOL_LANGUAGE = "nl"
TRANSLATED = ("title", "why", "place")
# Dutch words inside a sentence of another language stand between these: a left-to-right isolate, so that the line reads right
# also where nobody takes them out. Paper knows them too.
_DUTCH = re.compile(f"{DUTCH_START}([^{DUTCH_START}{DUTCH_END}]*){DUTCH_END}")


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

    @property
    def inside(self) -> str:
        """As a value for a sentence: what is Dutch can be told apart there."""
        return between(self.text) if self.is_dutch and self.text.strip() else self.text


def told(occasion: Occasion, name: str, language: str, sector: str = "po") -> Told:
    """One of TRANSLATED: as somebody translated it, else as it ships when it is a title of the library, else in Dutch."""
    own = str(occasion.translations.get(language, {}).get(name, "")).strip() if language != SCHOOL_LANGUAGE else ""
    if own:
        return Told(own, language, language)
    if name == "title" and (shipped := _shipped(occasion.title, language, sector)):
        return Told(shipped, language, language)
    return Told(getattr(occasion, name), SCHOOL_LANGUAGE, language)


def outdated(occasion: Occasion, was: Mapping[str, str]) -> list[str]:
    """Of TRANSLATED what reads otherwise than it `was`, and somebody translated as it was then."""
    translated = {name for words in occasion.translations.values() for name in words}
    return [name for name in TRANSLATED if name in translated and getattr(occasion, name) != was[name]]


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


def of_ours(text: Text, language: str, sector: str) -> str:
    """A text of the library, or the school's own: Dutch where it does not exist in this language."""
    words = text.say(language, sector)
    return words if language in text.languages or not words.strip() else between(words)


def between(dutch: str) -> str:
    return DUTCH_START + re.sub(f"[{DUTCH_START}{DUTCH_END}]", "", dutch) + DUTCH_END


def note(words: str, language: str) -> str:
    """'(in Dutch)' when some of it is, otherwise ''."""
    with override(language):
        return _("(in het Nederlands)") if _DUTCH.search(words) else ""


def noted(paragraphs: Iterable[str], language: str, said: Iterable[str] = ()) -> tuple[str, ...]:
    """Behind Dutch words, where they come first: that they are Dutch. Not behind those of `said`, which was done elsewhere."""
    known = {found for value in said for found in _DUTCH.findall(value)}

    def once(match: re.Match[str]) -> str:
        new = match[1] not in known
        known.add(match[1])
        return f"{match[0]} {note(match[0], language)}" if new else match[0]

    return tuple(_DUTCH.sub(once, paragraph) for paragraph in paragraphs)


def plain(words: str) -> str:
    return _DUTCH.sub(r"\1", words)


def as_html(words: str) -> SafeString:
    """With the language of each part."""
    pieces = enumerate(_DUTCH.split(words))
    return format_html_join(
        "", "{}", ((format_html('<span lang="nl" dir="ltr">{}</span>', part) if at % 2 else part,) for at, part in pieces)
    )


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
