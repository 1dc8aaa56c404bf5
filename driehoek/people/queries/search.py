"""Finding pupils, parents and colleagues by any part of their name, with or without accents."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driehoek.people.models import Enrolment, Guardian, Guardianship, Pupil, StaffMember
from driehoek.people.names import folded

from .classes import current_year

MODELS: dict[str, Any] = {"pupils": Pupil, "guardians": Guardian, "staff": StaffMember}
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody, and one line to know them by."""

    key: uuid.UUID
    name: str
    words: str


def search(kind: str, words: str) -> Any:
    """Everybody of one kind whose name holds every word, by surname; nobody for fewer than two letters."""
    rows = MODELS[kind].objects.all()
    parts = folded(words).split()[:6]
    if sum(map(len, parts)) < SHORTEST:
        return rows.none()
    for part in parts:
        rows = rows.filter(search_key__contains=part)
    return rows.order_by("sort_key", "pk")


def describe(people: Mapping[str, Sequence[Any]]) -> dict[str, list[Found]]:
    """One line a person, by kind; at most three queries, whatever the number."""
    children: dict[uuid.UUID, list[Any]] = defaultdict(list)
    parents = [each.pk for each in people.get("guardians", ())]
    for tie in Guardianship.objects.filter(guardian__in=parents).select_related("pupil").order_by("pk"):
        children[tie.guardian_id].append(tie.pupil)
    pupils = {each.pk for each in people.get("pupils", ())} | {child.pk for each in children.values() for child in each}
    classes = _classes_of(pupils)
    lines: dict[str, Callable[[Any], Found]] = {
        "pupils": lambda each: Found(each.pk, str(each), classes.get(each.pk, "")),
        "guardians": lambda each: _parent(each, children[each.pk], classes),
        "staff": lambda each: Found(each.pk, str(each), " · ".join(part for part in (each.function, each.email) if part)),
    }
    return {kind: [lines[kind](each) for each in found] for kind, found in people.items()}


def _parent(guardian: Any, children: Sequence[Any], classes: dict[uuid.UUID, str]) -> Found:
    words = ", ".join(
        " ".join(part for part in (child.given_name, _in_brackets(classes.get(child.pk))) if part) for child in children
    )
    return Found(guardian.pk, str(guardian) or guardian.email, words)


def _in_brackets(place: str | None) -> str:
    return f"({place})" if place else ""


def _classes_of(pupils: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not pupils:
        return {}
    rows = Enrolment.objects.filter(pupil__in=pupils, school_class__year=current_year()).select_related("school_class")
    return {row.pupil_id: row.school_class.name for row in rows.order_by("-school_class__sort_key", "pk")}
