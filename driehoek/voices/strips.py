"""What leads a giver back to their own words, and to nothing else: the code on a strip torn off a paper card, or a secret of a phone.

A code is eight random letters and one that checks them. It stands on the strip alone. What stays on the card is its mark, which
everybody may read: it follows from the code with a key from outside the database, and no way leads back. Nobody keeps either: on the
words stands a hash with that key, on those of a card from the moment that somebody typed its mark.
"""

import hmac
import re
import secrets

from driehoek.access.codes import ALPHABET
from driehoek.schools.scoping import current_school_id
from driehoek.schools.sealing import derived_key

LENGTH, DIGITS = 9, 24
CODE, MARK = 0, 1  # told apart by the letter that checks them
SIGN = "#"  # before a mark at the beginning of a line
PART = r"[A-Za-z0-9]{3}"
AT_START = re.compile(rf"\s*{SIGN}\s*({PART}[ -]?{PART}[ -]?{PART})(?![A-Za-z0-9])[\s:;,.-]*(.*)", re.DOTALL)


def fresh() -> str:
    body = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH - 1))
    return body + _check(body, CODE)


def mark_of(code: str) -> str:
    """What the card shows and whoever types it types along; within the open school."""
    body, number = "", int.from_bytes(_bytes("mark", code))
    for _letter in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    return body + _check(body, MARK)


def _check(body: str, sort: int) -> str:
    """One wrong letter, or two that changed places, never pass: the weights differ, and 29 letters are a prime number of them.

    Nor does the code where the mark is asked, or the other way round.
    """
    return ALPHABET[(sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2)) + sort) % len(ALPHABET)]


def cleaned(typed: str, sort: int = CODE) -> str:
    """The code (or mark) as it was printed, however it was typed; '' when it can't be one."""
    letters = "".join(mark for mark in typed[:40].upper() if mark.isalnum())
    right = len(letters) == LENGTH and set(letters) <= set(ALPHABET) and _check(letters[:-1], sort) == letters[-1]
    return letters if right else ""


def taken_off(line: str) -> tuple[str, str, bool]:
    """(mark, the rest of the line, whether it was meant as a mark but is mistyped)."""
    found = AT_START.match(line)
    if found is None:
        return "", line, False
    mark = cleaned(found[1], MARK)
    if mark:
        return mark, found[2], False
    meant = {mark for mark in found[1].upper() if mark.isalnum()} <= set(ALPHABET)
    return "", line, meant


def digest(mark: str) -> str:
    """What stands on the words of the card with this mark; within the open school."""
    return _digest("card", mark)


def of_code(code: str) -> str:
    """The same for whoever has the strip."""
    return digest(mark_of(code))


def of_phone(secret: str) -> str:
    """The same for the secret that a phone made and keeps. Not the key of the words: whoever works here reads that in addresses."""
    return _digest("phone", secret)


def _digest(sort: str, code: str) -> str:
    return _bytes(sort, code).hex()[:DIGITS]


def _bytes(sort: str, code: str) -> bytes:
    return hmac.digest(derived_key("strips"), f"{current_school_id()}|{sort}|{code}".encode(), "sha256")
