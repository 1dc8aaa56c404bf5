"""Sorts of letters, for who sends them."""

from typing import Any

from django.utils.translation import gettext as _

from .queries.progress import Lost, Progress, Sort


def said(found: Progress) -> dict[str, Any]:
    """What the page shows: sorts and families with their words."""
    words = letter_words()
    sorts: list[tuple[str, Sort]] = [(words[one.letter], one) for one in found.sorts]
    lost: list[tuple[Lost, list[str], list[str]]] = [
        (one, [words.get(name, name) for name in one.letters], [words.get(name, name) for name in one.missed])
        for one in found.lost
    ]
    return {"progress": found, "sorts": sorts, "lost": lost}


def letter_words() -> dict[str, str]:
    return {
        "invitation": _("Uitnodiging"),
        "reminder": _("Herinnering"),
        "confirmation": _("Bevestiging van een antwoord"),
        "moved": _("Bericht van een wijziging"),
        "cancelled": _("Bericht dat het niet doorgaat"),
        "practical": _("Praktisch bericht"),
        "report": _("Verslag"),
        "news": _("Nieuws"),
    }
