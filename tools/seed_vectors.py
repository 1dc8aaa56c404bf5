"""Makes driehoek/library/content/seeds.vectors anew, after a change of seeds or model: `.venv/bin/python -m tools.seed_vectors`."""

import sys

from driehoek.algorithms.themes import vectors
from driehoek.algorithms.themes.model import TextModel
from driehoek.library.reading_seeds import load_seeds
from driehoek.library.seed_vectors import FILE, as_file, seed_texts
from driehoek.library.source import CONTENT


def main() -> int:
    model = TextModel()
    if not model.available():
        print(f"there is no text model: {model.why}", file=sys.stderr)
        return 1
    texts = seed_texts(load_seeds())
    (CONTENT / FILE).write_bytes(as_file(texts, vectors.unpack(model.embed(texts))))
    model.close()
    print(f"{len(texts)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
