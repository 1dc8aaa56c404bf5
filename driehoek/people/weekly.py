"""What colleagues said they would do in the days to come, by the capabilities that know: a registry for the letter of the week."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeekLine:
    """`words` say what, `where` what it belongs to."""

    day: dt.date
    words: str
    where: str = ""


Source = Callable[[dt.date, uuid.UUID | None], Iterable[tuple[uuid.UUID, WeekLine]]]
_sources: list[Source] = []


def register_week(source: Source) -> Source:
    """`source(until, user_id)` gives (user, line) of what is open up to `until`: of one user, or with None of everybody."""
    if source not in _sources:
        _sources.append(source)
    return source


def people(until: dt.date) -> list[uuid.UUID]:
    """Who has something open up to this day."""
    return list(dict.fromkeys(user for source in _sources for user, _line in source(until, None)))


def lines(user_id: uuid.UUID, until: dt.date) -> list[WeekLine]:
    """Soonest first."""
    return sorted(
        (line for source in _sources for _user, line in source(until, user_id)), key=lambda line: (line.day, line.words)
    )
