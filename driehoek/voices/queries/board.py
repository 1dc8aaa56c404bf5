"""The board: what was said, in columns. Four queries, however many cards."""

import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import Truncator

from driehoek.invitations.models import Occasion
from driehoek.people.names import folded

from ..models import Contribution, Kind, Placement, Standing, Theme, Voice
from .moves import last_move

MOST_SHOWN = 25
MOST_OPENED = 1_000
NOWHERE = "none"


@dataclass(frozen=True)
class Card:
    id: uuid.UUID
    text: str
    short: str
    language: str
    voice: str
    kind: str
    table: int | None
    is_new: bool
    has_answer: bool


@dataclass
class Column:
    """`more` cards are there but not shown: open the column, search or filter to see them."""

    id: str
    title: str
    answer: str = ""
    cards: list[Card] = field(default_factory=list)
    count: int = 0
    most: int = MOST_SHOWN

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class LastMove:
    """What 'undo' would take back: so many cards, out of the column with this title ('' for no theme)."""

    cards: int
    title: str


@dataclass(frozen=True)
class Board:
    occasion: Occasion
    columns: list[Column]
    version: str
    total: int
    shown: int
    unsorted: int
    parked: int
    unread: int
    without_answer: int
    last_move: LastMove | None

    @property
    def themes(self) -> list[Column]:
        return self.columns[1:]


def board(occasion: Occasion, query: Mapping[str, str], user_id: uuid.UUID | None) -> Board:
    """`query` may hold kind, voice, q and open (the column to show whole). Parked cases are counted, never shown."""
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer"))
    columns = {None: Column(NOWHERE, "")} | {theme.pk: _column(theme) for theme in themes}
    for column in columns.values():
        column.most = MOST_OPENED if query.get("open") in {column.id, "all"} else MOST_SHOWN
    rows = list(Contribution.objects.filter(occasion=occasion).order_by("pk"))
    seen = [row for row in rows if row.standing != Standing.PARKED]
    fits = _filter(query)
    for row in filter(fits, seen):
        column = columns.get(row.theme_id, columns[None])  # a theme that was made this very moment
        column.count += 1
        if len(column.cards) < column.most:
            column.cards.append(_card(row))
    return Board(
        occasion=occasion,
        columns=list(columns.values()),
        version=_version(themes, rows),
        total=len(seen),
        shown=sum(column.count for column in columns.values()),
        unsorted=sum(row.theme_id is None for row in seen),
        parked=len(rows) - len(seen),
        unread=sum(row.standing == Standing.WAITING for row in seen),
        without_answer=sum(theme.answer is None for theme in themes),
        last_move=_last(last_move(occasion, user_id), {theme.pk: theme.title for theme in themes}),
    )


def _column(theme: Theme) -> Column:
    return Column(str(theme.pk), theme.title, str(theme.answer.get_kind_display()) if theme.answer else "")


def _last(moves: list[Placement], titles: dict[uuid.UUID, str]) -> LastMove | None:
    return LastMove(len(moves), titles.get(moves[0].after_id, "")) if moves else None


def _filter(query: Mapping[str, str]) -> "Filter":
    return Filter(query.get("kind", ""), query.get("voice", ""), folded(query.get("q", "")[:200]))


@dataclass(frozen=True)
class Filter:
    """Searched in Python, since the databases fold letters differently."""

    kind: str
    voice: str
    wanted: str

    def __call__(self, row: Contribution) -> bool:
        return (
            (self.kind not in Kind.values or row.kind == self.kind)
            and (self.voice not in Voice.values or row.voice == self.voice)
            and (not self.wanted or self.wanted in folded(row.text))
        )


def _version(themes: list[Theme], rows: list[Contribution]) -> str:
    """Changes when anything that the board shows changes."""
    seen: list[object] = [(theme.pk, theme.title, theme.answer_id, theme.answer and theme.answer.kind) for theme in themes]
    seen += [(row.pk, row.theme_id, row.standing, row.answer_id, row.text) for row in rows]
    return f"{zlib.crc32(repr(seen).encode()):x}"


def _card(row: Contribution) -> Card:
    return Card(
        id=row.pk,
        text=row.text,
        short=Truncator(row.text).chars(40),
        language=row.language,
        voice=row.voice,
        kind=str(Kind(row.kind).label),
        table=row.table_number,
        is_new=row.standing == Standing.WAITING,
        has_answer=row.answer_id is not None,
    )
