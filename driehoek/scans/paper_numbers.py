"""The number on a paper questionnaire: two digits for the class, six by chance, and one that catches a typing error."""

import secrets

LENGTH = 9


def new_number(place: int) -> str:
    """A number that nobody had before. `place` of the class, from 1 on."""
    digits = f"{place:02d}{secrets.randbelow(1_000_000):06d}"
    return digits + _check(digits)


def grouped(number: str) -> str:
    """'014 820 367'."""
    return " ".join(number[start : start + 3] for start in range(0, LENGTH, 3))


def class_of(number: str) -> int | None:
    """The place of the class in a number; None when a digit is wrong or two changed places."""
    if len(number) != LENGTH or not number.isascii() or not number.isdigit() or _check(number[:-1]) != number[-1]:
        return None
    return int(number[:2])


def _check(digits: str) -> str:
    """Luhn: one wrong digit is always seen, two that changed places nearly always."""
    total = 0
    for place, one in enumerate(reversed(digits)):
        value = int(one) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
