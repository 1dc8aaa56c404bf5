"""'How was it' in three taps: when, what can be said, and when counts are shown. Plain values."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

YES, SOME, NO = CHOICES = ("yes", "some", "no")
OPEN_FOR = dt.timedelta(days=14)  # after the end; then nobody knows any more who was there
FEWEST = 5  # with fewer answers one person's could be guessed

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Tally:
    """How often each was chosen for one statement."""

    key: str
    yes: int
    some: int
    no: int

    @property
    def all(self) -> int:
        return self.yes + self.some + self.no


def is_open(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> bool:
    return starts_at <= now < ends_at + OPEN_FOR


def added(counts: Counts, chosen: Mapping[str, str], keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """`counts` with one more answer; statements and choices that do not exist are left out."""
    new = {key: dict(row) for key, row in counts.items()}
    for key in keys:
        choice = chosen.get(key)
        if choice in CHOICES:
            row = new.setdefault(key, dict.fromkeys(CHOICES, 0))
            row[choice] = row.get(choice, 0) + 1
    return new


def shown(counts: Counts, keys: Iterable[str]) -> list[Tally]:
    """What may be shown of it: only statements that enough people answered."""
    rows = [Tally(key, *(counts.get(key, {}).get(choice, 0) for choice in CHOICES)) for key in keys]
    return [row for row in rows if row.all >= FEWEST]
