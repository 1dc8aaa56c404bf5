"""Somebody at school writes why, and how title, why and place read in the other languages of parents."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.invitations.told import TRANSLATED

LONGEST = {"title": 200, "why": 600, "place": 200}


def translate_occasion(
    *, occasion: Occasion, by: Who, why: str | None = None, changes: Mapping[tuple[str, str], str] | None = None
) -> Occasion:
    """Keep what changed. `changes`: {(language, one of TRANSLATED): words}, empty words take a translation away.

    What colleagues wrote meanwhile in other boxes stays. Raises RuleBroken for what is too long.
    """
    row: Occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if why is not None:
        row.why = _fitting("why", why)
    kept = {language: dict(words) for language, words in row.translations.items()}
    for (language, name), words in (changes or {}).items():
        if name not in TRANSLATED:
            raise RuleBroken("name", _("Laad de pagina opnieuw."), 422)
        text = _fitting(name, words)
        kept.setdefault(language, {}).pop(name, None)
        if text:
            kept[language][name] = text
    row.translations = {language: words for language, words in kept.items() if words}
    row.save(update_fields=["why", "translations"])
    trail.write("translate-occasion", by=by, on=row)
    return row


def _fitting(name: str, words: str) -> str:
    text = words.strip()
    if len(text) > LONGEST[name]:
        raise RuleBroken("too-long", _("Dit is te lang. Maak het korter."), 422)
    return text
