"""A new school year: what becomes of each class of last year. Pure; a proposal is only that, and doubt is asked.

Names are read as schools write them: po 'groep 5a', '5', '5/6'; vo 'H4b', '1A', '4H1', 'havo 4'.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from driehoek.people.roster.cleaning import fold

Fate = Literal["moves", "leaves", "asks"]
FATES: tuple[Fate, ...] = ("moves", "leaves", "asks")
LEAVES, NOWHERE = "leaves", "nowhere"  # for one pupil; every other target is the key of a class

BEFORE = r"(?:(?:groep|gr\.?|klas)\s*)?"
PO = re.compile(rf"({BEFORE})([1-8])(?!\d)(.*)", re.IGNORECASE)
PO_COMBINED = re.compile(r"[1-8]\s*(?:[/+&,-]|en)\s*[1-8](?!\d)", re.IGNORECASE)
VO_LEVEL_FIRST = re.compile(rf"({BEFORE}([a-z]+)[\s-]*)([1-6])(?!\d)(.*)", re.IGNORECASE)
VO_YEAR_FIRST = re.compile(rf"({BEFORE})([1-6])(?!\d)([\s-]*([a-z]*)[\s.-]*(\d*).*)", re.IGNORECASE)
# Last years of a level; several where a letter means several.
_VMBO, _HAVO, _VWO = frozenset({4}), frozenset({5}), frozenset({6})
ANY_LEVEL = _VMBO | _HAVO | _VWO
LAST_YEARS: dict[str, frozenset[int]] = {
    **dict.fromkeys("b k t m bb kb gl tl bk gt kgt bbl kbl gtl vmbo mavo".split(), _VMBO),
    **dict.fromkeys(("h", "havo"), _HAVO),
    **dict.fromkeys("v a vwo ath atheneum gym gymnasium".split(), _VWO),
    "g": _VMBO | _VWO,  # gemengd, or gymnasium
}


@dataclass(frozen=True, slots=True)
class OldClass:
    """A class of last year with the pupils that are still to be placed. `year_level` as the administration has it: '5', '5,6' or ''."""

    id: UUID
    name: str
    year_level: str = ""
    pupils: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`name` and `year_level` of next year's class, '' when there is none to guess. Who is asked may get a name to begin with."""

    fate: Fate
    name: str = ""
    year_level: str = ""


ASKS = Proposal("asks")


def propose(old: OldClass, sector: str) -> Proposal:
    """What this class becomes, when its name leaves no doubt."""
    name = old.name.strip()
    if sector == "po":
        return _of_primary(name, old.year_level)
    return _of_secondary(name, old.year_level) if sector == "vo" else ASKS


def _of_primary(name: str, level: str) -> Proposal:
    match = PO.fullmatch(name)
    if PO_COMBINED.search(name) or "," in level:
        return Proposal("asks", name, level)  # a combined class often goes on by its name, with other children
    if match is None:
        return ASKS
    return _next(match[1], int(match[2]), match[3], level, frozenset({8}))


def _of_secondary(name: str, level: str) -> Proposal:
    if match := VO_LEVEL_FIRST.fullmatch(name):
        letters = match[2].casefold()
        if len(letters) > 1 and letters not in LAST_YEARS:  # a bridge class ('HV1a') parts in ways that we can't know
            return ASKS
        return _next(match[1], int(match[3]), match[4], level, LAST_YEARS.get(letters, ANY_LEVEL))
    if match := VO_YEAR_FIRST.fullmatch(name):
        letters = match[4].casefold()
        if len(letters) > 1 and letters not in LAST_YEARS:
            return ASKS
        # '4H1' names a level, '4H' may be the eighth class of that year.
        said = LAST_YEARS.get(letters) if len(letters) > 1 or match[5] else None
        return _next(match[1], int(match[2]), match[3], level, said or ANY_LEVEL)
    return ASKS


