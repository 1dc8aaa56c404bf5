"""Which guardians may be one person. Pure. A surname alone never proposes anybody, nor does an e-mail: a family may share it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from driehoek.people.roster.cleaning import fold


@dataclass(frozen=True, slots=True)
class Person:
    """A guardian as they are compared. `home` is the household, `place` its address on one line ('' when not known)."""

    id: UUID
    given_name: str
    surname: str
    email: str
    phone: str
    home: UUID
    place: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`because` names what is the same besides the name: 'email', 'phone', 'address'."""

    first: UUID
    second: UUID
    because: tuple[str, ...]


def name_of(given_name: str, surname: str) -> str:
    """What makes two names equal; '' for initials or half a name, since 'J. de Vries' may be two people of one home."""
    given, family = fold(given_name), fold(surname)
    return f"{given} {family}" if len(given) > 1 and family and "." not in given_name else ""


def pairs(people: Iterable[Person], apart: frozenset[frozenset[UUID]]) -> list[Pair]:
    """Who have the same name and the same e-mail, telephone or address. `apart`: of whom somebody said that they are two."""
    named: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if name := name_of(person.given_name, person.surname):
            named[name].append(person)
    found = []
    for _name, group in sorted(named.items()):
        group.sort(key=lambda each: str(each.id))
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                because = tuple(_same(one, other))
                if because and frozenset({one.id, other.id}) not in apart:
                    found.append(Pair(one.id, other.id, because))
    return found


def _same(one: Person, other: Person) -> Iterable[str]:
    if one.email and one.email.strip().casefold() == other.email.strip().casefold():
        yield "email"
    if _digits(one.phone) and _digits(one.phone) == _digits(other.phone):
        yield "phone"
    if one.home == other.home or (fold(one.place) and fold(one.place) == fold(other.place)):
        yield "address"


def _digits(phone: str) -> str:
    """The last nine digits: +31 6 and 06 are the same number."""
    digits = "".join(char for char in phone if char.isdigit())
    return digits[-9:] if len(digits) >= 9 else ""
