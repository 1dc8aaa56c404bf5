"""A letter carries proof of where it went, so that a report about it can say so and nobody can say so for it."""

import hashlib
import hmac

from driehoek.schools.sealing import derived_key

HEADER = "X-Driehoek-Went"
LONGEST = 254  # characters of an address


def proof_of(key: str, address: str) -> str:
    """Of the letter `key`, sent to `address`: 32 hexadecimal digits that only we can make."""
    return hmac.new(derived_key("where letters went"), f"{key}|{address.lower()}".encode(), hashlib.sha256).hexdigest()[:32]


def is_proof(given: str, key: str, address: str) -> bool:
    return is_address(address) and hmac.compare_digest(given.strip().encode("utf-8", "replace"), proof_of(key, address).encode())


def is_address(text: str) -> bool:
    """Whether this may be kept as an e-mail address: what others report can be anything at all."""
    name, _, domain = text.partition("@")
    return bool(name and domain) and "@" not in domain and " " not in text and text.isprintable() and len(text) <= LONGEST
