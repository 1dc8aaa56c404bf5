"""The classes of OneRoster and School Data Sync, and who sits in them and stands before them.

Both standards are about lessons. The class that a child is 'from' is a homeroom in OneRoster; where nobody says so, a class is
a home class unless children sit in several and its name is that of a lesson ('wiskunde 3A' beside '3A').
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from . import values
from .exchange_parts import Part
from .exchange_users import PARENTS, PUPIL, User, is_over, items, rows_of
from .findings import Findings
from .rows import Row
from .shapes import SchoolClass

_HOME_NAME = re.compile(
    r"(?:(?:groep|klas|mentorklas|stamgroep|mentor)\b.*|(?:vmbo|mavo|havo|vwo|gym|ath|brug|[a-z]{1,2})?[ -]?\d(?:[ /-]\d)*\s?[a-z]{0,2}\d?"
    r"(?:[ -]?combi\w*)?)",
    re.I,
)


@dataclass(slots=True)
class Classes:
    """`pupils` and `teachers`: {key of a user: {key of a class: is the main teacher}}, in the order of the file."""

    by_key: dict[str, SchoolClass] = field(default_factory=dict)
    pupils: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    teachers: dict[str, dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))


def read_classes(parts: Sequence[Part], users: Mapping[str, User], findings: Findings, today: date | None) -> Classes:
    """Classes with their year levels and kind, and everybody's places."""
    found = Classes()
    types: dict[str, str] = {}
    gone = {row.get("", "key") for row in rows_of(parts, "classes") if row.get("", "status").casefold() == "tobedeleted"}
    for row in rows_of(parts, "classes"):
        if row.get("", "key") not in gone:
            _add_class(row, found.by_key, types)
    for row in rows_of(parts, "enrollments"):
        if not is_over(row, today) and row.get("", "class") not in gone:
            _add_place(row, found, users)
    _settle_kinds(found, types, findings)
    _settle_teachers(found)
    _settle_levels(found, users)
    for key, places in found.pupils.items():  # the home class first
        found.pupils[key] = sorted(places, key=lambda place: found.by_key[place].kind == "set")
    return found


def _add_class(row: Row, classes: dict[str, SchoolClass], types: dict[str, str]) -> None:
    key, name = row.get("", "key"), row.get("", "class_name")[:64]
    if not key:
        row.findings.error("class_key_missing", row.number, row.heading("", "key"), name=name)
        return
    if key in classes:
        if classes[key].name != name:
            row.findings.error("key_twice", row.number, row.heading("", "key"), first=classes[key].source.row, name=name)
        return
    levels = {values.read_year_level(grade) for grade in items(row.get("", "grade"))} - {"", "C"}
    types[key] = row.get("", "class_type").casefold()
    classes[key] = SchoolClass(key=key, name=name or key, year_levels=tuple(sorted(levels, key=_in_order)), source=row.source)


def _in_order(level: str) -> tuple[int, str]:
    return len(level), level


def _add_place(row: Row, found: Classes, users: Mapping[str, User]) -> None:
    user, place = users.get(row.get("", "user")), row.get("", "class")
    if user is None:
        row.findings.warning("user_unknown", row.number, row.heading("", "user"), value=row.get("", "user"))
        return
    if place not in found.by_key:
        row.findings.warning("class_unknown", row.number, row.heading("", "class"), value=place)
        return
    role = row.get("", "role").casefold()
    if role and not user.roles and not user.was:  # a user whom roles.csv forgot
        user.roles.append(role)
    is_lost = not user.is_pupil and not user.staff_roles
    if (role == PUPIL) != user.is_pupil or role in PARENTS or is_lost:
        if not user.has_left:
            row.findings.warning("place_not_of_role", row.number, row.heading("", "role"), name=str(user.name), value=role)
    elif role == PUPIL:
        if place not in found.pupils[user.key]:
            found.pupils[user.key].append(place)
    else:
        found.teachers[user.key][place] = row.answer("", "primary", unclear="no") == "yes" or found.teachers[user.key].get(
            place, False
        )


def _settle_kinds(found: Classes, types: Mapping[str, str], findings: Findings) -> None:
    kinds: dict[str, Literal["class", "set"]] = dict.fromkeys(found.by_key, "class")
    if "homeroom" in types.values():
        kinds |= {key: "set" for key, told in types.items() if told != "homeroom"}
    elif any(len(places) > 1 for places in found.pupils.values()):
        named = {key for key, each in found.by_key.items() if _HOME_NAME.fullmatch(each.name.strip())}
        if named:
            kinds |= {key: "set" for key in found.by_key if key not in named}
        else:
            findings.warning("home_class_unknown")
    for key, kind in kinds.items():
        found.by_key[key] = replace(found.by_key[key], kind=kind)


def _settle_teachers(found: Classes) -> None:
    """Where no teacher of a class is called the main one, all are."""
    led = {place for places in found.teachers.values() for place, is_main in places.items() if is_main}
    for places in found.teachers.values():
        for place in places:
            places[place] = places[place] or place not in led


def _settle_levels(found: Classes, users: Mapping[str, User]) -> None:
    """A class without year levels of its own has those of its pupils, and else the one in its name."""
    seen: dict[str, set[str]] = defaultdict(set)
    for key, places in found.pupils.items():
        level = values.read_year_level(next(iter(items(users[key].grade)), ""))
        for place in places:
            seen[place] |= {level} - {"", "C"}
    for key, each in found.by_key.items():
        named = _levels_in(each.name) if each.kind == "class" else set()
        both = named if len(named) > 1 else set()  # '5/6 combi', though nobody of group 5 is in it now
        levels = each.year_levels or tuple(sorted(seen[key] | both or named, key=_in_order))
        combined = each.kind == "class" and len(levels) > 1
        found.by_key[key] = replace(each, year_levels=levels, kind="combined" if combined else each.kind)


def _levels_in(name: str) -> set[str]:
    level = values.read_year_level(name)
    if level != "C":
        return {level} - {""}
    parts = re.search(r"(\d)\s*[-/]\s*(\d)", name)
    return {parts[1], parts[2]} if parts else set()
