"""The mails of asking, made at the moment that they are sent: who answered, was let go or may no longer hear gets none."""

from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message


def asked_mail(message: Message) -> Mail | None:
    return None
