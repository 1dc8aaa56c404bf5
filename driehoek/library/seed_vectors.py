"""What the text model makes of the seeds, made once and shipped, so that the first use of guided sorting is quick.

The file: 32 bytes of SHA-256 over model and texts, then 384 signed bytes a text. `tools/seed_vectors.py` makes it anew.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from driehoek.algorithms.themes.shapes import Seed
from driehoek.library.reading_seeds import load_seeds
from driehoek.library.source import CONTENT

if TYPE_CHECKING:
    from driehoek.algorithms.themes.words import Matrix

FILE = "seeds.vectors"


@cache
def load_seed_vectors(folder: Path = CONTENT) -> Mapping[str, bytes]:
    """Vectors by text, as `algorithms.themes.vectors` packs them; none when the file is of other texts or another model."""
    import numpy as np

    from driehoek.algorithms.themes import vectors

    texts = seed_texts(load_seeds(folder))
    try:
        raw = (folder / FILE).read_bytes()
    except OSError:
        return {}
    if raw[:32] != mark_of(texts) or len(raw) != 32 + vectors.SIZE * len(texts):
        return {}
    rows = np.frombuffer(raw[32:], dtype=np.int8).reshape(-1, vectors.SIZE).astype(np.float32)
    return dict(zip(texts, vectors.pack(rows / np.float32(127)), strict=True))


def seed_texts(seeds: Sequence[Seed]) -> list[str]:
    """Everything of the seeds that is read by the model, each text once."""
    return list(dict.fromkeys(text for seed in seeds for text in (f"{seed.title}. {seed.meaning}", *seed.notes)))


def mark_of(texts: Sequence[str]) -> bytes:
    from driehoek.algorithms.themes.model import ENGINE

    return hashlib.sha256("\0".join((ENGINE, *texts)).encode()).digest()


def as_file(texts: Sequence[str], rows: "Matrix") -> bytes:
    """The content of the file; each row (of `texts`, 384 numbers) is stretched to the whole range of a signed byte."""
    import numpy as np

    stretched = rows / np.abs(rows).max(axis=1, keepdims=True) * 127
    signed: bytes = np.rint(stretched).astype(np.int8).tobytes()
    return mark_of(texts) + signed
