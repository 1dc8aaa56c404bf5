"""A letter did not arrive: at which address, so that a better one counts as soon as somebody writes it down."""

from driehoek.invitations.models import DeadAddress
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian


def note_lost(message: Message, address: str) -> None:
    """Keep where this letter went; without a report that says so, the address that stands now. Nothing for who is no parent."""
    guardian = Guardian.objects.filter(pk=message.to).first()
    email = address or (guardian.email if guardian else "")
    if guardian is not None and email.strip():
        DeadAddress.objects.bulk_create(
            [DeadAddress(guardian=guardian, message=message.pk, email=email.strip()[:254])], ignore_conflicts=True
        )
