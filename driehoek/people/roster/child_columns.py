"""Headings of a list with one row a parent: 'Kinderen', 'Leerlingcodes', or 'Kind 1' and 'Klas kind 1' beside 'Kind 2'.

Slot 'k' holds all children of a row in one cell, slot 'k1', 'k2' … one child each.
"""

import re
from collections.abc import Mapping

ALL = "k"
_LISTS = {
    form: field
    for field, forms in {
        "children": "kinderen namenkinderen naamkinderen namenvandekinderen naamvandekinderen kinderenopschool kindnamen leerlingen"
        " leerlingnamen namenleerlingen children students childrennames uwkinderen ouderverzorgervan oudervan",
        "keys": "leerlingcodes leerlingnummers leerlingnrs llnrs llnummers stamnummers leerlingids nummerskinderen leerlingnummerskinderen"
        " codeskinderen studentids studentnumbers leerlingkeys nummersvandekinderen",
        "classes": "klassen groepen groepenkinderen klassenkinderen groepkinderen klaskinderen groepenvandekinderen klassenvandekinderen classes",
    }.items()
    for form in forms.split()
}  # fmt: skip
_NUMBERED = re.compile(r"\b(?:(?:kind|leerling|child|student) (?:nr )?([1-9])|([1-9]) e (?:kind|leerling))\b")
_BESIDE = re.compile(r"(\D+?)([1-9])")
_PARENT = re.compile(r"\b(?:ouder|verzorger|opvoeder|moeder|vader|voogd|mother|father|parent|guardian)s?\b")
_OF_A_CHILD = re.compile(r"leerling|\bll|stamn|student|pupil|\bkind")
LIST_FIELDS = frozenset({"children", "keys", "classes"})
CHILD_FIELDS = frozenset(
    {"key", "given_name", "first_names", "prefix", "surname", "initials", "full_name", "birth_date", "class_name"}
)
_NAMES = {"given_name", "first_names", "prefix", "surname", "initials", "full_name", "authority"}


def is_child_slot(slot: str) -> bool:
    return slot.startswith(ALL)


def child_target(plain: str, pupil_fields: Mapping[str, str]) -> tuple[str, str] | None:
    """(slot, field) of a heading in small plain words, or None where it is not about the children of a parent."""
    squashed = plain.replace(" ", "")
    if squashed in _LISTS:
        return ALL, _LISTS[squashed]
    if _PARENT.search(plain):
        return None
    if found := _NUMBERED.search(plain):
        rest = (plain[: found.start()] + plain[found.end() :]).replace(" ", "").replace("vande", "").removesuffix("van")
        field = pupil_fields.get(rest, "") if rest else "full_name"
        return (f"{ALL}{found[1] or found[2]}", field) if field in CHILD_FIELDS else None
    beside = _BESIDE.fullmatch(squashed)
    if beside and pupil_fields.get(beside[1]) in {"class_name", "birth_date"} or beside and beside[1].startswith("leerlingn"):
        field = pupil_fields.get(beside[1], "")
        return (f"{ALL}{beside[2]}", field) if field else None
    return None


def names_children(slot: str, field: str) -> bool:
    """Whether a column says who the children of a parent are; a class beside them does not."""
    return is_child_slot(slot) and field not in {"classes", "class_name", "birth_date"}


def is_one_child(plain: str) -> bool:
    """True for 'Kind' and 'Naam kind': with a 'Naam' beside it, that is the name of a parent."""
    return plain in {"kind", "naam kind", "naam van kind", "naam van het kind", "mijn kind", "child", "naam zoon dochter"}


def of_parent_row(
    plain: str, place: tuple[str, str] | None, guardian_fields: Mapping[str, str]
) -> tuple[str, str] | None:  # fmt: skip
    """What a heading means when the row is a parent: 'Naam' and 'E-mail' are then of the parent, 'Klas' of the children."""
    if place is None:
        field = guardian_fields.get(plain.replace(" ", ""))
        return ("1", field) if field else None
    slot, field = place
    if slot != "":
        return place
    if field == "class_name":
        return ALL, "classes"
    if field == "key":
        return (ALL, "keys") if _OF_A_CHILD.search(plain) else ("1", "number")
    if field == "full_name" and _OF_A_CHILD.search(plain):
        return ALL, "children"
    return ("1", field) if field in _NAMES else None
