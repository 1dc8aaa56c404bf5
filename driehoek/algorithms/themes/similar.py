"""Which notes say nearly the same: neighbours by meaning, theme and words, and apart from them plain doubles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from driehoek.algorithms.themes import vectors
from driehoek.algorithms.themes.fitting import Features, Fitted, fit
from driehoek.algorithms.themes.shapes import Seed
from driehoek.algorithms.themes.words import Matrix, Words, says_something, unit, words_of

NEAREST = 5
MOST_SAME = 50  # ids of doubles that are named for one note
SAME = 0.9  # of the cosine of words, from which on two notes differ by a typo or so
COMMON = 4  # directions of the model in which most notes differ, and that say little about what they want
WORDS_BESIDE = 0.02  # more makes notes with the same small words neighbours; typos are seen by the model itself
THEMES_BESIDE = 0.5  # weight of how notes lie among the themes of the seeds, beside their meaning
WIDTH = 1024  # columns for words: neighbours of 10,000 notes fit in 60 MB
AT_ONCE = 500


@dataclass(frozen=True)
class Neighbours:
    """`similar`: the nearest, nearest first; `same`: the doubles (equal words, or but for a typo), in the order of the notes."""

    similar: tuple[str, ...]
    same: tuple[str, ...]


class Meanings:
    """How the text model places notes, learned once from the seeds (with their vectors by text, all of them)."""

    def __init__(self, seeds: Sequence[Seed], known: Mapping[str, bytes]) -> None:
        notes = [(text, place) for place, seed in enumerate(seeds) for text in seed.notes]
        rows = vectors.unpack([known[text] for text, _ in notes])
        self._middle: Matrix = rows.mean(axis=0)
        apart = vectors.centred(rows, self._middle)
        self._common: Matrix = np.linalg.svd(apart, full_matrices=False)[2][:COMMON]
        self._themes: Fitted = fit(_features(apart), np.array([at for _, at in notes]), len(seeds), calibrate=False)

    def placed(self, packed: Sequence[bytes]) -> Matrix:
        """A row for each vector; the product of two rows says how alike two notes are."""
        apart = vectors.centred(vectors.unpack(packed), self._middle)
        rare = unit(apart - (apart @ self._common.T) @ self._common)
        among = unit(self._themes.scores(_features(apart)))
        joined: Matrix = np.hstack([rare, np.float32(THEMES_BESIDE**0.5) * among]).astype(np.float32)
        return joined


def neighbours(
    ids: Sequence[str],
    texts: Sequence[str],
    packed: Sequence[bytes] | None = None,
    meanings: Meanings | None = None,
    *,
    least: float = -np.inf,
) -> list[Neighbours]:
    """For each note its neighbours among the others; `packed` are the vectors of the text model, if there is one.

    `least`: how alike a neighbour has to be. Of pairs of the same wish in other words 0.5 keeps six in ten, of any two notes one
    in a hundred is as alike. A note that says nothing has none, and is nobody's.
    """
    told = np.array([number for number, text in enumerate(texts) if says_something(text)], dtype=np.intp)
    found = [Neighbours((), ()) for _ in texts]
    if len(told) < 2:
        return found
    chosen = [texts[number] for number in told]
    words = Words(chosen).matrix(chosen, WIDTH)
    meaning = meanings.placed([packed[number] for number in told]) if packed and meanings else None
    groups = {text: number for number, text in enumerate(dict.fromkeys(_bare(text) for text in chosen))}
    group = np.array([groups[_bare(text)] for text in chosen])
    for start in range(0, len(told), AT_ONCE):
        by_words = words[start : start + AT_ONCE] @ words.T
        alike = by_words.copy()
        if meaning is not None:
            alike = meaning[start : start + AT_ONCE] @ meaning.T + np.float32(WORDS_BESIDE) * by_words
        for offset in range(len(by_words)):
            me = start + offset
            row = alike[offset]
            row[me] = -np.inf
            near = _nearest(row, min(NEAREST, len(told) - 1))
            doubles = np.flatnonzero((group == group[me]) | (by_words[offset] >= SAME))[: MOST_SAME + 1]
            same = tuple(ids[told[one]] for one in doubles if one != me)[:MOST_SAME]
            found[told[me]] = Neighbours(tuple(ids[told[one]] for one in near if row[one] >= least), same)
    return found


def _features(meaning: Matrix) -> Features:
    return Features(np.zeros((len(meaning), 1), dtype=np.float32), meaning)


def _nearest(row: Matrix, number: int) -> list[int]:
    """The places of the highest, highest first; equals in the order of the notes."""
    if number < 1:
        return []
    mark = np.partition(row, -number)[-number]
    able = np.flatnonzero(row >= mark)
    return [int(able[one]) for one in np.argsort(-row[able], kind="stable")[:number]]


def _bare(text: str) -> str:
    return " ".join(words_of(text))
