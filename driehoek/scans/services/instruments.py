"""The questionnaires of the school: take one that ships, begin an own one, and change what is asked.

What was ever asked stays: once a fielding that opened used a version, a change makes the next one. A draft always asks the
newest texts. Texts of an own item are never forbidden; only what can't be shown or kept is refused.
"""

import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER, Who
from driehoek.library.partnership import Partnership
from driehoek.library.reading_scan import load_bases, load_instrument
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id
from driehoek.voices.rules import one_line
from driehoek.voices.services import words

from .. import rules, rules_instruments
from ..models import Fielding, Instrument, Version
from ..rules_instruments import BARRIERS, ITEMS, PARTS, Entry, Json

MOST_NAME = 120
MOST_OWN = 200
KINDS = ("goes_well", "wish", "tip")
Kept = dict[str, Any]  # what puts a change back: part, key, before (the entry or None), place, after (digest or '')


def ship(base: str, *, by: Who = WORKER) -> Instrument:
    """The school's copy of 'full' or 'short', with version 1. Asked again it is the same one, shown again if it was hidden."""
    school = School.objects.get(pk=current_school_id())
    content = load_instrument(base, school.sector)
    name = next(one.title.say("nl", school.sector) for one in load_bases() if one.key == base)
    instrument = _make(uuid.uuid5(school.pk, f"scan:{base}"), name, base, content, by, "ship-instrument")
    if instrument.hidden_at is not None:
        show_instrument(instrument=instrument, by=by)
    return instrument


def start_own(*, key: uuid.UUID, name: str, by: Who) -> Instrument:
    """A questionnaire without anything in it. The same `key` twice is one."""
    content = rules_instruments.as_json(rules.Content(asks_importance=False))
    return _make(key, _name(name), "", content, by, "start-instrument")


def copy_instrument(*, instrument: Instrument, key: uuid.UUID, by: Who, short: bool = False) -> Instrument:
    """Another questionnaire with the texts of the newest version, or only of its short form; items keep their keys.

    The same `key` twice is one.
    """
    name = (_("%(name)s, kort") if short else _("Kopie van %(name)s")) % {"name": instrument.name}
    content = current_version(instrument).content
    content = rules_instruments.shortened(content) if short else content
    return _make(key, name[:MOST_NAME], instrument.base, content, by, "copy-instrument")


def current_version(instrument: Instrument) -> Version:
    """The newest texts."""
    found: Version = Version.objects.filter(instrument=instrument).select_related("instrument").order_by("-number")[:1].get()
    return found


def change_instrument(*, instrument: Instrument, name: str, asks_importance: bool, by: Who) -> None:
    """Its name, and whether people are also asked how important a statement is."""
    instrument.name = _name(name)
    instrument.save(update_fields=["name"])
    version = _locked(instrument)
    if version.content.get("asks_importance", True) != asks_importance:
        _keep(version, version.content | {"asks_importance": asks_importance}, by)
    trail.write("change-instrument", by=by, on=instrument)


def hide_instrument(*, instrument: Instrument, by: Who) -> None:
    """It can't be chosen for a new fielding any more; what runs, runs on. Twice is once."""
    if Instrument.objects.filter(pk=instrument.pk, hidden_at=None).update(hidden_at=clock.now()):
        trail.write("hide-instrument", by=by, on=instrument)


def show_instrument(*, instrument: Instrument, by: Who) -> None:
    """Undo of `hide_instrument`."""
    if Instrument.objects.filter(pk=instrument.pk, hidden_at__isnull=False).update(hidden_at=None):
        trail.write("show-instrument", by=by, on=instrument)
    instrument.hidden_at = None


