"""What a colleague still has in hand, told by the capabilities that know: a registry, filled when they are ready."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .models import StaffMember


@dataclass(frozen=True, slots=True)
class OpenWork:
    """`route` is the name of the address where it can be given to somebody else; `about` what that address is about."""

    title: str
    due_on: dt.date
    route: str
    about: uuid.UUID


Source = Callable[[StaffMember], Iterable[OpenWork]]
_sources: list[Source] = []


def register_open_work(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def open_work(staff: StaffMember) -> list[OpenWork]:
    """Soonest first."""
    return sorted((each for source in _sources for each in source(staff)), key=lambda each: (each.due_on, each.title))
