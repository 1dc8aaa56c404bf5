"""Who was invited to an occasion, whether they answered or not."""

from typing import Any

from django.db.models import Q

from driehoek.invitations.models import Invitation, Occasion


def invited_to(occasion: Occasion) -> Any:
    """Invitations that went out by mail, on paper or through their class, and those of who answered anyway."""
    went = Q(sent_at__isnull=False) | Q(class_invitation__sent_at__isnull=False) | Q(reply__isnull=False)
    return Invitation.objects.filter(went, occasion=occasion)
