"""From stored rows and a roster to a plan."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from driehoek.people.roster.cleaning import fold
from driehoek.people.roster.shapes import Guardian, Guardianship, Household, Pupil, Roster, Staff

from . import corrections, merging
from .folding import folded, moved_by_hand, without_untied
from .matching import match_classes, match_guardians, match_households, match_pupils, match_staff
from .shapes import Bond, Change, Kind, Plan, Stored, Values

FUNCTIONS = {"school_leader": "schoolleiding", "support_coordinator": "ondersteuning"}  # what a school calls them is its own
Known = dict[Kind, Mapping[str, UUID]]


def plan(stored: Stored, roster: Roster, *, today: date) -> Plan:
    """What reading `roster` in would change. Deterministic; applied, the same roster plans nothing."""
    roster = replace(roster, classes=tuple(each for each in roster.classes if each.kind != "set"))
    pupils = match_pupils(stored.pupils, roster.pupils)
    roster = without_untied(stored, _without_strangers_who_left(roster, pupils), pupils)
    known: Known = {
        "classes": match_classes(stored.classes, roster.classes),
        "pupils": pupils,
        "staff": match_staff(stored.staff, roster.staff),
    }
    roster = folded(stored.guardians, roster)
    known["guardians"] = match_guardians(
        stored.guardians, roster.guardians, stored.bonds, _children_of(roster.guardianships, pupils)
    )
    roster = moved_by_hand(stored, roster, known["guardians"])
    homes = {key: row["household_id"] for key, row in stored.guardians.items()}
    known["households"] = match_households(
        stored.households, roster.households, known["guardians"], homes, merging.address_values
    )
    enrol, unenrol = _enrolments(stored, roster, known)
    return Plan(
        changes=tuple(_changes(stored, roster, known, today)),
        known=known,
        enrol=enrol,
        unenrol=unenrol,
        teach=tuple(_teaching(stored, roster, known)),
        bonds=tuple(_bonds(stored, roster, known)),
        missing=_missing(stored, roster, known),
    )


def _without_strangers_who_left(roster: Roster, pupils: Mapping[str, UUID]) -> Roster:
    """Somebody who left before we knew them is not made; of a known one only the day of leaving is taken."""
    left = {pupil.key for pupil in roster.pupils if pupil.has_left}
    bonds = tuple(bond for bond in roster.guardianships if bond.pupil_key not in left)
    people = {bond.guardian_key for bond in bonds}
    return replace(
        roster,
        pupils=tuple(pupil for pupil in roster.pupils if pupil.key not in left or pupil.key in pupils),
        guardianships=bonds,
        guardians=tuple(each for each in roster.guardians if each.key in people),
        households=tuple(each for each in roster.households if people.intersection(each.guardian_keys)),
    )


def _children_of(bonds: Iterable[Guardianship], pupils: Mapping[str, UUID]) -> dict[str, list[UUID]]:
    children: dict[str, list[UUID]] = defaultdict(list)
    for bond in bonds:
        if bond.pupil_key in pupils:
            children[bond.guardian_key].append(pupils[bond.pupil_key])
    return children


def _changes(stored: Stored, roster: Roster, known: Known, today: date) -> Iterable[Change]:
    names = {each.key: str(each.name) for each in roster.guardians}
    forgotten = _forgotten_homes(stored)
    yield from _of_kind("classes", stored, _one_per_name(roster.classes), known, merging.class_values, lambda each: each.name)
    yield from _of_kind(
        "pupils", stored, roster.pupils, known, lambda each, row: _pupil(each, row, today), lambda each: str(each.name)
    )
    yield from _of_kind(
        "staff",
        stored,
        roster.staff,
        known,
        lambda each, row: merging.staff_values(each, row, function_of(each)),
        lambda each: str(each.name),
    )
    yield from _of_kind(
        "households",
        stored,
        roster.households,
        known,
        lambda each, row: _household(each, row, stored, known["households"].get(each.key) in forgotten),
        lambda each: ", ".join(names[key] for key in each.guardian_keys if names.get(key)),
    )
    home_of = {key: home.key for home in roster.households for key in home.guardian_keys}
    yield from _of_kind(
        "guardians",
        stored,
        roster.guardians,
        known,
        lambda each, row: _guardian(each, row, stored, home_of.get(each.key, ""), known["households"]),
        lambda each: str(each.name) or each.email,
    )


def _forgotten_homes(stored: Stored) -> set[UUID]:
    """Homes where nobody is left who did not have their own data removed."""
    homes: set[UUID] = {row["household_id"] for row in stored.guardians.values()}
    return homes - {row["household_id"] for row in stored.guardians.values() if not row.get("withdrawn_at")}


def _household(each: Household, row: Values | None, stored: Stored, is_forgotten: bool) -> Values:
    """An address is not brought back to a home that is forgotten."""
    if row is not None and is_forgotten:
        return {"match_key": each.key}
    target = merging.household_values(each, row)
    return corrections.obey(target, row, merging.household_said(each), corrections.HOUSEHOLD_UNITS, stored.digest)


def _guardian(each: Guardian, row: Values | None, stored: Stored, home: str, homes: Mapping[str, UUID]) -> Values:
    """`home` is '' for who lives where a person put them."""
    target = merging.guardian_values(each, row)
    if row is not None and row.get("withdrawn_at"):
        return target
    target = corrections.obey(target, row, merging.guardian_said(each, row), corrections.GUARDIAN_UNITS, stored.digest)
    move = _home(home, row, homes) if home else {}
    marks = target.get("corrected", (row or {}).get("corrected") or {})
    if move and corrections.HOME in marks:
        target = {**target, "corrected": {unit: said for unit, said in marks.items() if unit != corrections.HOME}}
    return {**target, **move}


def _home(ref: str, row: Values | None, homes: Mapping[str, UUID]) -> Values:
    """Who moves gets `household`: the key in the file of the home to live in."""
    return {} if row and homes.get(ref) == row["household_id"] else {"household": ref}


def _pupil(each: Pupil, row: Values | None, today: date) -> Values:
    if each.has_left and row:
        return dict(row) | {"left_on": merging.pupil_values(each, row, today)["left_on"]}
    return merging.pupil_values(each, row, today)


def _of_kind(
    kind: Kind,
    stored: Stored,
    wanted: Sequence[Any],
    known: Known,
    values: Callable[[Any, Values | None], Values],
    label: Callable[[Any], str],
) -> Iterable[Change]:
    rows = stored.rows(kind)
    for each in wanted:
        key = known[kind].get(each.key)
        row = rows[key] if key is not None else None
        target = values(each, row)
        differs = {name: value for name, value in target.items() if row is None or name not in row or row[name] != value}
        if differs:
            yield Change(kind, each.key, key, differs, label(each))


def _one_per_name(classes: Sequence[Any]) -> list[Any]:
    """Two classes of one name are one here, as the reader has told."""
    first: dict[str, Any] = {}
    for each in classes:
        first.setdefault(fold(each.name), each)
    return list(first.values())


def _class_refs(roster: Roster) -> dict[str, str]:
    """{key of a class in the file: key of the class that stands for its name}."""
    first = {fold(each.name): each.key for each in reversed(roster.classes)}
    return {each.key: first[fold(each.name)] for each in roster.classes}


def _enrolments(
    stored: Stored, roster: Roster, known: Known
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[UUID, UUID], ...]]:
    """A pupil sits in the classes of the file; who the file gives no class stays where they are."""
    refs = _class_refs(roster)
    now: dict[UUID, set[UUID]] = defaultdict(set)
    for pupil_id, class_id in stored.enrolments:
        now[pupil_id].add(class_id)
    enrol: list[tuple[str, str]] = []
    unenrol: list[tuple[UUID, UUID]] = []
    for pupil in roster.pupils:
        wanted = list(dict.fromkeys(refs[key] for key in pupil.class_keys if key in refs))
        if not wanted or pupil.has_left:
            continue
        row = known["pupils"].get(pupil.key)
        here = now[row] if row is not None else set()
        places = {ref: known["classes"].get(ref) for ref in wanted}
        enrol += [(pupil.key, ref) for ref, class_id in places.items() if class_id not in here]
        if row is not None:
            unenrol += [(row, class_id) for class_id in sorted(here - set(places.values()))]
    return tuple(enrol), tuple(unenrol)


def _teaching(stored: Stored, roster: Roster, known: Known) -> Iterable[tuple[str, str, bool]]:
    """A tie to a class, never an account and never a right; nobody loses one because a file is silent."""
    refs = _class_refs(roster)
    for person in roster.staff:
        row = known["staff"].get(person.key)
        for ref, is_mentor in _classes_of(person, refs).items():
            class_id = known["classes"].get(ref)
            now = stored.teachers.get((row, class_id)) if row is not None and class_id is not None else None
            if now is None or (is_mentor and not now):
                yield person.key, ref, is_mentor


def _classes_of(person: Staff, refs: Mapping[str, str]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for suggestion in person.suggestions:
        if suggestion.class_key in refs:
            ref = refs[suggestion.class_key]
            found[ref] = found.get(ref, False) or suggestion.role == "class_teacher"
    return found


def function_of(person: Staff) -> str:
    """What the file says that somebody does, in the words of the file where it has them."""
    described = [each.description for each in person.suggestions if each.description]
    coded = [FUNCTIONS[each.role] for each in person.suggestions if each.role in FUNCTIONS]
    return (described or coded or [""])[0]


def _bonds(stored: Stored, roster: Roster, known: Known) -> Iterable[Bond]:
    for bond in roster.guardianships:
        guardian, pupil = known["guardians"].get(bond.guardian_key), known["pupils"].get(bond.pupil_key)
        row = None
        if guardian is not None and pupil is not None:
            row = stored.bonds.get((guardian, pupil))
            if row is None and corrections.parted_by_hand(stored.guardians.get(guardian), pupil):
                continue
        target = merging.bond_values(bond, row)
        target = corrections.obey(target, row, merging.bond_said(bond), corrections.BOND_UNITS, stored.digest)
        differs = {name: value for name, value in target.items() if row is None or name not in row or row[name] != value}
        if differs:
            yield Bond(bond.guardian_key, bond.pupil_key, differs, row is None)


def _missing(stored: Stored, roster: Roster, known: Known) -> dict[Kind, int]:
    """Pupils still here, and guardians, that a file with such people does not name. They stay."""
    here = {key for key, row in stored.pupils.items() if row["left_on"] is None}
    missing: dict[Kind, int] = {"pupils": len(here - set(known["pupils"].values())) if roster.pupils else 0}
    missing["guardians"] = len(set(stored.guardians) - set(known["guardians"].values())) if roster.guardians else 0
    return missing
