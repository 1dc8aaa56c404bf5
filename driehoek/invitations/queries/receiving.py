"""Whether a home may still hear from the school: a link that was sent opens nothing once nobody there may."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from driehoek.invitations.models import Invitation
from driehoek.people.models import Guardianship


def still_open(invitations: Iterable[uuid.UUID], *, occasion_id: uuid.UUID | None = None) -> bool:
    """Whether one of these invitations (of this occasion) is of a home of which nobody has said that none may receive."""
    rows = Invitation.objects.filter(pk__in=list(invitations))
    if occasion_id is not None:
        rows = rows.filter(occasion_id=occasion_id)
    told = Guardianship.objects.values("guardian__household_id")
    return rows.filter(Q(household_id__in=told.filter(may_receive=True)) | ~Q(household_id__in=told)).exists()
