"""What can be sent: a registry of makers. A maker gets a Message and gives a Mail, or None when it is no longer wanted.

It raises NotYet while that can't be said.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from driehoek import clock

from .models import Message


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    kind: str  # MIME type, such as 'text/calendar; method=REQUEST'


@dataclass(frozen=True)
class Mail:
    """One e-mail, ready. `language` sets the direction of the page. `html` is a whole document or ''.

    `unsubscribe`: the address at which whoever reads it can say 'no more', with one POST and nothing else (RFC 8058).
    """

    to: str
    subject: str
    text: str
    language: str = "nl"
    html: str = ""
    from_name: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""


class NotYet(Exception):
    """Raised by a maker: whether this letter is wanted is only known at `until`. It waits, and was not tried."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__("not yet")
        self.until = until


Maker = Callable[[Message], Mail | None]
Loser = Callable[[Message, str], None]
_makers: dict[str, Maker] = {}
_losers: list[Loser] = []


class NoTransaction(RuntimeError):
    pass


def register(letter: str, maker: Maker) -> None:
    _makers[letter] = maker


def register_lost(loses: Loser) -> None:
    """`loses(message, address)`: this letter will not arrive. `address` is where it went, '' when nobody said so."""
    _losers.append(loses)


def lost(message: Message, address: str) -> None:
    """Within the message's school, in the transaction that marks it as failed."""
    for loses in _losers:
        loses(message, address)


def make(message: Message) -> Mail | None:
    """The mail as it is now, within the message's school."""
    return _makers[message.letter](message)


def put(*, to: uuid.UUID, letter: str, about: uuid.UUID, once: str, due_at: dt.datetime | None = None) -> None:
    """Put one letter in the outbox, in the transaction that causes it. The same `once` twice is one letter.

    `due_at`: not before then, such as the next morning.
    """
    put_many([(to, letter, about, once)], due_at=due_at)


def put_many(letters: Iterable[tuple[uuid.UUID, str, uuid.UUID, str]], *, due_at: dt.datetime | None = None) -> None:
    """Many (to, letter, about, once) at a time."""
    if not connection.in_atomic_block:
        raise NoTransaction("A letter is put in the transaction that causes it.")
    rows = []
    for to, letter, about, once in letters:
        if letter not in _makers:
            raise KeyError(f"Nobody makes the letter {letter!r}")
        rows.append(Message(to=to, letter=letter, about=about, once=once, due_at=due_at or clock.now()))
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
