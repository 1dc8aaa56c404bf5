"""A text as an eye reads it: joiners, loose marks and odd forms of letters hide no name from us, and neither do digits as letters."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from driehoek.algorithms.personal.spans import Span

UNSEEN = {"Cf", "Mn", "Me"}  # joiners and the like; marks that stand with the letter before them
MIXED = re.compile(r"([\w@$]{4,})")
AS_LETTERS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s"}
ONE_IS = ("l", "i")  # 1 may be read as either


@dataclass(frozen=True)
class Seen:
    """`text` is what one reads; sign i of it stands at `places[i]` (start, end) of what was written. Without places: as written."""

    text: str
    places: tuple[tuple[int, int], ...] | None = None

    def back(self, spans: Iterable[Span]) -> list[Span]:
        """The same spans, in what was written."""
        places = self.places
        if places is None:
            return list(spans)
        return [replace(one, start=places[one.start][0], end=places[one.end - 1][1]) for one in spans if one.end > one.start]

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The text, and the text with digits read as letters ('idi0ot'), all equally long."""
        others = ("".join(_as_letters(part, one) for part in MIXED.split(self.text)) for one in ONE_IS)
        return tuple(dict.fromkeys((self.text, *others)))


def seen(text: str) -> Seen:
    if text.isascii():
        return Seen(text)
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _letters(text):
        read = unicodedata.normalize("NFKC", "".join(sign for sign in text[start:end] if unicodedata.category(sign) != "Cf"))
        kept = [sign for sign in read if unicodedata.category(sign) not in UNSEEN]
        signs += kept
        places += [(start, end)] * len(kept)
    return Seen("".join(signs), tuple(places))


def _letters(text: str) -> Iterable[tuple[int, int]]:
    """Each sign with the marks and joiners behind it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or unicodedata.category(text[at]) not in UNSEEN:
            yield start, at
            start = at


def _as_letters(word: str, one: str) -> str:
    """'Wi1helmina' is 'Wilhelmina'; '1234AB' and 'groep8' stay what they are, or nearly so: they are looked at as written too."""
    made = "".join(one if sign == "1" else AS_LETTERS.get(sign, sign) for sign in word)
    letters = sum(sign.isalpha() for sign in word)
    return made if made.isalpha() and len(word) <= 2 * letters and len(made) == len(word) else word
