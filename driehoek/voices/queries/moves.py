"""What can still be taken back."""

import uuid

from driehoek import clock
from driehoek.invitations.models import Occasion

from .. import rules
from ..models import Placement

MOST = 1_000  # as many cards as one move can take


def last_move(occasion: Occasion, user_id: uuid.UUID | None) -> list[Placement]:
    """One's own last move that can still be taken back: all its placements, or none. One query."""
    if user_id is None:
        return []
    own = Placement.objects.filter(contribution__occasion=occasion, placed_by_id=user_id, undone_at__isnull=True)
    recent = list(own.filter(placed_at__gte=clock.now() - rules.UNDO).order_by("-placed_at", "pk")[:MOST])
    return [one for one in recent if one.placed_at == recent[0].placed_at]
