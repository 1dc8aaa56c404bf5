"""What the machine makes of notes: likely themes and who says nearly the same. Plain values in and out; it decides nothing.

With the text model where it is installed, otherwise on words alone; nothing leaves the machine.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from driehoek.algorithms.themes.model import TextModel
    from driehoek.algorithms.themes.shapes import Theme
    from driehoek.algorithms.themes.similar import Meanings

log = logging.getLogger(__name__)
MODEL, WORDS = "e5", "words"
MOST_LIKELY = 5  # kept of each note
MOST_SIMILAR = 8
BEYOND = "beyond:"
ALIKE = 0.5  # from which on a neighbour is shown
MOST_COMPARED = 4_000  # notes; beyond that only plain doubles would be found in time


@dataclass(frozen=True)
class Note:
    """A contribution: `theme` where people put it, None where nobody did. `vector` of an earlier reading with the same engine."""

    id: str
    text: str
    theme: str | None = None
    vector: bytes | None = None


@dataclass(frozen=True)
class Thought:
    """`likely`: (theme, confidence) most likely first, nothing for a note that has a theme."""

    vector: bytes | None
    likely: tuple[tuple[str, float], ...]
    certain: bool
    similar: tuple[str, ...]


def digest(text: str) -> str:
    """A short mark of a text: another one by now means that it is read anew."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def text_model() -> "TextModel":
    from driehoek.algorithms.themes.model import TextModel

    return TextModel()


def engine() -> str:
    """Which text model works here; starts it."""
    return MODEL if text_model().available() else WORDS


def think(notes: Sequence[Note], themes: Sequence["Theme"], *, using: str) -> list[Thought]:
    """For each note what the machine makes of it, in order. Takes 30 ms a note that has no vector yet, with the model."""
    packed: Sequence[bytes | None] = [None] * len(notes)
    if using == MODEL:
        packed = _embedded(notes) or packed
    near = _similar(notes, packed)
    likely = _likely(notes, themes, packed)
    return [
        Thought(vector, *likely.get(note.id, ((), False)), near.get(note.id, ()))
        for note, vector in zip(notes, packed, strict=True)
    ]


def _embedded(notes: Sequence[Note]) -> list[bytes] | None:
    """None when the model gives no answer: then words have to do."""
    from driehoek.algorithms.themes.model import ModelFailed

    try:
        made = iter(text_model().embed([note.text for note in notes if note.vector is None]))
    except ModelFailed as failed:
        log.warning("The text model gave no answer, going on with words: %s", failed)
        return None
    return [note.vector if note.vector is not None else next(made) for note in notes]


def _likely(
    notes: Sequence[Note], themes: Sequence["Theme"], packed: Sequence[bytes | None]
) -> dict[str, tuple[tuple[tuple[str, float], ...], bool]]:
    """Ticked beforehand is only what is certain with the text model: on words alone one in seven of those is wrong.

    Themes of the library that are not on the board compete as well: a note that is about one of those is certain of nothing.
    """
    if not themes:
        return {}
    from driehoek.algorithms.themes import shapes
    from driehoek.algorithms.themes.likely import learn
    from driehoek.algorithms.themes.matching import by_name
    from driehoek.library.reading_seeds import load_seeds

    here, seeds = {theme.key for theme in themes}, load_seeds()
    known = by_name(themes, seeds)
    beyond = [shapes.Theme(BEYOND + seed.key, seed.title, seed.meaning, seed.key) for seed in seeds if seed.key not in known]
    both = list(zip(notes, packed, strict=True))
    placed = [shapes.Placed(note.text, note.theme, vector) for note, vector in both if note.theme]
    free = [shapes.Note(note.id, note.text, vector) for note, vector in both if not note.theme]
    if not free:
        return {}
    with_model = None not in packed
    sorter = learn([*themes, *beyond], seeds, placed, **_with_model() if with_model else {})
    found = {}
    for one in sorter.suggest(free):
        likely = [(each.theme, each.confidence) for each in one.themes if each.theme in here]
        found[one.id] = (tuple(likely[:MOST_LIKELY]), one.certain and with_model and one.themes[0].theme in here)
    return found


def _with_model() -> dict[str, Any]:
    from driehoek.library.seed_vectors import load_seed_vectors

    return {"embed": text_model().embed, "known": load_seed_vectors()}


def _similar(notes: Sequence[Note], packed: Sequence[bytes | None]) -> dict[str, tuple[str, ...]]:
    """Doubles first, then what is alike; on words alone only doubles, since neighbours by words say something else."""
    if len(notes) > MOST_COMPARED:
        return {}
    from driehoek.algorithms.themes.similar import neighbours

    vectors = [vector for vector in packed if vector is not None]
    whole = len(vectors) == len(notes)
    ids, texts = [note.id for note in notes], [note.text for note in notes]
    found = neighbours(ids, texts, vectors if whole else None, _meanings() if whole else None, least=ALIKE)
    return {
        note.id: tuple(dict.fromkeys([*near.same, *(near.similar if whole else ())]))[:MOST_SIMILAR]
        for note, near in zip(notes, found, strict=True)
    }


@lru_cache(maxsize=1)
def _meanings() -> "Meanings":
    from driehoek.algorithms.themes.similar import Meanings
    from driehoek.library.reading_seeds import load_seeds
    from driehoek.library.seed_vectors import load_seed_vectors

    return Meanings(load_seeds(), load_seed_vectors())
