"""A filled-in questionnaire as it is kept: only what was asked, and as long as any other. Plain values; no Django."""

import json
import unicodedata
from collections.abc import Mapping

from .rules import DONT_KNOW, MOST, MOST_WORDS, PARENTS, Content, Sheet

LEAST_BYTES = 4096  # a form with every circle filled in and some lines of words fits


def tidy(sheet: Sheet, content: Content) -> Sheet:
    """The same sheet with only what this voice is asked: no made-up items, points or words, and no empty ones."""
    asked = {one.key for one in (*content.items_for(sheet.voice), *content.trust_for(sheet.voice))}
    barriers = {one.key for one in content.barriers_for(sheet.voice)}
    words = {one.key: plain(sheet.words.get(one.key, "")) for one in content.questions_for(sheet.voice)}
    weighed = {one.key for one in content.items_for(sheet.voice)} if content.asks_importance else set()
    return Sheet(
        voice=sheet.voice,
        class_id=sheet.class_id,
        language=sheet.language,
        now=_points(sheet.now, asked),
        important=_points(sheet.important, weighed),
        barriers=tuple(sorted(set(sheet.barriers) & barriers)),
        words={key: text for key, text in words.items() if text},
    )


def _points(given: Mapping[str, int], asked: set[str]) -> dict[str, int]:
    return {key: point for key, point in sorted(given.items()) if key in asked and DONT_KNOW <= point <= MOST}


def plain(text: str) -> str:
    """Without what can't be seen, and not longer than fits."""
    seen = "".join(one for one in text.replace("\r\n", "\n") if one in "\n\t\u200d\u200c" or unicodedata.category(one)[0] != "C")
    return unicodedata.normalize("NFC", seen).strip()[:MOST_WORDS]


def packed(sheet: Sheet) -> str:
    """The sheet as text of 4, 8, 16 … kilobytes in UTF-8: how long somebody wrote can't be read from the outside."""
    text = json.dumps(
        {
            "voice": sheet.voice,
            "class_id": sheet.class_id,
            "language": sheet.language,
            "now": dict(sheet.now),
            "important": dict(sheet.important),
            "barriers": list(sheet.barriers),
            "words": dict(sheet.words),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    size, length = LEAST_BYTES, len(text.encode())
    while size < length:
        size *= 2
    return text + " " * (size - length)


def unpacked(text: str) -> Sheet:
    """What `packed` made, or what an earlier version of it made."""
    found = json.loads(text)
    return Sheet(
        voice=found.get("voice", PARENTS),
        class_id=found.get("class_id", ""),
        language=found.get("language", "nl"),
        now=found.get("now", {}),
        important=found.get("important", {}),
        barriers=tuple(found.get("barriers", ())),
        words=found.get("words", {}),
    )
