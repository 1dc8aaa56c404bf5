"""What can still be taken back."""

import uuid

from driehoek import clock
from driehoek.invitations.models import Occasion

from .. import rules
from ..models import Placement


def last_move(occasion: Occasion, user_id: uuid.UUID | None) -> list[Placement]:
    """One's own last move that can still be taken back: all its placements, or none."""
    own = Placement.objects.filter(contribution__occasion=occasion, placed_by_id=user_id, undone_at__isnull=True)
    last: Placement | None = own.order_by("-placed_at", "-pk").first() if user_id else None
    if last is None or not rules.may_undo(last.placed_at, clock.now()):
        return []
    return list(own.filter(placed_at=last.placed_at).order_by("pk"))
