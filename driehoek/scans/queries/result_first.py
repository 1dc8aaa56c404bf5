"""What comes first of a result. Orders are made of what is shown; what is even stands in the order of the model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from driehoek.algorithms.survey import AMBITION
from driehoek.web.charts import voice_word

from .. import result_words as words
from ..result_shapes import DIFFERENCE, SHARED, TOO_EARLY, Frozen, ItemFigures

TOP = 3


@dataclass(frozen=True)
class Point:
    """One line of the first screen."""

    key: str
    text: str
    language: str
    words: str


class Top:
    """`lines`: the text of each item, in the order of the model. `figures_of` tells what was answered to one."""

    def __init__(self, lines: Mapping[str, Point], figures_of: Callable[[str], ItemFigures], found: Frozen) -> None:
        self.lines, self.figures, self.found = lines, {key: figures_of(key) for key in lines}, found

    def shared(self, side: int) -> list[Point]:
        """Where of each voice surely more than half says yes (`side` 1) or no (-1): apart, because the one is not the other."""

        def strength(key: str) -> int:
            return min((figure.agree if side > 0 else figure.disagree).percent for figure in self.figures[key].now.values())

        keys = [key for key, one in self.figures.items() if one.verdict == SHARED and one.side == side]
        return self._points(sorted(keys, key=lambda key: -strength(key)))

    def differing(self) -> list[Point]:
        """Shown differences first, then where it can't be said yet."""
        keys = [key for key, one in self.figures.items() if one.verdict in {DIFFERENCE, TOO_EARLY} and len(one.now) > 1]
        return self._points(sorted(keys, key=lambda key: (self.figures[key].verdict != DIFFERENCE, -self.figures[key].points)))

    def better(self) -> list[Point]:
        """Surely more important than it goes now, of the first voice that says so, the widest gap first. What may be chance is left out."""
        found = []
        for key, one in self.figures.items():
            voice = next((voice for voice, own in self.found.voices.items() if key in own.gaps), None)
            if voice is None or voice not in one.now or voice not in one.important:
                continue
            gap = self.found.voices[voice].gaps[key]
            if gap.sort == AMBITION:
                found.append((-gap.points, key, voice))
        ordered = sorted(found, key=lambda one: one[0])[:TOP]
        return [replace(self.lines[key], words=self._wished(key, voice)) for _points, key, voice in ordered]

    def _wished(self, key: str, voice: str) -> str:
        one = self.figures[key]
        facts = {
            "voice": capfirst(voice_word(voice)),
            "important": one.important[voice].agree.words,
            "now": one.now[voice].agree.words,
        }
        return _("%(voice)s: %(important)s vindt dit belangrijk, %(now)s zegt dat het nu zo is.") % facts

    def _points(self, keys: Sequence[str]) -> list[Point]:
        return [replace(self.lines[key], words=self._said(key)) for key in keys[:TOP]]

    def _said(self, key: str) -> str:
        one = self.figures[key]
        if one.side < 0:
            said = _("Zegt dat het niet zo is: %(spoken)s. %(verdict)s")
            shares = {voice: figure.disagree for voice, figure in one.now.items()}
        else:
            said = _("Zegt dat het zo is: %(spoken)s. %(verdict)s")
            shares = {voice: figure.agree for voice, figure in one.now.items()}
        return said % {"spoken": words.spoken(shares), "verdict": words.verdict_words(one)}
