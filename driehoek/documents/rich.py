"""Safe HTML (paragraphs, headings, lists, emphasis) as plain blocks, for paper that has no HTML."""

from dataclasses import dataclass
from html.parser import HTMLParser

PARAGRAPH, HEADING, SMALL_HEADING, QUOTE, LIST, NUMBERED = "p", "h3", "h4", "quote", "ul", "ol"
_BLOCKS = {"p": PARAGRAPH, "h3": HEADING, "h4": SMALL_HEADING, "blockquote": QUOTE}
_LISTS = {"ul": LIST, "ol": NUMBERED}


@dataclass(frozen=True)
class Run:
    """Words in one look. A line break within a paragraph is a newline."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or quote has one item, a list one for each point. Lists within lists are told one behind the other."""

    kind: str
    items: tuple[tuple[Run, ...], ...]


def blocks(html: str) -> tuple[Block, ...]:
    """In the order in which they are read; what holds no words is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.made)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[Block] = []
        self.kind = PARAGRAPH
        self.items: list[list[Run]] = [[]]
        self.lists: list[str] = []
        self.quotes = self.bold = self.italic = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LISTS:
            if not self.lists:
                self.end(_LISTS[tag])
            self.lists.append(_LISTS[tag])
        elif tag == "li":
            self.items.append([])
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "blockquote":
            self.quotes += 1
            self.end(QUOTE)
        elif tag in _BLOCKS:
            self._next_line() if self.lists else self.end(QUOTE if self.quotes else _BLOCKS[tag])
        elif tag in {"strong", "b"}:
            self.bold += 1
        elif tag in {"em", "i"}:
            self.italic += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS and self.lists:
            self.lists.pop()
            if self.lists:
                self.items.append([])
            else:
                self.end()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
            self.end()
        elif tag in _BLOCKS and not self.lists:
            self.end(QUOTE if self.quotes else PARAGRAPH)
        elif tag in {"strong", "b"}:
            self.bold = max(0, self.bold - 1)
        elif tag in {"em", "i"}:
            self.italic = max(0, self.italic - 1)

    def handle_data(self, data: str) -> None:
        words = data if data == "\n" else " ".join(data.replace("\n", " ").split(" "))
        if words and (words.strip() or self.items[-1]):
            self.items[-1].append(Run(words, bool(self.bold), bool(self.italic)))

    def _next_line(self) -> None:
        if self.items[-1]:
            self.items[-1].append(Run("\n"))

    def end(self, kind: str = PARAGRAPH) -> None:
        """Close what was being read; `kind` is what comes."""
        items = tuple(item for item in (_trimmed(item) for item in self.items) if item)
        if items:
            self.made.append(Block(self.kind, items))
        self.kind, self.items = kind, [[]]


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Without white space at both ends."""
    left = list(runs)
    while left and not left[0].text.strip():
        left.pop(0)
    while left and not left[-1].text.strip():
        left.pop()
    if left:
        left[0] = Run(left[0].text.lstrip(), left[0].bold, left[0].italic)
        left[-1] = Run(left[-1].text.rstrip(), left[-1].bold, left[-1].italic)
    return tuple(left)
