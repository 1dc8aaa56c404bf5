"""The parents in one row of a sheet, each as one entry about one child."""

from typing import Any

from . import values
from .cleaning import fold
from .families import ParentEntry
from .rows import Row
from .shapes import Address, Answer, Relation


def entries_of(row: Row, pupil_key: str) -> list[ParentEntry]:
    """One entry a parent of the row; where only the family has a channel, one entry without a name."""
    entries = [entry for slot in row.headings.slots if (entry := _entry(row, slot, pupil_key))]
    none_died = not any(row.get(slot, "deceased") for slot in row.headings.slots)
    if not entries and none_died and (row.get("0", "email") or row.phone("0")):
        entries = [ParentEntry(pupil_key=pupil_key, slot="0", name=row.name("0"), source=row.source, **_channels(row, "0"))]
    return entries


def _entry(row: Row, slot: str, pupil_key: str) -> ParentEntry | None:
    name = row.name(slot)
    if not (name or row.get(slot, "email") or row.phone(slot)):
        return None
    if row.get(slot, "deceased") and row.answer(slot, "deceased", unclear="yes") == "yes":
        row.findings.warning("guardian_deceased", row.number, row.heading(slot, "deceased"), name=str(name))
        return None
    relation = row.read(slot, "relation", values.read_relation, row.headings.relations.get(slot, "unknown"))
    return ParentEntry(
        pupil_key=pupil_key,
        slot=slot,
        name=name,
        source=row.source,
        number=row.get(slot, "number"),
        address=_address(row, slot),
        secret_address="yes"
        in (row.answer(slot, "secret_address", unclear="yes"), row.answer("0", "secret_address", unclear="yes")),
        secret_phone="yes" in (row.answer(slot, "secret_phone", unclear="yes"), row.answer("0", "secret_phone", unclear="yes")),
        relation=relation,
        authority=_authority(row, slot, relation),
        may_receive=row.answer(slot, "may_receive"),
        **_channels(row, slot),
    )


def _channels(row: Row, slot: str) -> dict[str, Any]:
    source = slot if row.get(slot, "email") else "0"
    return {
        "email": row.read(source, "email", values.read_email, ""),
        "phone": row.phone(slot) or row.phone("0"),
        "language": row.read(slot, "language", values.read_language, "") or row.read("0", "language", values.read_language, ""),
    }  # fmt: skip


def _authority(row: Row, slot: str, relation: Relation) -> Answer:
    """Parent × child; one column for the child ('beide', 'moeder', 'vader') is divided over its parents."""
    if row.get(slot, "authority"):
        return row.answer(slot, "authority")
    whole = fold(row.get("", "authority"))
    if whole in {"moeder", "vader"} and relation in {"mother", "father"}:
        return "yes" if relation == {"moeder": "mother", "vader": "father"}[whole] else "no"
    return "unknown" if whole in {"", "moeder", "vader"} else row.answer("", "authority")


def _address(row: Row, slot: str) -> Address:
    """The parent's own address; the child's where the file says so or knows only one address."""
    own = row.address(slot)
    if own:
        return own
    same = row.get(slot, "same_address") and row.answer(slot, "same_address") == "yes"
    return row.address("0") if same or not row.headings.has_address(slot) else Address()
