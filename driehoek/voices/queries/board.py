"""The board: what was said, in columns. Five queries, however many cards."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from driehoek.invitations.models import Occasion
from driehoek.people.names import folded

from ..models import Contribution, Kind, Placement, Standing, Theme, Voice

MOST_SHOWN = 60
NOWHERE = "none"


@dataclass(frozen=True)
class Card:
    id: uuid.UUID
    text: str
    voice: str
    kind: str
    table: int | None
    is_new: bool
    has_answer: bool


@dataclass
class Column:
    """`more` cards are there but not shown: search or filter to see them."""

    id: str
    title: str
    answer: str = ""
    cards: list[Card] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Board:
    occasion: Occasion
    columns: list[Column]
    version: str
    total: int
    unsorted: int
    parked: int
    unread: int
    without_answer: int
    can_undo: bool


def board(occasion: Occasion, query: Mapping[str, str], user_id: uuid.UUID | None) -> Board:
    """`query` may hold kind, voice and q. Parked cases are counted, not shown."""
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer"))
    columns = {None: Column(NOWHERE, "")}
    columns |= {
        theme.pk: Column(str(theme.pk), theme.title, theme.answer.get_kind_display() if theme.answer else "") for theme in themes
    }
    parked = unread = total = 0
    for row in Contribution.objects.filter(occasion=occasion).order_by("pk"):
        if row.standing == Standing.PARKED:
            parked += 1
            continue
        total += 1
        unread += row.standing == Standing.WAITING
        if _fits(row, query):
            column = columns[row.theme_id]
            column.count += 1
            if len(column.cards) < MOST_SHOWN:
                column.cards.append(_card(row))
    newest = (
        Placement.objects.filter(contribution__occasion=occasion)
        .order_by("-pk")
        .values_list("pk", "placed_by_id", "undone_at")
        .first()
    )
    return Board(
        occasion,
        list(columns.values()),
        str(newest[0]) if newest else "",
        total,
        columns[None].count,
        parked,
        unread,
        sum(1 for theme in themes if theme.answer is None),
        bool(newest and newest[1] == user_id and newest[2] is None),
    )


def _fits(row: Contribution, query: Mapping[str, str]) -> bool:
    kind, voice, wanted = query.get("kind", ""), query.get("voice", ""), folded(query.get("q", ""))[:200]
    return (
        (kind not in Kind.values or row.kind == kind)
        and (voice not in Voice.values or row.voice == voice)
        and (not wanted or wanted in folded(row.text))
    )


def _card(row: Contribution) -> Card:
    return Card(
        row.pk,
        row.text,
        row.voice,
        str(Kind(row.kind).label),
        row.table_number,
        row.standing == Standing.WAITING,
        row.answer_id is not None,
    )
