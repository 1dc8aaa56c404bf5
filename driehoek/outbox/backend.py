"""Mail of libraries passes here (EMAIL_BACKEND): sealed until the worker sends it."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from driehoek.schools.sealing import derived_key, seal, unseal

from .letters import Mail
from .models import AccountMessage


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            for to in mail.to:
                row = AccountMessage(to=to)
                body = json.dumps({"subject": mail.subject, "text": mail.body})
                row.sealed = seal(derived_key("account letters"), body.encode(), f"outbox|sealed|{row.pk}")
                row.save()
        return len(email_messages)


def opened(row: AccountMessage) -> Mail:
    body: dict[str, Any] = json.loads(unseal(derived_key("account letters"), bytes(row.sealed), f"outbox|sealed|{row.pk}"))
    return Mail(to=row.to, subject=body["subject"], text=body["text"])
