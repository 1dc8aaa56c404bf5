"""What seems certain, to be looked at together; and one note after another for who sorts them one by one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from driehoek.invitations.models import Occasion

from .. import sorting
from ..models import Theme
from .cards import Card, Cards
from .moves import last_move
from .piles import NOWHERE, Front, piles, shown

MOST_AT_ONCE = 100
MOST_COMING = 8


@dataclass(frozen=True)
class Heap:
    """A theme, and the notes that seem to belong there for certain."""

    id: str
    title: str
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Certain:
    """`more` come after these."""

    heaps: list[Heap]
    more: int

    @property
    def count(self) -> int:
        return sum(len(heap.cards) for heap in self.heaps)


@dataclass(frozen=True)
class Desk:
    """`card` lies on the desk; None when all is sorted. `coming`: what this person gets next, in order."""

    card: Card | None
    themes: list[Theme]
    left: int
    coming: list[uuid.UUID]
    can_undo: bool


def certain(occasion: Occasion) -> Certain:
    """Notes without a theme of which the machine is sure, under the theme it would choose. Four queries."""
    themes = list(Theme.objects.filter(occasion=occasion))
    rows = shown(occasion).filter(theme__isnull=True, same_as__isnull=True, reading__certain=True)
    keys = list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    more = max(0, rows.count() - MOST_AT_ONCE) if len(keys) > MOST_AT_ONCE else 0
    heaps = {str(theme.pk): Heap(str(theme.pk), theme.title) for theme in themes}
    for card in _cards([Front(key) for key in keys[:MOST_AT_ONCE]], themes):
        if card.chips:
            heaps[card.chips[0].id].cards.append(card)
    return Certain([heap for heap in heaps.values() if heap.cards], more)


def desk(occasion: Occasion, user_id: uuid.UUID | None, now: uuid.UUID | None, after: uuid.UUID | None = None) -> Desk:
    """The note `now` when it still has no theme, otherwise the first of this person's pile; with `after` what comes behind it.

    Everybody's pile has its own order, which stays the same: two people begin far apart, and going on comes round.
    """
    themes = list(Theme.objects.filter(occasion=occasion).select_related("answer"))
    pile = piles(shown(occasion), {"only": NOWHERE}).columns.get(None)
    fronts = sorted(pile.fronts if pile else [], key=lambda front: sorting.turn(user_id, front.key))
    if after:
        behind = sorting.turn(user_id, after)
        fronts.sort(key=lambda front: sorting.turn(user_id, front.key) <= behind)  # stable: those before it come last
    here = next((front for front in fronts if front.key == now), fronts[0] if fronts else None)
    cards = _cards([here] if here else [], themes)
    coming = [front.key for front in fronts if front.key != after] or [front.key for front in fronts]
    return Desk(
        card=cards[0] if cards else None,
        themes=themes,
        left=pile.count if pile else 0,
        coming=coming[:MOST_COMING],
        can_undo=bool(last_move(occasion, user_id)),
    )


def _cards(fronts: Iterable[Front], themes: Iterable[Theme]) -> list[Card]:
    known = list(fronts)
    cards = Cards(known, {front.key for front in known}, {str(theme.pk): theme.title for theme in themes})
    return [card for front in known if (card := cards.card(front))]
