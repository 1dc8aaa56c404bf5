"""Guard 5: what each field is (public, personal, sealed), what it is for, and when it ends.

Every model says it with one `privacy = Privacy(...)`. It drives the retention engine, a person's export, the
processing register (docs/generated/privacy.md) and the encryption. A field that is not sorted breaks a law.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from driehoek import clock

Due = Callable[[Any, dt.datetime], Any]


@dataclass(frozen=True)
class Ends:
    """When a row, or some of its fields, ends.

    `rule` is words for the register, such as 'school', 'school year + 2', 'meeting + 14 days'.
    `due(rows, now)` narrows a queryset to what has ended; None means: it goes with what it hangs on.
    `blank` names fields to empty instead of deleting the row, with the value they get.
    """

    rule: str
    due: Due | None = None
    blank: dict[str, Any] | None = None


@dataclass(frozen=True)
class Privacy:
    purpose: Any
    ends: Ends
    public: str = ""
    personal: str = ""
    sealed: str = ""
    also_ends: tuple[Ends, ...] = field(default=())

    def sort_of(self, name: str) -> str | None:
        """'public', 'personal', 'sealed', or None when nobody has said."""
        for sort in ("public", "personal", "sealed"):
            if name in getattr(self, sort).split():
                return sort
        return None

    def names(self) -> set[str]:
        return set(f"{self.public} {self.personal} {self.sealed}".split())


def own_models() -> list[type[models.Model]]:
    """Our models (not those of libraries)."""
    return [model for model in apps.get_models() if model.__module__.startswith("driehoek.")]


def fields_to_sort(model: type[models.Model]) -> list[str]:
    """Every column but the key and the school, which are on all rows alike."""
    return [column.name for column in model._meta.concrete_fields if column.name not in {"id", "school"}]


def run_retention(now: dt.datetime | None = None) -> dict[str, int]:
    """End what is due in the open school, and among the rows of no school; counts per rule, for the log (never who)."""
    moment = now or clock.now()
    ended: dict[str, int] = {}
    for model in reversed(own_models()):
        privacy: Privacy | None = getattr(model, "privacy", None)
        if privacy is None:
            continue
        for ends in (privacy.ends, *privacy.also_ends):
            if ends.due is None:
                continue
            rows = ends.due(model._default_manager.all(), moment)
            count = rows.update(**ends.blank) if ends.blank else rows.delete()[0]
            ended[f"{model._meta.label_lower}: {ends.rule}"] = count
    return ended
