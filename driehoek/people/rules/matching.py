"""Which row of the school a person in the file is. Nobody is taken twice, and doubt makes a new person.

Every function gives {key in the file: id of the row}.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from driehoek.people.roster.cleaning import fold
from driehoek.people.roster.keys import DERIVED, derive_pupil_key, digest, name_id
from driehoek.people.roster.shapes import Guardian, Household, Name, Pupil, SchoolClass, Staff

from .shapes import Pair, Rows, Values

Matches = dict[str, UUID]
_KIND = re.compile(r"^(?:groep|klas)\s*(?=\d)")


def match_classes(stored: Rows, wanted: Sequence[SchoolClass]) -> Matches:
    """By name, then by the key of the administration (a class that got another name).

    Last, a class that somebody typed as 'Groep 5' is the '5' of the file.
    """
    by_name = {fold(row["name"]): key for key, row in stored.items()}
    by_key = {row["key"]: key for key, row in stored.items() if row["key"]}
    found: Matches = {}
    for each in wanted:
        if (row := by_name.get(fold(each.name))) is not None:
            found[each.key] = row
    taken = set(found.values())
    for each in wanted:
        row = by_key.get(class_key(each))
        if each.key not in found and row is not None and row not in taken:
            found[each.key] = row
            taken.add(row)
    by_hand = {bare_name(row["name"]): key for key, row in stored.items() if not row["key"] and key not in taken}
    for each in wanted:
        if each.key not in found and (row := by_hand.pop(bare_name(each.name), None)) is not None:
            found[each.key] = row
    return found


def bare_name(name: str) -> str:
    """'5' for 'Groep 5', 'klas 5' and '5'."""
    return _KIND.sub("", fold(name))


def class_key(each: SchoolClass) -> str:
    """The key of the administration; a sheet knows names only, and a name is no key."""
    return "" if each.key == fold(each.name) else each.key


def match_pupils(stored: Rows, wanted: Sequence[Pupil]) -> Matches:
    """By key unless name and birth date both say otherwise; then by name and birth date."""
    claims = _Claims()
    by_key = _grouped(stored, lambda row: [row["key"]] if row["key"] else [])
    for pupil in wanted:
        claims.take(pupil.key, (row for row in by_key[pupil.key] if not _another_child(stored[row], pupil)))
    by_birth = _grouped(stored, lambda row: _birth_keys(stored_name(row), row["born_on"]))
    claims.take_single(wanted, by_birth, lambda pupil: _birth_keys(pupil.name, pupil.birth_date))
    return claims.found


def _birth_keys(name: Name, born_on: date | None) -> list[str]:
    return [derive_pupil_key(name, born_on, "")] if born_on else []


def _another_child(row: Values, pupil: Pupil) -> bool:
    if not pupil.name or pupil.key.startswith(DERIVED):
        return False
    same_birth = row["born_on"] is not None and row["born_on"] == pupil.birth_date
    return not same_birth and _no_name_in_common(row, pupil.name)


def match_staff(stored: Rows, wanted: Sequence[Staff]) -> Matches:
    """By key, then by e-mail, then by a name that only one has and no e-mail contradicts."""
    claims = _Claims()
    by_key = _grouped(stored, lambda row: [row["key"]] if row["key"] else [])
    for person in wanted:
        claims.take(person.key, by_key[person.key])
    by_email = _grouped(stored, lambda row: [row["email"].casefold()] if row["email"] else [])
    claims.take_single(wanted, by_email, lambda person: [person.email.casefold()] if person.email else [])
    by_name = _grouped(stored, lambda row: [name_id(stored_name(row))])
    claims.take_single(
        wanted,
        by_name,
        lambda person: [name_id(person.name)],
        lambda row, person: not (row["email"] and person.email),
        stored,
    )
    return claims.found


def match_guardians(
    stored: Rows, wanted: Sequence[Guardian], bonds: Iterable[Pair], children: Mapping[str, Sequence[UUID]]
) -> Matches:  # fmt: skip
    """By any of a person's keys; then by a child in common together with the name, or the e-mail and half of the name.

    bonds: (guardian, pupil) as stored. children: the rows of the pupils that a guardian of the file has.
    """
    claims = _Claims()
    parents: dict[UUID, list[UUID]] = defaultdict(list)
    for guardian_id, pupil_id in bonds:
        parents[pupil_id].append(guardian_id)
    by_alias = _grouped(stored, lambda row: row["match_key"].split())
    around = {
        each.key: list(dict.fromkeys(parent for child in children.get(each.key, ()) for parent in parents[child]))
        for each in wanted
    }
    for each in wanted:
        same = [row for alias in aliases(each) for row in by_alias[alias]]
        claims.take(each.key, (row for row in same if row in around[each.key] or not _no_name_in_common(stored[row], each.name)))
    for each in wanted:
        claims.take(each.key, (row for row in around[each.key] if name_id(stored_name(stored[row])) == name_id(each.name)))
    for each in wanted:
        claims.take(each.key, (row for row in around[each.key] if _same_channel(stored[row], each)))
    return claims.found


def aliases(each: Guardian) -> tuple[str, ...]:
    """Every key that this person may have, none of them readable."""
    keys = dict.fromkeys((each.key, *each.aliases))
    return tuple(key if key.startswith(DERIVED) else digest("number", key) for key in keys)


def _same_channel(row: Values, each: Guardian) -> bool:
    """The same e-mail and half of the name: 'A. Amrani' who is now called 'Aïcha Amrani'. The e-mail alone may be the family's."""
    same = bool(each.email) and row["email"].casefold() == each.email.casefold()
    return same and bool(each.name) and not _no_name_in_common(row, each.name) and _initials_agree(row, each.name)


