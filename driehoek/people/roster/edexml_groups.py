"""The groups of an EDEXML file. A combination group that was written as several rows becomes one class again."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from .cleaning import clean, fold
from .findings import Findings
from .shapes import SchoolClass, Source
from .xml_input import local

_PARTED = re.compile(r"(.+)_lj_(\w{1,2})")  # '<id>_lj_<jaargroep>', as ParnasSys exports it


@dataclass(slots=True)
class _Row:
    key: str
    name: str
    level: str
    line: int
    is_set: bool


@dataclass(slots=True)
class Groups:
    """The classes, and which class a key of the file belongs to (several keys may lead to one class)."""

    classes: tuple[SchoolClass, ...] = ()
    by_key: dict[str, SchoolClass] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)

    def find(self, key: str, line: int, findings: Findings) -> SchoolClass | None:
        """The class of a reference; one that is not in the file is told."""
        found = self.by_key.get(key)
        if found is None and key:
            findings.warning("class_unknown", line, "groep", value=key)
        return found

    def level_of(self, key: str) -> str:
        return self.levels.get(key, "")


def read_groups(block: Any | None, findings: Findings) -> Groups:
    """All groups of the block, merged where rows differ in year level only. Without a block: none."""
    groups = Groups()
    rows: dict[str, _Row] = {}
    for element in [] if block is None else [each for each in block if local(each) in {"groep", "samengestelde_groep"}]:
        row = _row(element, findings)
        if row.key in rows:
            findings.error("key_twice", row.line, "key", first=rows[row.key].line, name=row.name)
        elif row.key:
            rows[row.key] = row
    together: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows.values():
        parted = _PARTED.fullmatch(row.key)
        together[(parted[1], fold(row.name)) if parted else (row.key, "")].append(row)
    bases = [base for base, _ in together]
    classes = [
        _merge(base if bases.count(base) == 1 else members[0].key, members, findings) for (base, _), members in together.items()
    ]
    groups.classes = tuple(classes)
    seen: set[str] = set()
    for each in classes:
        if fold(each.name) in seen:
            findings.warning("class_name_twice", each.source.row, "naam", name=each.name)
        seen.add(fold(each.name))
    for school_class, members in zip(classes, together.values(), strict=True):
        groups.by_key.update({row.key: school_class for row in members})
        groups.levels.update({row.key: row.level for row in members})
        groups.by_key.setdefault(school_class.key, school_class)
    return groups


def _row(element: Any, findings: Findings) -> _Row:
    texts = {local(each): clean(each.text or "")[0] for each in element if isinstance(each.tag, str)}
    key = clean(element.get("key") or texts.get("key", ""))[0][:256]
    name = texts.get("naam", "")[:64] or key
    is_set = local(element) == "samengestelde_groep"
    if not key:
        findings.error("class_key_missing", element.sourceline, "groep", name=name)
    return _Row(key, name, texts.get("jaargroep", "").upper()[:2], element.sourceline, is_set)


def _merge(key: str, members: list[_Row], findings: Findings) -> SchoolClass:
    first = members[0]
    levels = tuple(sorted({row.level for row in members if row.level}, key=lambda level: (len(level), level)))
    if len(members) > 1:
        findings.warning("groups_merged", first.line, "groep", name=first.name, count=len(members))
    combined = len(levels) > 1 or levels == ("C",)
    kind: Literal["class", "combined", "set"] = "set" if first.is_set else "combined" if combined else "class"
    levels = () if levels == ("C",) else levels
    return SchoolClass(key=key, name=first.name, year_levels=levels, source=Source(findings.file, first.line), kind=kind)
