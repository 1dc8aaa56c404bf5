"""What schools give each other: an activity or a text, without names of people or schools; and the small file that it travels in."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ACTIVITY, THEME, QUESTION, STATEMENT = "activity", "theme", "question", "statement"
TEXTS = (THEME, QUESTION, STATEMENT)
SORTS = (ACTIVITY, *TEXTS)
AUDIENCES = ("team", "parents", "mixed")
FORMAT, VERSION = "driehoek-delen", 1
MOST_BYTES, MOST_ITEMS = 500_000, 300
MOST_SHARED = 300  # of one school on the shelf
MOST: dict[str, int] = {"title": 200, "for_whom": 200, "preparation": 2000, "parents_say": 600, "learned": 1000, "text": 3000}
PARTS = {
    ACTIVITY: ("title", "partnership", "for_whom", "preparation", "is_procedure", "parents_say", "learned"),
    **dict.fromkeys(TEXTS, ("title", "for_whom", "text")),
}
KEPT_SIGNS = "\n\t"
QUOTES = str.maketrans("’‘ʼ`´", "'''''")


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One thing. Of an activity `for_whom` is in words, of a text one of `AUDIENCES`. `learned` only when a person ticked it."""

    sort: str
    title: str
    partnership: str = ""
    for_whom: str = ""
    preparation: str = ""
    is_procedure: bool = False
    parents_say: str = ""
    learned: str = ""
    text: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The parts that hold words, by name."""
        return {name: str(getattr(self, name)) for name in MOST if getattr(self, name)}


class BadFile(Exception):
    """`place`: where, such as 'items[3].title'; `why`: 'json', 'format', 'version', 'shape', 'long', 'value', 'many', 'large', 'empty'."""

    def __init__(self, why: str, place: str = "") -> None:
        super().__init__(why, place)
        self.why, self.place = why, place


def content_of(one: Shared) -> dict[str, Any]:
    """Only what belongs to its sort, as the file and the shelf keep it."""
    told = asdict(one)
    return {"sort": one.sort, **{name: told[name] for name in PARTS[one.sort]}}


def as_file(items: Iterable[Shared]) -> bytes:
    told = {"format": FORMAT, "version": VERSION, "items": [content_of(one) for one in items]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def from_file(data: bytes, partnerships: Iterable[str], most: int = MOST_BYTES) -> list[Shared]:
    """All of it, or BadFile: a file is never half right. `most` bytes: what was read once is carried along with more white space."""
    if len(data) > most:
        raise BadFile("large")
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFile("json", f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadFile("format")
    if told.get("version") != VERSION:
        raise BadFile("version", str(told.get("version"))[:20])
    rows = told.get("items")
    if not isinstance(rows, list):
        raise BadFile("shape", "items")
    if len(rows) > MOST_ITEMS:
        raise BadFile("many", str(len(rows)))
    if not rows:
        raise BadFile("empty")
    known = set(partnerships)
    return [shared_of(row, f"items[{number}]", known) for number, row in enumerate(rows, 1)]


def shared_of(row: Any, place: str, partnerships: set[str]) -> Shared:
    if not isinstance(row, Mapping) or row.get("sort") not in SORTS:
        raise BadFile("shape", f"{place}.sort")
    sort = str(row["sort"])
    for name in row:
        if name not in {"sort", *PARTS[sort]}:
            raise BadFile("shape", f"{place}.{str(name)[:40]}")
    values: dict[str, Any] = {name: _part(row, name, place) for name in PARTS[sort]}
    if not values["title"]:
        raise BadFile("value", f"{place}.title")
    if values.get("partnership", "") not in {"", *partnerships}:
        raise BadFile("value", f"{place}.partnership")
    if sort in TEXTS and values["for_whom"] not in AUDIENCES:
        raise BadFile("value", f"{place}.for_whom")
    return Shared(sort=sort, **values)


def _part(row: Mapping[str, Any], name: str, place: str) -> Any:
    if name == "is_procedure":
        value = row.get(name, False)
        if not isinstance(value, bool):
            raise BadFile("shape", f"{place}.{name}")
        return value
    value = row.get(name, "")
    if not isinstance(value, str):
        raise BadFile("shape", f"{place}.{name}")
    words = cleaned(value, one_line=name in {"title", "for_whom", "partnership"})
    if len(words) > MOST.get(name, 40):
        raise BadFile("long", f"{place}.{name}")
    return words


def cleaned(text: str, *, one_line: bool = False) -> str:
    """Without signs that no keyboard types; lines stay lines."""
    said = "".join(sign for sign in text.replace("\r\n", "\n") if sign in KEPT_SIGNS or sign.isprintable())
    return " ".join(said.split()) if one_line else "\n".join(" ".join(line.split()) for line in said.split("\n")).strip()


def plainly(one: Shared) -> Shared:
    """The same words without signs that nobody sees, and with straight quotes, so that no name hides behind them."""
    return replace(one, **{name: plain_signs(words) for name, words in one.words.items()})


def plain_signs(text: str) -> str:
    return "".join(sign for sign in text.translate(QUOTES) if unicodedata.category(sign) != "Cf")
