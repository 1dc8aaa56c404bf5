"""What may happen to statements and dots, in which order they are met, and what small numbers may tell. No database."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driehoek.algorithms.disclosure import APART, live_total

DRAFT, OPEN, CLOSED, SHOWN = "draft", "open", "closed", "shown"
STATEMENTS, DOTS = "statements", "dots"
AGREE, DISAGREE, PASS = 1, -1, 0
ANSWERS = (AGREE, DISAGREE, PASS)

MOST_STATEMENT = 300
MOST_STATEMENTS = 100
MOST_BUDGET = 20
MOST_POLL_TITLE = 200
MOST_PROPOSALS = 200  # that wait at once
FEWEST = {STATEMENTS: 1, DOTS: 2}

SMALL = APART  # a voice with fewer is not shown apart


def state(opened_at: dt.datetime | None, closed_at: dt.datetime | None, shown_at: dt.datetime | None) -> str:
    if shown_at:
        return SHOWN
    if closed_at:
        return CLOSED
    return OPEN if opened_at else DRAFT


# verb: in which states. Who saw the results may not open it again: two pictures with one reaction between them tell that one.
TURNS: dict[str, frozenset[str]] = {
    "open": frozenset({DRAFT, CLOSED}),
    "close": frozenset({OPEN}),
    "show": frozenset({CLOSED}),
    "hide": frozenset({SHOWN}),
}


def may_turn(verb: str, now: str) -> bool:
    return now in TURNS[verb]


def in_steps(count: int) -> int:
    """How many took part, as far as a screen may tell while they do: 0, 5, 10 …"""
    return live_total(count)


def order_for(voter: str, keys: Iterable[Any]) -> list[Any]:
    """An order of one's own that stays the same; what came late stands anywhere in it, so that it is met too."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{voter}|{key}".encode()).digest())


def ballot_trouble(ballot: Mapping[Any, int], known: Iterable[Any], budget: int) -> str | None:
    """Why these dots can't be taken: 'unknown', 'negative', 'too-many', or None."""
    if not set(ballot) <= set(known):
        return "unknown"
    if any(dots < 0 for dots in ballot.values()):
        return "negative"
    return "too-many" if sum(ballot.values()) > budget else None


@dataclass(frozen=True)
class Overtaking:
    """With one person less `behind` would stand above `ahead`; with `level` they would stand even."""

    ahead: Any
    behind: Any
    level: bool


def standing(totals: Mapping[Any, float]) -> list[list[Any]]:
    """From most to fewest; what has the same number stands together."""
    found: dict[float, list[Any]] = {}
    for key, total in totals.items():
        found.setdefault(round(total, 9), []).append(key)
    return [found[total] for total in sorted(found, reverse=True)]


def overtakings(ballots: Sequence[Mapping[Any, int]], keys: Sequence[Any]) -> list[Overtaking]:
    """Neighbours in the order of one voice that one person decides on."""
    totals = {key: sum(ballot.get(key, 0) for ballot in ballots) for key in keys}
    steps = standing(totals)
    found = []
    for above, below in zip(steps, steps[1:], strict=False):
        gap = totals[above[0]] - totals[below[0]]
        most, pair = max(
            (
                (max((ballot.get(one, 0) - ballot.get(other, 0) for ballot in ballots), default=0), (one, other))
                for one in above
                for other in below
            ),
            key=lambda choice: choice[0],
        )
        if most >= gap:
            found.append(Overtaking(*pair, level=most == gap))
    return found
