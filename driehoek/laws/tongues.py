"""Sentences of ours that stayed Dutch on a page in another language. Reads HTML and the catalogues, knows no Django.

What people typed stays as they typed it; only texts that are sentences of ours, word for word, count.
"""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
SPOKEN = {"aria-label", "placeholder", "title", "alt", "value"}
PLACE = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-z]|%[sd]|\{\w*\}|%%")
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
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        same = {part for message in read_po(file) for part in _parts(message.id) if part in _parts(message.string)}
    kept = {
        " ".join(text.split()) for text in dutch if text not in same and len(re.sub(r"\W", "", PLACE.sub("", text))) >= SHORTEST
    }
    gaps = [text for text in kept if PLACE.search(text) and len(PLACE.sub("", text).split()) > 1]
    patterns = tuple(re.compile(".+?".join(re.escape(part) for part in PLACE.split(text)), re.DOTALL) for text in gaps)
    return frozenset(text for text in kept if not PLACE.search(text)), patterns


def _parts(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, (tuple, list)) else (str(texts or ""),)


def dutch_left(html: str, language: str) -> list[str]:
    plain, patterns = _sentences(language)
    return [
        f"still Dutch: {text[:80]!r}"
        for text in dict.fromkeys(_Texts(html).found)
        if text in plain or any(each.fullmatch(text) for each in patterns)
    ]
