"""What the outbox keeps of asking: while it runs a row for each letter, afterwards nothing that tells who was still waited for."""

import uuid
from collections.abc import Sequence

from driehoek.outbox.models import Message, State

LETTERS = ("scan_asked", "scan_asked_staff", "scan_reminder", "scan_reminder_staff", "scan_child_told")


def forget_letters(tickets: Sequence[uuid.UUID]) -> None:
    """Take away the rows of letters about these tickets: one that was dropped tells that somebody had answered.

    A letter that did not arrive stays, so that somebody can look for another address.
    """
    for start in range(0, len(tickets), 500):
        rows = Message.objects.filter(about__in=tickets[start : start + 500], letter__in=LETTERS)
        rows.exclude(state=State.FAILED).delete()
