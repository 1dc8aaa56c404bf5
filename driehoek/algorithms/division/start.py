"""A first division that keeps every hard rule, by seating the hardest blocks first and backtracking.

Dead ends make a block heavier, and heavier blocks go first in the next attempt (the weighted-degree
idea of Boussemart, Hemery, Lecoutre and Sais, ECAI 2004). Attempts are bounded: what cannot be seated
fairly within them is seated where it hurts least, and the search goes on from there.
"""

from collections.abc import Callable, Iterator
from random import Random

from driehoek.algorithms.division.blocks import Blocks
from driehoek.algorithms.division.hall import Hall

ATTEMPTS = 12
EFFORT = 4000  # seatings per attempt beyond five per block


class Room:
    """Can the blocks that still stand be seated so that every table ends with a fair shape?

    A necessary condition that counts parents, school and people; it keeps the backtracking shallow.
    """

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.fair = hall.allowed.shapes()
        self._spans: dict[tuple[int, int], tuple[int, ...] | None] = {}
        allowed = hall.allowed
        self.left = (allowed.parents, allowed.people - allowed.parents, allowed.people)
        empty = self.span((0, 0)) or (0,) * 6
        self.sums = tuple(part * allowed.tables for part in empty)

    def span(self, shape: tuple[int, int]) -> tuple[int, ...] | None:
        """Fewest and most parents, school and people that may still join a table; None: it is unfair for good."""
        if shape not in self._spans:
            more = [(p - shape[0], s - shape[1]) for p, s in self.fair if p >= shape[0] and s >= shape[1]]
            parts = [[p for p, _ in more], [s for _, s in more], [p + s for p, s in more]]
            self._spans[shape] = tuple(f(part) for part in parts for f in (min, max)) if more else None
        return self._spans[shape]

    def after(self, shape: tuple[int, int], block: tuple[int, int]) -> tuple[tuple[int, ...], tuple[int, int, int]] | None:
        """Sums and people left once `block` joins a table of `shape`; None when that ends in a dead end."""
        old, new = self.span(shape), self.span((shape[0] + block[0], shape[1] + block[1]))
        if old is None or new is None:
            return None
        sums = tuple(total - o + n for total, o, n in zip(self.sums, old, new, strict=True))
        left = (self.left[0] - block[0], self.left[1] - block[1], self.left[2] - sum(block))
        fits = all(sums[2 * i] <= left[i] <= sums[2 * i + 1] for i in range(3))
        return (sums, left) if fits else None


def fill(hall: Hall, rng: Random, spent: Callable[[], bool]) -> None:
    """Seats everybody in an empty hall; all hard rules hold when that was found possible.

    The first attempt is made whole, also when the time is `spent`: a division without it is of no use.
    """
    weight = [0] * len(hall.where)
    for attempt in range(ATTEMPTS):
        patience = spent if attempt else lambda: False
        possible = _attempt(hall, _order(hall.blocks, weight, rng), weight, patience)
        if possible is True:
            return
        for block, table in enumerate(hall.where):
            if table >= 0:
                hall.lift(block)
        if possible is False or spent():
            break
    _seat_anyhow(hall, _order(hall.blocks, weight, rng))


def _order(blocks: Blocks, weight: list[int], rng: Random) -> list[int]:
    luck = [rng.random() for _ in blocks.shape]
    return sorted(
        range(len(blocks.shape)),
        key=lambda b: (blocks.home[b] < 0, -weight[b], -sum(blocks.shape[b]), -len(blocks.special[b]), luck[b]),
    )


def _attempt(hall: Hall, order: list[int], weight: list[int], spent: Callable[[], bool]) -> bool | None:
    """True: everybody is seated; False: proven impossible; None: gave up."""
    if not order:
        return True
    room = Room(hall)
    before: list[tuple[tuple[int, ...], tuple[int, int, int]]] = []
    choices: list[Iterator[int]] = [_choices(hall, room, order[0])]
    for effort in range(EFFORT + 5 * len(order)):
        if effort % 64 == 0 and spent():
            return None
        block = order[len(choices) - 1]
        table = next(choices[-1], -1)
        if table < 0:
            weight[block] += 1
            choices.pop()
            if not choices:
                return False
            hall.lift(order[len(choices) - 1])
            room.sums, room.left = before.pop()
            continue
        then = room.after(hall.shape[table], hall.blocks.shape[block])
        if then is None:
            continue
        before.append((room.sums, room.left))
        room.sums, room.left = then
        hall.seat(block, table)
        if len(choices) == len(order):
            return True
        choices.append(_choices(hall, room, order[len(choices)]))
    return None


def _choices(hall: Hall, room: Room, block: int) -> Iterator[int]:
    """Tables that may hold the block, best first; of the empty ones (all alike for the rules) only the best."""
    blocks, home = hall.blocks, hall.blocks.home[block]
    rivals = {hall.where[other] for other, worth in blocks.special[block].items() if worth < 0}
    tables = range(len(blocks.tables)) if home < 0 else (home,)
    free = [t for t in tables if t not in rivals and room.after(hall.shape[t], blocks.shape[block])]
    gain = {t: hall.gain(block, t) for t in free}
    tried_empty = False
    for table in sorted(free, key=lambda t: (-gain[t], len(hall.at[t]))):
        if not hall.at[table]:
            if tried_empty:
                continue
            tried_empty = True
        yield table


def _seat_anyhow(hall: Hall, order: list[int]) -> None:
    for block in order:
        home, (parents, school) = hall.blocks.home[block], hall.blocks.shape[block]

        def worth(table: int, block: int = block, parents: int = parents, school: int = school) -> int:
            p, s = hall.shape[table]
            worse = hall.unfairness((p + parents, s + school)) - hall.unfairness((p, s))
            return hall.gain(block, table) - worse

        hall.seat(block, home if home >= 0 else max(range(len(hall.at)), key=worth))
