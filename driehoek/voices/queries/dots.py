"""Dots: each voice apart, as dots per person and as share of that voice. Twelve teachers never drown in a hundred parents."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from driehoek.algorithms.disclosure import FEW, Shown, people_words, spared_dots
from driehoek.algorithms.disclosure.shares import about_dots
from driehoek.web.charts import Row

from .. import poll_rules
from ..models import Statement
from .polls import tongue

MOST_NOTES = 6
Ballots = Sequence[Mapping[uuid.UUID, int]]


@dataclass(frozen=True)
class Cell:
    """`average`: dots per person. Of few people both are softened."""

    voice: str
    average: str
    share: str


@dataclass(frozen=True)
class DotRow:
    text: str
    language: str
    cells: list[Cell]


@dataclass(frozen=True)
class VoiceDots:
    """How the order of one voice hangs together: what is even, and what one person decides on."""

    voice: str
    people: str
    bars: list[Row]
    notes: list[str]


@dataclass(frozen=True)
class DotResults:
    """Rows by the mean of the voices' shares: each voice weighs the same, however many people it has."""

    rows: list[DotRow]
    voices: list[VoiceDots]


@dataclass(frozen=True)
class Given:
    """What one voice gave one thing, as it is shown: `order` sorts it within the voice, `percent` is the width of its bar."""

    order: float
    percent: int
    average: str
    share: str


def dot_results(statements: list[Statement], ballots: Mapping[str, Ballots], budget: int, language: str) -> DotResults:
    keys = [row.pk for row in statements]
    texts = {row.pk: tongue(row, language) for row in statements}
    totals = {voice: {key: sum(ballot.get(key, 0) for ballot in some) for key in keys} for voice, some in ballots.items()}
    shown = {voice: _shown(totals[voice], len(some), budget) for voice, some in ballots.items()}
    weight = {key: fmean(shown[voice][key].order for voice in shown) if shown else 0.0 for key in keys}
    order = sorted(keys, key=lambda key: -weight[key])
    cells = {key: [Cell(voice, shown[voice][key].average, shown[voice][key].share) for voice in ballots] for key in order}
    voices = [
        VoiceDots(
            voice,
            people_words(len(some)),
            _bars(order, shown[voice], texts),
            _notes(some, keys, totals[voice], texts) if len(some) >= FEW else [_rounded()],
        )
        for voice, some in ballots.items()
    ]
    return DotResults([DotRow(*texts[key], cells[key]) for key in order], voices)


def _shown(totals: Mapping[uuid.UUID, int], people: int, budget: int) -> dict[uuid.UUID, Given]:
    if people < FEW:
        soft = spared_dots(totals, people, budget)
        return {key: _softly(about_dots(total, people, budget), budget) for key, total in soft.items()}
    whole = sum(totals.values()) or 1
    return {
        key: Given(total / whole, round(100 * total / whole), _number(total / people), f"{round(100 * total / whole)} %")
        for key, total in totals.items()
    }


def _softly(one: Shown, budget: int) -> Given:
    """Nothing but what is shown goes into the order either."""
    order = one.percent / 100 - (0.001 if one.bound == "≤" else 0)
    return Given(order, one.percent, f"{one.bound} {_number(one.percent * budget / 100)}".strip(), one.words)


def _number(value: float) -> str:
    return str(number_format(value, 1))


def _bars(order: list[uuid.UUID], shown: Mapping[uuid.UUID, Given], texts: dict[uuid.UUID, tuple[str, str]]) -> list[Row]:
    return [
        Row(texts[key][0], [shown[key].percent], 100, _("%(average)s per persoon") % {"average": shown[key].average})
        for key in sorted(order, key=lambda key: -shown[key].order)
    ]


def _rounded() -> str:
    """Ties and gaps of few people are not named: each of them would tell how one person chose."""
    return _("Minder dan 20 mensen: de getallen zijn afgerond, en één persoon kan de volgorde veranderen.")


def _notes(
    ballots: Ballots, keys: list[uuid.UUID], totals: dict[uuid.UUID, int], texts: dict[uuid.UUID, tuple[str, str]]
) -> list[str]:
    """Ties by name, and what one person less would change. Only where somebody gave dots at all."""

    def name(key: uuid.UUID) -> str:
        return f"‘{texts[key][0]}’"

    notes = [
        _("Even veel stippen: %(names)s.") % {"names": ", ".join(name(key) for key in level)}
        for level in poll_rules.standing(totals)
        if len(level) > 1 and totals[level[0]]
    ]  # fmt: skip
    for one in poll_rules.overtakings(ballots, keys):
        words = {"ahead": name(one.ahead), "behind": name(one.behind)}
        if one.level:
            notes.append(_("Met één persoon minder stonden %(behind)s en %(ahead)s gelijk.") % words)
        else:
            notes.append(_("Met één persoon minder stond %(behind)s boven %(ahead)s.") % words)
    return notes[:MOST_NOTES]
