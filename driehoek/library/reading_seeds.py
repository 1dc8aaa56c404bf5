"""Reads the notes that guided sorting learns from: seeds/<theme>.toml, one note a line, as people write them.

A file of a theme of themes.toml holds notes and other names; any other file also has its own title and meaning.
"""

from functools import cache
from pathlib import Path

from driehoek.algorithms.themes.shapes import Seed
from driehoek.library.reading_dialogue import load_themes
from driehoek.library.source import CONTENT, Source, open_file
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.library.words import load_words

FEWEST = 25  # Dutch notes a theme: research found the first three still improving at 11
OTHERS = tuple(language for language in PARENT_LANGUAGES if language != "nl")


@cache
def load_seeds(folder: Path = CONTENT) -> tuple[Seed, ...]:
    """One for every theme of the library, in its order, then the others by key. No name or note stands there twice."""
    themes = {theme.key: theme for theme in load_themes(folder)}
    others = {path.stem for path in (folder / "seeds").glob("*.toml")}.difference(themes)
    used: dict[str, str] = {}
    seeds = []
    for key in (*themes, *sorted(others)):
        source = open_file(f"seeds/{key}.toml", load_words(folder), folder)
        theme = themes.get(key)
        seed = Seed(
            key,
            theme.title.say("nl") if theme else source.string("title"),
            theme.meaning.say("nl") if theme else source.string("meaning"),
            _names(source),
            _notes(source),
        )
        source.done()
        for text in (*seed.names, *seed.notes):
            if text in used:
                raise source.fail("", f"'{text}' stands in {used[text]} too")
            used[text] = key
        seeds.append(seed)
    return tuple(seeds)


def _names(source: Source) -> tuple[str, ...]:
    names = tuple(source.take("names", list))
    if wrong := [name for name in names if not isinstance(name, str) or name != name.strip().lower() or not name]:
        raise source.fail("names", f"{wrong} not in lower case")
    return names


def _notes(source: Source) -> tuple[str, ...]:
    dutch = _lines(source, "nl")
    if len(dutch) < FEWEST:
        raise source.fail("nl", f"has {len(dutch)} notes, needs {FEWEST}")
    return (*dutch, *(line for language in OTHERS for line in _lines(source, language)))


def _lines(source: Source, language: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in source.string(language).splitlines() if line.strip())
