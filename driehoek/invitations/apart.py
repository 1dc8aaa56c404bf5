"""Occasions that nobody is asked to come to: boards that another folder keeps. That folder says which, when the app is ready."""

from collections.abc import Callable
from typing import Any

from .models import Occasion

_apart: list[Callable[[], Any]] = []


def register_apart(keys: Callable[[], Any]) -> None:
    """`keys` gives a query for the keys of such occasions of the open school."""
    _apart.append(keys)


def to_come_to() -> Any:
    """Every occasion that people may be asked to come to."""
    rows = Occasion.objects.all()
    for keys in _apart:
        rows = rows.exclude(pk__in=keys())
    return rows
