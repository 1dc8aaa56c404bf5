"""What changed most between the questionnaires of two years; only what is more than chance, with the text that was asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.algorithms import survey
from driehoek.scans.models import Fielding
from driehoek.scans.result_shapes import Frozen, frozen
from driehoek.scans.rules import Content, as_content, in_language

MOST = 3


@dataclass(frozen=True)
class Changed:
    """One item of one voice: its text, which way it went, and how many said so in both years."""

    voice: str
    text: str
    language: str
    words: str
    now: str
    then: str
    points: int


@dataclass(frozen=True)
class ScanBeside:
    """`changes`: at most three, of `compared` items. `other_text`: how many read otherwise now, and so are not compared."""

    fielding: Fielding
    before: Fielding
    changes: list[Changed]
    compared: int
    other_text: int


def scan_beside(now: list[Fielding], then: list[Fielding], language: str) -> ScanBeside | None:
    """The last questionnaire of this year that was asked a year before too, both with a result. No query: results were fetched along."""
    for fielding in now:
        for before in then:
            if fielding.pk != before.pk and fielding.version.instrument_id == before.version.instrument_id:
                found = _beside(fielding, before, language)
                if found is not None:
                    return found
    return None


def _result(fielding: Fielding) -> Frozen | None:
    kept = getattr(fielding, "result", None)
    found = frozen(kept.content) if kept is not None else None
    return found if found is not None and found.enough else None


def _beside(fielding: Fielding, before: Fielding, language: str) -> ScanBeside | None:
    new, old = _result(fielding), _result(before)
    if new is None or old is None:
        return None
    content, past = as_content(fielding.version.content), as_content(before.version.content)
    texts = {item.key: item.texts for item in content.items}
    found, compared, other = [], 0, 0
    for voice in new.shown:
        if voice not in old.shown:
            continue
        figures, figures_then = new.voices[voice].whole.now, old.voices[voice].whole.now
        for change in survey.changes(figures, figures_then, _dutch(content, voice), _dutch(past, voice)):
            compared += change.verdict != survey.OTHER_TEXT
            other += change.verdict == survey.OTHER_TEXT
            if change.verdict == survey.CHANGED and change.item in texts:
                found.append((voice, change, figures[change.item].agree.words, figures_then[change.item].agree.words))
    found.sort(key=lambda one: -abs(one[1].points))  # stable: voices and items in their order
    changes = [
        _changed(voice, change.points, texts[change.item][voice], new_words, old_words, language)
        for voice, change, new_words, old_words in found[:MOST]
    ]
    return ScanBeside(fielding, before, changes, compared, other)


def _changed(voice: str, points: int, texts: dict[str, str], now: str, then: str, language: str) -> Changed:
    text, tongue = in_language(texts, language)
    words = _("Vaker ‘wel’ dan toen.") if points > 0 else _("Minder vaak ‘wel’ dan toen.")
    return Changed(voice, text, tongue, words, now, then, points)


def _dutch(content: Content, voice: str) -> dict[str, str]:
    return {item.key: item.texts[voice]["nl"] for item in content.items_for(voice)}
