"""Bars that go two ways from the middle, drawn by the server. The voice's own colour on both sides: no side is the good one.

What stands left of the middle is 'niet', right of it 'wel', 'een beetje' lies across it. Lighter is less outspoken, and a
texture says so as well. The numbers stand beside it in words and behind it in a table.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from driehoek.web.templatetags.look import voice as voice_mark

MIDDLE = 100.0
TAIL = '<path class="middle" d="M100 0v10"/></svg>'


def diverging(shares: Sequence[float], voice: str) -> SafeString:
    """Five shares in percent, from 'helemaal niet' to 'helemaal wel'; together 100 or a little off by rounding.

    Hundreds of bars stand on one page, so their strings are put together by hand: only numbers and the name of a voice go in.
    """
    at = MIDDLE - shares[0] - shares[1] - shares[2] / 2
    pieces = [_head(voice)]
    for place, share in enumerate(shares):
        if share > 0:
            pieces.append(_piece(at, share, place))
            at += share
    return SafeString("".join([*pieces, TAIL]))


def sides(no: float, yes: float, low: float, high: float, voice: str) -> SafeString:
    """Of few people: about how many say no and yes, in percent, and where the yes may lie."""
    left = _piece(MIDDLE - no, no, 1) if no > 0 else ""
    right = _piece(MIDDLE, yes, 3) if yes > 0 else ""
    room = f'<path class="room" d="M{MIDDLE + low:g} 9.3h{max(1.0, high - low):g}"/>'
    return SafeString(f"{_head(voice)}{left}{right}{room}{TAIL}")


def share_bar(percent: float, ink: str = "1") -> SafeString:
    """A plain share from 0 to 100."""
    width = min(100.0, max(0.0, percent))
    return SafeString(
        f'<svg class="plain ink-{ink}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h{width:g}v10H0z"/></svg>'
    )


def _head(voice: str) -> str:
    return f'<svg class="two-ways ink-{voice}" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">'


def _piece(at: float, share: float, place: int) -> str:
    drawn = f'<path class="p{place}" d="M{at:g} 0h{share:g}v10h-{share:g}z"/>'
    return f'{drawn}<path class="texture texture-2" d="M{at:g} 5h{share:g}"/>' if place == 2 else drawn


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
