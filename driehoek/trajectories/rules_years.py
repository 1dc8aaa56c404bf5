"""Which ambitions of two years are the same one. Plain values: an ambition is its key and its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ALIKE = 0.5  # of all words that either has, this share stands in both
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Matched:
    """`carried`: (now, then). `new`: of now only. `past`: of then only."""

    carried: tuple[tuple[str, str], ...]
    new: tuple[str, ...]
    past: tuple[str, ...]


def matched(now: Mapping[str, str], then: Mapping[str, str]) -> Matched:
    """Each is matched once: the same key, otherwise the ones that share the most words, half at least; even in the order given."""
    words_now = {key: words(text) for key, text in now.items()}
    words_then = {key: words(text) for key, text in then.items()}
    pairs = [
        (1.0 + (one == other), one, other) if one == other else (share(mine, theirs), one, other)
        for one, mine in words_now.items()
        for other, theirs in words_then.items()
    ]
    carried: dict[str, str] = {}
    for alike, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= ALIKE and one not in carried and other not in carried.values():
            carried[one] = other
    return Matched(
        tuple((one, carried[one]) for one in now if one in carried),
        tuple(one for one in now if one not in carried),
        tuple(other for other in then if other not in carried.values()),
    )


def words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of both stands in both: 0 to 1, 0 when either says nothing."""
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
