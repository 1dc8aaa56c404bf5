"""When somebody leaves a home, by hand or by a file: what opened its doors ends, and what it said until now is nobody's alone."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.who import WORKER
from driehoek.people.models import Guardian, Household
from driehoek.people.rules.own import CAME

from .closing import OWN

BATCH = 500
Close = Callable[[Collection[uuid.UUID]], None]
Follow = Callable[[uuid.UUID, uuid.UUID, bool], None]
Part = Callable[[uuid.UUID, uuid.UUID], None]
Went = Mapping[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]]
_leavings: list[Close] = []
_followers: list[Follow] = []
_partings: list[Part] = []


def register_leaving(close: Close) -> None:
    """`close(homes)`: somebody left these homes, or nobody there has a child any more; what opened their doors opens them no longer."""
    _leavings.append(close)


def register_follower(follow: Follow) -> None:
    """`follow(left, stays, shared)`: a home was left empty because its people live in the other; take over what hangs on it.

    When `shared`, others live there: what was said alone is not told to them.
    """
    _followers.append(follow)


def register_parting(part: Part) -> None:
    """`part(left, to)`: somebody went from the one home to the other and others stayed; what the school may not do twice goes along."""
    _partings.append(part)


def leave(went: Went) -> None:
    """Call when they have left: {guardian: (home that they left, home where they live now or None)}. A few questions per home."""
    if not went:
        return
    homes = list(dict.fromkeys(key for both in went.values() for key in both if key is not None))
    left: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID | None]] = defaultdict(dict)
    came: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for who, (home, to) in went.items():
        left[home][who] = to
        if to is not None:
            came[to].add(who)
            trail.write(CAME, by=WORKER, on=Guardian(pk=who))
    before, living = _moments(homes), _living(homes)
    _share([*left, *(home for home, people in came.items() if living[home] - people)])
    codes.revoke_all(OWN, [*went, *(key for home in left for key in living[home])])
    for home, people in left.items():
        first, *others = dict.fromkeys(to for to in people.values() if to is not None) or (None,)
        if first is None:
            continue
        for to in [first, *others] if living[home] else others:
            for part in _partings:
                part(home, to)
        if not living[home]:
            moment = before.get(home)
            _take_along(home, first, shared=bool(living[first] - set(people)), moment=moment)
    _close(list(left))


def leave_here(guardian: Guardian) -> None:
    """Who has no child here any more still stands in the home until the night; its doors close now."""
    home = guardian.household_id
    _share([home])
    codes.revoke_all(OWN, list(_living([home])[home]))
    _close([home])


def _take_along(left: uuid.UUID, stays: uuid.UUID, *, shared: bool, moment: dt.datetime | None) -> None:
    for follow in _followers:
        follow(left, stays, shared)
    now = None if shared or moment is None else Household.objects.values_list("shared_until", flat=True).get(pk=stays)
    if not shared and moment is not None and (now is None or now < moment):
        Household.objects.filter(pk=stays).update(shared_until=moment)


def _moments(homes: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    found: dict[uuid.UUID, dt.datetime] = {}
    for some in _batches(homes):
        rows = Household.objects.filter(pk__in=some, shared_until__isnull=False)
        found.update(rows.order_by().values_list("pk", "shared_until"))
    return found


def _living(homes: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for some in _batches(homes):
        for home, who in Guardian.objects.filter(household__in=some).order_by().values_list("household_id", "pk"):
            found[home].add(who)
    return found


def _share(homes: Iterable[uuid.UUID]) -> None:
    """An empty home gets its moment too: whoever lives there next did not say what was said before."""
    for some in _batches(dict.fromkeys(homes)):
        Household.objects.filter(pk__in=some).update(shared_until=clock.now())


def _close(homes: Collection[uuid.UUID]) -> None:
    for some in _batches(homes):
        for close in _leavings:
            close(some)


def _batches(keys: Iterable[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    every = list(keys)
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]
