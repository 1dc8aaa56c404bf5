"""How names sort and are found: folded in Python, since the databases differ; the tussenvoegsel stands behind."""

import unicodedata

_SPECIAL = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i", "ĳ": "ij"})


def folded(text: str) -> str:
    """Lower case without accents, for sorting and searching; Arabic and other scripts stay as they are.

    A NUL, which only machines type, is a space: PostgreSQL takes none, also not in a question.
    """
    plain = unicodedata.normalize("NFKD", text.replace("\0", " ").translate(_SPECIAL).casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def full_name(given: str, prefix: str, surname: str) -> str:
    return " ".join(part for part in (given, prefix, surname) if part)


def sort_key(given: str, prefix: str, surname: str) -> str:
    """'jong|de|anna': surname first, then the tussenvoegsel, then the given name."""
    return "|".join(folded(part) for part in (surname, prefix, given))[:300]


def search_key(*parts: str) -> str:
    """What a search looks in: names in the order in which people type them."""
    return folded(" ".join(part for part in parts if part))[:600]
