"""A letter that came back: it did not arrive, so a person chooses another way. What is only late is left alone."""

import re
import uuid
from email.utils import parseaddr
from typing import Any

from anymail.signals import EventType
from django.db.models import Q

from driehoek.schools.scoping import everywhere, within

from . import letters
from .models import Message, State
from .proof import is_address
from .providers import OUTBOX

CAME_BACK = "came back"
REFUSED = "refused"
DEAD = (CAME_BACK, REFUSED)
"""Of the faults of a letter: those that say that nothing arrives at this address. All others are a trouble on our side of it."""
_KEY = re.compile(r"<?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:@|>|$)")
# What providers call a delay, or a fault of the moment: they, or we, may still get through.
SOFT = {"softbounce", "soft_bounce", "transient", "dnserror", "temporary"}
FINAL = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}


def key_in(text: str) -> uuid.UUID | None:
    """The key of a letter in its Message-ID, or bare; None for anything else."""
    found = _KEY.match(text.strip())
    return uuid.UUID(found[1]) if found else None


def came_back(key: uuid.UUID, address: str = "") -> bool:
    """Mark this letter as not delivered, once; whether it was ours and stood as sent. Who hears of it gets the address that was
    reported, '' when there was none that can be one; the row keeps no address, and no reason."""
    with everywhere("which school sent the letter that came back"):
        school = Message.objects.filter(pk=key).values_list("school_id", flat=True).first()
    if school is None:
        return False
    with within(school):
        rows = Message.objects.filter(Q(state=State.SENT) | Q(state=State.WAITING, lease_until__isnull=False), pk=key)
        marked = bool(rows.update(state=State.FAILED, fault=CAME_BACK, lease_until=None))
        if marked:
            letters.lost(Message.objects.get(pk=key), address if is_address(address) else "")
        return marked


def hear(sender: Any, event: Any, **_: Any) -> None:
    """A message of the mail provider, as django-anymail understood it. Twice the same is once."""
    if event.event_type not in FINAL or _is_soft(event.esp_event):
        return
    key = key_in(str((event.metadata or {}).get(OUTBOX, ""))) or key_in(str(event.message_id or ""))
    if key is not None:
        came_back(key, parseaddr(str(event.recipient or ""))[1])


def _is_soft(said: Any) -> bool:
    """Providers that call a delay a bounce say so in words of their own."""
    if not isinstance(said, dict):
        return False
    names = {str(said.get(name, "")).lower() for name in ("Type", "event", "severity")}
    return bool(names & SOFT) or ("hard_bounce" in said and str(said["hard_bounce"]).lower() in {"false", "0"})