def put_entry(*, instrument: Instrument, part: str, entry: Entry, seen: str, by: Who, still_right: bool = False) -> Kept | None:
    """Add (`seen` is '') or change an entry. `seen`: the digest of what the form showed.

    Where the Dutch changed, translations that stayed are stale from then on; `still_right`: they say the same, somebody looked.

    None when nothing changed, as after a double click. RuleBroken 'changed-since', 'gone', 'too-many' and, for what can't be
    asked, 'empty', 'too-long', 'presence'.
    """
    version = _locked(instrument)
    fresh, found = _checked(part, entry), rules_instruments.find(version.content, part, entry["key"])
    if found and not still_right:
        fresh = rules_instruments.marked(part, found[1], fresh)
    now = rules_instruments.digest(found[1]) if found else ""
    if found and now == rules_instruments.digest(fresh):
        return None
    if seen and not found:
        raise RuleBroken("gone", _("Deze tekst is intussen weggehaald."))
    if seen != now:
        raise RuleBroken("changed-since", _("Iemand heeft deze tekst intussen aangepast."))
    most = rules_instruments.MOST_ENTRIES[part]
    if not found and len(version.content.get(part, [])) >= most:
        raise RuleBroken("too-many", _("Hier passen er %(most)d. Haal er eerst een weg.") % {"most": most}, 422)
    _keep(version, rules_instruments.put(version.content, part, fresh), by)
    trail.write("change-item" if found else "add-item", by=by, on=instrument)
    return _kept(part, fresh["key"], found, rules_instruments.digest(fresh))


def remove_entry(*, instrument: Instrument, part: str, key: str, by: Who) -> Kept | None:
    """It is asked no more. None when it was gone already."""
    version = _locked(instrument)
    found = rules_instruments.find(version.content, part, key)
    if found is None:
        return None
    _keep(version, rules_instruments.without(version.content, part, key), by)
    trail.write("remove-item", by=by, on=instrument)
    return _kept(part, key, found, "")


def move_entry(*, instrument: Instrument, part: str, key: str, step: int, by: Who) -> None:
    """One place up (-1) or down (1) within its partnership; at the end, or when it is gone, it stays as it is."""
    version = _locked(instrument)
    moved = rules_instruments.shifted(version.content, part, key, step)
    if moved != version.content:
        _keep(version, moved, by)
        trail.write("move-item", by=by, on=instrument)


def put_back(*, instrument: Instrument, kept: Kept, by: Who) -> None:
    """Undo of `put_entry` and `remove_entry`. RuleBroken 'changed-since' when somebody changed it after."""
    version = _locked(instrument)
    part, key, before = kept["part"], kept["key"], kept["before"]
    found = rules_instruments.find(version.content, part, key)
    if (rules_instruments.digest(found[1]) if found else "") != kept["after"]:
        raise RuleBroken("changed-since", _("Iemand heeft deze tekst intussen aangepast. Die blijft staan."))
    content = rules_instruments.without(version.content, part, key)
    if before is not None:
        content = rules_instruments.put(content, part, before, kept["place"])
    _keep(version, content, by)
    trail.write("put-back-item", by=by, on=instrument)


def translate(
    *,
    instrument: Instrument,
    language: str,
    texts: dict[tuple[str, str, str], str],
    seen: str,
    by: Who,
    right: Collection[tuple[str, str, str]] = (),
) -> None:
    """Every text in one language at once: {(part, key, voice): text}; an empty one is read in Dutch from then on.

    `right`: those of which somebody says that they say the same as the Dutch that changed.
    `seen`: the digest of what the form showed, Dutch and this language. RuleBroken 'changed-since', 'too-long', 'language'.
    """
    if language == "nl" or language not in PARENT_LANGUAGES:
        raise RuleBroken("language", _("Deze taal kennen we niet."), 422)
    version = _locked(instrument)
    fresh = {about: _text(about[0], text) for about, text in texts.items()}
    content = rules_instruments.translated(version.content, language, fresh, right)
    if content == version.content:
        return
    if seen != seen_of(version.content, language):
        raise RuleBroken("changed-since", _("Iemand heeft deze teksten intussen aangepast."))
    _keep(version, content, by)
    trail.write("translate-instrument", by=by, on=instrument)


def seen_of(content: Json, language: str) -> str:
    """What a form of translations shows, as one digest."""
    return rules_instruments.digest([(one.name, one.dutch, one.text) for one in rules_instruments.said_in(content, language)])


# ---- underneath


