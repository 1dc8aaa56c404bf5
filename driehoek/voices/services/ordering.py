"""Cards move between themes, by people only, and every move can be taken back for ten minutes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import rules
from ..models import Contribution, Placement, Theme
from ..queries.moves import last_move


class Unchecked:
    """No screen was looked at: move from wherever the card is."""


UNCHECKED: Final = Unchecked()
Seen = uuid.UUID | Unchecked | None


@dataclass(frozen=True)
class Placed:
    """What a move did. Cards that were `there` already stay there; `stale` ones were moved by somebody else, and stay too."""

    moved: list[Placement]
    there: int
    stale: int


@dataclass(frozen=True)
class Undone:
    """`back` cards went back; `stayed` were moved on by somebody else since, and stay where those put them."""

    back: int
    stayed: int


def place(*, contribution: Contribution, theme: Theme | None, by: Who, seen: Seen = UNCHECKED) -> Placement | None:
    """Put a contribution under a theme, or under none.

    `seen` is the theme (None: no theme) under which the screen showed the card. Is it elsewhere by now: RuleBroken 409.
    A repeated press gives the placement that is there; None when the card never moved.
    """
    placed = place_many(occasion=contribution.occasion, cards=[(contribution.pk, seen)], theme=theme, by=by)
    if placed.stale:
        raise RuleBroken("moved", _("Iemand anders heeft dit net verplaatst. Zo staat het nu."))
    if not placed.moved and not placed.there:
        raise RuleBroken("gone", _("Deze inbreng is er niet meer. Zo staat het nu."))
    contribution.theme = theme
    last: Placement | None = Placement.objects.filter(contribution=contribution, undone_at__isnull=True).first()
    return placed.moved[0] if placed.moved else last


def place_many(*, occasion: Occasion, cards: Iterable[tuple[uuid.UUID, Seen]], theme: Theme | None, by: Who) -> Placed:
    """Put cards under a theme in one move, which is undone as one. Cards that were moved meanwhile stay."""
    seen = dict(cards)
    one_at_a_time(occasion)
    goal = _still_there(occasion, theme)
    rows = list(Contribution.objects.select_for_update().filter(occasion=occasion, pk__in=list(seen)).order_by("pk"))
    verdicts = [_verdict(row, seen[row.pk], goal) for row in rows]
    moving = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict == "move"]
    moment = clock.now()  # shared: what moved together goes back together
    fresh = [
        Placement(contribution=row, before_id=row.theme_id, after_id=goal, placed_by_id=by.user_id, placed_at=moment)
        for row in moving
    ]
    Contribution.objects.filter(pk__in=[row.pk for row in moving]).update(theme_id=goal)
    Placement.objects.bulk_create(fresh, batch_size=500)
    if fresh:
        trail.write("place-contributions", by=by, on=occasion)
    return Placed(fresh, verdicts.count("there"), verdicts.count("stale"))


def one_at_a_time(occasion: Occasion) -> None:
    """Who orders the same evening waits for the other, some milliseconds; who says something does not wait."""
    list(Occasion.objects.select_for_update(no_key=True).filter(pk=occasion.pk).values_list("pk"))


def _verdict(row: Contribution, seen: Seen, goal: uuid.UUID | None) -> str:
    return rules.can_move(row.theme_id, row.theme_id if isinstance(seen, Unchecked) else seen, goal)


def _still_there(occasion: Occasion, theme: Theme | None) -> uuid.UUID | None:
    if theme is None:
        return None
    if theme.occasion_id != occasion.pk:
        raise RuleBroken("other-occasion", _("Dit thema hoort bij een andere avond."))
    if not Theme.objects.filter(pk=theme.pk).exists():
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))
    return theme.pk


def undo(*, occasion: Occasion, by: Who) -> Undone | None:
    """Take back one's own last move of the last ten minutes; None when there is none."""
    one_at_a_time(occasion)
    moves = last_move(occasion, by.user_id)
    if not moves:
        return None
    Placement.objects.filter(pk__in=[move.pk for move in moves]).update(undone_at=clock.now())
    back = 0
    for (before, after), keys in _by_way(moves).items():
        back += Contribution.objects.filter(pk__in=keys, theme_id=after).update(theme_id=before)
    trail.write("undo-placements", by=by, on=occasion)
    return Undone(back, len(moves) - back)


def _by_way(moves: list[Placement]) -> dict[tuple[uuid.UUID | None, uuid.UUID | None], list[uuid.UUID]]:
    """A move of many cards goes back in one statement for each place they came from."""
    ways: dict[tuple[uuid.UUID | None, uuid.UUID | None], list[uuid.UUID]] = {}
    for move in moves:
        ways.setdefault((move.before_id, move.after_id), []).append(move.contribution_id)
    return ways
