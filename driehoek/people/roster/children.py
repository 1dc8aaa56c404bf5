"""The children in one cell: 'Noor (5a), Sem (3b)', 'Noor van Dijk; Sem van Dijk', '1001,1002'."""

import re
from dataclasses import dataclass

from .cleaning import clean
from .names import split_full_name
from .shapes import Name

_LONGEST = 150  # longer is no name with a class: whoever asks will say so
_KEY = re.compile(r"[A-Za-z]{0,3}\d{3,12}")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_INSIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_KEY_FIRST = re.compile(rf"({_KEY.pattern})[\s:-]+(\D.*)")
_CLASS_LAST = re.compile(
    r"(\D*?[^\W\d_])[\s,:-]+((?:groep|klas)\s*\S+|\d{1,2}(?:\s?[-/]\s?\d)?\s?[a-z]{0,2}|[a-z]{1,2}\d[a-z]?)", re.I
)
_AND = re.compile(r"\s+(?:en|and)\s+|\s*[&+]\s*|\s+/\s+|(?<=[)\]])\s+(?=\w)")
_CLASS_WORD = re.compile(r"(?:groep|klas)\s*(?=\d)", re.I)


@dataclass(frozen=True, slots=True)
class Child:
    """As far as the cell says: `class_name` as a name of a class, `born` as it was written."""

    name: Name = Name()
    key: str = ""
    class_name: str = ""
    born: str = ""


def split_children(raw: str) -> list[str]:
    """The children of a cell apart. With ';' or lines between them a comma belongs to a name, otherwise it parts two children."""
    text = clean(re.sub(r"[\r\n|]+", ";", raw.strip()))[0]
    strong = _split(text, ";")
    parts = strong if len(strong) > 1 else _split(text, ",")
    return [child for part in parts for piece in _apart(part) if (child := piece.strip(" ,;"))]


def split_list(raw: str) -> list[str]:
    """Numbers or classes of one cell apart: '1001,1002', '5a; 3b'."""
    return [item for part in re.split(r"[;,|\r\n]+", raw) if (item := clean(part)[0])]


def _split(text: str, sign: str) -> list[str]:
    """Apart at `sign`, not between brackets."""
    parts, depth = [""], 0
    for char in text:
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if char == sign and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part.strip()]


def _apart(text: str) -> list[str]:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"(\x00{len(kept) - 1})"

    masked = _INSIDE.sub(keep, text)
    return [re.sub(r"\(\x00(\d+)\)", lambda found: kept[int(found[1])], part) for part in _AND.split(masked)]


def read_child(text: str) -> Child:
    """One child: the name, and between brackets or behind it the class, the number or the birth date."""
    if len(text) > _LONGEST:
        return Child(Name(given=text))
    inside = [part.strip() for found in _INSIDE.finditer(text) for part in re.split(r"[,;]", found[1] or found[2] or "")]
    bare = clean(_INSIDE.sub(" ", text))[0].strip(" ,;-")
    key = class_name = born = ""
    for part in inside:
        if _DATE.fullmatch(part):
            born = born or part
        elif _KEY.fullmatch(part):
            key = key or part
        else:
            class_name = class_name or part
    if _KEY.fullmatch(bare):
        return Child(key=bare, class_name=class_of(class_name), born=born)
    if not key and (found := _KEY_FIRST.fullmatch(bare)):
        key, bare = found[1], found[2]
    if not class_name and (found := _CLASS_LAST.fullmatch(bare)):
        bare, class_name = found[1], found[2]
    return Child(child_name(bare), key, class_of(class_name), born)


def child_name(text: str) -> Name:
    """One word is what a child is called; whose surname it has is not guessed."""
    return Name(given=text) if " " not in text else split_full_name(text)


def class_of(text: str) -> str:
    """'groep 5a' as '5a'."""
    return _CLASS_WORD.sub("", text, count=1)
