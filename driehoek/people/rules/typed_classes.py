"""Classes that somebody types or pastes, with the number of families of each. Plain values only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from driehoek.people.roster.cleaning import clean

MOST_FAMILIES = 200
MOST_CLASSES = 150
LONGEST_NAME = 100
_BREAK = r"[\s;,:|]+"
_FAMILIES = r"(?:\s*(?:gezin(?:nen)?|famil(?:ie|ies|y)|families|kinderen|leerlingen))?"
_LINE = re.compile(rf"^(?P<name>.+?){_BREAK}(?P<count>\d{{1,4}}){_FAMILIES}(?:{_BREAK}(?P<mentor>[^\d\s;,:|].*))?$", re.I)
_BARE = re.compile(r"^(?:(?:groep|klas|group|class)\s*)?\d+\s*[-/]?\s*\w?$", re.I)
_WORD = re.compile(r"^(?:groep|klas|leerjaar|group|class)\s+", re.I)
_LEVELS = re.compile(r"^(\d{1,2})(?:\s*[/-]\s*(\d{1,2}))?(?!\d)")
HIGHEST = {"vo": 6}


@dataclass(frozen=True)
class Line:
    """One class as it was typed; `families` is None where no number stood."""

    name: str
    families: int | None = None
    mentor: str = ""


def pasted(text: str) -> list[Line]:
    """A list as people keep one: '5a 24', 'Groep 5: 24 gezinnen', '5a;24;Carla Vos', a column from a spreadsheet."""
    lines = (clean(line.replace("\t", " ; "))[0].strip(" ;,:|") for line in text.splitlines())
    return [_line(line) for line in lines if line][:MOST_CLASSES]


def _line(text: str) -> Line:
    found = None if _BARE.match(text) else _LINE.match(text)
    if found is None:
        return Line(text[:LONGEST_NAME])
    return Line(found["name"].strip(" ;,:|")[:LONGEST_NAME], int(found["count"]), (found["mentor"] or "").strip(" ;,:|"))


def suggested(sector: str) -> list[str]:
    """Names to begin with; a row that stays without a number is no class."""
    if sector == "vo":
        return [f"{year}{letter}" for year in range(1, 5) for letter in "ab"]
    return [f"Groep {year}" for year in range(1, 9)]


def level_of(name: str, sector: str) -> str:
    """The year levels in a name: '5a' gives '5', 'Groep 1/2' gives '1,2'; '' when the name does not say."""
    found = _LEVELS.match(_WORD.sub("", name.strip()))
    levels = [level for level in (found.groups() if found else ()) if level]
    most = HIGHEST.get(sector, 8)
    return ",".join(levels) if levels and all(1 <= int(level) <= most for level in levels) else ""


def levels_of(typed: str) -> str:
    """What was typed as year levels, as it is kept: '1 en 2' and '1/2' give '1,2'; other words stay."""
    numbers: Sequence[str] = re.findall(r"\d{1,2}", typed)
    return (",".join(dict.fromkeys(numbers)) if numbers else typed.strip())[:20]
