"""Makes a division better by exchanging blocks between tables: simulated annealing.

Source: Kirkpatrick, Gelatt and Vecchi, 'Optimization by simulated annealing', Science 220 (1983).
Half of the moves aim at a table whose theme the block wished for; blocks of unequal shape exchange with
several blocks at once. Broken rules cost so much that a kept rule is never given up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random

from driehoek.algorithms.division.blocks import HARD, Blocks
from driehoek.algorithms.division.hall import Hall

HOT, COLD = 9.0, 0.9  # temperatures, in units of value; found by trying 40 to 1,000 people
BATCH = 64  # moves between two looks at the budget


@dataclass
class Budget:
    """When to stop. `now` gives seconds of a clock that runs forward; `stopped` is asked now and then."""

    seconds: float | None
    work: int
    now: Callable[[], float]
    stopped: Callable[[], bool]
    started: float = 0.0
    moves: int = 0

    def out_of_time(self) -> bool:
        """Whether to stop before any move was made; work does not count here."""
        passed = self.now() - self.started
        return self.stopped() or (self.seconds is not None and passed >= self.seconds)

    def used(self) -> float:
        """Share of the budget that is gone, 0 to 1."""
        if self.stopped():
            return 1.0
        share = self.moves / self.work if self.work else 1.0
        if self.seconds is not None:
            passed = self.now() - self.started
            share = max(share, passed / self.seconds if self.seconds > 0 else 1.0)
        return min(share, 1.0)


def improve(halls: list[Hall], rng: Random, budget: Budget, report: Callable[[float, int], None]) -> list[list[int]]:
    """Changes the halls until the budget is used; gives the best seats seen, per round table by block."""
    search = _Search(halls, rng)
    total = sum(hall.value for hall in halls)
    best, best_value = [list(hall.where) for hall in halls], total
    while search.movable and (used := budget.used()) < 1.0:
        report(used, best_value)
        heat = HOT * (COLD / HOT) ** used
        for _ in range(min(BATCH, budget.work - budget.moves)):
            budget.moves += 1
            total += search.move(heat)
            if total > best_value:
                best, best_value = [list(hall.where) for hall in halls], total
    return best


class _Search:
    def __init__(self, halls: list[Hall], rng: Random) -> None:
        self.halls, self.random = halls, rng.random
        self.blocks = halls[0].blocks
        self.movable = [b for b, home in enumerate(self.blocks.home) if home < 0] if len(halls[0].at) > 1 else []
        self.wished = [_wished(self.blocks, b) for b in range(len(self.blocks.shape))]

    def pick(self, among: list[int]) -> int:
        return among[int(self.random() * len(among))]

    def move(self, heat: float) -> int:
        """Tries one move and says by how much the value changed (0: not made)."""
        hall = self.halls[0] if len(self.halls) == 1 else self.halls[int(self.random() * len(self.halls))]
        block = self.pick(self.movable)
        table = hall.where[block]
        wished = self.wished[block]
        to = self.pick(wished) if wished and self.random() < 0.5 else int(self.random() * len(hall.at))
        if to == table:
            return 0
        others = hall.at[to]
        shapes, home = self.blocks.shape, self.blocks.home
        for _ in range(2 if others else 0):
            other = self.pick(others)
            if home[other] < 0 and shapes[other] == shapes[block]:
                gained = hall.swap_gain(block, other)
                if not self._accept(gained, heat):
                    return 0
                hall.swap(block, other, gained)
                return gained
        return self._exchange(hall, block, to, heat)

    def _accept(self, gained: int, heat: float) -> bool:
        return gained >= 0 or (gained > -40 * heat and self.random() < exp(gained / heat))

    def _exchange(self, hall: Hall, block: int, to: int, heat: float) -> int:
        """Moves a block and lets others of both tables cross until the shapes balance, if they can."""
        there, here = self._party(hall, block, to)
        table, shapes = hall.where[block], self.blocks.shape
        parents = sum(shapes[b][0] for b in there) - sum(shapes[b][0] for b in here)
        school = sum(shapes[b][1] for b in there) - sum(shapes[b][1] for b in here)
        if (parents or school) and hall.value > -HARD:  # every rule is kept
            old, new = hall.shape[table], hall.shape[to]
            worse = hall.unfairness((old[0] - parents, old[1] - school)) - hall.unfairness(old)
            worse += hall.unfairness((new[0] + parents, new[1] + school)) - hall.unfairness(new)
            if worse > 0:
                return 0
        before = hall.value
        self._cross(hall, there, here, table, to)
        if self._accept(hall.value - before, heat):
            return hall.value - before
        self._cross(hall, there, here, to, table)
        return 0

    def _cross(self, hall: Hall, there: list[int], here: list[int], table: int, to: int) -> None:
        for block in there + here:
            hall.lift(block)
        for block in there:
            hall.seat(block, to)
        for block in here:
            hall.seat(block, table)

    def _party(self, hall: Hall, block: int, to: int) -> tuple[list[int], list[int]]:
        """Blocks that go there with `block`, and blocks that come here instead."""
        shapes, home = self.blocks.shape, self.blocks.home
        parents, school = shapes[block]
        there = [block]
        here: list[int] = []
        if sum(hall.shape[hall.where[block]]) > sum(hall.shape[to]) and self.random() < 0.3:
            return there, here
        seen: set[int] = set()
        for _ in range(8):
            back = parents > 0 or (parents == 0 and school > 0)
            other = self.pick(hall.at[to if back else hall.where[block]]) if hall.at[to] else block
            if other in seen or other == block or home[other] >= 0:
                continue
            p, s = shapes[other]
            if back and (p <= max(parents, 0) and s <= max(school, 0) or not here):
                here.append(other)
                parents, school = parents - p, school - s
            elif not back and p <= max(-parents, 0) and s <= max(-school, 0):
                there.append(other)
                parents, school = parents + p, school + s
            else:
                continue
            seen.add(other)
            if parents == school == 0 or parents + school == 0 and self.random() < 0.5:
                break
        return there, here


def _wished(blocks: Blocks, block: int) -> list[int]:
    return [t for t, worth in enumerate(blocks.wish[block]) if worth > 0]
