"""A share with the room that chance leaves, drawn by the server; the numbers stand beside it in a table."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from driehoek.algorithms.opinions.picture import Area

SIDE = 200.0
MARGIN = 14.0


def interval_svg(share: float, low: float, high: float, voice: str) -> SafeString:
    """From 0 to 1: a thin line at one half, a band from `low` to `high`, a mark at `share`."""
    return format_html(
        '<svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="half" x="49.8" y="0" width="0.4" height="10"/><rect class="band ink-{}" x="{}" y="2.5" width="{}" height="5"/>'
        '<rect class="mark" x="{}" y="0" width="1.2" height="10"/></svg>',
        voice, f"{100 * low:.1f}", f"{max(1.0, 100 * (high - low)):.1f}", f"{min(98.8, max(0.0, 100 * share - 0.6)):.1f}",
    )  # fmt: skip


def areas_svg(areas: list[Area]) -> SafeString:
    """Where the ways of looking lie: an outline and a letter each. Nobody is a dot in it."""
    up_to = max(1e-9, _reach([y for one in areas for _x, y in one.outline]))
    points = [point for one in areas for point in one.outline] or [(0.0, 0.0)]
    across, up = [x for x, _y in points], [y for _x, y in points]
    scale = (SIDE - 2 * MARGIN) / max(max(across) - min(across), up_to)
    height = 2 * MARGIN + up_to * scale

    def at(point: tuple[float, float]) -> tuple[str, str]:
        return f"{MARGIN + (point[0] - min(across)) * scale:.1f}", f"{height - MARGIN - (point[1] - min(up)) * scale:.1f}"

    outlines = format_html_join(
        "",
        '<polygon class="way way-{}" points="{}"/>',
        ((number, " ".join(",".join(at(point)) for point in one.outline)) for number, one in enumerate(areas, 1)),
    )
    letters = format_html_join(
        "", '<text x="{}" y="{}">{}</text>', ((*at(one.middle), letter(number)) for number, one in enumerate(areas))
    )
    return format_html(
        '<svg class="ways" viewBox="0 0 {0} {1}" aria-hidden="true" focusable="false">{2}{3}</svg>',
        int(SIDE),
        round(height),
        outlines,
        letters,
    )


def _reach(values: list[float]) -> float:
    return max(values) - min(values) if values else 0.0


def letter(number: int) -> str:
    return "ABCDE"[number]
