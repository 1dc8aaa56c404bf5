"""From rows about parents to people and homes: who is the same person, and who lives together.

The same person: equal guardian number, or an equal full name together with an equal e-mail, telephone or address; never a
surname alone. One home: parents of a common child at the same address. Where addresses are unknown, a shared e-mail or
telephone makes one home, and otherwise homes stay apart, because nothing of the one parent may be visible to the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .cleaning import fold
from .findings import Findings
from .keys import digest, name_id
from .shapes import Address, Answer, Guardian, Guardianship, Household, Name, Relation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentEntry:
    """One parent as one row about one child tells it. Entries with one `person` are of one row about several children."""

    pupil_key: str
    slot: str
    name: Name
    source: Source
    number: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    address: Address = Address()
    secret_address: bool = False
    secret_phone: bool = False
    relation: Relation = "unknown"
    authority: Answer = "unknown"
    may_receive: Answer = "unknown"


class _Groups:
    """Union-find over 0 … size - 1; the smallest member stands for its group."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def members(self) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for member in range(len(self._parent)):
            groups[self.find(member)].append(member)
        return groups


def assemble(
    entries: Sequence[ParentEntry], findings: Findings
) -> tuple[tuple[Guardian, ...], tuple[Guardianship, ...], tuple[Household, ...]]:
    """People, their bond with each child, and their homes. Deterministic in the order of `entries`."""
    entries = _without_family_numbers(entries)
    people = list(_same_people(entries).values())
    guardians = [_guardian([entries[at] for at in members], findings) for members in people]
    bonds = _guardianships(entries, people, guardians, findings)
    children: dict[str, list[str]] = defaultdict(list)
    for bond in bonds:
        children[bond.guardian_key].append(bond.pupil_key)
    homes = _same_homes(guardians, children, findings)
    households: list[Household] = []
    housed: dict[str, str] = {}
    for members in homes.values():
        household = _household([guardians[at] for at in members], children)
        households.append(household)
        housed.update(dict.fromkeys(household.guardian_keys, household.key))
    placed = tuple(_with_home(guardian, housed[guardian.key]) for guardian in guardians)
    return placed, bonds, tuple(households)


def _same_people(entries: Sequence[ParentEntry]) -> dict[int, list[int]]:
    groups = _Groups(len(entries))
    first: dict[tuple[str, ...], int] = {}
    for at, entry in enumerate(entries):
        for token in _tokens(entry):
            groups.join(first.setdefault(token, at), at)
    return groups.members()


def _tokens(entry: ParentEntry) -> Iterable[tuple[str, ...]]:
    """What this person can be recognised by; two entries with one token in common are one person."""
    if entry.person:
        yield "person", entry.person
    if entry.number:
        yield "number", entry.number
        return
    who = _who(entry)
    for kind, value in (("email", entry.email), ("phone", entry.phone)):
        if value:
            yield kind, who, value
    if (place := address_id(entry.address)) and (entry.name.given or entry.name.initials):
        yield "address", who, place
    yield "child", who, entry.pupil_key


def _who(entry: ParentEntry) -> str:
    """The name; without a first name also relation or place, since 'J. de Vries' may be the father and the mother."""
    if entry.name.given:
        return name_id(entry.name)
    return f"{name_id(entry.name)} {entry.slot if entry.relation == 'unknown' else entry.relation}"


def _without_family_numbers(entries: Sequence[ParentEntry]) -> list[ParentEntry]:
    """A number that both parents of one row have is the family's and says nothing about a person."""
    seen: dict[tuple[str, Source], str] = {}
    shared = {
        entry.number
        for entry in entries
        if entry.number and seen.setdefault((entry.number, entry.source), entry.slot) != entry.slot
    }
    return [replace(entry, number="") if entry.number in shared else entry for entry in entries]


def address_id(address: Address) -> str:
    """What makes two addresses equal: postcode and number, or street, number and city; '' when that is not known."""
    number = fold(address.house_number)
    if address.postcode and number:
        return fold(address.postcode) + " " + number
    return f"{fold(address.street)} {number} {fold(address.city)}" if address.street and number else ""


