"""The only clock. Everything that asks for the time asks here, so that tests can stop it."""

import datetime as dt
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

SCHOOL_TIME = ZoneInfo("Europe/Amsterdam")

_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day that a school's calendar on the wall shows."""
    return now().astimezone(SCHOOL_TIME).date()


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """A wall-clock time at school on `day`, in UTC."""
    return dt.datetime.combine(day, time, SCHOOL_TIME).astimezone(dt.UTC)


def end_of(day: dt.date) -> dt.datetime:
    """Deadlines are days; they end at 23:59 at school."""
    return at(day, dt.time(23, 59))


@contextmanager
def stopped(moment: dt.datetime) -> Iterator[None]:
    """Tests: hold the clock at `moment` (aware)."""
    if moment.tzinfo is None:
        raise ValueError("a stopped clock needs a time zone")
    token = _frozen.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by time, so that indexes stay compact. Never for what is secret or anonymous."""
    milliseconds = int(now().timestamp() * 1000)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return uuid.UUID(int=value)


def made_at(key: uuid.UUID) -> dt.datetime:
    """When `new_id` made this key; long ago for any other."""
    milliseconds = key.int >> 80 if key.version == 7 else 0
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)


def secret_id() -> uuid.UUID:
    """A random UUIDv4 that says nothing about when or in which order it was made."""
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)
