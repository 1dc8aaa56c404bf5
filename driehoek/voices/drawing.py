"""Cards as HTML, drawn once for as long as they look the same: of a column that changed all cards but one are as they were."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .queries.board import Board
from .queries.cards import Card

MOST_DRAWN = 4_096  # about 2 KB each


@dataclass(frozen=True)
class Frame:
    """What a card's HTML depends on besides the card: whose board, in which language, with which filter, and any themes at all."""

    school: str
    occasion: uuid.UUID
    kept: str
    language: str
    themed: bool


def draw(board: Board, school: str, kept: str) -> None:
    """Give every column that changed the HTML of its cards, as `drawn`."""
    frame = Frame(school, board.occasion.pk, kept, get_language() or "nl", bool(board.themes))
    for column in board.columns:
        column.drawn = [_drawn(card, column.id, frame) for card in column.cards]


@lru_cache(maxsize=MOST_DRAWN)
def _drawn(card: Card, column: str, frame: Frame) -> SafeString:
    opens = reverse("contribution", args=[frame.school, card.id])
    tail = f"?{frame.kept}" if frame.kept else ""
    behind, beside = (reverse(name, args=[frame.school, frame.occasion]) + tail for name in ("harvest_behind", "harvest_beside"))
    shown = {"card": card, "column": column, "themed": frame.themed, "opens": opens, "to_behind": behind, "to_beside": beside}
    return SafeString(render_to_string("voices/parts/card.html", shown).strip())
