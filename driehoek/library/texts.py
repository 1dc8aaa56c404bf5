"""One text in its languages, with po and vo wording and its audience."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["nl", "en", "ar", "tr", "pl", "uk"]
Audience = Literal["team", "parents", "mixed"]
Wording = Literal["po", "vo"]

STAFF_LANGUAGES: tuple[str, ...] = ("nl", "en")
PARENT_LANGUAGES: tuple[str, ...] = ("nl", "en", "ar", "tr", "pl", "uk")
LANGUAGES: tuple[str, ...] = get_args(Language)
AUDIENCES: tuple[str, ...] = get_args(Audience)
WORDINGS: tuple[str, ...] = get_args(Wording)

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
GAP = "…………"  # what stands in print where nothing was filled in

# A Latin name or code inside Arabic keeps its own direction between these two marks.
ISOLATE_START, ISOLATE_END = "\u2068", "\u2069"


class MissingValue(KeyError):
    """A text was to be filled strictly and some placeholders had no value; `.names` says which."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(names)))
        self.names = names


def wording_of(sector: str) -> str:
    """'vo' speaks of klas and mentor; 'po' and 'so' of groep and leerkracht."""
    return "vo" if sector == "vo" else "po"


def language_of(language: str) -> str:
    """'en-gb' -> 'en'; a language without content falls back to Dutch."""
    short = language.split("-")[0].lower()
    return short if short in LANGUAGES else "nl"


@dataclass(frozen=True)
class Text:
    """What is shown or said; word tokens are already replaced, placeholders like {school} are not.

    `values` maps (language, 'po' or 'vo') to the text. Every Text has Dutch and English; what parents see also Arabic.
    """

    values: Mapping[tuple[str, str], str]
    audience: Audience

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(name for name in LANGUAGES if (name, "po") in self.values)

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(PLACEHOLDER.findall(self.values["nl", "po"]))

    def say(self, language: str, sector: str = "po") -> str:
        """The raw text; a language that this text lacks falls back to Dutch."""
        wording = wording_of(sector)
        found = self.values.get((language_of(language), wording))
        return self.values["nl", wording] if found is None else found

    def missing(self, values: Mapping[str, str]) -> frozenset[str]:
        """The placeholders for which `values` has nothing, or only blanks."""
        return frozenset(name for name in self.placeholders if not values.get(name, "").strip())

    def fill(self, language: str, sector: str, values: Mapping[str, str]) -> str:
        """The text with every placeholder filled; raises MissingValue. The result is plain text: escape it yourself."""
        if absent := self.missing(values):
            raise MissingValue(absent)
        return self.fill_what_is_known(language, sector, values)

    def fill_what_is_known(self, language: str, sector: str, values: Mapping[str, str], gap: str = GAP) -> str:
        """Like `fill`, with `gap` where a value is missing (a run-book that still has open fill-ins)."""
        right_to_left = language_of(language) == "ar" and "ar" in self.languages

        def value(match: re.Match[str]) -> str:
            found = values.get(match[1], "").strip() or gap
            # A mark next to a link would become part of the link in many mail programs.
            return f"{ISOLATE_START}{found}{ISOLATE_END}" if right_to_left and "://" not in found else found

        return PLACEHOLDER.sub(value, self.say(language, sector))


def languages_for(audience: str | None) -> tuple[str, ...]:
    """The languages that a text for this audience must have: what only the team sees needs no parents' languages."""
    return STAFF_LANGUAGES if audience == "team" else PARENT_LANGUAGES


def may_be_chosen(text_audience: str, meeting_audience: str) -> bool:
    """Whether a text may be used where `meeting_audience` sits: what is meant for the team never before parents."""
    if meeting_audience == "team":
        return text_audience in ("team", "mixed")
    return text_audience in ("parents", "mixed")
