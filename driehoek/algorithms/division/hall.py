"""One round under construction: who sits where, and what seating or lifting a block is worth."""

from driehoek.algorithms.division.blocks import HARD, Blocks
from driehoek.algorithms.division.rules import REPEATED, Limits


class Meetings:
    """How many rounds every two blocks share a table; all rounds of a plan write in the same one."""

    def __init__(self, blocks: Blocks, rounds: int) -> None:
        self.counted = rounds > 1
        self.people = [sum(shape) for shape in blocks.shape]
        self.times = [[0] * len(blocks.shape) for _ in blocks.shape] if self.counted else []
        self.company = blocks.company

    def price(self, block: int, others: list[int], *, present: int) -> int:
        """Price of `block` meeting `others`; `present` is 1 when this round is already counted."""
        times, company = self.times[block], self.company
        own, group = self.people[block], company[block]
        met = sum((times[o] - present) * self.people[o] for o in others if company[o] != group)
        return REPEATED * own * met

    def note(self, block: int, others: list[int], step: int) -> None:
        for other in others:
            self.times[block][other] += step
            self.times[other][block] += step


class Hall:
    """The seats of one round.

    `value` is kept up to date: wishes and pairs, and -HARD per broken rule; `unfair` is the part of
    the penalties that comes from sizes and proportions (0 or more).
    """

    def __init__(self, blocks: Blocks, allowed: Limits, meetings: Meetings) -> None:
        self.blocks, self.allowed, self.meetings = blocks, allowed, meetings
        self.where = [-1] * len(blocks.shape)
        self.at: list[list[int]] = [[] for _ in blocks.tables]
        self.shape = [(0, 0)] * len(blocks.tables)
        self.count = [[0] * blocks.trait_count for _ in blocks.tables]
        self._unfairness: dict[tuple[int, int], int] = {}
        self.unfair = self.unfairness((0, 0)) * len(blocks.tables)
        self.value = -self.unfair

    def unfairness(self, shape: tuple[int, int]) -> int:
        """Penalty of a table of (parents, school)."""
        known = self._unfairness.get(shape)
        if known is None:
            people = sum(shape)
            fewest, most = self.allowed.parent_range(people)
            off_size = max(self.allowed.low - people, people - self.allowed.high, 0)
            off_share = max(fewest - shape[0], shape[0] - most, 0)
            known = self._unfairness[shape] = HARD * (2 * off_size + off_share)
        return known

    def gain(self, block: int, table: int) -> int:
        """Value of `block` at `table` where it does not sit, without fairness."""
        count, where = self.count[table], self.where
        gained = self.blocks.wish[block][table]
        for trait, weighted, _ in self.blocks.traits[block]:
            gained -= weighted * count[trait]
        for other, worth in self.blocks.special[block].items():
            if where[other] == table:
                gained += worth
        if self.meetings.counted:
            gained -= self.meetings.price(block, self.at[table], present=0)
        return gained

    def seat(self, block: int, table: int) -> None:
        self.value += self.gain(block, table)
        self._place(block, table)
        self._reshape(table, self.blocks.shape[block], 1)

    def lift(self, block: int) -> int:
        """Takes a block from its table and says which."""
        table = self.where[block]
        self._take(block, table)
        self.value -= self.gain(block, table)
        self._reshape(table, self.blocks.shape[block], -1)
        return table

    def copy(self, other: "Hall") -> None:
        """Seats everybody in this empty hall as in another round."""
        for block, table in enumerate(other.where):
            self.seat(block, table)

    def swap(self, a: int, b: int, gained: int) -> None:
        """Exchanges two blocks of one shape whose `swap_gain` is `gained`."""
        t, u = self.where[a], self.where[b]
        self._take(a, t)
        self._take(b, u)
        self._place(a, u)
        self._place(b, t)
        self.value += gained

    def swap_gain(self, a: int, b: int) -> int:
        """What exchanging two blocks of one shape at different tables is worth; fairness stays as it is."""
        blocks, where = self.blocks, self.where
        t, u = where[a], where[b]
        wish_a, wish_b = blocks.wish[a], blocks.wish[b]
        gained = wish_a[u] - wish_a[t] + wish_b[t] - wish_b[u]
        at_t, at_u = self.count[t], self.count[u]
        traits_b = blocks.traits[b]
        for trait, weighted, own in blocks.traits[a]:
            gained -= weighted * (at_u[trait] - at_t[trait] + own)
            for other_trait, _, other_own in traits_b:
                if other_trait == trait:
                    gained += 2 * weighted * other_own
        for trait, weighted, own in traits_b:
            gained -= weighted * (at_t[trait] - at_u[trait] + own)
        gained += self._special_gain(a, b, t, u) + self._special_gain(b, a, u, t)
        if self.meetings.counted:
            gained += self._meeting_gain(a, b, t, u) + self._meeting_gain(b, a, u, t)
        return gained

    def _special_gain(self, block: int, instead: int, table: int, to: int) -> int:
        gained, where = 0, self.where
        for other, worth in self.blocks.special[block].items():
            if where[other] == table:
                gained -= worth
            elif where[other] == to and other != instead:
                gained += worth
        return gained

    def _meeting_gain(self, block: int, instead: int, table: int, to: int) -> int:
        stay = [o for o in self.at[table] if o != block]
        meet = [o for o in self.at[to] if o != instead]
        return self.meetings.price(block, stay, present=1) - self.meetings.price(block, meet, present=0)

    def _place(self, block: int, table: int) -> None:
        if self.meetings.counted:
            self.meetings.note(block, self.at[table], 1)
        self.at[table].append(block)
        self.where[block] = table
        count = self.count[table]
        for trait, _, own in self.blocks.traits[block]:
            count[trait] += own

    def _take(self, block: int, table: int) -> None:
        self.at[table].remove(block)
        self.where[block] = -1
        count = self.count[table]
        for trait, _, own in self.blocks.traits[block]:
            count[trait] -= own
        if self.meetings.counted:
            self.meetings.note(block, self.at[table], -1)

    def _reshape(self, table: int, shape: tuple[int, int], sign: int) -> None:
        old = self.shape[table]
        new = self.shape[table] = (old[0] + sign * shape[0], old[1] + sign * shape[1])
        change = self.unfairness(new) - self.unfairness(old)
        self.unfair += change
        self.value -= change