def _initials_agree(row: Values, name: Name) -> bool:
    one, other = fold(row["given_name"]), fold(name.given or name.initials)
    return not one or not other or one[0] == other[0]


def match_households(
    stored: Rows, wanted: Sequence[Household], guardians: Mapping[str, UUID], homes: Mapping[UUID, UUID], address: Callable[[Household], Values]
) -> Matches:  # fmt: skip
    """A home is the one where its people live already. When two part, who stays at the address keeps the row.

    homes: the household of each stored guardian. address: the columns of the address in the file, {} where it is unknown.
    """
    offers = []
    for place, home in enumerate(wanted):
        now = [homes[guardians[key]] for key in home.guardian_keys if key in guardians]
        for row in dict.fromkeys(now):
            new = address(home)
            same = bool(new) and all(stored[row][name] == value for name, value in new.items())
            offers.append((-same, -(stored[row]["match_key"] == home.key), -now.count(row), place, str(row), home.key, row))
    claims = _Claims()
    for *_, key, row in sorted(offers):
        claims.take(key, [row])
    return claims.found


class _Claims:
    """Who is found so far; the first to ask gets a row."""

    def __init__(self) -> None:
        self.found: Matches = {}
        self._taken: set[UUID] = set()

    def take(self, key: str, rows: Iterable[UUID]) -> None:
        if key in self.found:
            return
        for row in rows:
            if row not in self._taken:
                self.found[key] = row
                self._taken.add(row)
                return

    def take_single(
        self,
        wanted: Sequence[Any],
        stored: Mapping[str, Sequence[UUID]],
        keys: Callable[[Any], Sequence[str]],
        fits: Callable[[Values, Any], bool] = lambda row, each: True,
        rows: Rows | None = None,
    ) -> None:
        """Match what is alone on both sides: two of a name are never guessed at."""
        asking: dict[str, list[Any]] = defaultdict(list)
        for each in wanted:
            if each.key not in self.found:
                for key in keys(each):
                    asking[key].append(each)
        for key, people in asking.items():
            free = [row for row in stored.get(key, ()) if row not in self._taken]
            if len(people) == len(free) == 1 and fits((rows or {}).get(free[0], {}), people[0]):
                self.take(people[0].key, free)


def _grouped(stored: Rows, keys: Callable[[Values], Iterable[str]]) -> dict[str, list[UUID]]:
    groups: dict[str, list[UUID]] = defaultdict(list)
    for key, row in stored.items():
        for each in keys(row):
            groups[each].append(key)
    return groups


def stored_name(row: Values) -> Name:
    return Name(given=row["given_name"], prefix=row["prefix"], surname=row["surname"])


def _no_name_in_common(row: Values, name: Name) -> bool:
    given = fold(row["given_name"]) == fold(name.given or name.initials)
    return not given and fold(row["surname"]) != fold(name.surname)
