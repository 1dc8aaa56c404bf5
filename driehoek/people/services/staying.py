"""Which rows that an import made are in use by now, and stay when it is taken back.

In use is: another row that the import did not make points to it (an invitation, a task, an enrolment by hand), or somebody
filled in what a file never does (an account, a correction). A family stays as a whole, with the classes of its children.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship

from .keeping import MARKS, MODELS, Before, is_marked
from .writing import BATCH, in_batches

Keys = dict[str, set[uuid.UUID]]
Node = tuple[str, uuid.UUID]
PEOPLE = ("SchoolClass", "Pupil", "StaffMember", "Household", "Guardian")


def staying(before: Before) -> Keys:
    """{model: keys of rows that stay}, among those that the import made."""
    made: Keys = {name: set(keys) for name, keys in before.made.items()}
    kept: Keys = defaultdict(set)
    for name in PEOPLE:
        kept[name] = _pointed_to(name, made) | _worked_on(name, before)
    bonds = list(in_batches(Guardianship, "pk", made.get("Guardianship", ())))
    kept["Guardianship"] = _worked_on("Guardianship", before)
    _with_families(kept, bonds, made)
    _ties(kept, bonds, made)
    return kept


def _pointed_to(name: str, made: Keys) -> set[uuid.UUID]:
    keys = list(made.get(name, ()))
    found: set[uuid.UUID] = set()
    relations: Iterable[Any] = MODELS[name]._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete):
            continue
        column, model = relation.field.attname, relation.related_model
        label: str = model.__name__
        own = made.get(label, set()) if MODELS.get(label) is model else set()
        for start in range(0, len(keys), BATCH):
            rows = model._default_manager.filter(**{f"{column}__in": keys[start : start + BATCH]})
            found |= {target for key, target in rows.order_by().values_list("pk", column) if key not in own}
    return found


def _worked_on(name: str, before: Before) -> set[uuid.UUID]:
    if name not in MARKS:
        return set()
    from_file = set(before.marked.get(name, ()))
    rows = in_batches(MODELS[name], "pk", before.made.get(name, ()))
    return {row.pk for row in rows if row.pk not in from_file and is_marked(row)}


def _with_families(kept: Keys, bonds: Iterable[Any], made: Keys) -> None:
    """Who hangs together with somebody who stays, stays: parents, children and their home."""
    beside: dict[Node, set[Node]] = defaultdict(set)

    def tie(one: Node, other: Node) -> None:
        beside[one].add(other)
        beside[other].add(one)

    for bond in bonds:
        ends: tuple[Node, Node] = ("Guardian", bond.guardian_id), ("Pupil", bond.pupil_id)
        tie(*ends)
        if bond.pk in kept["Guardianship"]:
            kept["Guardian"].add(bond.guardian_id)
            kept["Pupil"].add(bond.pupil_id)
    for guardian in in_batches(Guardian, "pk", made.get("Guardian", ())):
        tie(("Guardian", guardian.pk), ("Household", guardian.household_id))
    waiting: list[Node] = [(name, key) for name in ("Guardian", "Pupil", "Household") for key in kept[name]]
    while waiting:
        for name, key in beside[waiting.pop()]:
            if key in made.get(name, ()) and key not in kept[name]:
                kept[name].add(key)
                waiting.append((name, key))
    for name in ("Guardian", "Pupil", "Household"):
        kept[name] &= made.get(name, set())


def _ties(kept: Keys, bonds: Iterable[Any], made: Keys) -> None:
    """What ties who stays: their bonds, their place in a class (and so the class), and who teaches there."""
    kept["Guardianship"] |= {bond.pk for bond in bonds if bond.guardian_id in kept["Guardian"] or bond.pupil_id in kept["Pupil"]}
    for row in in_batches(Enrolment, "pk", made.get("Enrolment", ())):
        if row.pupil_id in kept["Pupil"]:
            kept["Enrolment"].add(row.pk)
            if row.school_class_id in made.get("SchoolClass", ()):
                kept["SchoolClass"].add(row.school_class_id)
    for row in in_batches(ClassTeacher, "pk", made.get("ClassTeacher", ())):
        ends = [(row.staff_id, "StaffMember"), (row.school_class_id, "SchoolClass")]
        new = [(key, name) for key, name in ends if key in made.get(name, ())]
        if new and all(key in kept[name] for key, name in new):
            kept["ClassTeacher"].add(row.pk)
