"""Which seed belongs to which theme in play: told, by its name, or by how the notes of the seed are sorted."""

from collections.abc import Mapping, Sequence

import numpy as np

from driehoek.algorithms.themes.fitting import Fitted
from driehoek.algorithms.themes.shapes import Seed, Theme
from driehoek.algorithms.themes.words import words_of

SHARE = 0.5  # of a seed's notes that must fall to one theme …
TIMES = 2.0  # … and this many times as many as to the next
FEWEST_OWN = 5  # notes that people sorted under the theme, before a seed joins by vote


def plain(name: str) -> str:
    return " ".join(" ".join(words_of(name)).replace("_", " ").split())


def by_name(themes: Sequence[Theme], seeds: Sequence[Seed]) -> dict[str, str]:
    """{seed key: theme key}: told by `Theme.seed`, or with the same key, title or other name. Each seed once."""
    called = {plain(name): seed.key for seed in reversed(seeds) for name in (*seed.names, seed.title, seed.key)}
    known = {seed.key for seed in seeds}
    found: dict[str, str] = {}
    for theme in themes:
        if theme.seed in known:
            found.setdefault(theme.seed, theme.key)
    for theme in themes:
        if theme.seed not in known:
            key = called.get(plain(theme.title)) or called.get(plain(theme.key))
            if key:
                found.setdefault(key, theme.key)
    return found


def by_vote(first: Fitted, themes: Sequence[Theme], own: Mapping[str, int], votes: Mapping[str, np.ndarray]) -> dict[str, str]:
    """{seed key: theme key} for seeds that `first` sorts overwhelmingly under one theme that people sorted notes under.

    `votes`: seed key to the scores of its notes (notes, themes); `own`: notes that people sorted, by theme.
    """
    found: dict[str, str] = {}
    for seed, scores in votes.items():
        counts = np.bincount(scores.argmax(axis=1), minlength=len(themes))
        best = int(counts.argmax())
        rest = int(np.delete(counts, best).max(initial=0))
        if counts[best] >= max(SHARE * len(scores), TIMES * rest) and own.get(themes[best].key, 0) >= FEWEST_OWN:
            found[seed] = themes[best].key
    return found
