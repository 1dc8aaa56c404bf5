"""Ways of looking: views, never people. From a hundred voters on, and only when the votes show more than chance would.

Who belongs where is computed, counted and forgotten: nothing of it is stored or shown.
"""

import uuid
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.utils.safestring import SafeString

from driehoek.algorithms.arrays import np
from driehoek.algorithms.disclosure import may_show_ways
from driehoek.algorithms.opinions.groupstats import typical
from driehoek.algorithms.opinions.look import look
from driehoek.algorithms.opinions.picture import Area, area
from driehoek.algorithms.opinions.votes import Votes

from ..interval import areas_svg, letter
from ..models import Poll

FEWEST_IN_ONE = 10  # a way of looking of fewer is not told apart
MOST_SHARED = 3
KEPT = 32


@dataclass(frozen=True)
class View:
    """Places of statements, with whether by agreeing."""

    apart: tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Found:
    """What is remembered of a closed round: no person, no label."""

    views: tuple[View, ...]
    areas: tuple[Area, ...]
    shared: tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Line:
    text: str
    language: str
    agrees: bool


@dataclass(frozen=True)
class OneWay:
    letter: str
    lines: list[Line]


@dataclass(frozen=True)
class Ways:
    """`enough`: a hundred voters took part. `views` is empty when no clear difference in looking was found."""

    enough: bool
    views: list[OneWay]
    shared: list[Line]
    drawing: SafeString | str


_kept: "OrderedDict[Any, Found]" = OrderedDict()
_lock = Lock()


def ways(poll: Poll, votes: Votes, texts: list[tuple[str, str]]) -> Ways:
    """`texts` are (words, language) in the order of the statements in `votes`."""
    if not may_show_ways(len(votes.people)):
        return Ways(False, [], [], "")
    found = _remembered(poll, votes)

    def line(one: tuple[int, bool]) -> Line:
        return Line(*texts[one[0]], one[1])

    views = [OneWay(letter(number), [line(one) for one in view.apart]) for number, view in enumerate(found.views)]
    drawing = areas_svg(list(found.areas)) if views else ""
    return Ways(True, views, [line(one) for one in found.shared], drawing)


def _remembered(poll: Poll, votes: Votes) -> Found:
    """A closed round stands still, and hundreds of phones ask at once."""
    key: tuple[uuid.UUID, Any, tuple[str, ...], int] = (poll.pk, poll.closed_at, votes.statements, hash(votes.values.tobytes()))
    with _lock:
        if key in _kept:
            return _kept[key]
    found = _find(votes)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _find(votes: Votes) -> Found:
    seen = look(votes)
    if seen.ways is None:
        return Found((), (), ())
    sizes = np.bincount(seen.ways.labels[seen.ways.labels >= 0], minlength=seen.ways.count)
    if sizes.min() < FEWEST_IN_ONE:
        return Found((), (), ())
    stats = seen.ways.stats
    views = tuple(
        View(tuple((pick.statement, pick.agrees) for pick in typical(stats, group))) for group in range(seen.ways.count)
    )
    areas = tuple(area(seen.ways.places[seen.ways.labels == group]) for group in range(seen.ways.count))
    both = [(float(stats.consensus[j]), j, True) for j in range(len(votes.statements))]
    both += [(float(stats.consensus_against[j]), j, False) for j in range(len(votes.statements))]
    least = 0.5**seen.ways.count
    shared = tuple((j, agrees) for score, j, agrees in sorted(both, reverse=True)[:MOST_SHARED] if score > least)
    return Found(views, areas, shared)
