"""Whose answer is it? A first name and a class against the children of that class. Plain values only."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from driehoek.people.names import folded

EQUAL, ALIKE, NOT = 2, 1, 0
SHORTEST = 3  # of a beginning that counts as alike: 'An' begins too many names


@dataclass(frozen=True)
class Home:
    """One address of a child, by the names of who lives there: what two homes are told apart by."""

    household_id: uuid.UUID
    guardians: tuple[str, ...]


@dataclass(frozen=True)
class Child:
    pupil_id: uuid.UUID
    given_name: str
    name: str
    homes: tuple[Home, ...]


def likeness(typed: str, given_name: str) -> int:
    """EQUAL for one name written two ways ('zoë' and 'Zoe'), ALIKE when one begins as the other ('Noor', 'Noor Amrani')."""
    one, other = folded(typed).replace("-", " "), folded(given_name).replace("-", " ")
    if not one or not other:
        return NOT
    if one == other:
        return EQUAL
    short, long = sorted((one, other), key=len)
    return ALIKE if long.startswith(short) and (len(short) >= SHORTEST or long.startswith(f"{short} ")) else NOT


def proposals(child_name: str, parent_name: str, children: Iterable[Child]) -> list[Child]:
    """Children whose name is equal or alike, equal ones first; of two homes the one of the parent who wrote stands first."""
    found = [(likeness(child_name, child.given_name), child) for child in children]
    likely = sorted((-how, folded(child.name), str(child.pupil_id), child) for how, child in found if how and child.homes)
    return [with_home_of(parent_name, child) for *_order, child in likely]


def with_home_of(parent_name: str, child: Child) -> Child:
    """The same child, its homes in the order of who probably wrote."""
    homes = sorted(child.homes, key=lambda home: -_closest(parent_name, home.guardians))
    return Child(child.pupil_id, child.given_name, child.name, tuple(homes))


def _closest(parent_name: str, guardians: Sequence[str]) -> int:
    return max((likeness(parent_name, name) for name in guardians), default=NOT)
