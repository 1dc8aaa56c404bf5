"""Has anything on the board changed, and in which column? Three questions that count in the database, whatever it holds."""

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Case, Count, Max, Q, Sum, Value, When
from django.db.models.functions import Length, Replace

from driehoek.invitations.models import Occasion

from ..models import Contribution, Placement, Standing, Theme

# What was put apart, and what looks like an attack until the leadership has looked: counted, never shown.
APART = Q(standing=Standing.PARKED) | (~Q(reading__attack="") & Q(reading__isnull=False, reading__released_by__isnull=True))


@dataclass
class Beat:
    """One column: how many notes it shows, and all that makes it look as it does."""

    count: int = 0
    seen: list[object] = field(default_factory=list)

    @property
    def version(self) -> str:
        return f"{zlib.crc32(repr(sorted(map(repr, self.seen))).encode()):x}"


@dataclass(frozen=True)
class Pulse:
    """`columns` by key of the theme, None for no theme; `total` is what is shown, `parked` what lies apart,
    `certain` how many notes without a theme the machine is sure about."""

    columns: dict[uuid.UUID | None, Beat]
    parked: int
    unread: int
    certain: int

    @property
    def total(self) -> int:
        return sum(beat.count for beat in self.columns.values())

    def version(self, order: Iterable[uuid.UUID | None]) -> str:
        """The order of the columns, and one part for each."""
        keys = list(order)
        names = f"{zlib.crc32(repr(keys).encode()):x}"
        return "_".join([names, *(self.columns[key].version for key in keys)])


def pulse(occasion: Occasion, themes: Iterable[Theme]) -> Pulse:
    """The themes come with their answers."""
    columns: dict[uuid.UUID | None, Beat] = {None: Beat()}
    for theme in themes:
        columns[theme.pk] = Beat(seen=[theme.title, theme.answer_id, theme.answer.kind if theme.answer else ""])
    parked = unread = certain = 0
    for row in _heaps(occasion):
        beat = columns.setdefault(row["theme_id"], Beat())
        beat.seen.append(tuple(row.values()))
        if row["apart"]:
            parked += row["count"]
            continue
        beat.count += row["count"]
        unread += row["count"] if row["standing"] == Standing.WAITING else 0
        certain += row["certain"] if row["theme_id"] is None else 0
    for way in _ways(occasion):
        for key in (way["before_id"], way["after_id"]):
            if key in columns:
                columns[key].seen.append(tuple(way.values()))
    return Pulse(columns, parked, unread, certain)


def _heaps(occasion: Occasion) -> Any:
    """Notes alike in theme and standing, together. Lengths tell that words changed: nothing keeps when."""
    rows = Contribution.objects.filter(occasion=occasion).order_by()
    apart = Case(When(APART, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(apart=apart).values("theme_id", "standing", "apart").annotate(
        count=Count("pk"), answered=Count("answer"), behind=Count("same_as"), letters=Sum(Length("text")),
        others=Sum(Length(Replace("text", Value("e"), Value("")))), read=Count("reading__pk"),
        certain=Count("pk", filter=Q(reading__certain=True)),
    )  # fmt: skip


def _ways(occasion: Occasion) -> Any:
    """Moves between the same two columns, together: cards that changed places leave every count as it was."""
    rows = Placement.objects.filter(contribution__occasion=occasion).order_by()
    return rows.values("before_id", "after_id").annotate(last=Max("placed_at"), undone=Max("undone_at"), count=Count("pk"))
