"""Reads a questionnaire as it was filled in. Nothing is required; what was never asked is left out, what is too long is told."""

from collections.abc import Mapping
from typing import Any

from .rules import DONT_KNOW, MOST, MOST_WORDS, Content, Sheet

NOW, IMPORTANT, WORDS, BARRIERS = "n-", "i-", "w-", "b"


def sheet_from(sent: Any, content: Content, voice: str, language: str = "nl") -> Sheet:
    """`sent` is a QueryDict: `n-<key>` and `i-<key>` are points, `w-<key>` own words, `b` each barrier that was ticked."""
    items = [one.key for one in (*content.items_for(voice), *content.trust_for(voice))]
    asked = {one.key for one in content.barriers_for(voice)}
    return Sheet(
        voice=voice,
        language=language,
        now=_points(sent, NOW, items, DONT_KNOW),
        important=_points(sent, IMPORTANT, items, 1),
        barriers=tuple(one for one in sent.getlist(BARRIERS) if one in asked),
        words={one.key: sent.get(WORDS + one.key, "") for one in content.questions_for(voice) if sent.get(WORDS + one.key)},
    )


def _points(sent: Mapping[str, str], prefix: str, keys: list[str], least: int) -> dict[str, int]:
    found = {}
    for key in keys:
        given = sent.get(prefix + key, "")
        if len(given) == 1 and given.isascii() and given.isdigit() and least <= int(given) <= MOST:
            found[key] = int(given)
    return found


def too_long(sheet: Sheet) -> list[str]:
    """Keys of the questions of which the words do not fit."""
    return [key for key, text in sheet.words.items() if len(text.strip().replace("\r\n", "\n")) > MOST_WORDS]
