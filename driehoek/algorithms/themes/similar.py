"""Which notes say nearly the same: neighbours by meaning and by words, and apart from them plain doubles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from driehoek.algorithms.themes import vectors
from driehoek.algorithms.themes.words import Matrix, Words, says_something, unit, words_of

NEAREST = 5
MOST_SAME = 50  # ids of doubles that are named for one note
SAME = 0.9  # of the cosine of words, from which on two notes differ by a typo or so
WORDS_BESIDE = 0.25
WIDTH = 1024  # columns for words: neighbours of 10,000 notes fit in 60 MB
AT_ONCE = 500


@dataclass(frozen=True)
class Neighbours:
    """`similar`: the nearest, nearest first; `same`: the doubles (equal words, or but for a typo), in the order of the notes."""

    similar: tuple[str, ...]
    same: tuple[str, ...]


def neighbours(ids: Sequence[str], texts: Sequence[str], packed: Sequence[bytes] | None = None) -> list[Neighbours]:
    """For each note its neighbours among the others; `packed` are the vectors of the text model, if there is one.

    A note that says nothing has none, and is nobody's.
    """
    told = np.array([number for number, text in enumerate(texts) if says_something(text)], dtype=np.intp)
    found = [Neighbours((), ()) for _ in texts]
    if len(told) < 2:
        return found
    chosen = [texts[number] for number in told]
    words = Words(chosen).matrix(chosen, WIDTH)
    meaning = _meaning([packed[number] for number in told]) if packed else None
    groups = {text: number for number, text in enumerate(dict.fromkeys(_bare(text) for text in chosen))}
    group = np.array([groups[_bare(text)] for text in chosen])
    for start in range(0, len(told), AT_ONCE):
        by_words = words[start : start + AT_ONCE] @ words.T
        alike = by_words if meaning is None else meaning[start : start + AT_ONCE] @ meaning.T + WORDS_BESIDE * by_words
        for offset in range(len(by_words)):
            me = start + offset
            row = alike[offset]
            row[me] = -np.inf
            near = _nearest(row, min(NEAREST, len(told) - 1))
            doubles = np.flatnonzero((group == group[me]) | (by_words[offset] >= SAME))[: MOST_SAME + 1]
            found[told[me]] = Neighbours(
                tuple(ids[told[one]] for one in near), tuple(ids[told[one]] for one in doubles if one != me)[:MOST_SAME]
            )
    return found


def _meaning(packed: Sequence[bytes]) -> Matrix:
    rows = vectors.unpack(packed)
    return vectors.centred(rows, rows.mean(axis=0)) if len(rows) > 20 else unit(rows)


def _nearest(row: Matrix, number: int) -> list[int]:
    """The places of the highest, highest first; equals in the order of the notes."""
    if number < 1:
        return []
    mark = np.partition(row, -number)[-number]
    able = np.flatnonzero(row >= mark)
    return [int(able[one]) for one in np.argsort(-row[able], kind="stable")[:number]]


def _bare(text: str) -> str:
    return " ".join(words_of(text))
