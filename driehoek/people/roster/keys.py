"""Keys by which people are recognised at the next reading, and the keys that must not be used."""

import hashlib
from collections.abc import Collection
from datetime import date

from .cleaning import fold
from .shapes import Name

DERIVED = "~"


def is_usable(key: str) -> bool:
    """EDEXML: a key that begins with '#' is a dummy and says nothing at the next export (handbook of 2.1, p. 5)."""
    return bool(key) and not key.startswith("#")


def digest(*parts: str) -> str:
    """A derived key: the same for the same parts, and no name can be read from it."""
    return DERIVED + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def derive_pupil_key(name: Name, birth_date: date | None, class_name: str) -> str:
    """Name and birth date; the class counts only without a birth date, because classes change every summer."""
    return digest("pupil", name_id(name), birth_date.isoformat() if birth_date else "class " + fold(class_name))


def name_id(name: Name) -> str:
    return fold(f"{name.given or name.initials} {name.prefix} {name.surname}")


def look_like_bsn(keys: Collection[str]) -> bool:
    """True when nearly all keys pass the 'elfproef' of the bsn; of other numbers one in eleven does."""
    numbers = [key.zfill(9) for key in keys if key.isascii() and key.isdigit() and 8 <= len(key) <= 9]
    passing = sum(_passes_eleven(number) for number in numbers)
    return len(keys) >= 3 and passing >= 0.9 * len(keys)


def _passes_eleven(number: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return int(number) > 0 and sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11 == 0
