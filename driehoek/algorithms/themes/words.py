"""Notes as words: TF-IDF of Dutch stems and of runs of 3 to 5 signs inside words, hashed into a fixed width.

Runs of signs forgive typos and compounds, and give a little in languages without a stemmer here.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Ids = NDArray[np.int64]

WIDTH = 8192  # columns; half of them cost 2 points of the first three on words alone, 1 beside the text model
NARROW = 4096  # where a school sorted so much itself that time counts for more
RUNS = (3, 4, 5)
STEMS_WEIGHT = 0.7  # of stems against runs of signs
LONGEST = 2000  # signs of a note that are read
LONGEST_WORD = 60
WRITTEN_OUT = 128  # rows

WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; 'CAFÉ' and 'café' are one, however their signs are built."""
    return [word[:LONGEST_WORD] for word in WORD.findall(unicodedata.normalize("NFKC", text[:LONGEST]).casefold())]


def says_something(text: str) -> bool:
    """Whether there are at least two letters in it, so that it can be about something."""
    return sum(sign.isalpha() for sign in text[:LONGEST]) >= 2


class Words:
    """What is frequent in `texts`; makes other texts comparable with them."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted = [_counts(text) for text in texts]
        self._rarity = tuple(_rarity([counts[kind][0] for counts in counted]) for kind in (0, 1))

    def matrix(self, texts: Sequence[str], width: int = WIDTH) -> Matrix:
        """A row of length 1 for each text (of zeros where it shares nothing); (texts, width)."""
        rows = np.zeros((len(texts), width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            self._write(row, text)
        return rows

    def sparse(self, texts: Sequence[str], width: int = WIDTH) -> "Sparse":
        """The same, without its zeros: a note has some hundred features of 8,192."""
        row, kept = np.zeros(width, dtype=np.float32), []
        for text in texts:
            row[:] = 0
            self._write(row, text)
            places = np.flatnonzero(row).astype(np.int32)
            kept.append((places, row[places]))
        return Sparse(tuple(kept), width)

    def _write(self, row: Matrix, text: str) -> None:
        for (ids, times), (known, rare), weight in zip(_counts(text), self._rarity, (STEMS_WEIGHT, 1.0), strict=True):
            place = np.minimum(np.searchsorted(known, ids), len(known) - 1)
            there = known[place] == ids if len(known) else np.zeros(len(ids), dtype=bool)
            if there.any():
                values = (1 + np.log(times[there])) * rare[place[there]]
                signed = np.where(ids[there] >> 31, 1.0, -1.0) * values * (weight / np.sqrt((values**2).sum()))
                np.add.at(row, (ids[there] & 0x7FFFFFFF) % len(row), signed.astype(np.float32))
        if length := np.linalg.norm(row):
            row /= length


@dataclass(frozen=True)
class Sparse:
    """Rows of which most is zero: of each the places of the others, in order, and what stands there."""

    rows: tuple[tuple[NDArray[np.int32], Matrix], ...]
    width: int

    def products(self, other: "Sparse") -> Matrix:
        """Of each row with each of the others, (n, m). Whole rows are written out for some of them at a time."""
        found = np.empty((len(self.rows), len(other.rows)), dtype=np.float32)
        for start in range(0, len(self.rows), WRITTEN_OUT):
            some = self.rows[start : start + WRITTEN_OUT]
            columns = np.zeros((self.width, len(some)), dtype=np.float32)
            for number, (places, values) in enumerate(some):
                columns[places, number] = values
            for number, (places, values) in enumerate(other.rows):
                found[start : start + len(some), number] = values @ columns[places]
        return found


def unit(rows: Any) -> Matrix:
    """The rows at length 1; rows of zeros stay zeros."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = np.asarray(rows / np.where(length > 0, length, 1), dtype=np.float32)
    return scaled


def _rarity(ids: list[Ids]) -> tuple[Ids, NDArray[np.float64]]:
    """The features of some texts, in order, and how rare each is among them."""
    if not ids:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    known, texts = np.unique(np.concatenate(ids), return_counts=True)
    return known, np.log((1 + len(ids)) / (1 + texts)) + 1


@lru_cache(maxsize=4096)
def _counts(text: str) -> tuple[tuple[Ids, Ids], tuple[Ids, Ids]]:
    """Stems, and runs of signs: which and how often."""
    read = [_features(word) for word in words_of(text)]
    stems = np.array([stem for stem, _ in read], dtype=np.int64)
    runs = np.concatenate([runs for _, runs in read]) if read else stems
    return np.unique(stems, return_counts=True), np.unique(runs, return_counts=True)


@lru_cache(maxsize=20_000)
def _features(word: str) -> tuple[int, Ids]:
    framed = f" {word} "
    runs = [framed[start : start + length] for length in RUNS for start in range(len(framed) - length + 1)]
    return _hashed("=" + str(_stemmer().stemWord(word))), np.array([_hashed(run) for run in runs], dtype=np.int64)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("dutch")


def _hashed(feature: str) -> int:
    """32 bits of which the highest is its sign and the others its column: the same on every machine."""
    return zlib.crc32(feature.encode("utf-8", "replace"))
