"""What a questionnaire is, what an answered one is, and when a fielding is open. Plain values; no Django."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PARENTS, SCHOOL, PUPIL = VOICES = ("parents", "school", "pupil")
LEAST, MOST = 1, 5  # the five points, from 'helemaal niet' to 'helemaal wel'
DONT_KNOW = 0
MOST_WORDS = 2000  # characters of one open answer
DRAFT, OPEN, CLOSED = "draft", "open", "closed"

Texts = Mapping[str, str]  # {language: text}; Dutch is always there


@dataclass(frozen=True)
class Item:
    """A statement about what school and parents do together. `texts`: {voice: {language: text}}, mirrored for each voice.

    `partnership` is '' in the block of trust, which stands apart. `short`: also in the short form.
    """

    key: str
    partnership: str
    texts: Mapping[str, Texts]
    short: bool = False


@dataclass(frozen=True)
class OpenQuestion:
    """A question answered in own words. `kind`: what the answer is on the board (goes_well, wish, ...)."""

    key: str
    kind: str
    texts: Mapping[str, Texts]


@dataclass(frozen=True)
class Barrier:
    """Something that may stand in the way of parents: ticked or not, never a scale. Of the voice of parents only."""

    key: str
    texts: Texts


@dataclass(frozen=True)
class Content:
    """All texts of one version. Items stand in the order of the model: societal, pedagogical, didactic, formal, informal."""

    items: tuple[Item, ...] = ()
    trust: tuple[Item, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    asks_importance: bool = True

    def items_for(self, voice: str) -> list[Item]:
        """The items that this voice is asked."""
        return [item for item in self.items if item.texts.get(voice, {}).get("nl")]

    def trust_for(self, voice: str) -> list[Item]:
        return [item for item in self.trust if item.texts.get(voice, {}).get("nl")]

    def questions_for(self, voice: str) -> list[OpenQuestion]:
        return [one for one in self.questions if one.texts.get(voice, {}).get("nl")]

    def barriers_for(self, voice: str) -> list[Barrier]:
        return list(self.barriers) if voice == PARENTS else []

    def languages(self, voice: str) -> set[str]:
        """The languages in which everything that this voice reads is there."""
        asked: list[Item | OpenQuestion] = [*self.items_for(voice), *self.trust_for(voice), *self.questions_for(voice)]
        texts: list[Texts] = [one.texts[voice] for one in asked]
        texts += [one.texts for one in self.barriers_for(voice)]
        return set.intersection(*({language for language, text in one.items() if text} for one in texts)) if texts else set()


def in_language(texts: Texts, language: str) -> tuple[str, str]:
    """(text, the language it is in): Dutch where this language is missing."""
    return (texts[language], language) if texts.get(language) else (texts.get("nl", ""), "nl")


def as_content(data: Mapping[str, Any]) -> Content:
    """A content from the JSON of a version. Raises KeyError or TypeError for another shape.

    An entry may say which translations are stale, `{"stale": {voice: [languages]}}`: their Dutch changed since, so that they may
    say something else. They are kept for who translates, and read by nobody: there the Dutch stands, as Dutch.
    """
    return Content(
        items=tuple(Item(**_as_read(one)) for one in data.get("items", ())),
        trust=tuple(Item(**_as_read(one)) for one in data.get("trust", ())),
        questions=tuple(OpenQuestion(**_as_read(one)) for one in data.get("questions", ())),
        barriers=tuple(Barrier(**_as_read(one)) for one in data.get("barriers", ())),
        asks_importance=bool(data.get("asks_importance", True)),
    )


def _as_read(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Without the translations that are stale. The texts of a barrier have no voice: it is of parents."""
    read = {name: value for name, value in entry.items() if name != "stale"}
    for voice, languages in entry.get("stale", {}).items():
        if voice in read["texts"]:
            read["texts"] = read["texts"] | {voice: _without(read["texts"][voice], languages)}
        elif voice == PARENTS:
            read["texts"] = _without(read["texts"], languages)
    return read


def _without(texts: Texts, languages: Iterable[str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language not in languages}


@dataclass(frozen=True)
class Sheet:
    """One filled-in questionnaire. `now` and `important`: {item key: 1 to 5, or DONT_KNOW}; what was left out is not there.

    `class_id` and `language` never leave the seal of a submission but in counts that are large enough.
    """

    voice: str
    class_id: str = ""
    language: str = "nl"
    now: Mapping[str, int] = field(default_factory=dict)
    important: Mapping[str, int] = field(default_factory=dict)
    barriers: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.now or self.important or self.barriers or self.words)


def state_of(opened_at: dt.datetime | None, closed_at: dt.datetime | None) -> str:
    if closed_at is not None:
        return CLOSED
    return DRAFT if opened_at is None else OPEN
