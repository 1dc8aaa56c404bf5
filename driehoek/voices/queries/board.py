"""The board: what was said, in columns. As many queries for twenty cards as for two thousand."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from driehoek.invitations.models import Occasion

from ..models import Placement, Theme
from .cards import Card, Cards
from .moves import last_move
from .piles import NOWHERE, Front, Pile, Piles, is_filtered, piles, shown
from .pulse import pulse

MOST_SHOWN = 25
MOST_OPENED = 1_000


@dataclass
class Column:
    """`more` cards are there but not shown: open the column, search or filter to see them. `is_fresh`: changed for this screen.

    `drawn`: the cards as HTML, for who shows them."""

    id: str
    title: str
    answer: str = ""
    cards: list[Card] = field(default_factory=list)
    count: int = 0
    more: int = 0
    is_fresh: bool = True
    drawn: list[SafeString] = field(default_factory=list)


@dataclass(frozen=True)
class LastMove:
    """What 'undo' would take back: so many cards, out of the column with this title ('' for no theme)."""

    cards: int
    title: str


@dataclass(frozen=True)
class Board:
    """`whole` when a screen can't do with its changed columns alone. `shown` counts only in a whole board.

    `values`: what the notes differ in, by field."""

    occasion: Occasion
    columns: list[Column]
    version: str
    whole: bool
    total: int
    shown: int
    unsorted: int
    parked: int
    unread: int
    certain: int
    without_answer: int
    last_move: LastMove | None
    values: dict[str, set[Any]] = field(default_factory=dict)

    @property
    def themes(self) -> list[Column]:
        return [column for column in self.columns if column.id != NOWHERE]


def board(
    occasion: Occasion, query: Mapping[str, str], user_id: uuid.UUID | None, have: str = "", fresh: Collection[uuid.UUID] = ()
) -> Board:
    """`query` may hold filters (see `piles`), `open` (the column to show whole) and `sort` (of the columns).

    `have` is the version that a screen shows: only columns that differ from it have cards here. `fresh` cards stand on top.
    """
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer"))
    beat = pulse(occasion, themes)
    order = _order(themes, query.get("sort", ""), {key: one.count for key, one in beat.columns.items()})
    version = beat.version([None, *(theme.pk for theme in order)])
    changed = _changed(version, have, [None, *(theme.pk for theme in order)])
    whole = changed is None
    columns = {None: Column(NOWHERE, "")} | {theme.pk: _column(theme) for theme in order}
    for key, column in columns.items():
        column.count = beat.columns[key].count
        column.is_fresh = whole or key in (changed or ())
    rows = shown(occasion)
    found = piles(rows if whole else _under(rows, changed or set()), query, fresh, whole) if whole or changed else Piles({}, {})
    _fill(columns, found.columns, query)
    unsorted = beat.columns[None].count
    return Board(
        occasion=occasion,
        columns=list(columns.values()),
        version=version,
        whole=whole,
        total=beat.total,
        shown=sum(pile.count for pile in found.columns.values()),
        values=found.values,
        unsorted=unsorted,
        parked=beat.parked,
        unread=beat.unread,
        certain=beat.certain,
        without_answer=sum(theme.answer is None for theme in themes),
        last_move=_last(last_move(occasion, user_id), {theme.pk: theme.title for theme in themes}),
    )


def _order(themes: list[Theme], sort: str, counts: Mapping[Any, int]) -> list[Theme]:
    if sort == "many":
        return sorted(themes, key=lambda theme: -counts[theme.pk])
    return sorted(themes, key=lambda theme: theme.title.casefold()) if sort == "name" else themes


def _changed(version: str, have: str, keys: list[uuid.UUID | None]) -> set[uuid.UUID | None] | None:
    """The columns that look otherwise than a screen with `have` shows them; None when it can't be told column by column."""
    now, then = version.split("_"), have.split("_")
    if now[0] != then[0] or len(now) != len(then):
        return None
    return {key for key, new, old in zip(keys, now[1:], then[1:], strict=True) if new != old}


def _under(rows: Any, keys: set[uuid.UUID | None]) -> Any:
    themed = rows.filter(theme__in=[key for key in keys if key])
    return themed | rows.filter(theme__isnull=True) if None in keys else themed


def _column(theme: Theme) -> Column:
    return Column(str(theme.pk), theme.title, str(theme.answer.get_kind_display()) if theme.answer else "")


def _fill(columns: Mapping[uuid.UUID | None, Column], found: Mapping[uuid.UUID | None, Pile], query: Mapping[str, str]) -> None:
    """Three queries: what was read in the notes without a theme, and the words of all that is shown."""
    sifted = is_filtered(query)
    fronts: list[tuple[Column, Front]] = []
    for key, column in columns.items():
        if not column.is_fresh:
            continue
        pile = found.get(key, Pile())
        most = MOST_OPENED if query.get("open") in {column.id, "all"} else MOST_SHOWN
        fronts += [(column, front) for front in pile.fronts[:most]]
        column.more = len(pile.fronts[most:])
        column.count = pile.count if sifted else column.count
    titles = {column.id: column.title for column in columns.values()}
    cards = Cards([front for _column, front in fronts], {front.key for column, front in fronts if column.id == NOWHERE}, titles)
    for column, front in fronts:
        card = cards.card(front)
        if card:
            column.cards.append(card)


def _last(moves: list[Placement], titles: dict[uuid.UUID, str]) -> LastMove | None:
    return LastMove(len(moves), titles.get(moves[0].after_id, "")) if moves else None
