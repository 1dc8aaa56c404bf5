"""What people hear from folders above about one parent, through tellers that those register when the app is ready.

A parent sees, downloads and removes their own data. What is kept per home is somebody's own only where nobody else
lives there, so each teller is told since when this parent lives there alone.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import models

from .models import Guardian

Sort = Literal["asked", "answered", "said"]


@dataclass(frozen=True)
class Told:
    """One thing that is kept about a parent: what it was about, on which day, and (label, value) as they gave it."""

    sort: Sort
    title: str
    day: dt.date | None = None
    lines: tuple[tuple[str, str], ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Teller:
    """`keeps`: the models whose purpose and end the parent reads.

    `tell(guardian, since)` gives what is kept about this very parent, in the language that is spoken now. What the home
    said is theirs from the moment `since` on; None when somebody else lives there too. Never anything of another.
    `forget(guardian, alone)` takes the parent out of it, within the transaction that removes the rest; doing it twice is
    doing it once. `alone` means that nobody else of this home still has their data here.
    """

    keeps: tuple[type[models.Model], ...]
    tell: Callable[[Guardian, dt.datetime | None], list[Told]] = field(default=lambda guardian, since: [])
    forget: Callable[[Guardian, bool], Any] = field(default=lambda guardian, alone: None)


_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def tellers() -> tuple[Teller, ...]:
    return tuple(_tellers)
