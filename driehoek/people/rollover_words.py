"""What a roll-over would do, in numbers and names of classes."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .queries.rollover import Years
from .rules.rollover import Choice, class_key
from .services.rollover import Settled


@dataclass(frozen=True, slots=True)
class NewLine:
    """One class of the new year. `sources`: the classes that it comes from, in words."""

    name: str
    sources: str
    pupils: int
    is_there: bool
    with_teachers: bool


@dataclass(frozen=True, slots=True)
class Preview:
    classes: tuple[NewLine, ...]
    moving: int
    leaving: int
    nowhere: int
    leaving_classes: str
    is_empty: bool


def preview_of(settled: Settled) -> Preview:
    names = {old.id: old.name for old in settled.years.classes}
    outcome = settled.outcome
    pupils = Counter(key for _pupil, key in outcome.enrol)
    taught = {key for _old, key in outcome.teach}
    lines = [
        NewLine(each.name, ", ".join(names[one] for one in each.sources), pupils[key], each.id is not None, key in taught)
        for key, each in outcome.classes.items()
        if each.id is None or pupils[key]
    ]
    return Preview(
        classes=tuple(lines),
        moving=len({pupil for pupil, _key in outcome.enrol}),
        leaving=len(outcome.leave),
        nowhere=len(outcome.nowhere),
        leaving_classes=", ".join(
            names[key] for key, choice in settled.choices.items() if choice.fate == "leaves" and key in names
        ),
        is_empty=outcome.is_empty,
    )


def places(years: Years, choices: Mapping[uuid.UUID, Choice]) -> list[tuple[str, str]]:
    """Every class of the new year that a pupil can be put in, each once: what is there, and what the choices make."""
    found = {class_key(name): (str(key), name) for key, name in years.there.items()}
    for old in years.classes:
        choice = choices[old.id]
        if choice.fate != "leaves" and choice.name.strip():
            found.setdefault(class_key(choice.name), (str(old.id), choice.name.strip()))
    return list(found.values())
