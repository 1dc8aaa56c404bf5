"""An attacker with everything that was published: how far can what is hidden still be from what it is?

Published sums that lie within or across each other (a class in a year in a school; the same people by language) make a network:
people flow from the whole through groups to cells, and every published number is a window on one arc. From what is true, people are
moved around until a window stops them. The worlds found are whole people, so this attacker is at least as sharp as linear programming.
"""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

NARROW = 3  # a cell that can only be one of three neighbouring numbers is found within one


@dataclass
class Network:
    """Arcs from tail to head with `flow` people, of which is known that they are `low` to `high`. What flows in flows out everywhere."""

    tails: list[Hashable] = field(default_factory=list)
    heads: list[Hashable] = field(default_factory=list)
    flows: list[int] = field(default_factory=list)
    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    beside: dict[Hashable, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))

    def arc(self, tail: Hashable, head: Hashable, flow: int, window: tuple[int, int]) -> int:
        """Adds one; its number. Raises ValueError when what is true lies outside what is published."""
        if not window[0] <= flow <= window[1]:
            raise ValueError(f"{flow} was published as {window[0]} to {window[1]}")
        number = len(self.flows)
        for place, value in ((self.tails, tail), (self.heads, head)):
            place.append(value)
        for numbers, count in ((self.flows, flow), (self.lows, window[0]), (self.highs, window[1])):
            numbers.append(count)
        self.beside[tail].append((number, True))
        self.beside[head].append((number, False))
        return number

    def room(self, arc: int, most: int = NARROW) -> tuple[int, int]:
        """(how many fewer, how many more) people there could be on this arc, each at most `most`."""
        fewer = self._move(arc, min(most, self.flows[arc] - self.lows[arc]), more=False)
        more = self._move(arc, min(most, self.highs[arc] - self.flows[arc]), more=True)
        return fewer, more

    def _move(self, arc: int, most: int, *, more: bool) -> int:
        kept, moved = list(self.flows), 0
        start, end = (self.heads[arc], self.tails[arc]) if more else (self.tails[arc], self.heads[arc])
        while moved < most and (way := self._way(start, end, arc)):
            for number, forth in way:
                self.flows[number] += 1 if forth else -1
            moved += 1
        self.flows = kept
        return moved

    def _way(self, start: Hashable, end: Hashable, without: int) -> list[tuple[int, bool]]:
        """Arcs along which one person can be moved; empty when there is no way."""
        came: dict[Hashable, tuple[Hashable, int, bool]] = {}
        line = deque([start])
        while line:
            here = line.popleft()
            for number, forth in self.beside[here]:
                there = self.heads[number] if forth else self.tails[number]
                free = self.flows[number] < self.highs[number] if forth else self.flows[number] > self.lows[number]
                if number == without or not free or there in came or there == start:
                    continue
                came[there] = (here, number, forth)
                if there == end:
                    return self._back(came, end, start)
                line.append(there)
        return []

    @staticmethod
    def _back(came: dict[Hashable, tuple[Hashable, int, bool]], end: Hashable, start: Hashable) -> list[tuple[int, bool]]:
        way = []
        while end != start:
            end, number, forth = came[end]
            way.append((number, forth))
        return way


def is_hidden(network: Network, arc: int, asked: int, few: int = 5) -> bool:
    """May what is published of this cell of `asked` people stand? When few answered, or few did not, it isn't found within one.

    Of a cell of three people or fewer nothing at all may be told.
    """
    answered = network.flows[arc]
    if answered >= few and asked - answered >= few:
        return True
    fewer, more = network.room(arc)
    return fewer + more >= min(NARROW, asked)
