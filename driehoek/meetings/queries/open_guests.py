"""Guests of whom only the first name of a child and a class are known: they come by an answer through the link of a class."""

import uuid
from dataclasses import dataclass

from driehoek.invitations.models import OpenReply
from driehoek.invitations.queries.open_replies import parent_of
from driehoek.invitations.rules import MOST_PEOPLE

from ..models import Meeting


@dataclass(frozen=True)
class OpenGuest:
    """Place `place` of one open reply. `counts` while nobody saw whose it is; `invitation_id` once somebody did."""

    open_reply_id: uuid.UUID
    place: int
    counts: bool
    invitation_id: uuid.UUID | None
    coming: int
    name: str
    class_label: str


def guest_key(open_reply_id: uuid.UUID, meeting_id: uuid.UUID, place: int) -> uuid.UUID:
    """The key of this guest on the list of a meeting: always the same, so that nobody is on it twice."""
    return uuid.uuid5(open_reply_id, f"{meeting_id}:{place}")


def open_guests(meeting: Meeting) -> dict[uuid.UUID, OpenGuest]:
    """By their key on the list, every place that an open reply has or once had; one query."""
    rows = OpenReply.objects.filter(class_invitation__occasion_id=meeting.occasion_id).exclude(child_name="").order_by("pk")
    found = {}
    for key, child, name, label, coming, invitation, aside in rows.values_list(
        "pk", "child_name", "name", "class_invitation__school_class__name", "coming", "matched_to_id", "set_aside_at"
    ):
        open_ = invitation is None and aside is None
        for place in range(1, MOST_PEOPLE + 1):
            who = parent_of(child, label, name)
            found[guest_key(key, meeting.pk, place)] = OpenGuest(
                key, place, open_ and place <= coming, invitation, coming, who, label
            )
    return found
