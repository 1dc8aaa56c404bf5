"""Words that differ between po and vo, and the names of roles."""

from functools import cache
from pathlib import Path

from driehoek.library import shapes
from driehoek.library.source import CONTENT, Words, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, WORDINGS, language_of, wording_of


@cache
def load_words(folder: Path = CONTENT) -> Words:
    """key -> {(language, 'po' or 'vo'): word}; Dutch and English always, the others where parents' texts use it."""
    source = open_file("words.toml", {}, folder)
    words: dict[str, dict[tuple[str, str], str]] = {}
    for key, one in source.named("words"):
        words[key] = {}
        for language in (name for name in PARENT_LANGUAGES if name in STAFF_LANGUAGES or one.has(name)):
            pair = one.inside(language) if isinstance(one.table.get(language), dict) else None
            for wording in WORDINGS:
                words[key][language, wording] = pair.string(wording) if pair else one.string(language)
            if pair:
                pair.done()
        one.done()
    if absent := [role for role in shapes.ROLES if role not in words]:
        raise source.fail("words", f"roles without a word: {', '.join(absent)}")
    source.done()
    return words


def word(key: str, sector: str, language: str) -> str:
    """'class', 'po', 'nl' -> 'groep'. Roles are words too. Raises KeyError for a word that is not in the list."""
    forms = load_words()[key]
    wording = wording_of(sector)
    return forms.get((language_of(language), wording), forms["nl", wording])
