"""Finds the row with headings and decides per column: used, sensitive (never read), or not understood (reported)."""

from collections.abc import Mapping
from dataclasses import dataclass

from .child_columns import is_child_slot, is_one_child, names_children
from .cleaning import clean
from .columns import FAMILY, PUPIL, Target, in_parent_row, is_sensitive, parse_target, target_of, words
from .findings import Findings
from .shapes import Relation
from .tables import Table

LOOK_AT = 20  # titles and remarks may stand above the headings
_ADDRESS = {"address", "street", "house_number", "house_suffix", "postcode", "city"}
_PUPIL_NEEDS = {"key", "given_name", "first_names", "full_name", "surname"}
NOT_NEEDED = {
    "geslacht", "aanhef", "titel", "mutatiedatum", "gender", "mv", "volgnummer", "school", "schooljaar", "brin", "brincode", "vestiging",
    "locatie", "instroomdatum", "uitstroomdatum", "leeftijd", "gebruikersnaam", "inschrijfdatum", "datuminschrijving",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headings:
    """`columns` maps (slot, field) to the place of the column; `slots` are the parents in the order of their first column."""

    row: int
    names: tuple[str, ...]
    columns: Mapping[tuple[str, str], int]
    slots: tuple[str, ...]
    relations: Mapping[str, Relation]
    dropped: tuple[str, ...]

    @property
    def used(self) -> tuple[int, ...]:
        return tuple(self.columns.values())

    @property
    def children(self) -> tuple[str, ...]:
        """The slots of children, where a row is a parent; () where a row is a child."""
        return tuple(sorted({slot for slot, _ in self.columns if is_child_slot(slot)}))

    def name_of(self, slot: str, field: str) -> str:
        at = self.columns.get((slot, field))
        return "" if at is None else self.names[at]

    def has_address(self, slot: str) -> bool:
        return any((slot, field) in self.columns for field in _ADDRESS)


def find_headings(table: Table, findings: Findings, mapping: Mapping[str, str]) -> Headings | None:
    """The headings, or None with an error. `mapping` (heading -> 'slot.field' or '') goes before our guess, never before
    what is sensitive: a column 'BSN' stays unread whatever the mapping says."""
    best = max(range(min(LOOK_AT, len(table.rows))), key=lambda at: score(table.rows[at], mapping), default=None)
    if best is None or score(table.rows[best], mapping) < 2:
        seen = ", ".join(name for name in (clean(cell)[0] for cell in table.rows[best or 0]) if name) if table.rows else ""
        findings.error("no_columns_recognised" if table.rows else "file_empty", None, table.sheet, seen=seen)
        return None
    headings = _decide(best + 1, [clean(cell)[0] for cell in table.rows[best]], findings, mapping)
    if not any((PUPIL, field) in headings.columns for field in _PUPIL_NEEDS) and not headings.children:
        findings.error("pupil_columns_missing", headings.row)
        return None
    return headings


def score(cells: list[str], mapping: Mapping[str, str]) -> int:
    """How many meanings a row has, if it is the row with headings."""
    names = [clean(cell)[0] for cell in cells if 0 < len(cell) < 100]
    return len({str(target) for name in names if name and (target := target_for(name, mapping))})


def target_for(name: str, mapping: Mapping[str, str]) -> Target | None:
    """What a heading means: as somebody chose, or else as we guess."""
    if name not in mapping or is_sensitive(name):
        return target_of(name)
    try:
        return parse_target(mapping[name])
    except ValueError:  # a remembered mapping may name a field of an older version
        return target_of(name)


def is_not_needed(name: str) -> bool:
    """Whether everybody's lists have this column and Driehoek does nothing with it: no reason to ask what it means."""
    return "".join(filter(str.isalpha, name.casefold())) in NOT_NEEDED


def _decide(row: int, names: list[str], findings: Findings, mapping: Mapping[str, str]) -> Headings:
    columns: dict[tuple[str, str], int] = {}
    relations: dict[str, Relation] = {}
    dropped: list[str] = []
    by_parent = _is_by_parent(names, mapping)
    for at, name in enumerate(names):
        if not name:
            continue
        if is_sensitive(name):
            dropped.append(name)
            continue
        target = target_for(name, mapping)
        if by_parent and name not in mapping:
            target = in_parent_row(name, target)
        if target is not None and is_child_slot(target.slot) and not by_parent:
            target = None
        if target is None:
            if name not in mapping and not is_not_needed(name):
                findings.warning("column_unknown", row, name)
        elif (target.slot, target.field) in columns:
            findings.warning("column_twice", row, name, first=names[columns[target.slot, target.field]])
        else:
            columns[target.slot, target.field] = at
            if target.relation != "unknown":
                relations[target.slot] = target.relation
    slots = tuple(dict.fromkeys(slot for slot, _ in columns if slot not in {PUPIL, FAMILY} and not is_child_slot(slot)))
    return Headings(row, tuple(names), columns, slots, relations, tuple(dict.fromkeys(dropped)))


def _is_by_parent(names: list[str], mapping: Mapping[str, str]) -> bool:
    """Whether a row is a parent: a column says who its children are, or there is a 'Naam' beside a 'Kind'."""
    targets = {name: target_for(name, mapping) for name in names if name and not is_sensitive(name)}
    if any(target is not None and names_children(target.slot, target.field) for target in targets.values()):
        return True
    whole = [
        name for name, target in targets.items() if target is not None and (target.slot, target.field) == (PUPIL, "full_name")
    ]
    is_child = [is_one_child(words(name)) for name in whole]
    return True in is_child and False in is_child
