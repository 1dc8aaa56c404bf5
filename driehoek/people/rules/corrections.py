"""What a person corrected stays, until the file says something new. Pure: the keyed digest comes in from outside.

A row keeps `corrected`: {unit: digest of what the file said when somebody corrected it here}. A unit is a column, or columns
that go together (a name, an address). A file that says the same again, or nothing, changes nothing; a file that says something
else has news, which counts, and the mark is gone.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .shapes import Values

Digest = Callable[[str], str]
Said = Mapping[str, Values]
"""Unit → its columns as the file says them. A unit that the file is silent about is not in it."""

NAME = ("given_name", "prefix", "surname")
ADDRESS = ("street", "postcode", "city")
GUARDIAN_UNITS = {
    "name": NAME,
    "email": ("email",),
    "phone": ("phone",),
    "phone_is_secret": ("phone_is_secret",),
    "contact_language": ("contact_language",),
}
HOUSEHOLD_UNITS = {"address": ADDRESS, "is_secret": ("is_secret",)}
BOND_UNITS = {"relation": ("relation",), "authority": ("authority",), "may_receive": ("may_receive",), "position": ("position",)}
HOME = "household"  # of a guardian: the home that the file gives
JOINED = "joined"  # of a guardian: keys in the file of a second entry that somebody said is the same person
NOT_OF = "not_of:"  # of a guardian, with a pupil's key behind: somebody took this bond away


def said_before(digest: Digest, unit: str, columns: Values) -> str:
    """The digest of a unit. Case and spaces at the ends say nothing new."""
    text = "\x1f".join(str(columns[name]).strip().casefold() for name in sorted(columns))
    return digest(f"{unit}\x1f{text}")


def mark(corrected: Mapping[str, str], unit: str, before: Values, after: Values, digest: Digest) -> dict[str, str]:
    """The marks when somebody changes a unit from `before` to `after`: the first change is marked, changing back unmarks."""
    marks = dict(corrected)
    if dict(before) == dict(after):
        return marks
    if unit not in marks:
        marks[unit] = said_before(digest, unit, before)
    elif marks[unit] == said_before(digest, unit, after):
        del marks[unit]
    return marks


def obey(target: Values, row: Values | None, said: Said, units: Mapping[str, tuple[str, ...]], digest: Digest) -> dict[str, Any]:
    """`target`, but a corrected unit stays as the row has it, or takes what is new in the file and loses its mark."""
    result = dict(target)
    marks = dict((row or {}).get("corrected") or {})
    if row is None or not marks:
        return result
    for unit in [unit for unit in units if unit in marks]:
        if unit in said and said_before(digest, unit, said[unit]) != marks[unit]:
            result.update(said[unit])
            del marks[unit]
        else:
            result.update({name: row[name] for name in units[unit]})
    if marks != row["corrected"]:
        result["corrected"] = marks
    return result


def stays_home(row: Values | None, home: str, digest: Digest) -> bool:
    """Whether this guardian lives where a person put them, and the file gives the old home (or may not speak of them at all)."""
    if row is None:
        return False
    if row.get("withdrawn_at"):
        return True
    marks = row.get("corrected") or {}
    return HOME in marks and marks[HOME] == said_before(digest, HOME, {HOME: home})


def untied(keys: Iterable[str], digest: Digest) -> list[str]:
    """What a pupil keeps of who is no guardian of it: digests of the keys that a file knows them by."""
    return sorted({digest(f"{NOT_OF}{key}") for key in keys})


def parted_by_hand(row: Values | None, pupil: object) -> bool:
    """Whether somebody said that this guardian is not (any more) a guardian of this pupil."""
    return row is not None and f"{NOT_OF}{pupil}" in (row.get("corrected") or {})