def _guardian(entries: Sequence[ParentEntry], findings: Findings) -> Guardian:
    """One person from several rows: the first row that says something counts, a later one that differs is told."""
    chosen = entries[0]
    known = dict.fromkeys(("email", "phone", "language"), "")
    for field in known:
        values = list(dict.fromkeys(value for entry in entries if (value := getattr(entry, field))))
        known[field] = values[0] if values else ""
        if len(values) > 1:
            other = next(entry for entry in entries if getattr(entry, field) == values[1])
            findings.warning_at(other.source, "guardian_differs", field, name=str(chosen.name), kept=values[0], other=values[1])
    aliases = tuple(sorted({entry.number or digest("guardian", _who(entry), entry.pupil_key) for entry in entries}))
    smallest = min(entries, key=lambda entry: entry.pupil_key)
    return Guardian(
        key=smallest.number or digest("guardian", _who(smallest), smallest.pupil_key),
        aliases=aliases,
        name=max((entry.name for entry in entries), key=lambda name: bool(name.given) + bool(name.surname)),
        address=next((entry.address for entry in entries if entry.address), Address()),
        secret_address=any(entry.secret_address for entry in entries),
        secret_phone=any(entry.secret_phone for entry in entries),
        household_key="",
        source=chosen.source,
        **known,
    )


def _guardianships(
    entries: Sequence[ParentEntry], people: Sequence[list[int]], guardians: Sequence[Guardian], findings: Findings
) -> tuple[Guardianship, ...]:
    owner = {at: guardian.key for members, guardian in zip(people, guardians, strict=True) for at in members}
    bonds: dict[tuple[str, str], Guardianship] = {}
    order: dict[str, int] = defaultdict(int)
    for at, entry in enumerate(entries):
        pair = (owner[at], entry.pupil_key)
        if pair in bonds:
            if bonds[pair].source == entry.source:
                findings.warning_at(entry.source, "guardian_twice", name=str(entry.name) or entry.email)
            continue
        order[entry.pupil_key] += 1
        bonds[pair] = Guardianship(
            guardian_key=owner[at],
            pupil_key=entry.pupil_key,
            relation=entry.relation,
            authority=entry.authority,
            may_receive=entry.may_receive,
            order=order[entry.pupil_key],
            source=entry.source,
        )
    return tuple(bonds.values())


MOST_PARENTS = 12  # of one child; more is a mistake in the list, and comparing them all would take minutes


def _same_homes(guardians: Sequence[Guardian], children: dict[str, list[str]], findings: Findings) -> dict[int, list[int]]:
    groups = _Groups(len(guardians))
    parents_of: dict[str, list[int]] = defaultdict(list)
    for at, guardian in enumerate(guardians):
        for child in children[guardian.key]:
            parents_of[child].append(at)
    unknown: set[str] = set()
    for child, parents in parents_of.items():
        if len(parents) > MOST_PARENTS:
            unknown.add(child)
            continue
        for index, one in enumerate(parents):
            for other in parents[index + 1 :]:
                if _live_together(guardians[one], guardians[other]):
                    groups.join(one, other)
                elif not (address_id(guardians[one].address) and address_id(guardians[other].address)):
                    unknown.add(child)
    if unknown:
        findings.warning("homes_unknown", count=len(unknown))
    return groups.members()


def _live_together(one: Guardian, other: Guardian) -> bool:
    here, there = address_id(one.address), address_id(other.address)
    if here and there:
        return here == there
    return bool(one.email and one.email == other.email) or bool(one.phone and one.phone == other.phone)


def _household(members: Sequence[Guardian], children: dict[str, list[str]]) -> Household:
    return Household(
        key=digest("household", min(guardian.key for guardian in members)),
        address=next((guardian.address for guardian in members if guardian.address), Address()),
        secret_address=any(guardian.secret_address for guardian in members),
        guardian_keys=tuple(guardian.key for guardian in members),
        pupil_keys=tuple(dict.fromkeys(child for guardian in members for child in children[guardian.key])),
    )


def _with_home(guardian: Guardian, household_key: str) -> Guardian:
    return replace(guardian, household_key=household_key)
