"""Guests without a name on the list of a meeting, and how they become the guests of a family once somebody saw whose they are."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from driehoek.voices.models import Voice

from ..models import Attendee, Meeting
from ..queries.open_guests import OpenGuest


def join_matched(meeting: Meeting, known: Mapping[uuid.UUID, OpenGuest]) -> tuple[int, list[Attendee]]:
    """Guests whose answer was matched or put aside since: they become the family's own guest, or go.

    How many changed, and those who are a family's now and have no name of their own yet. Seat and arrival go along; who has
    arrived is never taken off.
    """
    rows = Attendee.objects.filter(meeting=meeting, invitation__isnull=True, pk__in=known)
    stale = [row for row in rows.order_by("place", "pk") if not known[row.pk].counts]
    taken = {
        (guest.invitation_id, guest.place): guest for guest in Attendee.objects.filter(meeting=meeting, invitation__isnull=False)
    }
    joined = []
    for row in stale:
        guest = known[row.pk]
        place = (guest.invitation_id, guest.place)
        if guest.invitation_id is None:
            if row.arrived_at is None:
                row.delete()
        elif place in taken:
            if row.arrived_at is not None and taken[place].arrived_at is None:
                Attendee.objects.filter(pk=taken[place].pk).update(arrived_at=row.arrived_at)
            row.delete()
        else:
            row.invitation_id = guest.invitation_id
            row.save(update_fields=["invitation"])
            taken[place] = row
            joined.append(row)
    return len(stale), joined


def fresh_open_guests(meeting: Meeting, known: Mapping[uuid.UUID, OpenGuest], there: set[uuid.UUID]) -> list[Attendee]:
    """Rows still to be kept, one for each person who said to come through the link of a class."""
    return [
        Attendee(
            id=key, meeting=meeting, name=_name(guest), voice=Voice.PARENTS, class_label=guest.class_label, place=guest.place
        )
        for key, guest in known.items()
        if guest.counts and key not in there
    ]


def _name(guest: OpenGuest) -> str:
    return guest.name[:200] if guest.place == 1 else _("gast van %(name)s") % {"name": guest.name[:180]}
