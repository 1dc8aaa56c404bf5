"""Reads the mailbox that returned mail goes to. Off unless `DRIEHOEK_BOUNCES_IMAP_HOST` is set."""

import imaplib
import logging
import ssl
from typing import Any

from django.conf import settings
from django.db import OperationalError

from .bounces import came_back
from .returned import address_in, is_report, returned

log = logging.getLogger(__name__)
MOST = 100  # a round
LARGEST = 2_000_000  # bytes; a report is small
MOST_READ = 300_000  # bytes of one mail: what a report says stands before the letter that it returns
SEEN_BY_US = "DriehoekRead"  # on mail that is no report: it stays unread for people, and we don't read it again


def read_mailbox() -> int:
    """Read what is new; how many letters turn out not to have arrived. A mailbox that is away is tried again next round."""
    options: dict[str, Any] = settings.BOUNCES
    if not options["host"]:
        return 0
    try:
        context = ssl.create_default_context()
        with imaplib.IMAP4_SSL(options["host"], options["port"], ssl_context=context, timeout=20) as box:
            box.login(options["username"], options["password"])
            box.select(options["folder"])
            return _read(box)
    except (OSError, imaplib.IMAP4.error) as error:
        log.warning("The mailbox for returned mail cannot be read: %s", type(error).__name__)
        return 0


def _read(box: imaplib.IMAP4) -> int:
    _, found = box.uid("SEARCH", "UNSEEN", "UNKEYWORD", SEEN_BY_US, "SMALLER", str(LARGEST))
    done = 0
    for number in (found[0] or b"").split()[-MOST:]:
        raw = _fetched(box, number.decode())
        ours, lost = _heard(raw)
        done += int(lost)
        box.uid("STORE", number.decode(), "+FLAGS.SILENT", "(\\Seen)" if ours else f"({SEEN_BY_US})")
    return done


def _heard(raw: bytes) -> tuple[bool, bool]:
    """Whether it is a report, and whether it took a letter of ours back. Mail that goes wrong in any way is left for people, and never
    read again: anybody may write to this address, whatever they like."""
    try:
        key = returned(raw)
        return is_report(raw), key is not None and came_back(key, address_in(raw, key))
    except OperationalError:
        raise  # the database is away: nothing is wrong with the mail
    except Exception as error:
        log.warning("A mail in the mailbox for returned mail cannot be understood: %s", type(error).__name__)
        return False, False


def _fetched(box: imaplib.IMAP4, number: str) -> bytes:
    _, parts = box.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_READ}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")
