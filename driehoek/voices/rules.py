"""What may be said, shown and moved. Plain values in, values or a reason out."""

import datetime as dt
import unicodedata
from collections.abc import Mapping

MOST_CHARACTERS = 2_000
MOST_NAME = 100
MOST_TITLE = 120
MOST_MEANING = 300
MOST_TABLES = 200
UNDO = dt.timedelta(minutes=10)

WAITING, APPROVED, PARKED = "waiting", "approved", "parked"
MASKED = "masked"

# verb: (from, to). What somebody put apart never reaches a screen by a stale tap: it has to wait again first.
TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "approve": (frozenset({WAITING}), APPROVED),
    "park": (frozenset({WAITING, APPROVED}), PARKED),
    "back_to_waiting": (frozenset({APPROVED, PARKED}), WAITING),
}

# Joiners hold emoji and Persian words together. Every other invisible mark can turn or hide what stands around it.
JOINERS = "\u200c\u200d"
BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\t": " "}


def cleaned(text: str) -> str:
    """Without control characters and marks that turn the direction of what follows; line breaks stay, two at most."""
    for old, new in BREAKS.items():
        text = text.replace(old, new)
    kept = "".join(mark for mark in text if _stays(mark))
    lines = [line.rstrip() for line in kept.split("\n")]
    short = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(short).strip()


def _stays(mark: str) -> bool:
    return mark == "\n" or mark in JOINERS or unicodedata.category(mark) not in {"Cc", "Cf", "Cs"}


def one_line(text: str) -> str:
    """Cleaned, and on one line: names and titles."""
    return " ".join(cleaned(text).split())


def is_empty(text: str) -> bool:
    """Whether there is nothing to read in a cleaned text: joiners and blanks alone say nothing."""
    return not any(unicodedata.category(mark)[0] in "LNPS" for mark in text)


def trouble(text: str, most: int = MOST_CHARACTERS) -> str | None:
    """Why a cleaned text can't be taken: 'empty', 'too-long', or None. Nothing is ever cut off."""
    if is_empty(text):
        return "empty"
    return "too-long" if len(text) > most else None


def may(verb: str, standing: str) -> bool:
    return standing in TRANSITIONS[verb][0]


def becomes(verb: str) -> str:
    return TRANSITIONS[verb][1]


def sort_out(verb: str, standings: Mapping[object, str]) -> tuple[list[object], list[object]]:
    """Of {key: standing}: which change by this verb, and which it may not touch. Who is there already is neither."""
    goal = becomes(verb)
    change = [key for key, standing in standings.items() if may(verb, standing)]
    refused = [key for key, standing in standings.items() if standing != goal and not may(verb, standing)]
    return change, refused


def may_be_quoted(standing: str, masking: str) -> bool:
    """Only what may be seen, as it was said: words from which a name was taken out still point at who they are about."""
    return standing == APPROVED and masking != MASKED


def can_move(here: object, seen: object, goal: object) -> str:
    """'move', 'there' when it is where it should go already, or 'stale' when it is elsewhere than the board showed."""
    if here == goal:
        return "there"
    return "move" if here == seen else "stale"
