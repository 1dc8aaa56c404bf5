"""Notes as words: TF-IDF of Dutch stems and of runs of 3 to 5 signs inside words, hashed into a fixed width.

Runs of signs forgive typos and compounds, and give a little in languages without a stemmer here.
"""

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

WIDTH = 8192  # columns; 4096 cost 2 points of the first three in cross-validation
RUNS = (3, 4, 5)
STEMS_WEIGHT = 0.7  # of stems against runs of signs
LONGEST = 2000  # signs of a note that are read
LONGEST_WORD = 60

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
        seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        number = 0
        for text in texts:
            number += 1
            for counter, counts in zip(seen, _counts(text), strict=True):
                counter.update(counts.keys())
        self.rarity = tuple(
            {one: (*_place(one), math.log((1 + number) / (1 + times)) + 1) for one, times in counter.items()} for counter in seen
        )

    def matrix(self, texts: Sequence[str], width: int = WIDTH) -> Matrix:
        """A row of length 1 for each text (of zeros where it shares nothing); (texts, width)."""
        rows = np.zeros((len(texts), width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for counts, rarity, weight in zip(_counts(text), self.rarity, (STEMS_WEIGHT, 1.0), strict=True):
                known = [(*rarity[one], times) for one, times in counts.items() if one in rarity]
                found = [(place % width, sign * (1 + math.log(times)) * rare) for place, sign, rare, times in known]
                length = math.sqrt(sum(value * value for _, value in found)) or 1.0
                for place, value in found:
                    row[place] += weight * value / length
        return unit(rows)


def unit(rows: Any) -> Matrix:
    """The rows at length 1; rows of zeros stay zeros."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = (rows / np.where(length > 0, length, 1)).astype(np.float32)
    return scaled


@lru_cache(maxsize=4096)
def _counts(text: str) -> tuple[dict[str, int], dict[str, int]]:
    words = words_of(text)
    stems = Counter("=" + _stem(word) for word in words)
    runs: Counter[str] = Counter()
    for word in words:
        framed = f" {word} "
        for length in RUNS:
            runs.update(framed[start : start + length] for start in range(len(framed) - length + 1))
    return dict(stems), dict(runs)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("dutch")


def _place(one: str) -> tuple[int, int]:
    """Column (before the width) and sign of a feature: the same on every machine."""
    hashed = zlib.crc32(one.encode("utf-8", "replace"))
    return hashed & 0x7FFFFFFF, 1 if hashed >> 31 else -1
