"""Claim, send, mark: the worker's round. Safe to kill at any moment and to run many times over."""

import datetime as dt
import logging
import smtplib
import uuid
from collections.abc import Callable
from email.errors import MessageDefect, MessageError
from email.message import EmailMessage
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Q

from driehoek import clock
from driehoek.schools.scoping import everywhere, within

from . import backend, channels, letters
from .bounces import REFUSED
from .models import AccountMessage, Message, State

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
BATCH = 50


def _claimable(now: dt.datetime) -> Q:
    return Q(state=State.WAITING, due_at__lte=now) & (Q(lease_until__isnull=True) | Q(lease_until__lt=now))


def _claim(rows: Any, now: dt.datetime) -> bool:
    """One conditional update decides who sends it."""
    lease = now + dt.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    claimed: int = rows.filter(_claimable(now)).update(lease_until=lease, attempts=F("attempts") + 1)
    return claimed == 1


def _sent(rows: Any) -> None:
    # A provider may have said that it came back before we wrote down that it went.
    rows.exclude(state=State.FAILED).update(state=State.SENT, sent_at=clock.now(), lease_until=None, fault="")


def _failed(rows: Any, attempts: int, fault: Exception) -> bool:
    """Wait longer each time; after the last attempt a person looks. True when nothing arrives at this address, ever.

    A server that is full or down says nothing about an address. Only the kind of fault is kept, no address.
    """
    dead = _refuses(fault)
    over = dead or isinstance(fault, MessageError | MessageDefect) or attempts >= MOST_ATTEMPTS
    later = clock.now() + dt.timedelta(seconds=15 * 2**attempts)
    kind = REFUSED if dead else type(fault).__name__[:60]
    rows.update(state=State.FAILED if over else State.WAITING, due_at=later, lease_until=None, fault=kind)
    return dead


def _refuses(fault: Exception) -> bool:
    """For good: nobody lives there, or no mail program knows it as an address."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in fault.recipients.values())
    return isinstance(fault, channels.NoAddress)


def send_waiting(limit: int = BATCH) -> int:
    """Send what is due, at most `limit` letters; the number that went out."""
    now = clock.now()
    with everywhere("which letters of any school are due"):
        due = list(Message.objects.filter(_claimable(now)).order_by("due_at").values_list("school_id", "pk")[:limit])
    account = list(AccountMessage.objects.filter(_claimable(now)).order_by("due_at").values_list("pk", flat=True)[:limit])
    if not due and not account:
        return 0
    try:
        line = channels.channel()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        return 0
    done = 0
    with line:
        try:
            for key in account:
                done += _send_account(line, key)
            for school, key in due:
                done += _send_one(line, school, key)
        except LineBroken:
            log.warning("The mail server hung up; what is left waits for the next round.")
    return done


def _send_one(line: Any, school_id: uuid.UUID, key: uuid.UUID) -> int:
    with within(school_id):
        rows = Message.objects.filter(pk=key)
        if not _claim(rows, clock.now()):
            return 0
        message = rows.get()
        made = _made(lambda: letters.make(message), key)
        if made is None:
            rows.update(state=State.DROPPED, lease_until=None)
            return 0
        if isinstance(made, letters.NotYet):
            rows.update(due_at=made.until, lease_until=None, attempts=F("attempts") - 1)
            return 0
    fault = made if isinstance(made, Exception) else _deliver(line, made)
    with within(school_id):
        rows = Message.objects.filter(pk=key)
        if fault is None:
            _sent(rows)
        elif _failed(rows, message.attempts, fault):
            letters.lost(message, _address(made))
    return int(fault is None)


def _address(made: EmailMessage | Exception) -> str:
    """Where it would have gone; '' for a letter that could not be made."""
    return "" if isinstance(made, Exception) else str(made["To"].addresses[0].addr_spec)


def _send_account(line: Any, key: uuid.UUID) -> int:
    rows = AccountMessage.objects.filter(pk=key)
    with transaction.atomic():
        if not _claim(rows, clock.now()):
            return 0
        row = rows.get()
        made = _made(lambda: backend.opened(row), key)
        if made is None or row.put_at < clock.now() - dt.timedelta(minutes=10):
            rows.update(state=State.DROPPED, sealed=b"", lease_until=None)
            return 0
    fault = made if isinstance(made, Exception) else _deliver(line, made)
    if fault is None:
        _sent(rows)
        rows.update(sealed=b"")
    else:
        _failed(rows, row.attempts, fault)
    return int(fault is None)


def _made(make: Callable[[], letters.Mail | None], key: uuid.UUID) -> EmailMessage | Exception | None:
    """The mail, ready to go; None when it is no longer wanted; NotYet, or why it can't be made.

    One letter that can't be made (an address that no mail program knows) is a letter that failed: it may not hold up
    those behind it, and somebody has to see it. The savepoint keeps our claim when the maker broke the transaction.
    """
    try:
        with transaction.atomic():
            mail = make()
        return None if mail is None else channels.envelope(mail, str(key))
    except OperationalError:
        raise  # the database is away: nothing is wrong with the letter
    except letters.NotYet as later:
        return later
    except Exception as error:
        log.error("A letter can't be made: %s", type(error).__name__)  # no traceback: it would hold the address
        return error


class LineBroken(Exception):
    """The connection is gone; the letter under way keeps its lease and goes again when that has passed."""


def _deliver(line: Any, message: EmailMessage) -> Exception | None:
    try:
        line.send(message)
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
        raise LineBroken from error
    except (OSError, ValueError) as error:
        return error
    return None
