"""What the report of an evening tells of voices side by side, and of rounds whose results were shown. In the active language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.algorithms import overlap as algorithm
from driehoek.algorithms.opinions.verdicts import DIFFERENCE, SHARED
from driehoek.invitations.models import Occasion

from ..models import Poll, PollSort, Theme, Voice
from .comparing import Comparison
from .results import Results, StatementResult, results, said

MOST_EYE_OPENERS = 3
MOST_STATEMENTS = 5
MOST_DOTS = 5

TitleOf = Callable[[Theme], tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """Words in `language` ('' for the reader's own), and what each voice says of them: (voice, '84 %')."""

    text: str
    language: str
    voices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One heading with what stands below; without `title` it goes on with the one before. `poll` leads to all of its results."""

    title: str
    language: str
    words: str
    lines: tuple[Line, ...]
    poll: Poll | None = None

    @property
    def voices(self) -> list[str]:
        """Who says something in these lines, in the order of voices everywhere."""
        there = {voice for line in self.lines for voice, _words in line.voices}
        return [voice for voice in Voice.values if voice in there]


def report_parts(occasion: Occasion, language: str, shared: Comparison, title_of: TitleOf) -> list[Part]:
    """At most three queries, however much was asked. Nothing of a round that was not shown, or in which too few took part.

    `shared` of what families may know about; `title_of` a theme: its title for this reader, and the language that it is in.
    """
    polls = list(Poll.objects.filter(occasion=occasion, shown_at__isnull=False))
    heaps = said(polls) if polls else {}
    found = [_of_poll(poll, results(poll, language, heaps[poll.pk])) for poll in polls]
    side_by_side = _side_by_side(shared, title_of)
    return [*([side_by_side] if side_by_side else []), *(part for parts in found for part in parts)]


def _side_by_side(found: Comparison, title_of: TitleOf) -> Part | None:
    """Only what can be said: 'too early' is for those who sort."""
    heading = {
        algorithm.SHARED: _("Ouders en school noemen ongeveer hetzelfde"),
        algorithm.DIFFERENCE: _("Ouders en school noemen niet hetzelfde"),
    }.get(found.verdict)
    if heading is None:
        return None
    words = {
        algorithm.SHARED: _("Er is geen verschil dat groter is dan toeval."),
        algorithm.DIFFERENCE: _("Het verschil is te groot voor toeval. Daar praten we samen over verder."),
    }[found.verdict]
    openers = [one for one in found.eye_openers if not one.may_be_chance][:MOST_EYE_OPENERS]
    lines = tuple(
        Line(*title_of(one.theme), tuple((voice, _times(count)) for voice, count in sorted(one.counts, key=_place)))
        for one in openers
    )
    return Part(heading, "", words, lines)


def _place(counted: tuple[str, int]) -> int:
    return Voice.values.index(counted[0])


def _times(count: int) -> str:
    return ngettext("%(count)s keer", "%(count)s keer", count) % {"count": count}


def _of_poll(poll: Poll, found: Results) -> list[Part]:
    if found.is_empty:
        return []
    if poll.sort == PollSort.DOTS and found.dots:
        rows = found.dots.rows[:MOST_DOTS]
        lines = tuple(
            Line(
                row.text,
                row.language,
                tuple((cell.voice, _("%(average)s per persoon") % {"average": cell.average}) for cell in row.cells),
            )
            for row in rows
        )
        return [Part(poll.title, "nl", _("Zoveel stippen kreeg elk van deze punten."), lines, poll)]
    parts: list[Part] = []
    for verdict, words in (
        (SHARED, _("Hier denken we hetzelfde over")),
        (DIFFERENCE, _("Hier denken we verschillend over")),
    ):
        rows_ = [row for row in found.rows if row.verdict == verdict][:MOST_STATEMENTS]
        if rows_:
            title = ("", "") if parts else (poll.title, "nl")
            parts.append(Part(*title, words, _lines(rows_), poll))
    return parts


def _lines(rows: Sequence[StatementResult]) -> tuple[Line, ...]:
    return tuple(
        Line(
            row.text, row.language, tuple((bar.voice, _("%(share)s eens") % {"share": bar.agree}) for bar in row.bars if bar.seen)
        )
        for row in rows
    )
