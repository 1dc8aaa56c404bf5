"""Changing the texts of a questionnaire, and what to say about them. JSON of `rules.Content` in, fresh JSON or words out.

An entry is one statement, open question or barrier; `part` says which list of the content it stands in.
"""

import copy
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from . import rules

Json = dict[str, Any]
Entry = dict[str, Any]

ITEMS, TRUST, QUESTIONS, BARRIERS = PARTS = ("items", "trust", "questions", "barriers")
STATEMENTS = {ITEMS, TRUST}
ORDER = ("societal", "pedagogical", "didactic", "formal", "informal")
MOST_CHARACTERS = {ITEMS: 220, TRUST: 220, QUESTIONS: 200, BARRIERS: 140}
MOST_ENTRIES = {ITEMS: 80, TRUST: 10, QUESTIONS: 10, BARRIERS: 20}
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
PRESENCE = "presence"

# Friendly checks of a statement.
EASY = 90  # characters that fit on a phone in three lines
TWO_THINGS = re.compile(r"\b(en|of)\b", re.IGNORECASE)
JUDGING = re.compile(
    r"^(goede|slechte|betrokken|onbetrokken|lastige|moeilijke|luie|veeleisende|mondige) (ouders?|vaders?|moeders?|gezin)"
    r"|^(de |mijn )?(ouders?|vaders?|moeders?) (moet|moeten|horen|behoren|hebben te weinig|doen te weinig|willen niet)"
    r"|\b(niet|weinig|te weinig|slecht) betrokken\b|\bonbetrokken\b",
    re.IGNORECASE,
)
ABOUT_HOME = re.compile(r"^(mijn|je|jouw) (ouders?|vader|moeder|verzorgers?)\b", re.IGNORECASE)
ATTITUDE = re.compile(r"\bpresentie\b", re.IGNORECASE)

# Reading and answering, in seconds. People read a form at some 150 words a minute, and slower in a second language.
WORDS_A_SECOND, START, A_TAP, AN_IMPORTANCE, A_TICK, OWN_WORDS = 2.5, 20, 3, 2, 1, 30
MOST_MINUTES = 8


def as_json(content: rules.Content) -> Json:
    """The reverse of `rules.as_content`, as it comes back out of a database."""
    plain: Json = json.loads(json.dumps(asdict(content)))
    return plain


