"""When somebody leaves a home, by hand or by a file: what opened its doors ends, and what it said until now is nobody's alone."""

import uuid
from collections.abc import Callable, Collection, Iterable

from driehoek import clock
from driehoek.people.models import Guardian, Household

BATCH = 500
Close = Callable[[Collection[uuid.UUID]], None]
_leavings: list[Close] = []


def register_leaving(close: Close) -> None:
    """`close(homes)`: somebody left these homes and others still live there; what opened their doors opens them no longer."""
    _leavings.append(close)


def leave(homes: Iterable[uuid.UUID], *, going: uuid.UUID | None = None) -> None:
    """Call when they have left; `going` still stands there and is no reason to say that somebody stays.

    An empty home gets its moment too: whoever lives there next did not say what was said before. Two questions, and those of
    who registered, per 500 homes.
    """
    every = list(dict.fromkeys(homes))
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        Household.objects.filter(pk__in=some).update(shared_until=clock.now())
        stay = Guardian.objects.filter(household__in=some).exclude(pk__in=[going] if going else [])
        left = list(stay.order_by().values_list("household_id", flat=True).distinct())
        for close in _leavings if left else ():
            close(left)
