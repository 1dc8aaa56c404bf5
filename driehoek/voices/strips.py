"""What leads a giver back to their own words, and to nothing else: the code on a strip torn off a paper card, or a secret of a phone.

A code is eight random letters and one that checks them. Nobody keeps it: on the words stands a hash with a key from outside
the database, on those of a card only from the moment that somebody typed it.
"""

import hmac
import re
import secrets

from driehoek.access.codes import ALPHABET
from driehoek.schools.scoping import current_school_id
from driehoek.schools.sealing import derived_key

LENGTH, DIGITS = 9, 24
MARK = "#"  # before a code at the beginning of a line
PART = r"[A-Za-z0-9]{3}"
AT_START = re.compile(rf"\s*{MARK}\s*({PART}[ -]?{PART}[ -]?{PART})(?![A-Za-z0-9])[\s:;,.-]*(.*)", re.DOTALL)


def fresh() -> str:
    body = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH - 1))
    return body + _check(body)


def _check(body: str) -> str:
    """One wrong letter, or two that changed places, never pass: the weights differ, and 29 letters are a prime number of them."""
    return ALPHABET[sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2)) % len(ALPHABET)]


def cleaned(typed: str) -> str:
    """The code as it was printed, however it was typed; '' when it can't be one."""
    letters = "".join(mark for mark in typed[:40].upper() if mark.isalnum())
    right = len(letters) == LENGTH and set(letters) <= set(ALPHABET) and _check(letters[:-1]) == letters[-1]
    return letters if right else ""


def taken_off(line: str) -> tuple[str, str, bool]:
    """(code, the rest of the line, whether it was meant as a code but is mistyped)."""
    found = AT_START.match(line)
    if found is None:
        return "", line, False
    code = cleaned(found[1])
    if code:
        return code, found[2], False
    meant = {mark for mark in found[1].upper() if mark.isalnum()} <= set(ALPHABET)
    return "", line, meant


def digest(code: str) -> str:
    """What stands on the words; within the open school."""
    return _digest("card", code)


def of_phone(secret: str) -> str:
    """The same for the secret that a phone made and keeps. Not the key of the words: whoever works here reads that in addresses."""
    return _digest("phone", secret)


def _digest(sort: str, code: str) -> str:
    return hmac.digest(derived_key("strips"), f"{current_school_id()}|{sort}|{code}".encode(), "sha256").hex()[:DIGITS]
