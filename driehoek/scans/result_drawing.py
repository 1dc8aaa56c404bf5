"""Bars that go two ways from the middle, drawn by the server. The voice's own colour on both sides: no side is the good one.

What stands left of the middle is 'niet', right of it 'wel', 'een beetje' lies across it. Lighter is less outspoken, and a
texture says so as well. The numbers stand beside it in words and behind it in a table.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MIDDLE = 100.0
STRENGTH = ("0.95", "0.5", "0.2", "0.5", "0.95")  # of the five points


def diverging(shares: Sequence[float], voice: str) -> SafeString:
    """Five shares in percent, from 'helemaal niet' to 'helemaal wel'; together 100 or a little off by rounding."""
    start = MIDDLE - shares[0] - shares[1] - shares[2] / 2
    pieces, at = [], start
    for place, share in enumerate(shares):
        if share > 0:
            pieces.append(_piece(at, share, voice, place))
            at += share
    return _frame(format_html_join("", "{}", ((one,) for one in pieces)))


def sides(no: float, yes: float, low: float, high: float, voice: str) -> SafeString:
    """Of few people: about how many say no and yes, in percent, and where the yes may lie."""
    return _frame(
        format_html(
            '{}{}<rect class="room" x="{}" y="8.6" width="{}" height="1.4"/>',
            _piece(MIDDLE - no, no, voice, 1) if no > 0 else "", _piece(MIDDLE, yes, voice, 3) if yes > 0 else "",
            f"{MIDDLE + low:.1f}", f"{max(1.0, high - low):.1f}",
        )
    )  # fmt: skip


def share_bar(percent: float, ink: str = "1") -> SafeString:
    """A plain share from 0 to 100."""
    return format_html(
        '<svg class="plain" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="ink-{}" x="0" y="0" width="{}" height="10"/></svg>',
        ink, f"{min(100.0, max(0.0, percent)):.1f}",
    )  # fmt: skip


def _piece(at: float, share: float, voice: str, place: int) -> SafeString:
    x, width = f"{at:.1f}", f"{share:.1f}"
    drawn = format_html(
        '<rect class="ink-{}" fill-opacity="{}" x="{}" y="0" width="{}" height="10"/>', voice, STRENGTH[place], x, width
    )
    if place == 2:
        return format_html('{}<path class="texture texture-2" d="M{} 5H{}"/>', drawn, x, f"{at + share:.1f}")
    return format_html('{}<rect class="seam" x="{}" y="0" width="0.8" height="10"/>', drawn, x)


def _frame(inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="two-ways" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}'
        '<rect class="middle" x="99.7" y="0" width="0.6" height="10"/></svg>',
        inside,
    )
