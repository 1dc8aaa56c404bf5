"""A sheet with one row a parent and the children in it, in one cell or in a column each.

Two rows may name one child, for each of its parents. A number, a birth date, or a surname with a class says that they do. A
first name says so only when the rows have something in common: a surname, a channel, an address, the same brothers and sisters.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from . import values
from .child_columns import ALL
from .children import Child, class_of, read_child, split_children, split_list
from .cleaning import fold
from .families import ParentEntry, address_id
from .keys import derive_pupil_key, is_usable, look_like_bsn
from .parent_cells import entries_of
from .rows import Row
from .shapes import Name, Pupil
from .sheet_rows import Doubt, SheetRows, add_class

MAX_CHILDREN = 20


@dataclass(slots=True)
class _Mention:
    """One child as one row names it, with what can be held against its parents."""

    row: Row
    child: Child
    birth_date: date | None
    entries: list[ParentEntry]
    parents: frozenset[str]

    @property
    def is_certain(self) -> bool:
        child = self.child
        return bool(child.key or (child.name.surname and (self.birth_date or child.class_name)))


def read_family_rows(rows: Sequence[Row], found: SheetRows, today: date | None) -> None:
    """Fills `found` with the children of all rows, each once, and the parents at each of them."""
    found.is_by_parent = True
    seen: dict[tuple[str, ...], int] = {}
    mentions: list[_Mention] = []
    for row in rows:
        cells = tuple(row.used_cells())
        if cells in seen:
            row.findings.warning("row_twice", row.number, "", first=seen[cells])
            continue
        seen[cells] = row.number
        children = _children(row)
        if children is None:
            continue
        if not children:
            row.findings.error("pupil_missing", row.number, row.heading(ALL, "children"))
        entries = [replace(entry, person=_person(entry)) for entry in entries_of(row, "")]
        marks = _marks(entries, children)
        mentions += [_Mention(row, child, _born(row, child, today), entries, marks) for child in children]
    if look_like_bsn([each.child.key for each in mentions if each.child.key]):
        heading = rows[0].heading(ALL, "keys") or rows[0].heading(ALL, "children")
        rows[0].findings.error("bsn_in_key", None, heading)
        found.dropped_columns = (*found.dropped_columns, heading)
        mentions = [replace(each, child=replace(each.child, key="")) for each in mentions if each.child.name]
    _place(mentions, found, today)
    derived = sum(not pupil.key_is_stable for pupil in found.pupils)
    if derived:
        rows[0].findings.warning("keys_derived", None, rows[0].heading(ALL, "keys"), count=derived)


def _children(row: Row) -> list[Child] | None:
    """Of one cell with everybody, or of a column for each; None with an error when it can't be."""
    found = [child for slot in row.headings.children if slot != ALL and (child := _in_columns(row, slot))]
    named = [read_child(text) for text in split_children(row.peek(ALL, "children"))] if row.get(ALL, "children") else []
    keys, classes = (split_list(row.peek(ALL, field)) if row.get(ALL, field) else [] for field in ("keys", "classes"))
    named = named or [Child(key=key) for key in keys]
    for field, told in (("keys", keys), ("classes", classes)):
        if told and len(told) != len(named):
            row.findings.error("children_lists_differ", row.number, row.heading(ALL, field))
            return None
    if keys:
        named = [replace(child, key=key) for child, key in zip(named, keys, strict=True)]
    if classes:
        named = [replace(child, class_name=class_of(name)) for child, name in zip(named, classes, strict=True)]
    everybody = dict.fromkeys(child for child in (*found, *named) if child.key or child.name)
    if len(everybody) > MAX_CHILDREN:
        row.findings.error("too_many_children", row.number, row.heading(ALL, "children"), count=len(everybody))
        return None
    return [child for child in everybody if _fits(row, child)]


def _in_columns(row: Row, slot: str) -> Child:
    child = read_child(text) if (text := row.get(slot, "full_name")) else Child()
    name = (
        row.name(slot) if row.get(slot, "given_name") or row.get(slot, "first_names") or row.get(slot, "surname") else child.name
    )
    given = child.name.given if child.name else ""
    return Child(
        name=name if name.given or not given else Name(given=given, prefix=name.prefix, surname=name.surname),
        key=row.get(slot, "key") or child.key,
        class_name=class_of(row.get(slot, "class_name")) or child.class_name,
        born=row.get(slot, "birth_date") or child.born,
    )


def _fits(row: Row, child: Child) -> bool:
    longest = max(len(str(child.name)), len(child.class_name))
    if longest > 100:
        row.findings.error("text_too_long", row.number, row.heading(ALL, "children"), limit=100, length=longest)
    return longest <= 100


def _born(row: Row, child: Child, today: date | None) -> date | None:
    if not child.born:
        return None
    day, code = values.read_birth_date(child.born, today)
    if code:
        row.findings.error(code, row.number, row.heading(ALL, "children"), value=child.born)
    return day