def _make(key: uuid.UUID, name: str, base: str, content: Json, by: Who, act: str) -> Instrument:
    """Made once, also by two requests at the same moment: both keys follow from `key`."""
    there = Instrument.objects.filter(pk=key).first()
    if there is not None:
        return _as_instrument(there)
    if Instrument.objects.count() >= MOST_OWN:
        raise RuleBroken("too-many", _("Er zijn al tweehonderd vragenlijsten. Gebruik er een opnieuw."), 422)
    Instrument.objects.bulk_create([Instrument(id=key, name=name, base=base)], ignore_conflicts=True)
    instrument = Instrument.objects.filter(pk=key).first()
    if instrument is None:  # the key of another school's row
        raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."))
    first = Version(id=uuid.uuid5(key, "1"), instrument=instrument, number=1, content=content, made_by_id=by.user_id)
    Version.objects.bulk_create([first], ignore_conflicts=True)
    trail.write(act, by=by, on=instrument)
    return _as_instrument(instrument)


def _as_instrument(row: Any) -> Instrument:
    found: Instrument = row
    return found


def _locked(instrument: Instrument) -> Version:
    """The newest version; whoever changes it, or opens a fielding of it, waits for the other."""
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    return current_version(instrument)


def _keep(version: Version, content: Json, by: Who) -> Version:
    """In place, or as the next version when this one was asked. Drafts go along with the newest."""
    rules.as_content(content)  # fails here and not where somebody answers
    using = list(Fielding.objects.select_for_update().filter(version=version).values_list("opened_at", flat=True).order_by("pk"))
    if not any(using):
        version.content = content
        version.save(update_fields=["content"])
        return version
    fresh: Version = Version.objects.create(
        instrument=version.instrument, number=version.number + 1, content=content, made_by_id=by.user_id
    )
    Fielding.objects.filter(version=version, opened_at=None).update(version=fresh)
    return fresh


def _kept(part: str, key: str, found: tuple[int, Entry] | None, after: str) -> Kept:
    place, before = found or (None, None)
    return {"part": part, "key": key, "before": before, "place": place, "after": after}


def _name(name: str) -> str:
    return words.take_line(name, MOST_NAME, empty=_("Geef de vragenlijst een naam."))


def _text(part: str, text: str) -> str:
    return words.take_line(text, rules_instruments.MOST_CHARACTERS[part], optional=True)


def _checked(part: str, entry: Entry) -> Entry:
    """The entry with clean texts in known languages, in the shape of its part. Raises RuleBroken 422."""
    key = entry["key"]
    if part not in PARTS or not rules_instruments.KEY.fullmatch(key):
        raise RuleBroken("stale-form", _("Dit formulier is te oud. Open het opnieuw."), 422)
    if key.startswith(rules_instruments.PRESENCE):
        raise RuleBroken(
            "presence", _("Presentie is een houding, geen schaal. Daar hoort een terugblik bij, geen vragenlijst."), 422
        )
    if part == BARRIERS:
        return {"key": key, "texts": _tongues(part, entry["texts"])}
    texts = {voice: _tongues(part, entry["texts"][voice]) for voice in rules.VOICES if _is_said(entry["texts"].get(voice, {}))}
    if not texts:
        raise RuleBroken("empty", _("Vul de tekst in het Nederlands in."), 422)
    if part == rules_instruments.QUESTIONS:
        return {"key": key, "kind": entry["kind"] if entry["kind"] in KINDS else "wish", "texts": texts}
    partnership = entry["partnership"] if part == ITEMS else ""
    if part == ITEMS and partnership not in Partnership.values:
        raise RuleBroken("partnership", _("Kies bij welk partnerschap deze uitspraak hoort."), 422)
    return {"key": key, "partnership": partnership, "texts": texts, "short": bool(entry.get("short"))}


def _is_said(texts: dict[str, str]) -> bool:
    return any(one_line(text) for text in texts.values())


def _tongues(part: str, texts: dict[str, str]) -> dict[str, str]:
    """Dutch first, the other languages as far as there is a text."""
    clean = {language: _text(part, texts.get(language, "")) for language in PARENT_LANGUAGES}
    if not clean["nl"]:
        raise RuleBroken("empty", _("Vul de tekst in het Nederlands in."), 422)
    return {language: text for language, text in clean.items() if text}
