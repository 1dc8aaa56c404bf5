"""Rate limits: token buckets in the database, one conditional update each.

Limits are per account or address, never tight per IP: a whole hall shares one.
Whose bucket it is tells no copy of the database: its key is a hash with a key from outside, and soon after it is full it goes.
"""

import hmac
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Least

from driehoek import clock
from driehoek.schools.sealing import derived_key

from .models import QUICK, QUICK_SECONDS, TokenBucket


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
    digest = _key(limit, key)
    now = clock.now().timestamp()
    fresh = TokenBucket(key=digest, tokens=limit.burst, filled_at=now)
    TokenBucket.objects.bulk_create([fresh], ignore_conflicts=True)
    refilled = Least(Value(float(limit.burst)), F("tokens") + (Value(now) - F("filled_at")) * (limit.burst / limit.seconds))
    rows = TokenBucket.objects.annotate(left=refilled).filter(key=digest, left__gte=1)
    return rows.update(tokens=refilled - 1, filled_at=now) == 1


def _key(limit: Limit, key: str) -> str:
    secret = hmac.digest(derived_key("limits"), f"{limit.name}|{key}".encode(), "sha256").hex()[:48]
    return f"{QUICK}{secret}" if limit.seconds <= QUICK_SECONDS else secret