def digest(thing: object) -> str:
    """The same for the same texts: tells two tabs apart."""
    return hashlib.sha256(json.dumps(thing, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def find(content: Mapping[str, Any], part: str, key: str) -> tuple[int, Entry] | None:
    """Where it stands in its list, and what it says; None when it is not there."""
    return next(((place, one) for place, one in enumerate(content.get(part, [])) if one["key"] == key), None)


def texts_of(part: str, entry: Mapping[str, Any], voice: str) -> dict[str, str]:
    """{language: text} of one voice. A barrier is of parents alone."""
    if part == BARRIERS:
        return dict(entry["texts"]) if voice == rules.PARENTS else {}
    return dict(entry["texts"].get(voice, {}))


def stale_in(entry: Mapping[str, Any], voice: str) -> tuple[str, ...]:
    """The languages in which this voice has a translation whose Dutch changed since."""
    return tuple(entry.get("stale", {}).get(voice, ()))


def marked(part: str, before: Mapping[str, Any], entry: Entry) -> Entry:
    """The entry with its stale translations: those that stayed as they were although their Dutch changed, or were stale before."""
    fresh = {name: value for name, value in entry.items() if name != "stale"}
    stale = {voice: found for voice in voices_in(part) if (found := _left(part, before, fresh, voice))}
    return fresh | {"stale": stale} if stale else fresh


def _left(part: str, before: Mapping[str, Any], after: Entry, voice: str) -> list[str]:
    was, now, already = texts_of(part, before, voice), texts_of(part, after, voice), stale_in(before, voice)
    changed = was.get("nl") != now.get("nl")
    stayed = [language for language, text in now.items() if language != "nl" and text == was.get(language)]
    return [language for language in stayed if changed or language in already]


def voices_in(part: str) -> tuple[str, ...]:
    return (rules.PARENTS,) if part == BARRIERS else rules.VOICES


def put(content: Json, part: str, entry: Entry, place: int | None = None) -> Json:
    """With this entry, in the place of the one with its key; a new one comes last, an item last of its partnership."""
    fresh = copy.deepcopy(content)
    found = find(fresh, part, entry["key"])
    rows = fresh.setdefault(part, [])
    if found:
        rows.pop(found[0])
    rows.insert(found[0] if found and place is None else len(rows) if place is None else place, copy.deepcopy(entry))
    if part == ITEMS:
        rows.sort(key=lambda one: ORDER.index(one["partnership"]))
    return fresh


def without(content: Json, part: str, key: str) -> Json:
    fresh = copy.deepcopy(content)
    fresh[part] = [one for one in fresh.get(part, []) if one["key"] != key]
    return fresh


def shifted(content: Json, part: str, key: str, step: int) -> Json:
    """One place up (-1) or down (1) among its own: an item never leaves its partnership. At the end it stays."""
    fresh = copy.deepcopy(content)
    found = find(fresh, part, key)
    if found is None:
        return fresh
    rows, (place, entry) = fresh[part], found
    other = place + step
    if 0 <= other < len(rows) and rows[other].get("partnership") == entry.get("partnership"):
        rows[place], rows[other] = rows[other], rows[place]
    return fresh


def shortened(content: Json) -> Json:
    """The short form: the items that are in it and the open questions; how it is now, and nothing else."""
    fresh = copy.deepcopy(content)
    fresh[ITEMS] = [one for one in fresh.get(ITEMS, []) if one.get("short")]
    return fresh | {TRUST: [], BARRIERS: [], "asks_importance": False}


def translated(
    content: Json, language: str, texts: Mapping[tuple[str, str, str], str], right: Collection[tuple[str, str, str]] = ()
) -> Json:
    """With {(part, key, voice): text} in this language; an empty text falls away, one without Dutch is left out.

    A text that changed, or that stands in `right`, is stale no more.
    """
    fresh = copy.deepcopy(content)
    for (part, key, voice), text in texts.items():
        found = find(fresh, part, key)
        said = found and (found[1]["texts"] if part == BARRIERS else found[1]["texts"].get(voice))
        if not said or not said.get("nl"):
            continue
        if said.get(language, "") != text or (part, key, voice) in right:
            _fresh_again(found[1], voice, language)
        said.pop(language, None)
        if text:
            said[language] = text
    return fresh


def _fresh_again(entry: Entry, voice: str, language: str) -> None:
    stale = {one: [code for code in codes if (one, code) != (voice, language)] for one, codes in entry.pop("stale", {}).items()}
    if left := {one: codes for one, codes in stale.items() if codes}:
        entry["stale"] = left


@dataclass(frozen=True)
class Said:
    """One text of the questionnaire with its Dutch; `text` is '' where this language is missing. `is_stale`: the Dutch changed since."""

    part: str
    key: str
    voice: str
    dutch: str
    text: str
    is_stale: bool = False

    @property
    def is_read(self) -> bool:
        return bool(self.text) and not self.is_stale

    @property
    def name(self) -> str:
        return f"{self.part}-{self.key}-{self.voice}"


def said_in(content: Mapping[str, Any], language: str, voices: tuple[str, ...] = rules.VOICES) -> list[Said]:
    """Every text that is asked, in its order, in one language."""
    found = []
    for part in PARTS:
        for entry in content.get(part, []):
            for voice in voices:
                texts = texts_of(part, entry, voice)
                if texts.get("nl"):
                    stale = language in stale_in(entry, voice)
                    found.append(Said(part, entry["key"], voice, texts["nl"], texts.get(language, ""), stale))
    return found


def voices_of(content: Mapping[str, Any]) -> list[str]:
    """The voices that are asked anything."""
    asked = {one.voice for one in said_in(content, "nl")}
    return [voice for voice in rules.VOICES if voice in asked]


def missing(content: Mapping[str, Any], voice: str, language: str) -> int:
    """How many texts this voice would read in Dutch instead of this language."""
    return sum(not one.is_read for one in said_in(content, language, (voice,)))


def remarks(part: str, voice: str, text: str) -> list[str]:
    """What somebody might want to look at again: codes, nothing is forbidden. Of statements only; an empty text has none."""
    if part not in STATEMENTS or not text:
        return []
    found = []
    if TWO_THINGS.search(text):
        found.append("two_things")
    if len(text) > EASY:
        found.append("long")
    if JUDGING.search(text):
        found.append("judging")
    if voice == rules.PUPIL and ABOUT_HOME.search(text):
        found.append("about_home")
    if ATTITUDE.search(text):
        found.append("attitude")
    if text.endswith("?"):
        found.append("question")
    return found


def minutes(content: rules.Content, voice: str) -> float:
    """How long it takes this voice to read and fill in, in minutes; 0 when nothing is asked."""
    statements = [*content.items_for(voice), *content.trust_for(voice)]
    questions, barriers = content.questions_for(voice), content.barriers_for(voice)
    if not (statements or questions):
        return 0.0
    texts = [one.texts[voice]["nl"] for one in (*statements, *questions)] + [one.texts.get("nl", "") for one in barriers]
    reading = sum(len(text.split()) for text in texts) / WORDS_A_SECOND
    weighed = len(content.items_for(voice)) if content.asks_importance else 0  # trust stands apart and is not weighed
    tapping = len(statements) * A_TAP + weighed * AN_IMPORTANCE + len(barriers) * A_TICK
    return (START + reading + tapping + len(questions) * OWN_WORDS) / 60


@dataclass(frozen=True)
class Change:
    """What differs between two versions. `sort`: added, gone, changed (one text of one voice in one language) or moved."""

    sort: str
    part: str
    key: str
    partnership: str
    voice: str = ""
    language: str = ""
    before: str = ""
    after: str = ""


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """From the older to the newer version, in the order of the newer one; what is gone comes last."""
    found: list[Change] = []
    for part in PARTS:
        before = {one["key"]: one for one in old.get(part, [])}
        after = {one["key"]: one for one in new.get(part, [])}
        for key, entry in after.items():
            about = (part, key, entry.get("partnership", ""))
            if key not in before:
                found.append(Change("added", *about, after=_first(part, entry)))
                continue
            found += _texts_changed(about, before[key], entry)
        found += [_gone(part, entry) for key, entry in before.items() if key not in after]
        was, now = [key for key in before if key in after], [key for key in after if key in before]
        found += [
            Change("moved", part, key, after[key].get("partnership", ""), after=_first(part, after[key]))
            for key in _moved(was, now)
        ]
    return found


def _gone(part: str, entry: Entry) -> Change:
    return Change("gone", part, entry["key"], entry.get("partnership", ""), before=_first(part, entry))


def _moved(was: list[str], now: list[str]) -> list[str]:
    """Those that stand elsewhere, and not only because something around them went."""
    return [key for place, key in enumerate(now) if was[place] != key]


def _first(part: str, entry: Entry) -> str:
    """The Dutch by which people know it: that of parents where there is one."""
    return next((text for voice in voices_in(part) if (text := texts_of(part, entry, voice).get("nl"))), entry["key"])


def _texts_changed(about: tuple[str, str, str], old: Entry, new: Entry) -> list[Change]:
    found = []
    for voice in voices_in(about[0]):
        before, after = texts_of(about[0], old, voice), texts_of(about[0], new, voice)
        for language in sorted({*before, *after}, key=lambda one: (one != "nl", one)):
            if before.get(language, "") != after.get(language, ""):
                said = (before.get(language, ""), after.get(language, ""))
                found.append(Change("changed", *about, voice, language, *said))
    return found
