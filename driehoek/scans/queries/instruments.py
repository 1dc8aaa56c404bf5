"""The questionnaires of the school as screens show them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from driehoek.library.partnership import Partnership
from driehoek.library.reading_scan import load_bases, load_instrument, load_model
from driehoek.library.shapes_scan import Base
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES

from .. import rules, rules_instruments
from ..models import Fielding, Instrument, Version
from ..rules_instruments import ITEMS, MOST_MINUTES, Change, Json


def languages_of(voice: str) -> tuple[str, ...]:
    """The languages in which a voice may read: colleagues Dutch and English, the others all six."""
    return STAFF_LANGUAGES if voice == rules.SCHOOL else PARENT_LANGUAGES


@dataclass(frozen=True)
class Length:
    """How much one voice is asked. `minutes` is a whole number, one at least; `is_long`: more than eight."""

    voice: str
    statements: int
    minutes: int

    @property
    def is_long(self) -> bool:
        return self.minutes > MOST_MINUTES


def lengths(content: Json) -> list[Length]:
    asked = rules.as_content(content)
    return [
        Length(
            voice, len(asked.items_for(voice) + asked.trust_for(voice)), max(1, round(rules_instruments.minutes(asked, voice)))
        )
        for voice in rules_instruments.voices_of(content)
    ]


@dataclass(frozen=True)
class Listed:
    instrument: Instrument
    version: Version
    lengths: list[Length]
    times_asked: int


def listed(*, hidden: bool = False) -> list[Listed]:
    """The school's questionnaires with their newest texts, the first made first. Two queries."""
    newest = Version.objects.filter(instrument=OuterRef("instrument")).order_by("-number").values("pk")[:1]
    versions = Version.objects.filter(pk=Subquery(newest), instrument__hidden_at__isnull=not hidden).select_related("instrument")
    asked = list(Fielding.objects.filter(opened_at__isnull=False).order_by().values_list("version__instrument_id", flat=True))
    rows = sorted(versions, key=lambda one: (one.instrument.made_at, str(one.instrument_id)))
    return [Listed(one.instrument, one, lengths(one.content), asked.count(one.instrument_id)) for one in rows]


@dataclass(frozen=True)
class Offered:
    """One that ships and that the school does not have yet."""

    base: Base
    lengths: list[Length]
    statements: list[str]  # as parents read them, in Dutch


def offered(school: Any) -> list[Offered]:
    there = set(Instrument.objects.filter(hidden_at=None).order_by().values_list("pk", flat=True))
    ready = [base for base in load_bases() if uuid.uuid5(school.pk, f"scan:{base.key}") not in there]
    contents = [(base, load_instrument(base.key, school.sector)) for base in ready]
    return [Offered(base, lengths(content), _statements(content)) for base, content in contents]


def _statements(content: Json) -> list[str]:
    items = rules.as_content(content).items_for(rules.PARENTS)
    return [item.texts[rules.PARENTS]["nl"] for item in items]


@dataclass(frozen=True)
class VoiceText:
    """What one voice reads. `missing`: the languages in which it reads Dutch instead, `stale`: also, until somebody looks at the
    translation again; `remarks`: codes of friendly checks."""

    voice: str
    dutch: str
    missing: tuple[str, ...]
    remarks: list[str]
    stale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    part: str
    key: str
    short: bool
    kind: str
    voices: list[VoiceText]  # for each voice that this questionnaire asks, with '' where it is not asked this

    @property
    def name(self) -> str:
        return next((one.dutch for one in self.voices if one.dutch), self.key)


@dataclass(frozen=True)
class Section:
    """A partnership with its statements, or what stands around them. `meaning` is '' there."""

    part: str
    partnership: str
    title: str
    meaning: str
    rows: list[Row]


def sections(content: Json, sector: str, language: str, titles: dict[str, str]) -> list[Section]:
    """The five partnerships in the order of the model, then trust, questions and barriers. `titles` of the last by part."""
    voices = tuple(voice for voice in rules.VOICES if voice != rules.PUPIL or sector == "vo")
    found = []
    for one in load_model().partnerships:
        rows = [entry for entry in content.get(ITEMS, []) if entry["partnership"] == one.key]
        title = str(Partnership(one.key).label)
        found.append(
            Section(ITEMS, one.key, title[0].upper() + title[1:], one.meaning.say(language, sector), _rows(ITEMS, rows, voices))
        )
    for part, title in titles.items():
        found.append(Section(part, "", title, "", _rows(part, content.get(part, []), voices)))
    return found


def _rows(part: str, entries: list[Any], voices: tuple[str, ...]) -> list[Row]:
    shown = [voice for voice in voices if voice in rules_instruments.voices_in(part)]
    return [
        Row(
            part,
            entry["key"],
            bool(entry.get("short")),
            entry.get("kind", ""),
            [_voice_text(part, entry, voice) for voice in shown],
        )
        for entry in entries
    ]


def _voice_text(part: str, entry: Any, voice: str) -> VoiceText:
    texts = rules_instruments.texts_of(part, entry, voice)
    dutch = texts.get("nl", "")
    missing = tuple(one for one in languages_of(voice) if not texts.get(one)) if dutch else ()
    return VoiceText(
        voice, dutch, missing, rules_instruments.remarks(part, voice, dutch), rules_instruments.stale_in(entry, voice)
    )


@dataclass(frozen=True)
class Tongue:
    """How far one language is for parents: `missing` texts are read in Dutch, of `total`; so are the `stale` ones."""

    language: str
    missing: int
    total: int
    stale: int = 0


def tongues(content: Json) -> list[Tongue]:
    """The other languages of parents (and pupils), and English of colleagues."""
    found = []
    for language in PARENT_LANGUAGES[1:]:
        said = rules_instruments.said_in(content, language, voices_reading(language))
        found.append(Tongue(language, sum(not one.text for one in said), len(said), sum(one.is_stale for one in said)))
    return found


def stale_tongues(content: Json, voices: Collection[str]) -> list[tuple[str, int]]:
    """(language, how many texts) that these voices read in Dutch until somebody looks at the translation again."""
    found = []
    for language in PARENT_LANGUAGES[1:]:
        said = rules_instruments.said_in(content, language, tuple(one for one in voices_reading(language) if one in voices))
        found.append((language, sum(one.is_stale for one in said)))
    return [one for one in found if one[1]]


def voices_reading(language: str) -> tuple[str, ...]:
    return tuple(voice for voice in rules.VOICES if language in languages_of(voice))


@dataclass(frozen=True)
class Past:
    """A version with the titles of what asked it, and what changed since the one before."""

    version: Version
    fieldings: list[str]
    changes: list[Change]


def history(instrument: Instrument) -> list[Past]:
    """Every version, the newest first. Two queries."""
    versions = list(Version.objects.filter(instrument=instrument).select_related("made_by").order_by("number"))
    asked: dict[Any, list[str]] = {}
    for version, title in Fielding.objects.filter(version__instrument=instrument, opened_at__isnull=False).values_list(
        "version_id", "title"
    ):
        asked.setdefault(version, []).append(title)
    found = []
    for place, version in enumerate(versions):
        before = versions[place - 1].content if place else version.content
        found.append(Past(version, asked.get(version.pk, []), rules_instruments.changes(before, version.content)))
    return found[::-1]


def changes_between(old: Json, new: Json) -> list[Change]:
    return rules_instruments.changes(old, new)
