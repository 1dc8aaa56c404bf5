"""What parents, pupils and school say, side by side: how much is shared, and whether a difference is more than chance.

Counts contributions, not people: one parent may have said three things. Two queries, whatever was said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.algorithms import overlap as algorithm
from driehoek.invitations.models import Occasion
from driehoek.web import charts

from ..models import Contribution, Theme, Voice
from .pulse import APART

PAIRS: dict[str, tuple[str, str]] = {
    "ouders-school": (Voice.PARENTS.value, Voice.SCHOOL.value),
    "ouders-leerlingen": (Voice.PARENTS.value, Voice.PUPIL.value),
    "leerlingen-school": (Voice.PUPIL.value, Voice.SCHOOL.value),
}
MAY_BE_CHANCE = 0.05


@dataclass(frozen=True)
class Side:
    """One voice on one theme: how often, which part of what that voice said, and between which bounds (95 %)."""

    voice: str
    label: str
    count: int
    percent: int
    low: int
    high: int
    drawing: SafeString


@dataclass(frozen=True)
class Line:
    theme: Theme
    sides: tuple[Side, Side]

    @property
    def apart(self) -> int:
        return abs(self.sides[0].percent - self.sides[1].percent)


@dataclass(frozen=True)
class EyeOpener:
    theme: Theme
    words: str
    may_be_chance: bool
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Comparison:
    """`verdict` of the algorithm; `heading` and `words` say it. `said` how often each voice was sorted, `loose` what has no theme yet."""

    pair: str
    voices: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]
    verdict: str
    heading: str
    words: str
    lines: list[Line]
    eye_openers: list[EyeOpener]
    said: tuple[int, int]
    loose: int

    @property
    def is_empty(self) -> bool:
        return not sum(self.said)


Counts = Counter[tuple[str, str]]  # (voice, theme id or ''): contributions


def compare(occasion: Occasion, pair: str = "") -> Comparison:
    """Two voices of an occasion, for who sorts: what was put apart does not count, what waits to be looked at does."""
    return side_by_side(Theme.objects.filter(occasion=occasion), _counts(occasion), pair)


def side_by_side(found_themes: Iterable[Theme], counts: Counts, pair: str = "") -> Comparison:
    """Two voices on these themes, each counted as given; an unknown pair is parents and school. No query."""
    pair = pair if pair in PAIRS else next(iter(PAIRS))
    voices = PAIRS[pair]
    themes = {str(theme.pk): theme for theme in found_themes}
    per_voice = [{key: counts[voice, key] for key in themes if counts[voice, key]} for voice in voices]
    found = algorithm.overlap(*per_voice)
    said = sum(per_voice[0].values()), sum(per_voice[1].values())
    lines = [_line(themes[one.name], one, voices, said) for one in found.themes]
    speaking = {voice for (voice, _key), count in counts.items() if count}
    return Comparison(
        pair=pair,
        voices=voices,
        pairs=tuple((key, _both(two)) for key, two in PAIRS.items() if Voice.PUPIL in speaking and set(two) <= speaking),
        verdict=found.verdict,
        heading=_heading(found.verdict, voices),
        words=_words(found, voices),
        lines=sorted(lines, key=lambda line: (-line.apart, line.theme.title)),
        eye_openers=[_opener(one, themes[one.theme], voices) for one in found.eye_openers],
        said=said,
        loose=sum(counts[voice, ""] for voice in voices),
    )


def _counts(occasion: Occasion) -> Counts:
    rows = Contribution.objects.filter(occasion=occasion).exclude(APART).order_by()
    grouped = rows.values_list("voice", "theme_id").annotate(count=Count("pk"))
    return Counter({(voice, str(theme or "")): count for voice, theme, count in grouped})


def _line(theme: Theme, one: algorithm.Theme, voices: tuple[str, str], said: tuple[int, int]) -> Line:
    shares = [100 * count / total if total else 0.0 for count, total in zip(one.counts, said, strict=True)]
    widest = 100.0
    sides = [
        Side(
            voice,
            charts.voice_word(voice),
            count,
            round(share),
            round(100 * bounds[0]),
            round(100 * bounds[1]),
            charts.bar(charts.Row(theme.title, [share], widest), [charts.Series(charts.voice_word(voice), voice)]),
        )
        for voice, count, share, bounds in zip(voices, one.counts, shares, one.intervals, strict=True)
    ]
    return Line(theme, (sides[0], sides[1]))


def _both(voices: Sequence[str]) -> str:
    return _("%(one)s en %(other)s") % {"one": charts.voice_word(voices[0]), "other": charts.voice_word(voices[1])}


def _heading(verdict: str, voices: tuple[str, str]) -> str:
    who = _both(voices)
    who = who[:1].upper() + who[1:]
    if verdict == algorithm.SHARED:
        return _("%(who)s noemen ongeveer hetzelfde") % {"who": who}
    if verdict == algorithm.DIFFERENCE:
        return _("%(who)s noemen niet hetzelfde") % {"who": who}
    return _("Nog niet te zeggen of %(who)s hetzelfde noemen") % {"who": _both(voices)}


def _words(found: algorithm.Overlap, voices: tuple[str, str]) -> str:
    """What stands under the heading: how much is shared, held against chance, and what would tell."""
    parts = []
    if found.score is not None:
        low, high = (round(100 * one) for one in found.band)
        parts.append(
            _("De overlap is %(score)s %%. Bepaalt alleen het toeval wie wat zegt, dan ligt die tussen %(low)s en %(high)s %%.")
            % {"score": round(100 * found.score), "low": low, "high": high}
        )
    if found.verdict == algorithm.DIFFERENCE:
        parts.append(_("Zo'n verschil ontstaat bijna nooit door toeval. Praat er samen over: wat maakt dat we iets anders zien?"))
    elif found.verdict == algorithm.SHARED:
        parts.append(_("Er is geen verschil te zien dat groter is dan toeval. Hierop kunnen jullie samen bouwen."))
    elif found.needed:
        more = [_more(voice, count) for voice, count in zip(voices, found.needed, strict=True) if count]
        parts.append(
            _("Een verschil dat je nu ziet, kan toeval zijn. Met ongeveer %(more)s erbij valt er meer te zeggen.")
            % {"more": _(" en ").join(more)}
        )
    return " ".join(parts)


def _more(voice: str, count: int) -> str:
    words = {
        "parents": ngettext("%(count)s bijdrage van ouders", "%(count)s bijdragen van ouders", count),
        "school": ngettext("%(count)s bijdrage van school", "%(count)s bijdragen van school", count),
        "pupil": ngettext("%(count)s bijdrage van leerlingen", "%(count)s bijdragen van leerlingen", count),
    }
    return words[voice] % {"count": count}


def _opener(one: algorithm.EyeOpener, theme: Theme, voices: tuple[str, str]) -> EyeOpener:
    words = _("%(who)s: %(count)s keer. %(other)s: niet één keer.") % {
        "who": charts.voice_word(voices[one.voice]).capitalize(),
        "count": one.count,
        "other": charts.voice_word(voices[1 - one.voice]).capitalize(),
    }
    counts = ((voices[one.voice], one.count), (voices[1 - one.voice], 0))
    return EyeOpener(theme, words, one.by_chance > MAY_BE_CHANCE, counts)
