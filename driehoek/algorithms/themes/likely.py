"""Guided sorting: learn from seeds and from what people sorted, then say for every note which themes are likely.

No note gets a theme here; a person decides. Same input, same answer.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from driehoek.algorithms.themes import matching, vectors
from driehoek.algorithms.themes.fitting import Features, Fitted, ahead, fit
from driehoek.algorithms.themes.shapes import Likely, Note, Placed, Seed, Suggestion, Theme
from driehoek.algorithms.themes.words import NARROW, WIDTH, Matrix, Words, says_something

Embed = Callable[[Sequence[str]], list[bytes]]

MOST_PLACED = 2000  # of the school's own; the latest count
MANY_PLACED = 1000  # from here on the words beside the text model are read less finely
AT_ONCE = 400  # notes, so that ten thousand need no more memory than some hundreds


class Sorter:
    """Ranks notes over the themes that it learned."""

    def __init__(self, themes: Sequence[Theme], reader: "_Reader", fitted: Fitted, from_seeds: Mapping[str, str]) -> None:
        self.themes, self.from_seeds = tuple(themes), dict(from_seeds)
        self._reader, self._fitted = reader, fitted

    def suggest(self, notes: Sequence[Note]) -> list[Suggestion]:
        """For each note all themes, most likely first. A note that says nothing gets them all alike, and is not certain."""
        return [one for start in range(0, len(notes), AT_ONCE) for one in self._some(notes[start : start + AT_ONCE])]

    def _some(self, notes: Sequence[Note]) -> Iterator[Suggestion]:
        read = self._reader.read([(note.text, note.vector) for note in notes])
        scores = self._fitted.scores(read)
        lead = ahead(scores)
        for note, row, score, gap in zip(notes, self._fitted.confidences(scores), scores, lead, strict=True):
            told = says_something(note.text)
            shares = row if told else np.full(len(self.themes), 1 / len(self.themes))
            order = np.argsort(-score, kind="stable") if told else range(len(self.themes))
            likely = tuple(Likely(self.themes[at].key, round(float(shares[at]), 4)) for at in order)
            yield Suggestion(note.id, likely, told and len(self.themes) > 1 and bool(gap >= self._fitted.mark))


def learn(
    themes: Sequence[Theme],
    seeds: Sequence[Seed],
    placed: Sequence[Placed] = (),
    *,
    embed: Embed | None = None,
    known: Mapping[str, bytes] | None = None,
) -> Sorter:
    """A sorter for these themes. With `embed` it uses the text model, without it words alone.

    `known` are vectors by text (those of the seeds ship). Raises ValueError without themes, with two of one key, or with a
    note placed under none of them, and whatever `embed` raises.
    """
    keys = [theme.key for theme in themes]
    if not keys or len(set(keys)) < len(keys):
        raise ValueError("give at least one theme, and each key once")
    if strange := {one.theme for one in placed}.difference(keys):
        raise ValueError(f"notes placed under unknown themes: {sorted(strange)[:5]}")
    told = [one for one in placed if says_something(one.text)][-MOST_PLACED:]
    reader = _Reader(seeds, [*themes], told, embed, known or {})
    pairs = matching.by_name(themes, seeds)
    own = Counter(one.theme for one in told)
    left = [seed for seed in seeds if seed.key not in pairs and seed.notes]
    without = [theme for theme in themes if theme.key not in pairs.values() and own[theme.key] >= matching.FEWEST_OWN]
    if left and without:
        first, _ = _fit(reader, themes, seeds, told, pairs, calibrate=False)
        votes = {seed.key: first.scores(reader.read([(text, None) for text in seed.notes])) for seed in left}
        wanting = {theme.key: own[theme.key] for theme in without}
        pairs = {**pairs, **matching.by_vote(first, themes, wanting, votes)}
    fitted, _ = _fit(reader, themes, seeds, told, pairs, calibrate=True)
    return Sorter(themes, reader, fitted, pairs)


def _fit(
    reader: "_Reader",
    themes: Sequence[Theme],
    seeds: Sequence[Seed],
    placed: Sequence[Placed],
    pairs: Mapping[str, str],
    *,
    calibrate: bool,
) -> tuple[Fitted, int]:
    at = {theme.key: place for place, theme in enumerate(themes)}
    examples: list[tuple[str, bytes | None, int]] = [(description(theme), None, at[theme.key]) for theme in themes]
    for seed in seeds:
        if seed.key in pairs:
            told = (f"{seed.title}. {seed.meaning}", *seed.notes)
            examples += [(text, None, at[pairs[seed.key]]) for text in told]
    examples += [(one.text, one.vector, at[one.theme]) for one in placed]
    read = reader.read([(text, vector) for text, vector, _ in examples])
    places = np.array([place for _, _, place in examples], dtype=np.intp)
    return fit(read, places, len(themes), calibrate=calibrate), len(examples)


def description(theme: Theme) -> str:
    return f"{theme.title.replace('_', ' ')}. {theme.meaning}".strip()


class _Reader:
    """Texts as features, all compared with the same seeds."""

    def __init__(
        self,
        seeds: Sequence[Seed],
        themes: Sequence[Theme],
        placed: Sequence[Placed],
        embed: Embed | None,
        known: Mapping[str, bytes],
    ) -> None:
        usual = [text for seed in seeds for text in seed.notes]
        self._words = Words([*usual, *(description(theme) for theme in themes), *(one.text for one in placed)])
        self._width = NARROW if embed and len(placed) > MANY_PLACED else WIDTH
        self._embed, self._vectors = embed, dict(known)
        self._middle: Matrix = np.zeros(vectors.SIZE, dtype=np.float32)
        if embed:
            of = self._meaning([(text, None) for text in usual] or [(one.text, one.vector) for one in placed])
            if len(of):
                self._middle = of.mean(axis=0)

    def read(self, texts: Sequence[tuple[str, bytes | None]]) -> Features:
        words = self._words.sparse([text for text, _ in texts], self._width)
        return Features(words, vectors.centred(self._meaning(texts), self._middle) if self._embed else None)

    def _meaning(self, texts: Sequence[tuple[str, bytes | None]]) -> Matrix:
        missing = list(dict.fromkeys(text for text, vector in texts if vector is None and text not in self._vectors))
        fresh = dict(zip(missing, self._embed(missing), strict=True)) if missing and self._embed else {}
        if len(self._vectors) < 20_000:
            self._vectors.update(fresh)
        return vectors.unpack([vector or self._vectors.get(text) or fresh[text] for text, vector in texts])
