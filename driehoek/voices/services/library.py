"""The school's own texts: change one that ships, add one, hide one, have it in another language, go back to what shipped."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from .. import rules
from ..models import OwnText, TextSort
from ..queries.library import Entry
from . import words

MOST_OWN = 500
MOST_TITLE = {TextSort.THEME.value: rules.MOST_TITLE}
MOST_TEXT = 3_000
KEPT = ("sort", "library_key", "audience", "title", "text", "translations", "is_hidden")


def most_title(sort: str) -> int:
    return MOST_TITLE.get(sort, 200)


def add_text(*, key: uuid.UUID, sort: str, audience: str, title: str, text: str, by: Who) -> OwnText:
    """A text of the school's own. The same `key` twice is one."""
    if OwnText.objects.count() >= MOST_OWN:
        raise RuleBroken("too-many-texts", _("Er zijn al vijfhonderd eigen teksten. Haal er eerst een weg."), 422)
    fresh = OwnText(id=key, sort=sort, audience=audience, **_worded(sort, title, text))
    OwnText.objects.bulk_create([fresh], ignore_conflicts=True)
    own: OwnText | None = OwnText.objects.filter(pk=key).first()
    if own is None:
        raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."))
    trail.write("add-text", by=by, on=own)
    return own


def change_text(*, entry: Entry, title: str, text: str, audience: str = "", by: Who) -> OwnText:
    """Other words for a text. Of one that ships the school gets its own version, for the same audience as before."""
    own = _version(entry)
    for name, value in _worded(entry.sort, title, text).items():
        setattr(own, name, value)
    own.audience = entry.audience if entry.shipped else audience or own.audience
    own.changed_at = clock.now()
    own.save()
    trail.write("change-text", by=by, on=own)
    return own


def translate_text(*, entry: Entry, translations: dict[str, dict[str, str]], by: Who) -> OwnText:
    """What a person wrote in other languages, whole: {language: {"title" | "text": words}}; empty ones fall away."""
    own = entry.own
    if own is None or not own.title:
        raise RuleBroken("not-own", _("Deze tekst komt van Driehoek en is al vertaald. Pas hem eerst aan."), 422)
    cleaned = {language: {name: rules.cleaned(said) for name, said in one.items()} for language, one in translations.items()}
    full = {language: {name: said for name, said in one.items() if said} for language, one in cleaned.items()}
    own.translations = {language: one for language, one in full.items() if one}
    own.changed_at = clock.now()
    own.save(update_fields=["translations", "changed_at"])
    trail.write("translate-text", by=by, on=own)
    return own


def hide_text(*, entry: Entry, by: Who) -> None:
    """It can't be chosen any more; where it was chosen before, it stays."""
    own = _version(entry)
    own.is_hidden = True
    own.save()
    trail.write("hide-text", by=by, on=own)


def show_text(*, entry: Entry, by: Who) -> None:
    """Undo of `hide_text`. A row that only hid goes, so that the text that ships stays up to date."""
    own = entry.own
    if own is None:
        return
    trail.write("show-text", by=by, on=own)
    if not own.title:
        own.delete()
        return
    own.is_hidden = False
    own.save(update_fields=["is_hidden"])


def drop_text(*, entry: Entry, by: Who) -> dict[str, Any]:
    """Back to the text that ships, or away with one of the school's own. What is returned (plain values) puts it back."""
    own = entry.own
    if own is None:
        raise RuleBroken("not-own", _("Dit is al de tekst van Driehoek."))
    kept = {name: getattr(own, name) for name in KEPT} | {"id": str(own.pk)}
    trail.write("drop-text", by=by, on=own)
    own.delete()
    return kept


def put_back_text(*, kept: dict[str, Any], by: Who) -> OwnText:
    """Undo of `drop_text`. Twice is once; a version that somebody made since stays."""
    own = OwnText(**{**kept, "id": uuid.UUID(kept["id"])})
    OwnText.objects.bulk_create([own], ignore_conflicts=True)
    there: OwnText | None = OwnText.objects.filter(pk=own.pk).first()
    if there is None:
        raise RuleBroken("changed-since", _("Iemand heeft deze tekst intussen opnieuw aangepast. Die blijft staan."))
    trail.write("put-back-text", by=by, on=there)
    return there


def _version(entry: Entry) -> OwnText:
    """The school's row of this text, made when there is none yet; of two at the same moment there is one."""
    if entry.own is not None:
        return entry.own
    fresh = OwnText(sort=entry.sort, library_key=entry.key, audience=entry.audience, title="")
    OwnText.objects.bulk_create([fresh], ignore_conflicts=True)
    own: OwnText = OwnText.objects.get(sort=entry.sort, library_key=entry.key)
    return own


def _worded(sort: str, title: str, text: str) -> dict[str, str]:
    line = words.take_line(title, most_title(sort), empty=_("Geef de tekst een naam."))
    return {"title": line, "text": rules.cleaned(text)[:MOST_TEXT] if not text.strip() else words.take(text, MOST_TEXT)}
