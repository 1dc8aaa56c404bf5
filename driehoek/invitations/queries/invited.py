"""Who was invited to an occasion, whether they answered or not."""

import uuid
from typing import Any

from django.db.models import Q

from driehoek.invitations.models import Invitation, Occasion


def invited_to(occasion: Occasion) -> Any:
    """Invitations that went out by mail, on paper or through their class, and those of who answered anyway."""
    return Invitation.objects.filter(_went(), occasion=occasion)


def invited_at(household: uuid.UUID) -> Any:
    """The same for one home: all that it was ever asked to."""
    return Invitation.objects.filter(_went(), household=household)


def _went() -> Q:
    return Q(sent_at__isnull=False) | Q(class_invitation__sent_at__isnull=False) | Q(reply__isnull=False)
