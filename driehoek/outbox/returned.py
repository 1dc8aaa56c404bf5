"""Reads a delivery report (RFC 3464, and 6533 for addresses beyond ASCII): which of our letters did not arrive."""

import email
import email.message
import re
import uuid
from collections.abc import Iterator
from email.utils import parseaddr

from .bounces import key_in
from .proof import HEADER, is_proof

STATUS = {"message/delivery-status", "message/global-delivery-status"}
WHOLE = {"message/rfc822", "message/global"}
HEADERS = {"text/rfc822-headers", "message/global-headers"}


def is_report(raw: bytes) -> bool:
    return _report(email.message_from_bytes(raw)) is not None


def returned(raw: bytes) -> uuid.UUID | None:
    """The key of the letter that this mail reports as given up; None for a delay, a success, and every other mail.

    'failed' is final whatever its number: a server that tried for days and stopped says 4.4.7, and nothing arrived.
    """
    message = email.message_from_bytes(raw)
    report = _report(message)
    if report is None or not _gave_up(report):
        return None
    for text in _identities(message, report):
        key = key_in(text)
        if key is not None:
            return key
    return None


def address_in(raw: bytes, key: uuid.UUID) -> str:
    """Where the letter `key` went, by its own head with our proof in it, when the report encloses that; '' otherwise. The address
    that a report calls final may be one that the reader had their mail sent on to, and a head without proof may say anything."""
    message = email.message_from_bytes(raw)
    report = _report(message)
    for part in _parts(report) if report is not None else []:
        for original in _enclosed(part):
            address = parseaddr(str(original.get("To", "")))[1]
            if is_proof(str(original.get(HEADER, "")), str(key), address):
                return address
    return ""


def _enclosed(part: email.message.Message) -> Iterator[email.message.Message]:
    """The letter, or its head, as a report carries it along."""
    if part.get_content_type() in WHOLE | HEADERS:
        yield from _parts(part)
        text = part.get_payload(decode=True)
        if isinstance(text, bytes):
            yield email.message_from_bytes(text.lstrip())


def _parts(message: email.message.Message) -> list[email.message.Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, email.message.Message)] if isinstance(payload, list) else []


def _report(message: email.message.Message) -> email.message.Message | None:
    """The report itself: the mail, or within it where a list or a scanner wrapped it once."""
    for one in (message, *_parts(message)):
        if one.get_content_maintype() == "multipart" and any(part.get_content_type() in STATUS for part in _parts(one)):
            return one
    return None


def _gave_up(report: email.message.Message) -> bool:
    for part in _parts(report):
        if part.get_content_type() in STATUS:
            for block in _blocks(part):
                if str(block.get("Action", "")).strip().lower() == "failed":
                    return True
    return False


def _blocks(part: email.message.Message) -> list[email.message.Message]:
    """The groups of fields; only the oldest form of a report comes split already."""
    if part.get_content_type() == "message/delivery-status":
        return _parts(part)
    text = b"\n\n".join(one.as_bytes() for one in _parts(part)) or part.get_payload(decode=True)
    return [email.message_from_bytes(one) for one in re.split(rb"\r?\n\r?\n", text)] if isinstance(text, bytes) else []


def _identities(message: email.message.Message, report: email.message.Message) -> Iterator[str]:
    """Where the Message-ID of our letter may stand: in the letter that is enclosed, its headers, or what this answers."""
    for part in _parts(report):
        for original in _enclosed(part):
            yield str(original.get("Message-ID", ""))
    for name in ("In-Reply-To", "References", "X-Failed-Message-ID", "Original-Message-ID"):
        yield from str(message.get(name, "")).split()
