"""The number on a paper questionnaire: three digits for the class, eight by chance, and one that catches a typing error."""

import secrets

LENGTH = 12
MOST_CLASSES = 999
BY_CHANCE = 8


def new_numbers(place: int, count: int) -> list[str]:
    """So many numbers, none twice. `place` of the class, from 1 to 999; ValueError for another."""
    if not 1 <= place <= MOST_CLASSES:
        raise ValueError("no class has this place")
    found: dict[str, None] = {}
    while len(found) < count:
        digits = f"{place:03d}{secrets.randbelow(10**BY_CHANCE):0{BY_CHANCE}d}"
        found[digits + _check(digits)] = None
    return list(found)


def grouped(number: str) -> str:
    """'014 820 367 115'."""
    return " ".join(number[start : start + 3] for start in range(0, LENGTH, 3))


def class_of(number: str) -> int | None:
    """The place of the class in a number; None when a digit is wrong or two changed places."""
    if len(number) != LENGTH or not number.isascii() or not number.isdigit() or _check(number[:-1]) != number[-1]:
        return None
    return int(number[:3])


def _check(digits: str) -> str:
    """Luhn: one wrong digit is always seen, two that changed places nearly always."""
    total = 0
    for place, one in enumerate(reversed(digits)):
        value = int(one) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
