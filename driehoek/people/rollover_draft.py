"""What somebody has settled so far, kept in their session until it is carried out: keys and names of classes, never of people."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from .rules.rollover import Choice

KEPT = "rollover"


@dataclass(frozen=True, slots=True)
class Draft:
    """For the roll-over of one school to the year that begins in `year`."""

    year: int
    choices: Mapping[uuid.UUID, Choice] = field(default_factory=dict)
    targets: Mapping[uuid.UUID, str] = field(default_factory=dict)
    left_on: dt.date | None = None

    def with_targets(self, some: Mapping[uuid.UUID, str]) -> "Draft":
        """'' is: as the class does."""
        every = {**self.targets, **some}
        return replace(self, targets={pupil: target for pupil, target in every.items() if target})


def draft_of(request: HttpRequest, year: int) -> Draft:
    """The draft of this browser for this school and year; an empty one where there is none, or an old one."""
    kept = request.session.get(KEPT) or {}
    if kept.get("school") != _school(request) or kept.get("year") != year:
        return Draft(year)
    return Draft(
        year,
        {uuid.UUID(key): Choice(*values) for key, values in kept["choices"].items()},
        {uuid.UUID(key): target for key, target in kept["targets"].items()},
        dt.date.fromisoformat(kept["left_on"]) if kept["left_on"] else None,
    )


def keep(request: HttpRequest, draft: Draft) -> None:
    request.session[KEPT] = {
        "school": _school(request),
        "year": draft.year,
        "choices": {str(key): [each.fate, each.name, each.with_teachers] for key, each in draft.choices.items()},
        "targets": {str(key): target for key, target in draft.targets.items()},
        "left_on": draft.left_on.isoformat() if draft.left_on else "",
    }


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def _school(request: Any) -> str:
    return str(request.school.pk)
