"""What a row becomes: what is stored, and over it what the file says. An empty cell says nothing.

Every function gives all columns as they should be; `row` is None for somebody new.
"""

import re
from datetime import date
from typing import Any

from driehoek.people.roster.cleaning import fold
from driehoek.people.roster.keys import DERIVED, derive_pupil_key
from driehoek.people.roster.shapes import Guardian, Guardianship, Household, Name, Pupil, SchoolClass, Staff

from .corrections import Said
from .matching import aliases, class_key
from .shapes import Values

MATCH_LENGTH = 400


def class_values(each: SchoolClass, row: Values | None) -> Values:
    old = row or {}
    level = ",".join(each.year_levels)[:20] or old.get("year_level", "")
    return {
        "key": class_key(each) or old.get("key", ""),
        "name": each.name[:100] if fold(each.name) != fold(old.get("name", "")) else old["name"],
        "year_level": level,
        "sort_key": class_order(each.name, level),
    }


def class_order(name: str, level: str) -> str:
    """'05|5a': by year level, then by name with numbers in their order."""
    first = level.split(",")[0]
    natural = re.sub(r"\d+", lambda number: number[0].zfill(3), fold(name))
    return f"{first.zfill(2) if first.isdigit() else first or '~'}|{natural}"[:120]


def pupil_values(each: Pupil, row: Values | None, today: date) -> Values:
    names = name_values(each.name, row)
    born_on = each.birth_date or (row["born_on"] if row else None)
    bare = Name(given=names["given_name"], prefix=names["prefix"], surname=names["surname"])
    return names | {
        "key": _kept_key(each.key, row),
        "match_key": derive_pupil_key(bare, born_on, "") if born_on else "",
        "born_on": born_on,
        "left_on": _left_on(each, row["left_on"] if row else None, today),
    }


def _left_on(each: Pupil, before: date | None, today: date) -> date | None:
    """The day of leaving that the file gives; today where it only says 'left'. Who is in the file again is back."""
    if each.has_left:
        return each.left_on or before or today
    return each.left_on or (before if before and before > today else None)


def staff_values(each: Staff, row: Values | None, function: str) -> Values:
    old = row or {"email": "", "function": ""}
    return name_values(each.name, row) | {
        "key": _kept_key(each.key, row),
        "email": each.email or old["email"],
        "function": old["function"] or function[:100],
    }


def guardian_values(each: Guardian, row: Values | None) -> Values:
    """A language that is known stays: it may be what the parent chose. A secret number of the file is not kept at all.

    Of who had their own data removed only the keys are kept up to date.
    """
    old = row or {"email": "", "phone": "", "contact_language": "nl", "match_key": ""}
    keys = {"match_key": _fitting(list(dict.fromkeys((*aliases(each), *old["match_key"].split()))))}
    if old.get("withdrawn_at"):
        return keys
    may_take = each.language and old["contact_language"] == "nl" and not old.get("language_asked_on")
    return (
        name_values(each.name, row)
        | keys
        | {
            "email": each.email or old["email"],
            "phone": "" if each.secret_phone else each.phone or old["phone"],
            "phone_is_secret": each.secret_phone or old.get("phone_is_secret", False),
            "contact_language": (each.language if may_take else old["contact_language"])[:5],
        }
    )


def guardian_said(each: Guardian, row: Values | None) -> Said:
    """What the file says of each unit. Initials say less than a name that somebody wrote out; a language that was asked stands."""
    said: dict[str, Values] = {}
    if each.name.given:
        said["name"] = {"given_name": each.name.given, "prefix": each.name.prefix, "surname": each.name.surname}
    if each.email:
        said["email"] = {"email": each.email}
    if each.phone or each.secret_phone:
        said["phone"] = {"phone": "" if each.secret_phone else each.phone}
    if each.secret_phone:
        said["phone_is_secret"] = {"phone_is_secret": True}
    if each.language and not (row or {}).get("language_asked_on"):
        said["contact_language"] = {"contact_language": each.language[:5]}
    return said


def _fitting(keys: list[str]) -> str:
    while len(" ".join(keys)) > MATCH_LENGTH:
        keys.pop()
    return " ".join(keys)


def household_values(each: Household, row: Values | None) -> Values:
    """Secret stays secret until somebody says otherwise by hand: a file without that column must not lay it open."""
    old = row or {"street": "", "postcode": "", "city": "", "is_secret": False}
    place = address_values(each) or {name: old[name] for name in ("street", "postcode", "city")}
    return {"match_key": each.key, **place, "is_secret": each.secret_address or old["is_secret"]}


def household_said(each: Household) -> Said:
    said: dict[str, Values] = {"address": address_values(each)} if each.address else {}
    return said | ({"is_secret": {"is_secret": True}} if each.secret_address else {})


def address_values(each: Household) -> Values:
    if not each.address:
        return {}
    home = each.address
    return {"street": f"{home.street} {home.house_number}".strip(), "postcode": home.postcode, "city": home.city}


def bond_values(each: Guardianship, row: Values | None) -> Values:
    """`may_receive` is no only where somebody said so; what the law makes of no authority is for `hearing` to say."""
    old = row or {"relation": "", "authority": "unknown", "may_receive": True}
    said = bond_said(each)
    return {
        "relation": said.get("relation", old)["relation"],
        "authority": said.get("authority", old)["authority"],
        "may_receive": said.get("may_receive", old)["may_receive"],
        "position": each.order,
    }


def bond_said(each: Guardianship) -> Said:
    said: dict[str, Values] = {"position": {"position": each.order}}
    if each.relation != "unknown":
        said["relation"] = {"relation": each.relation}
    if each.authority != "unknown":
        said["authority"] = {"authority": each.authority}
    if each.may_receive != "unknown":
        said["may_receive"] = {"may_receive": each.may_receive == "yes"}
    return said


def name_values(name: Name, row: Values | None) -> dict[str, Any]:
    """The three parts go together; an initial never takes the place of a given name that we know."""
    if row and (not name or (not name.given and row["given_name"] and fold(name.surname) == fold(row["surname"]))):
        return {part: row[part] for part in ("given_name", "prefix", "surname")}
    return {"given_name": name.given or name.initials, "prefix": name.prefix, "surname": name.surname}


def _kept_key(key: str, row: Values | None) -> str:
    """A key of the administration is never replaced by one that we derived."""
    known = row["key"] if row else ""
    return known if key.startswith(DERIVED) and known else key
