"""Likely themes of notes: right among the first three, first, certain ones, other languages, same wish, and how long it takes.

`bench/themes.py [NOTES.csv]` (columns tekst, thema, taal; without it the notes of the tests, which no seed was written from).
Seeds alone, then five folds (sorted: four fifths), with the text model and on words.
"""

import csv
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _ground as ground
import psutil

from driehoek.algorithms.themes import likely, similar
from driehoek.algorithms.themes.model import TextModel
from driehoek.algorithms.themes.shapes import Note, Placed, Theme
from driehoek.library.reading_seeds import load_seeds
from driehoek.library.seed_vectors import load_seed_vectors

DATA = ground.ROOT / "driehoek/algorithms/themes/tests/data"
FOLDS, REPEATS = 5, 3


def main() -> int:
    rows = _rows(Path(sys.argv[1]) if sys.argv[1:] else DATA / "contributions.csv")
    texts = [row["tekst"] for row in rows]
    model = TextModel()
    known = dict(load_seed_vectors())
    if model.available():
        known.update(zip(texts, model.embed(texts), strict=True))
    faults: list[str] = []
    for name, embed, bars in (("model", model.embed, (0.82, 0.60)), ("words", None, (0.70, 0.0))):
        if embed and not model.available():
            faults.append(f"no text model: {model.why}")
            continue
        for what, ranked in (
            ("seeds alone", _judged(rows, range(len(rows)), [], embed, known)),
            ("five folds", _folds(rows, embed, known)),
        ):
            faults += _report(f"{name}, {what}", ranked, bars, certain=bool(embed))
    for name, ask in (("model", model), ("words", None)):
        found = _pairs(texts, known, ask) if ask is None or model.available() else 0.0
        print(f"  same wish in other words, {name}: among the first five {found:.2f}")
        if ask and found < 0.70:
            faults.append("same wish in other words under 0.70")
    faults += _times(texts, model, known)
    model.close()
    for fault in faults:
        print(f"  NOT WITHIN ITS BAR: {fault}")
    return 1 if faults else 0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _judged(
    rows: list[dict[str, str]], test: Any, train: Any, embed: Any, known: dict[str, bytes]
) -> list[tuple[int, bool, str]]:
    """For each test row: the place of its theme, whether called certain, its language."""
    themes = [Theme(name, name) for name in sorted({row["thema"] for row in rows})]
    placed = [Placed(rows[at]["tekst"], rows[at]["thema"]) for at in train]
    sorter = likely.learn(themes, load_seeds(), placed, embed=embed, known=known)
    told = sorter.suggest([Note(str(at), rows[at]["tekst"]) for at in test])
    return [
        ([one.theme for one in suggestion.themes].index(rows[at]["thema"]), suggestion.certain, rows[at].get("taal", "nl"))
        for at, suggestion in zip(test, told, strict=True)
    ]


def _folds(rows: list[dict[str, str]], embed: Any, known: dict[str, bytes]) -> list[tuple[int, bool, str]]:
    found = []
    for repeat in range(REPEATS):
        order = list(range(len(rows)))
        random.Random(repeat).shuffle(order)
        for fold in range(FOLDS):
            test = order[fold::FOLDS]
            found += _judged(rows, test, [at for at in order if at not in set(test)], embed, known)
    return found


def _report(what: str, found: list[tuple[int, bool, str]], bars: tuple[float, float], *, certain: bool) -> list[str]:
    three = sum(place < 3 for place, _, _ in found) / len(found)
    first = sum(place == 0 for place, _, _ in found) / len(found)
    sure = [place == 0 for place, is_certain, _ in found if is_certain]
    precision, share = sum(sure) / max(len(sure), 1), len(sure) / len(found)
    foreign = [place < 3 for place, _, language in found if language != "nl"]
    print(
        f"  {what}: first three {three:.3f}, first {first:.3f}, certain {precision:.3f} on {share:.0%},"
        f" not Dutch {sum(foreign)} of {len(foreign)}"
    )
    faults = [f"{what}: first three {three:.3f}"] if three < bars[0] else []
    faults += [f"{what}: first {first:.3f}"] if first < bars[1] else []
    if certain and (precision < 0.93 or share < 0.25):
        faults.append(f"{what}: certain {precision:.3f} on {share:.0%}")
    if certain and foreign and sum(foreign) < 7 / 9 * len(foreign):
        faults.append(f"{what}: not Dutch {sum(foreign)} of {len(foreign)}")
    return faults


def _pairs(texts: list[str], known: dict[str, bytes], model: TextModel | None) -> float:
    pairs = [(row["een"], row["ander"]) for row in _rows(DATA / "pairs.csv")]
    everything = [*(one for pair in pairs for one in pair), *texts]
    packed = None
    if model:
        fresh = [one for pair in pairs for one in pair]
        vectors = {**known, **dict(zip(fresh, model.embed(fresh), strict=True))}
        packed = [vectors[text] for text in everything]
    meanings = similar.Meanings(load_seeds(), known) if model else None
    near = similar.neighbours([str(at) for at in range(len(everything))], everything, packed, meanings)
    hits = [str(at ^ 1) in near[at].similar for at in range(2 * len(pairs))]
    return sum(hits) / len(hits)


def _times(texts: list[str], model: TextModel, known: dict[str, bytes]) -> list[str]:
    rng = random.Random(7)
    themes = [Theme(seed.key, seed.title, seed.meaning, seed.key) for seed in load_seeds()][:14]
    many = [" ".join(rng.choice(texts).split()[:6] + rng.choice(texts).split()[-6:]) for _ in range(2000)]
    faults = []
    if model.available():
        made_up = {text: known[rng.choice(texts)] for text in many}
        placed = [Placed(text, rng.choice(themes).key, made_up[text]) for text in many]
        learned: list[Any] = []
        faults += _timed(
            "fit on 2,000 sorted notes and seeds",
            2.0,
            lambda: learned.append(likely.learn(themes, load_seeds(), placed, embed=model.embed, known=known)),
            model,
        )
        sorter = learned[0]
        notes = [Note(str(at), f"{texts[at]} {at}") for at in range(30)]
        sorter.suggest(notes[:1])
        faults += _timed("30 suggestions, one by one, warm", 30 * 0.1, lambda: [sorter.suggest([one]) for one in notes], model)
        hundred = [Note(str(at), text) for at, text in enumerate(many[:100])]
        faults += _timed("100 new notes", 10.0, lambda: sorter.suggest(hundred), model)
    faults += _timed(
        "neighbours of 2,000 notes, on words", 5.0, lambda: similar.neighbours([str(n) for n in range(2000)], many), model
    )
    return faults


def _timed(what: str, bar: float, work: Callable[[], Any], model: TextModel) -> list[str]:
    """Judged on CPU seconds of this process and the model's: wall time says how busy the machine is with other things."""
    start, before = time.perf_counter(), _cpu(model)
    work()
    wall, cpu = time.perf_counter() - start, _cpu(model) - before
    print(f"  {what}: {cpu:.2f} CPU s, {wall:.2f} s (bar {bar:g})")
    return [f"{what}: {cpu:.2f} CPU s"] if cpu > bar else []


def _cpu(model: TextModel) -> float:
    running = model._process
    child = psutil.Process(running.pid).cpu_times() if running else None
    return time.process_time() + (child.user + child.system if child else 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
