"""How many tables, leaders, scribes, interpreters and sessions an evening asks for. Plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .rules import MOST_TABLES, ONE_CIRCLE

CHILDREN_PER_MINDER = 8
SMALLEST_TABLE, LARGEST_TABLE = 4, 12
PER_TABLE = "table"


@dataclass(frozen=True)
class Wanted:
    """Who must be there: `count` of a role, for each 'table' or for the whole 'meeting'."""

    role: str
    count: int
    per: str


@dataclass(frozen=True)
class Need:
    """`have` is None when nobody said how many there are."""

    role: str
    needed: int
    have: int | None = None

    @property
    def short(self) -> int:
        return max(self.needed - self.have, 0) if self.have is not None else 0


@dataclass(frozen=True)
class Capacity:
    """`tables` in one go, or 1 for one circle. `at_once` is how many tables can run at the same time with who and what there
    is, None when nothing limits it; `sessions` how often the evening must be held then, 0 when it can't be held at all."""

    people: int
    tables: int
    needs: tuple[Need, ...]
    at_once: int | None
    sessions: int

    @property
    def is_circle(self) -> bool:
        return self.people < ONE_CIRCLE

    @property
    def is_short(self) -> bool:
        return self.sessions != 1

    @property
    def per_session(self) -> int:
        """People in one session, rounded up."""
        return -(-self.people // self.sessions) if self.sessions else 0


def capacity(
    *, people: int, table_size: int, crew: Sequence[Wanted], have: Mapping[str, int | None], room_tables: int | None = None
) -> Capacity:
    """What `people` at tables of `table_size` ask for. `have`: how many of a role there are; `room_tables` fit in the rooms."""
    tables = 1 if people < ONE_CIRCLE else max(-(-people // table_size), 1)
    needs = tuple(
        Need(one.role, one.count * (tables if one.per == PER_TABLE else 1), have.get(one.role)) for one in crew if one.count
    )
    limits = [there // one.count for one in crew if one.per == PER_TABLE and (there := have.get(one.role)) is not None]
    at_once = min([*limits, *([room_tables] if room_tables is not None else [])], default=None)
    most = min(MOST_TABLES, tables if at_once is None else at_once)
    return Capacity(people, tables, needs, at_once, -(-tables // most) if most else 0)


def interpreters(people: int, table_size: int) -> int:
    """Interpreters of one language: each sits at one table, with as many of these people as fit beside them."""
    return -(-people // max(table_size - 1, 1))


def minders(children: int) -> int:
    return -(-children // CHILDREN_PER_MINDER)
