"""What people write with emphasis and lists, made safe: by a library that is kept, with a short list of what may stay.

The same text is also typed without HTML: '- ' and '1. ' begin a point of a list, '# ' a heading, '**' and '_' stand around emphasis.
"""

import html
import re
from collections.abc import Iterable

import nh3

from driehoek.documents.rich import Run, blocks

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote"}
BECOMES = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
_OLD = re.compile(rf"<(/?)({'|'.join(BECOMES)})(?=[\s>/])", re.IGNORECASE)
_NOTHING = re.compile(r"<(p|h3|h4|li|blockquote|strong|em|ul|ol)>(?:\s|&nbsp;|\xa0|<br>)*</\1>")
_LAST_BREAK = re.compile(r"(?:<br>\s*)+(</(?:p|h3|h4|li|blockquote)>)")
_OF_WORD = re.compile(r"<p\b[^>]*(?:MsoList|mso-list)[^>]*>(.*?)</p\s*>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"^[\s\xa0]*(?:([·•▪◦oo§ü-])|(\d{1,3}|[a-z])[.)])[\s\xa0]+")
_POINT, _NUMBERED = re.compile(r"^\s*[-*•]\s+(.*)$"), re.compile(r"^\s*\d{1,3}[.)]\s+(.*)$")
_HEADING, _QUOTE = re.compile(r"^(#{1,2})\s+(.*)$"), re.compile(r"^>\s?(.*)$")
_BOLD, _ITALIC = re.compile(r"\*\*(\S(?:[^\n]*?\S)?)\*\*"), re.compile(r"(?<!\w)_(\S(?:[^_\n]*?\S)?)_(?!\w)")


def readable(text: str) -> str:
    """Without what no database keeps: marks of nothing, and halves of letters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def clean(text: str) -> str:
    """Safe HTML of what was typed or pasted; of a Word page only paragraphs, headings, lists and emphasis are left.

    Text without any tag is read as `of_simple` reads it.
    """
    if "<" not in text:
        return of_simple(text)
    text = _lists_of_word(text)
    text = _OLD.sub(lambda found: f"<{found[1]}{BECOMES[found[2].lower()]}", text)
    made = nh3.clean(text, tags=TAGS, attributes={}, clean_content_tags={"script", "style", "title", "head"})
    made = _LAST_BREAK.sub(r"\1", made)
    while (less := _NOTHING.sub("", made)) != made:
        made = less
    return made.strip()


def _lists_of_word(text: str) -> str:
    """Word writes a list as paragraphs with a mark in front."""

    def point(found: re.Match[str]) -> str:
        words = nh3.clean(found[1], tags={"strong", "em", "b", "i"}, attributes={})
        mark = _MARK.match(html.unescape(re.sub(r"<[^>]+>", "", words)))
        if mark is None:
            return f"<p>{words}</p>"
        kind = "ol" if mark[2] else "ul"
        return f"<{kind}><li>{_without(words, mark[0])}</li></{kind}>"

    return re.sub(r"</(ul|ol)>\s*<\1>", "", _OF_WORD.sub(point, text))


def _without(words: str, mark: str) -> str:
    """`words` without the mark that they begin with; tags before it stay."""
    left = len(mark)
    pieces = re.split(r"(<[^>]+>|&[a-z#0-9]+;)", words)
    for place, piece in enumerate(pieces):
        if not left or piece.startswith("<"):
            continue
        if piece.startswith("&"):
            pieces[place], left = "", left - 1
        else:
            pieces[place], left = piece[left:], max(0, left - len(piece))
    return "".join(pieces)


def of_simple(text: str) -> str:
    """Typed text as safe HTML: an empty line begins a new paragraph, '- ' a point, '1. ' a numbered one, '# ' a heading, '> ' a quote."""
    made: list[tuple[str, list[str]]] = []
    goes_on = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kind, words = _read(line)
        if not words.strip():
            goes_on = goes_on if goes_on in {"ul", "ol"} and kind == "p" and not line.strip() else ""
            continue
        if kind == goes_on and kind not in {"h3", "h4"}:
            made[-1][1].append(words.strip())
        else:
            made.append((kind, [words.strip()]))
        goes_on = kind
    return "".join(_as_html(kind, lines) for kind, lines in made)


def _read(line: str) -> tuple[str, str]:
    if found := _HEADING.match(line):
        return ("h3" if found[1] == "#" else "h4"), found[2]
    for kind, form in (("ul", _POINT), ("ol", _NUMBERED), ("blockquote", _QUOTE)):
        if found := form.match(line):
            return kind, found[1]
    return "p", line


def _as_html(kind: str, lines: Iterable[str]) -> str:
    said = [_emphasis(html.escape(line, quote=False)) for line in lines]
    if kind in {"ul", "ol"}:
        return f"<{kind}>{''.join(f'<li>{line}</li>' for line in said)}</{kind}>"
    return f"<{kind}>{'<br>'.join(said)}</{kind}>"


def _emphasis(line: str) -> str:
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", line))


def as_simple(text: str) -> str:
    """Safe HTML as somebody types it without a toolbar; `of_simple` reads it back."""
    said = []
    for block in blocks(text):
        lines = [_typed(item) for item in block.items]
        if block.kind == "ul":
            said.append("\n".join(f"- {line}" for line in lines))
        elif block.kind == "ol":
            said.append("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))
        else:
            before = {"h3": "# ", "h4": "## ", "quote": "> "}.get(block.kind, "")
            said.append("\n".join(before + line for line in lines[0].split("\n")))
    return "\n\n".join(said)


def _typed(runs: Iterable[Run]) -> str:
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    words = run.text.strip()
    if not words or not (run.bold or run.italic):
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    if run.italic:
        words = f"_{words}_"
    if run.bold:
        words = f"**{words}**"
    return before + words + after
