"""How often each voice said something, as a composed line tells it: '12 keer van ouders, 3 keer van school.'"""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from driehoek.voices.models import Voice


def told(counts: Mapping[str, int]) -> str:
    """Voices that said nothing are left out."""
    return _(", ").join(_times(str(counts[voice]), voice, counts[voice]) for voice in Voice.values if counts.get(voice))


def counts_in(words: str) -> dict[str, int]:
    """Voice → how often it said something, according to these words in the active language; the highest when there are more."""
    found: dict[str, int] = {}
    for voice, pattern in _patterns(get_language() or "nl"):
        for many in pattern.findall(words):
            found[voice] = max(found.get(voice, 0), int(many))
    return found


def without(words: str) -> str:
    """What is left of a composed line when no voice is counted in it."""
    for _voice, pattern in _patterns(get_language() or "nl"):
        words = pattern.sub("", words)
    return words.rstrip("., ")


def _times(count: str, voice: str, many: int) -> str:
    words = ngettext("%(count)s keer van %(voice)s", "%(count)s keer van %(voice)s", many)
    return words % {"count": count, "voice": str(Voice(voice).label)}


@lru_cache(maxsize=16)
def _patterns(_language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Of what stands on a line; of a thousand lines it is asked a thousand times."""
    found = []
    for voice in Voice.values:
        forms = {re.escape(_times("@", voice, many)).replace("@", "([0-9]{1,6})") for many in (1, 2)}
        found += [(str(voice), re.compile(rf"(?<![0-9]){form}\b")) for form in sorted(forms)]
    return found
