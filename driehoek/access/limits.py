"""Rate limits: token buckets in the database, one conditional update each.

Limits are per account or address, never tight per IP: a whole hall shares one.
Whose bucket it is tells no copy of the database: its key is a hash with a key from outside, and soon after it is full it goes.
"""

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import F, Value
from django.db.models.functions import Least

from driehoek import clock
from driehoek.schools.sealing import derived_key

from .models import QUICK, QUICK_SECONDS, TokenBucket

Key = TypeVar("Key")


@dataclass(frozen=True)
class Limit:
    """`burst` at once, then `burst` again spread over `seconds`."""

    name: str
    burst: int
    seconds: float


CODE_GUESSES = Limit("code", 12, 300)
CODE_HALL = Limit("code-ip", 600, 60)
CONTRIBUTIONS = Limit("contribution", 60, 60)


def take(limit: Limit, key: str) -> bool:
    """Take one token; False when the bucket is empty."""
    digest = _hash(limit.name, key, QUICK if limit.seconds <= QUICK_SECONDS else "")
    now = clock.now().timestamp()
    fresh = TokenBucket(key=digest, tokens=limit.burst, filled_at=now)
    TokenBucket.objects.bulk_create([fresh], ignore_conflicts=True)
    refilled = Least(Value(float(limit.burst)), F("tokens") + (Value(now) - F("filled_at")) * (limit.burst / limit.seconds))
    rows = TokenBucket.objects.annotate(left=refilled).filter(key=digest, left__gte=1)
    return rows.update(tokens=refilled - 1, filled_at=now) == 1


def shut(name: str, key: object, days: int) -> None:
    """From now on `are_shut` finds this key, for so many days. Of when that began only the day is kept."""
    until = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)
    row = TokenBucket(key=_hash(name, key), tokens=0, filled_at=until.timestamp())
    TokenBucket.objects.bulk_create([row], ignore_conflicts=True)


def are_shut(name: str, keys: Iterable[Key]) -> set[Key]:
    """Those of these keys that were shut."""
    hashes = {_hash(name, key): key for key in keys}
    return {hashes[found] for found in TokenBucket.objects.filter(key__in=list(hashes)).values_list("key", flat=True)}


def _hash(name: str, key: object, prefix: str = "") -> str:
    return prefix + hmac.digest(derived_key("limits"), f"{name}|{key}".encode(), "sha256").hex()[:48]
