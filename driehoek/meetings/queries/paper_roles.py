"""For whom an extract of the run-book can be made, and what stands in it."""

import re
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import rules
from .runbook import Block, Line, RunBook

AT_THE_DOOR = "ontvangst"
TOGETHER = re.compile(r"\s*[,;/+&]\s*|\s+en\s+|\s+and\s+")


@dataclass(frozen=True)
class Part:
    """Somebody with something to do: a role, a person or a party, as the run-book names it."""

    key: str
    words: str


def parts_of(book: RunBook) -> list[Part]:
    """Everybody whom the column 'who' names, in the order of the evening, and who stands at the door."""
    found: dict[str, str] = {}
    for line in _lines(book):
        for words in _named(line):
            found.setdefault(slugify(words), words)
    parts = [Part(key, words) for key, words in found.items() if key]
    if any(rules.opens(line, "check_in") for line in _lines(book)) and AT_THE_DOOR not in found:
        with override("nl"):
            parts.append(Part(AT_THE_DOOR, _("ontvangst")))
    return parts


def extract(book: RunBook, key: str) -> RunBook:
    """The same run-book with only the items of this part; blocks without one are left out."""
    blocks = [Block(block.title, block.aim, [line for line in block.lines if _is_theirs(line, key)]) for block in book.blocks]
    return replace(book, blocks=[block for block in blocks if block.lines])


def _is_theirs(line: Line, key: str) -> bool:
    if key == AT_THE_DOOR and rules.opens(line, "check_in"):
        return True
    return key in {slugify(words) for words in _named(line)}


def _named(line: Line) -> list[str]:
    return [words for words in TOGETHER.split(line.who.strip()) if words]


def _lines(book: RunBook) -> list[Line]:
    return [line for block in book.blocks for line in block.lines]
