"""How notes are sorted: ranks of suggestions, slips that are pasted, who gets which note. Plain values in, values out."""

import hashlib
import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import rules, strips

MOST_CHIPS = 3
MOST_SLIPS = 1_000
FEWEST_LETTERS = 2
SCRIPTS = {"ARABIC": "ar", "CYRILLIC": "uk"}


def rank_of(goal: str | None, likely: Sequence[Sequence[Any]]) -> int | None:
    """Which suggestion the goal was, of [[theme id, confidence], …]: from 1; 0 when it was none of them; None without any."""
    keys = [str(one[0]) for one in likely]
    if goal is None or not keys:
        return None
    return keys.index(goal) + 1 if goal in keys else 0


def turn(person: object, note: object) -> str:
    """The place of a note in one person's pile: everybody begins elsewhere, and finds the same place again."""
    return hashlib.sha256(f"{person}|{note}".encode()).hexdigest()


@dataclass(frozen=True)
class Slip:
    """One slip of paper. `line` counts from 1, as whoever typed it sees it; `mark` is that of its card, '' without one."""

    line: int
    text: str
    language: str
    mark: str = ""


@dataclass(frozen=True)
class Pile:
    """Pasted slips: `slips` can be kept; `blank` lines hold nothing or one letter; `long` are lines that are too long.

    `mistyped` are lines whose mark has a typing mistake, or is that of a line above.
    """

    slips: list[Slip] = field(default_factory=list)
    blank: int = 0
    long: list[int] = field(default_factory=list)
    mistyped: list[int] = field(default_factory=list)

    @property
    def coded(self) -> int:
        return sum(bool(slip.mark) for slip in self.slips)

    @property
    def repeats(self) -> int:
        """How many say exactly what another one says."""
        return len(self.slips) - len({slip.text for slip in self.slips})


def slips_of(text: str, language: str) -> Pile:
    """One slip a line, the mark of its card at its beginning if it has one; another script than the Latin one tells its own language.

    Nothing is ever cut off.
    """
    found = Pile()
    blank = 0
    marks: set[str] = set()
    for number, line in enumerate(_lines(text), start=1):
        mark, rest, wrong = strips.taken_off(line)
        words = rules.one_line(rest)
        if wrong or mark in marks:
            found.mistyped.append(number)
        elif sum(unicodedata.category(letter)[0] in "LN" for letter in words) < FEWEST_LETTERS:
            blank += bool(words)
        elif len(words) > rules.MOST_CHARACTERS:
            found.long.append(number)
        else:
            found.slips.append(Slip(number, words, language_of(words, language), mark))
        marks |= {mark} - {""}
    return Pile(found.slips, blank, found.long, found.mistyped)


def _lines(text: str) -> Iterable[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def language_of(text: str, otherwise: str) -> str:
    """By the script that most letters stand in: Arabic and Ukrainian can be told apart from the rest, no more is claimed."""
    counts: dict[str, int] = {}
    for mark in text:
        if mark.isalpha():
            script = unicodedata.name(mark, "").split(" ")[0]
            counts[script] = counts.get(script, 0) + 1
    most = max(counts, key=lambda script: counts[script], default="")
    known = SCRIPTS.get(most)
    return otherwise if known is None or otherwise in {known, "fa", "ur", "ru", "bg"} else known


def keys_of(pile: uuid.UUID, slips: Iterable[Slip], *about: object) -> list[uuid.UUID]:
    """A key for each slip, of its words, what they are `about`, and how many said just that before it.

    The same pile sent twice makes the same keys, other words in it other ones; the pile's own key is random.
    """
    seen: Counter[str] = Counter()
    found = []
    for slip in slips:
        words = "\x1f".join(str(part) for part in (*about, slip.language, slip.text, *filter(None, [slip.mark])))
        seen[words] += 1
        digest = hashlib.sha256(pile.bytes + seen[words].to_bytes(4, "big") + words.encode()).digest()
        found.append(uuid.UUID(bytes=digest[:16], version=4))
    return found


def same_title(one: str, other: str) -> bool:
    """Spaces and capitals make no other theme."""
    return rules.one_line(one).casefold() == rules.one_line(other).casefold()
