"""Bars that go two ways from the middle, drawn by the server. The voice's own colour on both sides: no side is the good one.

What stands left of the middle is 'niet', right of it 'wel', 'een beetje' lies across it. Lighter is less outspoken, and a
texture says so as well. What is at most so much has a dashed edge and no ink. The numbers stand beside it in words and behind it in
a table.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from driehoek.algorithms.disclosure import Shown
from driehoek.algorithms.survey import Figure
from driehoek.web.templatetags.look import voice as voice_mark

MIDDLE, FRAME = 100.0, 200.0
TAIL = '<path class="middle" d="M100 0v10"/></svg>'


class Piece(NamedTuple):
    """`at` and `wide` in percent, in a frame of 200 with the middle at 100. `place` 0 to 4, from 'helemaal niet' to 'helemaal wel'.

    `is_most`: at most so much; it may be nothing.
    """

    at: float
    wide: float
    place: int
    is_most: bool = False


SAMPLE = (Piece(65, 10, 0), Piece(75, 15, 1), Piece(90, 20, 2), Piece(110, 35, 3), Piece(145, 20, 4))


def laid_out(figure: Figure) -> tuple[Piece, ...]:
    """The pieces of a bar: together never more than 100 percent, and each side as wide as its words say.

    Where a share is a bound the pieces would not add up by themselves: the sides are drawn first, and the points within them.
    """
    no, little, yes = _sides(figure)
    if not figure.points:
        sides = (Piece(MIDDLE - no, no, 1, figure.disagree.bound == "≤"), Piece(MIDDLE, yes, 3, figure.agree.bound == "≤"))
        return tuple(one for one in sides if one.wide > 0)
    one, two, three, four, five = figure.points
    at, found = MIDDLE - no - little / 2, []
    for place, (wide, point) in enumerate(
        zip((*_within(no, one, two), little, *_within(yes, four, five)), (one, two, three, four, five), strict=True)
    ):
        if wide > 0:
            found.append(Piece(at, wide, place, point.bound == "≤"))
        at += wide
    return tuple(found)


def _sides(figure: Figure) -> tuple[float, float, float]:
    """How wide 'niet', 'een beetje' and 'wel' are. Steps can make them a little more than all: then each is a little less."""
    if figure.parts:
        yes, little, no = (100 * part / figure.answered for part in figure.parts)
        return no, little, yes
    found = (figure.disagree.percent, figure.between.percent, figure.agree.percent)
    fits = min(1.0, 100 / max(1, sum(found)))
    return found[0] * fits, found[1] * fits, found[2] * fits


def _within(side: float, one: Shown, other: Shown) -> tuple[float, float]:
    """Two points on one side. What is told exactly is drawn so, and a bound gets what is left, as far as it reaches."""
    if (one.bound == "≤") == (other.bound == "≤"):
        first = side * one.percent / max(1, one.percent + other.percent)
        return first, side - first
    if one.bound == "≤":
        first = min(float(one.percent), max(0.0, side - other.percent))
        return first, side - first
    second = min(float(other.percent), max(0.0, side - one.percent))
    return side - second, second


def diverging(pieces: Iterable[Piece], voice: str, room: str = "") -> SafeString:
    """Hundreds of bars stand on one page, so their strings are put together by hand: only numbers and the name of a voice go in."""
    return SafeString("".join([_head(voice), *map(_piece, pieces), room, TAIL]))


def drawn(figure: Figure, voice: str) -> SafeString:
    """Of few people also where the 'wel' may lie."""
    if figure.points:
        return diverging(laid_out(figure), voice)
    low = min(99, figure.low)
    room = f'<path class="room" d="M{MIDDLE + low:g} 9.3h{max(1, figure.high - low):g}"/>'
    return diverging(laid_out(figure), voice, room)


def share_bar(percent: float, ink: str = "1") -> SafeString:
    """A plain share from 0 to 100."""
    width = min(100.0, max(0.0, percent))
    return SafeString(
        f'<svg class="plain ink-{ink}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h{width:g}v10H0z"/></svg>'
    )


def _head(voice: str) -> str:
    return f'<svg class="two-ways ink-{voice}" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">'


def _piece(one: Piece) -> str:
    most = " most" if one.is_most else ""
    shape = f'<path class="p{one.place}{most}" d="M{one.at:.5g} 0h{one.wide:.5g}v10h-{one.wide:.5g}z"/>'
    return f'{shape}<path class="texture texture-2" d="M{one.at:.5g} 5h{one.wide:.5g}"/>' if one.place == 2 else shape


def answers(bars: Sequence[tuple[str, SafeString, str, str]]) -> SafeString:
    """A line for each (voice, drawing, words, of how many)."""
    lines = [
        f'<div>{_mark(voice)}{drawing}<span class="said"><b>{escape(words)}</b> <span class="soft small">{escape(behind)}</span></span></div>'
        for voice, drawing, words, behind in bars
    ]
    return SafeString(f'<div class="answers">{"".join(lines)}</div>')


def table_rows(text: str, language: str, rows: Sequence[tuple[str, str, Sequence[str]]]) -> SafeString:
    """One item in a table: its text beside (voice, scale, cells) of each row."""
    made = []
    for place, (voice, scale, cells) in enumerate(rows):
        first = ""
        if place == 0:
            first = f'<th scope="rowgroup" rowspan="{len(rows)}" lang="{language}" dir="auto">{escape(text)}</th>'
        numbers = "".join([f"<td>{cell}</td>" for cell in cells])  # digits, %, ≥ and ≤
        made.append(f'<tr>{first}<th scope="row">{_mark(voice)} {escape(scale)}</th>{numbers}</tr>')
    return SafeString(f"<tbody>{''.join(made)}</tbody>")


def _mark(voice: str) -> SafeString:
    return _mark_in(voice, get_language() or "nl")


@lru_cache(maxsize=64)
def _mark_in(voice: str, _language: str) -> SafeString:
    return voice_mark(voice)
