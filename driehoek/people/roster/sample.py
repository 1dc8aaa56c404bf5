"""Invented schools for the demo, the tests and the benches: the same for the same seed, with every shape of family.

`make_school` gives the people; `make_edexml` and `make_parents_sheet` give the files that the administration of that school
would hand over. Two homes, one e-mail for a family, no e-mail at all, a secret address, a parent without authority, foster
parents, one parent, two mothers, twins, brothers and sisters, a combination group, and names in several scripts are in it.
"""

import random
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from .sample_words import ORIGINS, STREETS, TEACHERS, TOWN, Origin
from .shapes import Address, Answer, Name, Relation

Sector = Literal["po", "vo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleParent:
    name: Name
    relation: Relation
    email: str
    phone: str
    language: str
    address: Address
    secret_address: bool = False
    authority: Answer = "yes"
    may_receive: Answer = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePupil:
    key: str
    name: Name
    birth_date: date
    level: str
    class_key: str
    parents: tuple[SampleParent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleClass:
    key: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStaff:
    key: str
    name: Name
    email: str
    role: str
    class_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSchool:
    sector: Sector
    brin: str
    first_year: int
    classes: tuple[SampleClass, ...]
    pupils: tuple[SamplePupil, ...]
    staff: tuple[SampleStaff, ...]


def make_school(
    *, sector: Sector = "po", classes: int = 8, pupils: int = 180, seed: int = 1, first_year: int = 2026, siblings: float = 0.25
) -> SampleSchool:
    """A school of `pupils` children in `classes` groups in the year that begins in `first_year`.

    siblings: share of families with more than one child at the school; 0 gives nearly two parents a pupil.
    """
    chance = random.Random(f"{sector} {classes} {pupils} {seed}")  # invented people, no secrets
    groups = _classes(sector, classes)
    return SampleSchool(
        sector=sector,
        brin="99XA" if sector == "po" else "99XB",
        first_year=first_year,
        classes=groups,
        pupils=_pupils(groups, pupils, first_year, siblings, chance),
        staff=_staff(groups, sector),
    )


def _classes(sector: Sector, count: int) -> tuple[SampleClass, ...]:
    first, years = (1, 8) if sector == "po" else (11, 6)
    groups: list[SampleClass] = []
    per_level: dict[int, int] = {}
    for at in range(count):
        level = first + at * years // count
        parallel = per_level.get(level, 0)
        letter = chr(ord("A") + parallel % 26) * (parallel // 26 + 1)
        per_level[level] = per_level.get(level, 0) + 1
        shown = level if sector == "po" else level - 10
        groups.append(SampleClass(key=f"G{at + 1:02}", name=f"{shown}{letter}", levels=(str(level),)))
    middle = count // 2
    if sector == "po" and count > 1:
        level = min(int(groups[middle].levels[0]), 7)
        groups[middle] = SampleClass(
            key=groups[middle].key, name=f"{level}/{level + 1} combi", levels=(str(level), str(level + 1))
        )
    return tuple(groups)


def _pupils(
    groups: tuple[SampleClass, ...], count: int, first_year: int, siblings: float, chance: random.Random
) -> tuple[SamplePupil, ...]:
    seats = [groups[at % len(groups)] for at in range(count)]
    chance.shuffle(seats)
    found: list[SamplePupil] = []
    taken: set[tuple[str, date]] = set()
    family = 0
    while seats:
        size = min(len(seats), 2 + (chance.random() < 0.2) if chance.random() < siblings else 1)
        twins = size > 1 and chance.random() < 0.15
        origin = chance.choices(ORIGINS, [each.weight for each in ORIGINS])[0]
        surname = chance.choice(origin.surnames)
        parents = _parents(family, origin, surname, chance)
        family += 1
        born: date | None = None
        for _ in range(size):
            seat = seats.pop()
            level = chance.choice(seat.levels)
            if twins and born:  # the second of twins sits where the first one sits
                seats.append(seat)
                seat = next(group for group in groups if group.key == found[-1].class_key)
                seats.remove(seat) if seat in seats else seats.pop()
                level = found[-1].level
            child, born = _child(origin, surname, level, first_year, born if twins else None, taken, chance)
            found.append(
                SamplePupil(
                    key=f"L{len(found) + 1:04}", name=child, birth_date=born, level=level, class_key=seat.key, parents=parents
                )
            )  # fmt: skip
    return tuple(found)


def _child(
    origin: Origin,
    surname: tuple[str, str],
    level: str,
    first_year: int,
    born: date | None,
    taken: set[tuple[str, date]],
    chance: random.Random,
) -> tuple[Name, date]:
    """A name and birth date that no other child of the school has together."""
    age = int(level) + 3 if int(level) < 10 else int(level) + 1
    while True:
        day = born or date(first_year - age - 1, 10, 1) + timedelta(days=chance.randrange(365))
        given = chance.choice(origin.girls + origin.boys)
        name = Name(given=given, prefix=surname[0], surname=surname[1], initials=given[0] + ".")
        if (str(name), day) not in taken:
            taken.add((str(name), day))
            return name, day


def _parents(family: int, origin: Origin, surname: tuple[str, str], chance: random.Random) -> tuple[SampleParent, ...]:
    """One or two parents. Eleven shapes of family; the first ones of every school show them all."""
    shape = family % 24 if family < 24 else chance.randrange(24)
    home = _address(family * 2)
    mother = _parent(family, "mother", chance.choice(origin.women), surname, origin, home)
    other_surname = chance.choice(origin.surnames)
    father = _parent(family, "father", chance.choice(origin.men), other_surname, origin, home)
    if shape == 1:  # two homes
        return mother, replace(father, address=_address(family * 2 + 1))
    if shape == 2:  # one e-mail for the family
        return mother, replace(father, email=mother.email)
    if shape == 3:  # no e-mail at all
        return replace(mother, email=""), replace(father, email="")
    if shape == 4:  # one parent
        return (mother,)
    if shape == 5:  # secret address of one of two homes
        return replace(mother, secret_address=True), replace(father, address=_address(family * 2 + 1))
    if shape == 6:  # a parent without authority
        return mother, replace(father, address=_address(family * 2 + 1), authority="no", may_receive="no")
    if shape == 7:
        return replace(mother, relation="foster_parent", authority="no"), replace(
            father, relation="foster_parent", authority="no"
        )
    if shape == 8:  # two mothers
        women = [name for name in origin.women if name != mother.name.given]
        return mother, _parent(family, "mother", chance.choice(women), other_surname, origin, home, second=True)
    if shape == 9:  # the second parent has no channel but paper
        return mother, replace(father, email="", phone="")
    return mother, father


def _parent(
    family: int,
    relation: Relation,
    given: str,
    surname: tuple[str, str],
    origin: Origin,
    address: Address,
    *,
    second: bool = False,
) -> SampleParent:
    number = family * 2 + (relation == "father" or second)
    name = Name(given=given, prefix=surname[0], surname=surname[1], initials=given[0] + ".")
    return SampleParent(
        name=name,
        relation=relation,
        email=f"{_ascii(given) or 'ouder'}.{number + 1}@example.org",
        phone=f"06-0{number:07}",
        language=origin.language,
        address=address,
    )


def _address(number: int) -> Address:
    street = STREETS[number % len(STREETS)]
    return Address(
        street=street, house_number=str(number // len(STREETS) + 1), postcode=f"0{100 + number % len(STREETS)} AB", city=TOWN
    )


def _staff(groups: tuple[SampleClass, ...], sector: Sector) -> tuple[SampleStaff, ...]:
    found = [_colleague(at, "LRK", group.key) for at, group in enumerate(groups)]
    found.append(_colleague(len(found), "DIR", ""))
    found.append(_colleague(len(found), "IB" if sector == "po" else "VAK", ""))
    return tuple(found)


def _colleague(at: int, role: str, class_key: str) -> SampleStaff:
    given = TEACHERS[at % len(TEACHERS)]
    prefix, surname = ORIGINS[0].surnames[(at * 5 + at // len(TEACHERS)) % len(ORIGINS[0].surnames)]
    name = Name(given=given, prefix=prefix, surname=surname, initials=given[0])
    return SampleStaff(
        key=f"M{at + 1:03}", name=name, email=f"{_ascii(given)}.{at + 1}@school.example.nl", role=role, class_key=class_key
    )


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("Ł", "L").replace("ł", "l"))
    return "".join(char for char in plain if char.isascii() and char.isalnum()).lower()
