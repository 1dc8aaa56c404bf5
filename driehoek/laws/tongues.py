"""Sentences of ours that stayed Dutch on a page, in a mail or on paper in another language. Reads HTML, plain texts, the
catalogues and the library, knows no Django.

What people typed stays as they typed it; only texts that are sentences of ours, word for word, count.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
LIBRARY = CATALOGUES.parent / "library" / "content"
DUTCH = re.compile("\u2066[^\u2066\u2069]*\u2069")  # what says itself that it is Dutch
ISOLATES = re.compile("[\u2068\u2069]")
SPOKEN = {"aria-label", "placeholder", "title", "alt", "value"}
WORDS_OF_A_SENTENCE = 4  # so many in a row are no accident, also in the middle of other words
PLACE = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-z]|%[sd]|\{[\w.]*\}|%%")
SILENT = {"script", "style"}
SHORTEST = 4


class _Texts(HTMLParser):
    """Every text that somebody reads or hears, except what says itself that it is Dutch."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in SILENT or (tag != "html" and given.get("lang") == "nl") or any(dark for _tag, dark in self._open)
        if not hidden:
            visible_value = tag == "input" and given.get("type") in {"submit", "button"}
            names = SPOKEN if visible_value else SPOKEN - {"value"}
            self.found += [value for name, value in attrs if value and (name in names or name.startswith("data-"))]
        if tag not in {"input", "meta", "link", "br", "img", "path", "hr"}:
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(dark for _tag, dark in self._open):
            self.found.append(" ".join(data.split()))


@cache
def _sentences(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Our Dutch sentences that read otherwise in `language`: those without a gap, and patterns of those with gaps."""
    with (CATALOGUES / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        dutch = [part for message in read_po(file) if message.id for part in _parts(message.id)]
    dutch += list(_of_the_library(language))
    same = _same(language)
    kept = {
        " ".join(text.split()) for text in dutch if text not in same and len(re.sub(r"\W", "", PLACE.sub("", text))) >= SHORTEST
    }
    gaps = [text for text in kept if PLACE.search(text) and len(PLACE.sub("", text).split()) > 1]
    patterns = tuple(re.compile(".+?".join(re.escape(part) for part in PLACE.split(text)), re.DOTALL) for text in gaps)
    return frozenset(text for text in kept if not PLACE.search(text)), patterns


def _same(language: str) -> set[str]:
    """What reads in `language` as it does in Dutch; of single words also what is Dutch for one thing and theirs for another: 'Kind'."""
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        pairs = [(_parts(message.id), _parts(message.string)) for message in read_po(file) if message.id]
    own = {text for ids, theirs in pairs for text in theirs if text in ids}
    return own | {text for _ids, theirs in pairs for text in theirs if len(text.split()) == 1}


def _parts(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, (tuple, list)) else (str(texts or ""),)


def dutch_left(html: str, language: str) -> list[str]:
    plain, patterns = _sentences(language)
    return [
        f"still Dutch: {text[:80]!r}"
        for text in dict.fromkeys(_Texts(html).found)
        if text in plain or any(each.fullmatch(text) for each in patterns)
    ]


@cache
def _of_the_library(language: str) -> tuple[str, ...]:
    """Each line of the Dutch texts that the library has in `language` too, with other words."""
    pairs = [
        pair for path in sorted(LIBRARY.rglob("*.toml")) for pair in _pairs(tomllib.loads(path.read_text("utf-8")), language)
    ]
    lines = [(nl.split("\n"), other.split("\n")) for nl, other in pairs]
    return tuple(line.strip() for nl, other in lines for line in nl if line.strip() and line not in other)


def _pairs(node: Any, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _pairs(one, language)
    elif isinstance(node, dict):
        yield from zip(_wordings(node.get("nl")), _wordings(node.get(language)), strict=False)
        for one in node.values():
            yield from _pairs(one, language)


def _wordings(text: Any) -> list[str]:
    return (
        [text]
        if isinstance(text, str)
        else [one for one in text.values() if isinstance(one, str)]
        if isinstance(text, dict)
        else []
    )


def dutch_in_texts(texts: Iterable[str], language: str) -> list[str]:
    """The same for plain texts, as of a mail or on paper: whole lines, and longer sentences also inside a line."""
    plain, patterns = _sentences(language)
    long = [text for text in plain if len(text.split()) >= WORDS_OF_A_SENTENCE]
    found = []
    for line in dict.fromkeys(
        " ".join(line.split()) for text in texts for line in ISOLATES.sub("", DUTCH.sub("", text)).split("\n")
    ):
        if line in plain or any(each.fullmatch(line) for each in patterns) or any(text in line for text in long):
            found.append(f"still Dutch: {line[:80]!r}")
    return found
