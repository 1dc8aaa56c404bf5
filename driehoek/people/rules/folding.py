"""The file as it is after what people said here: two entries that are one person, and who lives somewhere else."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from driehoek.people.roster.cleaning import fold
from driehoek.people.roster.keys import name_id
from driehoek.people.roster.shapes import Guardian, Guardianship, Household, Roster

from .corrections import HOME, JOINED, stays_home, untied
from .matching import aliases, stored_name
from .merging import address_values
from .shapes import Rows, Stored


def folded(stored: Rows, roster: Roster) -> Roster:
    """Entries of which somebody said that they are one person become one: the first that the file names."""
    owner: dict[str, UUID] = {}
    for key, row in stored.items():
        marks = row.get("corrected") or {}
        if JOINED in marks:
            owner.update(dict.fromkeys((*row["match_key"].split(), *marks[JOINED].split()), key))
    if not owner:
        return roster
    first: dict[UUID, str] = {}
    stands_for: dict[str, str] = {}
    for each in _own_keys_first(stored, owner, roster.guardians):
        row = next((owner[alias] for alias in aliases(each) if alias in owner), None)
        if row is not None:
            stands_for[each.key] = first.setdefault(row, each.key)
    gone = {key for key, other in stands_for.items() if key != other}
    if not gone:
        return roster
    return replace(
        roster,
        guardians=tuple(each for each in roster.guardians if each.key not in gone),
        guardianships=_once([replace(bond, guardian_key=stands_for.get(bond.guardian_key, bond.guardian_key)) for bond in roster.guardianships]),
        households=_without(roster.households, gone),
    )  # fmt: skip


def _own_keys_first(stored: Rows, owner: Mapping[str, UUID], guardians: tuple[Guardian, ...]) -> list[Guardian]:
    """The entry that the row was known by before the other was joined to it comes first, so that it is the one that counts."""
    added = {key for row in stored.values() for key in (row.get("corrected") or {}).get(JOINED, "").split()}
    return sorted(guardians, key=lambda each: all(alias in added or alias not in owner for alias in aliases(each)))


def _once(bonds: list[Guardianship]) -> tuple[Guardianship, ...]:
    first: dict[tuple[str, str], Guardianship] = {}
    for bond in bonds:
        first.setdefault((bond.guardian_key, bond.pupil_key), bond)
    return tuple(first.values())


def moved_by_hand(stored: Stored, roster: Roster, known: Mapping[str, UUID]) -> Roster:
    """Who lives where a person put them is taken out of the home that the file still gives."""
    away = {
        key
        for home in roster.households
        for key in home.guardian_keys
        if key in known
        and (stays_home(stored.guardians[known[key]], home.key, stored.digest) or _says_nothing_new(stored, home, known, key))
    }
    return replace(roster, households=_without(roster.households, away)) if away else roster


def _says_nothing_new(stored: Stored, home: Household, known: Mapping[str, UUID], key: str) -> bool:
    """Whether the file still has somebody who was moved by hand with those who were left, where those still live.

    The key of a home changes when a child comes or goes; people and address tell whether it is the old one.
    """
    row = stored.guardians[known[key]]
    if HOME not in (row.get("corrected") or {}):
        return False
    said = address_values(home)
    others = (stored.guardians[known[each]] for each in home.guardian_keys if each != key and each in known)
    left = [stored.households[each["household_id"]] for each in others if each["household_id"] != row["household_id"]]
    return any(not said or all(fold(said[name]) == fold(there[name]) for name in ("street", "postcode")) for there in left)


def without_untied(stored: Stored, roster: Roster, pupils: Mapping[str, UUID]) -> Roster:
    """Somebody who was said to be no guardian of a pupil is none of it; who has no other child in the file is not in it.

    It holds when their row is gone: then nothing but a digest with the pupil remembers it. Who was put back by hand under the
    same name is there again.
    """
    marks = {key: set(row.get("untied") or ()) for key, row in stored.pupils.items() if row.get("untied")}
    marked = {key: marks[row] for key, row in pupils.items() if row in marks}
    if not marked:
        return roster
    people = {each.key: each for each in roster.guardians}
    there = {(pupil, name_id(stored_name(stored.guardians[guardian]))) for guardian, pupil in stored.bonds}
    said = {
        (bond.guardian_key, bond.pupil_key)
        for bond in roster.guardianships
        if bond.pupil_key in marked
        and marked[bond.pupil_key].intersection(untied(aliases(people[bond.guardian_key]), stored.digest))
        and (pupils[bond.pupil_key], name_id(people[bond.guardian_key].name)) not in there
    }
    bonds = tuple(bond for bond in roster.guardianships if (bond.guardian_key, bond.pupil_key) not in said)
    gone = {guardian for guardian, _pupil in said} - {bond.guardian_key for bond in bonds}
    return replace(
        roster,
        guardians=tuple(each for each in roster.guardians if each.key not in gone),
        guardianships=bonds,
        households=_without(roster.households, gone),
    )


def _without(households: tuple[Household, ...], gone: set[str]) -> tuple[Household, ...]:
    left = (replace(home, guardian_keys=tuple(key for key in home.guardian_keys if key not in gone)) for home in households)
    return tuple(home for home in left if home.guardian_keys)
