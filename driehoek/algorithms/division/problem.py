"""What is asked: people, tables, and who must or must not sit together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Person:
    """One guest. `voice` is 'parent' or 'school'; `leads` is the table this person must lead.

    `wishes` maps a theme to points (higher is dearer); themes that are absent count 0.
    """

    id: str
    voice: str
    school_class: str | None = None
    function: str | None = None
    leads: str | None = None
    wishes: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_parent(self) -> bool:
        return self.voice == "parent"


@dataclass(frozen=True)
class Table:
    """A table, with the theme it talks about (None: no theme)."""

    id: str
    theme: str | None = None


@dataclass(frozen=True)
class Problem:
    """A division to make. Ids are unique (`io.read_problem` sees to that).

    `locked` holds people at a table in every round. `keep_class` turns the price for two people of
    one class into a reward. Pairs may contradict each other: then the plan says what it could not keep.
    """

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    rounds: int = 1
    locked: Mapping[str, str] = field(default_factory=dict)
    keep_class: bool = False

    @cached_property
    def person(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def table(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def partners(self) -> dict[str, tuple[str, ...]]:
        """Per person the others of the pairs that asked to be together."""
        return _neighbours(self.together)

    @cached_property
    def rivals(self) -> dict[str, tuple[str, ...]]:
        """Per person the others who must sit at another table."""
        return _neighbours(self.apart)

    @cached_property
    def company(self) -> dict[str, int]:
        """Number of the group that each person asked to be with, friends of friends included."""
        number: dict[str, int] = {}
        for person in self.people:
            if person.id in number:
                continue
            waiting = [person.id]
            number[person.id] = len(number)
            while waiting:
                one = waiting.pop()
                fresh = [p for p in self.partners.get(one, ()) if p not in number]
                number.update(dict.fromkeys(fresh, number[one]))
                waiting.extend(fresh)
        return number

    def home(self, person: Person) -> str | None:
        """Table where this person must sit; leading comes before being locked; unknown tables do not hold."""
        for table in (person.leads, self.locked.get(person.id)):
            if table is not None and table in self.table:
                return table
        return None

    def only(self, ids: set[str]) -> "Problem":
        """The same problem for some of its people."""
        return Problem(
            people=tuple(p for p in self.people if p.id in ids),
            tables=self.tables,
            together=tuple(pair for pair in self.together if ids.issuperset(pair)),
            apart=tuple(pair for pair in self.apart if ids.issuperset(pair)),
            rounds=self.rounds,
            locked={p: t for p, t in self.locked.items() if p in ids},
            keep_class=self.keep_class,
        )


def _neighbours(pairs: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for a, b in pairs:
        if a != b:
            found.setdefault(a, {})[b] = None
            found.setdefault(b, {})[a] = None
    return {person: tuple(others) for person, others in found.items()}
