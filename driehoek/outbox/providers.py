"""Mail providers that tell us what they could not deliver: how a letter carries its key there, and who reads their messages.

With `DRIEHOEK_MAIL_PROVIDER` empty none is used: then returned mail is read from a mailbox, or not at all.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

OUTBOX = "outbox"  # the name under which the key travels


@dataclass(frozen=True)
class Provider:
    """`reader` is the view of django-anymail; `header` carries the key of the letter, in the form that `value` gives."""

    reader: str
    header: str
    value: Callable[[str], str]


def _as_json(key: str) -> str:
    return json.dumps({OUTBOX: key})


READERS = "anymail.webhooks."
PROVIDERS = {
    "brevo": Provider(READERS + "brevo.BrevoTrackingWebhookView", "X-Mailin-custom", _as_json),
    "mailgun": Provider(READERS + "mailgun.MailgunTrackingWebhookView", "X-Mailgun-Variables", _as_json),
    "mailjet": Provider(READERS + "mailjet.MailjetTrackingWebhookView", "X-MJ-EventPayload", _as_json),
    "postmark": Provider(READERS + "postmark.PostmarkTrackingWebhookView", f"X-PM-Metadata-{OUTBOX}", str),
}


def provider() -> Provider | None:
    """The one that is set, when its messages can be trusted: without a secret none is read."""
    return PROVIDERS.get(settings.MAIL_PROVIDER) if settings.ANYMAIL.get("WEBHOOK_SECRET") else None
