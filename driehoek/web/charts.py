"""Charts drawn by the server: SVG with attributes only, because the content policy allows no inline style.

Every chart comes with a sentence that says the same (`alternative`) and the numbers as a table (in the template).
Colour is never alone: the second and third series carry a texture, voices keep their shape and word in the legend.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

VOICE_WORDS = {"parents": gettext_noop("ouders"), "school": gettext_noop("school"), "pupil": gettext_noop("leerlingen")}
VOICES = tuple(VOICE_WORDS)


@dataclass(frozen=True)
class Series:
    """One colour of a chart: `name` is shown in the legend, `ink` is '1', '2', '3' or a voice."""

    name: str
    ink: str

    @property
    def voice(self) -> str:
        """The voice that this series is of, or nothing."""
        return self.ink if self.ink in VOICES else ""


@dataclass(frozen=True)
class Row:
    """One bar: `values` in the order of the series, `total` the full width (never less than the sum), `words` beside it."""

    label: str
    values: Sequence[float]
    total: float
    words: str = ""

    @property
    def shares(self) -> list[float]:
        """Width of each value in percent, 0 to 100."""
        whole = max(self.total, sum(self.values))
        return [100 * value / whole if whole > 0 else 0.0 for value in self.values]


def as_series(given: Iterable[Any]) -> list[Series]:
    """Accept names ('komt'), voices ('parents') or `Series`; number the plain ones."""
    series = []
    for number, one in enumerate(given, start=1):
        if isinstance(one, Series):
            series.append(one)
        elif one in VOICES:
            series.append(Series(name=voice_word(one), ink=one))
        else:
            series.append(Series(name=str(one), ink=str(min(number, 3))))
    return series


def as_rows(given: Iterable[Any]) -> list[Row]:
    """Accept `Row`, mappings or objects with `label`, `values` (or `value`), `total` and `words`.

    A missing total becomes the largest sum of the chart, so that bars can be compared with one another.
    """
    found = [one if isinstance(one, Row) else _loose(one) for one in given]
    largest = max((sum(row.values) for row in found), default=0)
    return [row if row.total else Row(row.label, row.values, largest, row.words) for row in found]


def _loose(one: Any) -> Row:
    def take(name: str, default: Any = None) -> Any:
        return one.get(name, default) if isinstance(one, Mapping) else getattr(one, name, default)

    values = take("values")
    # A mapping's own .values is a method; only a real list counts.
    numbers = [take("value", 0)] if values is None or callable(values) else list(values)
    return Row(label=str(take("label", "")), values=numbers, total=take("total") or 0, words=str(take("words", "") or ""))


def voice_word(voice: str) -> str:
    return _(VOICE_WORDS[voice])


def bar(row: Row, series: Sequence[Series]) -> SafeString:
    """Draw one bar in a view box of 100 by 10 units that stretches to its place."""
    pieces = []
    start = 0.0
    for share, one in zip(row.shares, series, strict=False):
        if share <= 0:
            continue
        pieces.append(segment(start, share, one.ink))
        start += share
    return _svg(format_html_join("", "{}", ((piece,) for piece in pieces)))


def swatch(ink: str) -> SafeString:
    """The little block in the legend: the same colour and texture as in the bars."""
    return _svg(segment(0, 100, ink))


def _svg(inside: SafeString) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>', inside
    )


def segment(start: float, width: float, ink: str) -> SafeString:
    """A coloured piece from `start`, `width` wide (percent), with texture and a seam that parts it from the one before."""
    x, w = f"{start:.2f}", f"{width:.2f}"
    parts = [format_html('<rect class="ink-{}" x="{}" y="0" width="{}" height="10"/>', ink, x, w)]
    if ink in {"2", "3"}:
        parts.append(
            format_html('<path class="texture texture-{}" d="M{} 5H{}"/>', ink, x, f"{start + width:.2f}"),
        )
    if start > 0:
        parts.append(format_html('<rect class="seam" x="{}" y="0" width="0.7" height="10"/>', x))
    return format_html_join("", "{}", ((part,) for part in parts))


def alternative(rows: Sequence[Row], series: Sequence[Series]) -> str:
    """The chart in words: 'Groep 1–2: komt 31, nog niet 9 (van 48). …'."""
    return " ".join(_sentence(row, series) for row in rows)


def _sentence(row: Row, series: Sequence[Series]) -> str:
    named = ", ".join(f"{one.name} {number(value)}" for one, value in zip(series, row.values, strict=False))
    return _("%(label)s: %(values)s (van %(total)s).") % {"label": row.label, "values": named, "total": number(row.total)}


def number(value: float) -> str:
    """Whole numbers without decimals, others with one and a comma."""
    return str(int(value)) if float(value).is_integer() else f"{value:.1f}".replace(".", ",")


def ring(value: float, total: float) -> tuple[SafeString, int]:
    """Draw progress as a ring of 100 units around; return it with the percentage, rounded."""
    percent = round(100 * min(max(value / total, 0), 1)) if total > 0 else 0
    arc = (
        format_html(
            '<circle class="arc" cx="20" cy="20" r="15.9" pathLength="100" stroke-dasharray="{} 100" transform="rotate(-90 20 20)"/>',
            percent,
        )
        if percent
        else SafeString("")
    )
    drawing = format_html(
        '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><circle class="track" cx="20" cy="20" r="15.9"/>{}'
        '<text x="20" y="20.5">{}%</text></svg>',
        arc,
        percent,
    )
    return drawing, percent