def _marks(entries: Sequence[ParentEntry], children: Sequence[Child]) -> frozenset[str]:
    """What two rows may have in common when they are about one family; brothers and sisters too."""
    together = " ".join(sorted(fold(str(child.name)) for child in children)) if len(children) > 1 else ""
    return frozenset({f"children {together}"} if together else ()) | frozenset(
        f"{kind} {value}"
        for entry in entries
        for kind, value in (
            ("surname", fold(entry.name.surname)), ("email", entry.email), ("phone", entry.phone), ("address", address_id(entry.address)),
            ("number", entry.number),
        )
        if value
    )  # fmt: skip


class Twins:
    """Children by first name with class, and by what their rows have in common: looked up without walking through all of them."""

    def __init__(self) -> None:
        self.marks: dict[str, set[str]] = defaultdict(set)  # {child: of all rows that name it}
        self._names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._children: dict[tuple[tuple[str, str], str], set[str]] = defaultdict(set)

    def add(self, key: str, name: tuple[str, str], marks: frozenset[str]) -> None:
        fresh = marks - self.marks[key]
        self.marks[key] |= fresh
        for mark in self.marks[key] if name not in self._names[key] else ():
            self._children[name, mark].add(key)
        self._names[key].add(name)
        for each in self._names[key] if fresh else ():
            for mark in fresh:
                self._children[each, mark].add(key)

    def only_one(self, name: tuple[str, str], marks: frozenset[str]) -> str | None:
        """The child of this name that shares a mark, when there is exactly one."""
        found: set[str] = set()
        for mark in marks:
            found |= set(islice(self._children.get((name, mark), ()), 2))
            if len(found) > 1:
                return None
        return next(iter(found), None)


def _place(mentions: Sequence[_Mention], found: SheetRows, today: date | None) -> None:
    known: dict[str, list[_Mention]] = defaultdict(list)
    twins = Twins()
    pupils: dict[str, Pupil] = {}
    certain = [each for each in mentions if each.is_certain]
    for each in [*certain, *(each for each in mentions if not each.is_certain)]:
        first_name = (fold(each.child.name.given), fold(each.child.class_name))
        key = _key_of(each)
        if not each.is_certain and not each.child.name.surname:
            key = twins.only_one(first_name, each.parents) or key
        if key in pupils and not each.is_certain and each.parents.isdisjoint(twins.marks[key]):
            is_slight = bool(each.child.name.given and each.child.name.surname)
            found.doubts.append(Doubt(each.row.number, known[key][0].row.number, str(each.child.name), is_slight))
        if key in pupils and _differ(pupils[key].name, each.child.name):
            first = known[key][0].row.number
            each.row.findings.error(
                "key_twice", each.row.number, each.row.heading(ALL, "keys"), first=first, name=str(each.child.name)
            )
            continue
        pupils[key] = _pupil(each, key, pupils.get(key), found, today)
        known[key].append(each)
        twins.add(key, first_name, each.parents)
        if each.child.class_name:
            found.class_names.setdefault(key, each.child.class_name)
    in_order = {id(each): at for at, each in enumerate(mentions)}
    placed = sorted(((in_order[id(each)], key, each) for key, those in known.items() for each in those), key=lambda one: one[0])
    found.pupils.extend(pupils[key] for key in dict.fromkeys(key for _, key, _ in placed))
    for _, key, each in placed:
        found.entries += [replace(entry, pupil_key=key) for entry in each.entries]


def _person(entry: ParentEntry) -> str:
    return f"{entry.source.file}\x1f{entry.source.sheet}\x1f{entry.source.row}\x1f{entry.slot}"


def _key_of(each: _Mention) -> str:
    child = each.child
    return child.key if is_usable(child.key) else derive_pupil_key(child.name, each.birth_date, child.class_name)


def _differ(one: Name, other: Name) -> bool:
    """Whether two names for one number are those of two children."""
    if not one or not other or fold(one.given) == fold(other.given):
        return False
    return not (one.surname and fold(one.surname) == fold(other.surname) and not (one.given and other.given))


def _pupil(each: _Mention, key: str, before: Pupil | None, found: SheetRows, today: date | None) -> Pupil:
    """The pupil as the rows so far tell it together."""
    name = each.child.name
    if before:
        name = before.name if before.name.surname or not name.surname else name
    born = (before.birth_date if before else None) or each.birth_date
    class_name = each.child.class_name
    level = values.read_year_level(class_name, born, today)
    if class_name:
        add_class(found, class_name, level, each.row.source)
    places = (*(before.class_keys if before else ()), *((fold(class_name),) if class_name else ()))
    return Pupil(
        key=key,
        name=name or (before.name if before else Name()),
        birth_date=born,
        year_level=(before.year_level if before else "") or ("" if level == "C" else level),
        class_keys=tuple(dict.fromkeys(places)),
        source=before.source if before else each.row.source,
        key_is_stable=is_usable(each.child.key),
    )
