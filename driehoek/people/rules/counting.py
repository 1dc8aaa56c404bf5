"""A plan in numbers. A pupil who moves to another class has changed, and so has a parent who gets a child."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from .shapes import KINDS, Kind, Plan


@dataclass(frozen=True, slots=True)
class Count:
    """`left` are pupils whom the file gives a day of leaving; `missing` are known here and not in the file."""

    added: int = 0
    changed: int = 0
    left: int = 0
    missing: int = 0


def counts(plan: Plan) -> Mapping[Kind, Count]:
    added = {kind: {change.ref for change in plan.changes if change.kind == kind and change.is_new} for kind in KINDS}
    changed = {
        kind: {change.ref for change in plan.changes if change.kind == kind and not change.is_new and change.seen}
        for kind in KINDS
    }
    left = {change.ref for change in plan.changes if change.kind == "pupils" and change.values.get("left_on")}
    changed["pupils"] |= moved(plan)
    changed["staff"] |= {person for person, _, _ in plan.teach}
    changed["guardians"] |= {bond.guardian for bond in plan.bonds}
    return {
        kind: Count(
            added=len(added[kind]),
            changed=len(changed[kind] - added[kind] - (left if kind == "pupils" else set())),
            left=len(left - added[kind]) if kind == "pupils" else 0,
            missing=plan.missing.get(kind, 0),
        )
        for kind in KINDS
    }  # fmt: skip


def moved(plan: Plan) -> set[str]:
    """Keys of the pupils whose classes change."""
    refs: dict[UUID, str] = {row: ref for ref, row in plan.known.get("pupils", {}).items()}
    return {pupil for pupil, _ in plan.enrol} | {refs[row] for row, _ in plan.unenrol}
