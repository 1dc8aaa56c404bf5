"""The command `driehoek themes`: for every note the likely themes, most likely first; progress on standard error."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from driehoek.algorithms.files import InputError, refuse_place, write

if TYPE_CHECKING:
    from driehoek.algorithms.themes.model import TextModel
    from driehoek.algorithms.themes.shapes import Note, Placed, Seed, Theme

DONE, WRONG = 0, 2
FEWEST_THEMES = 3  # where people sorted under fewer, those of the library are offered too
A_STEP = 160  # notes between two lines of progress
WORDS_ENGINE = "words"


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done; 2 the input or call is wrong, and OUT is as it was."""
    parser = argparse.ArgumentParser(prog="driehoek themes", description="Says for every note which themes are likely.")
    parser.add_argument("notes", metavar="NOTES.csv", type=Path, help="columns id, tekst")
    parser.add_argument("output", metavar="OUT.json", type=Path)
    parser.add_argument("--sorted", metavar="SORTED.csv", type=Path, help="columns id, tekst, thema; else the library's themes")
    parser.add_argument("--engine", choices=("model", "words"), help="default: the text model where it works")
    try:
        called = parser.parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    try:
        _run(called)
    except InputError as error:
        _say(str(error))
        return WRONG
    return DONE


def _run(called: argparse.Namespace) -> None:
    from driehoek.algorithms.themes import table
    from driehoek.algorithms.themes.model import ModelFailed, TextModel
    from driehoek.algorithms.themes.shapes import Note, Placed
    from driehoek.library.reading_seeds import load_seeds

    rows = table.read(called.notes, ("id", "tekst"))
    table.filled(called.notes, rows, "id")
    table.unique(called.notes, rows, "id")
    notes = [Note(row.values["id"], row.values["tekst"]) for row in rows]
    placed = []
    if called.sorted:
        sorted_rows = table.read(called.sorted, ("id", "tekst", "thema"))
        table.filled(called.sorted, sorted_rows, "thema")
        placed = [Placed(row.values["tekst"], row.values["thema"]) for row in sorted_rows]
    refuse_place(called.output)
    seeds = load_seeds()
    themes = in_play(seeds, placed)
    answer = None
    if called.engine != "words":
        model = TextModel()
        try:
            if model.available():
                answer = _answer(themes, seeds, placed, notes, model)
            elif called.engine == "model":
                raise InputError("--engine model", f"does not work here: {model.why}")
            else:
                _say(f"without the text model ({model.why}): on words")
        except ModelFailed as failed:
            _say(f"the text model stopped ({failed}): on words")
        finally:
            model.close()
    write(called.output, answer or _answer(themes, seeds, placed, notes, None))


def in_play(seeds: "Sequence[Seed]", placed: "Sequence[Placed]") -> "list[Theme]":
    """The themes that people sorted under, by name; those of the library where these are fewer than three."""
    from driehoek.algorithms.themes import matching
    from driehoek.algorithms.themes.shapes import Theme

    own = [Theme(name, name) for name in sorted({one.theme for one in placed})]
    if len(own) >= FEWEST_THEMES:
        return own
    there = matching.by_name(own, seeds)
    return own + [
        Theme(seed.key, seed.title, seed.meaning, seed.key)
        for seed in seeds
        if seed.key not in there and seed.key not in {theme.key for theme in own}
    ]


def _answer(
    themes: "list[Theme]",
    seeds: "tuple[Seed, ...]",
    placed: "list[Placed]",
    notes: "list[Note]",
    model: "TextModel | None",
) -> dict[str, Any]:
    from driehoek.algorithms.themes.likely import learn
    from driehoek.algorithms.themes.model import ENGINE
    from driehoek.algorithms.themes.similar import Meanings, neighbours
    from driehoek.library.seed_vectors import load_seed_vectors

    known: dict[str, bytes] = dict(load_seed_vectors()) if model else {}
    if model:
        _embed_all(model, [*(one.text for one in placed), *(one.text for one in notes)], known)
    sorter = learn(themes, seeds, placed, embed=model.embed if model else None, known=known)
    packed = [known[note.text] for note in notes] if model else None
    if model:
        _embed_all(model, [text for seed in seeds for text in seed.notes], known)  # nothing to do while what ships fits
    meanings = Meanings(seeds, known) if model else None
    near = neighbours([note.id for note in notes], [note.text for note in notes], packed, meanings)
    return {
        "engine": ENGINE if model else WORDS_ENGINE,
        "notes": [
            {
                "id": one.id,
                "themes": [{"theme": likely.theme, "confidence": likely.confidence} for likely in one.themes],
                "certain": one.certain,
                "similar": list(others.similar),
                "same": list(others.same),
            }
            for one, others in zip(sorter.suggest(notes), near, strict=True)
        ],
    }


def _embed_all(model: "TextModel", texts: list[str], known: dict[str, bytes]) -> None:
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    for start in range(0, len(missing), A_STEP):
        some = missing[start : start + A_STEP]
        known.update(zip(some, model.embed(some), strict=True))
        if len(missing) > A_STEP:
            _say(f"read {start + len(some)} of {len(missing)}")


def _say(text: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