def _next(before: str, year: int, after: str, level: str, lasts: frozenset[int]) -> Proposal:
    """`lasts`: the last years that are possible; they must all say the same."""
    if level and level != str(year):
        return ASKS
    possible = {last for last in lasts if last >= year}
    if possible == {year}:
        return Proposal("leaves")
    if not possible or year in possible:
        return ASKS
    return Proposal("moves", f"{before}{year + 1}{after}", str(year + 1))


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody settled for one class. `with_teachers`: who taught it goes along.

    A class that 'asks' may have a name: then its pupils, or others, can be put in the class of that name.
    """

    fate: Fate
    name: str = ""
    with_teachers: bool = False


@dataclass(frozen=True, slots=True)
class NewClass:
    """`id` when the new year has a class of this name already. `sources`: the classes that it comes from."""

    name: str
    year_level: str
    id: UUID | None
    sources: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a roll-over would write. Classes are named by `class_key`."""

    classes: Mapping[str, NewClass] = field(default_factory=dict)
    enrol: tuple[tuple[UUID, str], ...] = ()  # (pupil, class)
    leave: tuple[UUID, ...] = ()
    nowhere: tuple[UUID, ...] = ()
    teach: tuple[tuple[UUID, str], ...] = ()  # (class of last year, class)

    @property
    def is_empty(self) -> bool:
        fresh = any(each.id is None for each in self.classes.values())
        return not (fresh or self.enrol or self.leave)


def class_key(name: str) -> str:
    """What makes two names one class, as reading in a file does."""
    return fold(name) or name.strip()


def settle(
    classes: Sequence[OldClass], choices: Mapping[UUID, Choice], *, targets: Mapping[UUID, str], there: Mapping[UUID, str], sector: str
) -> Outcome:  # fmt: skip
    """Everybody's place next year. Two classes that get one name become one class.

    targets: {pupil: key of a class, or LEAVES or NOWHERE} for who does not do as the class does; a class of last year stands for
    what becomes of it. there: {class: name} of what the new year has already.
    A pupil of several classes leaves only when all of them do.
    """
    made: dict[str, NewClass] = {class_key(name): NewClass(name, "", key, ()) for key, name in there.items()}
    place: dict[str, str] = {str(key): class_key(name) for key, name in there.items()}
    teach: list[tuple[UUID, str]] = []
    for old in classes:
        choice = choices[old.id]
        if choice.fate == "leaves" or not choice.name.strip():
            continue
        key = place[str(old.id)] = class_key(choice.name)
        before = made.get(key)
        level = before.year_level if before and before.year_level else _level(old, choice.name, sector)
        kept = before or NewClass(choice.name.strip(), level, None, ())
        made[key] = NewClass(kept.name, level, kept.id, (*kept.sources, *([old.id] if choice.fate == "moves" else [])))
        if choice.with_teachers:
            teach.append((old.id, key))
    enrol, leave, nowhere = _places(classes, choices, targets, place)
    used = {key for _pupil, key in enrol}
    wanted = {key: each for key, each in made.items() if each.sources or key in used}
    return Outcome(
        classes=wanted, enrol=enrol, leave=leave, nowhere=nowhere, teach=tuple(pair for pair in teach if pair[1] in wanted)
    )


def _level(old: OldClass, name: str, sector: str) -> str:
    """The year level of what was proposed; of another name it is not known."""
    proposed = propose(old, sector)
    return proposed.year_level if class_key(proposed.name) == class_key(name) else ""


def _places(
    classes: Iterable[OldClass], choices: Mapping[UUID, Choice], targets: Mapping[UUID, str], place: Mapping[str, str]
) -> tuple[tuple[tuple[UUID, str], ...], tuple[UUID, ...], tuple[UUID, ...]]:
    goes: dict[UUID, dict[str, None]] = {}
    for old in classes:
        fate = choices[old.id].fate
        for pupil in old.pupils:
            target = targets.get(pupil) or {"moves": str(old.id), "leaves": LEAVES, "asks": NOWHERE}[fate]
            goes.setdefault(pupil, {})[target if target == LEAVES else place.get(target, NOWHERE)] = None
    enrol = tuple((pupil, key) for pupil, found in goes.items() for key in found if key not in (LEAVES, NOWHERE))
    placed = {pupil for pupil, _key in enrol}
    leave = tuple(pupil for pupil, found in goes.items() if set(found) == {LEAVES})
    nowhere = tuple(pupil for pupil in goes if pupil not in placed and pupil not in set(leave))
    return enrol, leave, nowhere
