"""Dots: each voice apart, as dots per person and as share of that voice. Twelve teachers never drown in a hundred parents."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from driehoek.web.charts import Row

from .. import poll_rules
from ..models import Statement
from .polls import tongue

MOST_NOTES = 6
Ballots = Sequence[Mapping[uuid.UUID, int]]


@dataclass(frozen=True)
class Cell:
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
    people: int
    bars: list[Row]
    notes: list[str]


@dataclass(frozen=True)
class DotResults:
    """Rows by the mean of the voices' shares: each voice weighs the same, however many people it has."""

    rows: list[DotRow]
    voices: list[VoiceDots]


def dot_results(statements: list[Statement], ballots: Mapping[str, Ballots], language: str) -> DotResults:
    keys = [row.pk for row in statements]
    texts = {row.pk: tongue(row, language) for row in statements}
    totals = {voice: {key: sum(ballot.get(key, 0) for ballot in some) for key in keys} for voice, some in ballots.items()}
    shares = {voice: {key: count / (sum(found.values()) or 1) for key, count in found.items()} for voice, found in totals.items()}
    weight = {key: fmean(shares[voice][key] for voice in shares) if shares else 0.0 for key in keys}
    order = sorted(keys, key=lambda key: -weight[key])
    rows = [
        DotRow(*texts[key], [_cell(voice, totals[voice][key], len(ballots[voice]), shares[voice][key]) for voice in ballots])
        for key in order
    ]
    voices = [
        VoiceDots(
            voice,
            len(some),
            _bars(order, totals[voice], shares[voice], texts, len(some)),
            _notes(some, keys, totals[voice], texts),
        )
        for voice, some in ballots.items()
    ]
    return DotResults(rows, voices)


def _cell(voice: str, total: int, people: int, share: float) -> Cell:
    return Cell(voice, _average(total, people), f"{round(100 * share)} %")


def _average(total: int, people: int) -> str:
    return str(number_format(total / people, 1))


def _bars(
    order: list[uuid.UUID],
    totals: dict[uuid.UUID, int],
    shares: dict[uuid.UUID, float],
    texts: dict[uuid.UUID, tuple[str, str]],
    people: int,
) -> list[Row]:
    return [
        Row(
            texts[key][0],
            [round(100 * shares[key])],
            100,
            _("%(average)s per persoon") % {"average": _average(totals[key], people)},
        )
        for key in sorted(order, key=lambda key: -totals[key])
    ]


def _notes(
    ballots: Ballots, keys: list[uuid.UUID], totals: dict[uuid.UUID, int], texts: dict[uuid.UUID, tuple[str, str]]
) -> list[str]:
    """Ties by name, and what one person less would change. Only where somebody gave dots at all."""
    name = lambda key: "‘" + texts[key][0] + "’"  # noqa: E731
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
