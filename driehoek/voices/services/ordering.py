"""Cards move between themes, by people only, and every move can be taken back for ten minutes."""

import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import rules, sorting
from ..models import Contribution, Placement, Reading, Standing, Theme
from ..queries.moves import last_move
from .reading import suggest_again


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


def place_many(
    *, occasion: Occasion, cards: Iterable[tuple[uuid.UUID, Seen]], theme: Theme | None, by: Who, along: bool = False
) -> Placed:
    """Put cards under a theme in one move, which is undone as one. Cards that were moved meanwhile stay.

    `along`: what lies behind a card, or says exactly the same beside it, goes along, as the board shows them as one.
    """
    if theme is not None and theme.occasion_id != occasion.pk:
        raise RuleBroken("other-occasion", _("Dit thema hoort bij een andere avond."))
    goal = theme.pk if theme else None
    return place_each(occasion=occasion, cards=[(key, seen, goal) for key, seen in cards], by=by, along=along)


def place_each(
    *, occasion: Occasion, cards: Iterable[tuple[uuid.UUID, Seen, uuid.UUID | None]], by: Who, along: bool = False
) -> Placed:
    """The same with a goal for each card: (key, where the screen showed it, the theme to put it under)."""
    _by_a_person(by)
    wanted = {key: (seen, goal) for key, seen, goal in cards}
    one_at_a_time(occasion)
    _still_there(occasion, {goal for _seen, goal in wanted.values() if goal})
    rows = list(Contribution.objects.select_for_update().filter(occasion=occasion, pk__in=list(wanted)).order_by("pk"))
    verdicts = [_verdict(row, *wanted[row.pk]) for row in rows]
    moving = [(row, wanted[row.pk][1]) for row, verdict in zip(rows, verdicts, strict=True) if verdict == "move"]
    if along:
        moving += _along(occasion, moving, wanted)
    placed = _moved(moving, by)
    if placed:
        trail.write("place-contributions", by=by, on=occasion)
        suggest_again(occasion)
    return Placed(placed, verdicts.count("there"), verdicts.count("stale"))


Moving = list[tuple[Contribution, uuid.UUID | None]]


def _moved(moving: Moving, by: Who) -> list[Placement]:
    moment = clock.now()  # shared: what moved together goes back together
    likely = dict(
        Reading.objects.filter(contribution__in=[row.pk for row, _goal in moving]).values_list("contribution_id", "likely")
    )
    fresh = [
        Placement(
            contribution=row, before_id=row.theme_id, after_id=goal, placed_by_id=by.user_id, placed_at=moment,
            suggestion=sorting.rank_of(str(goal) if goal else None, likely.get(row.pk) or []),
        )
        for row, goal in moving
    ]  # fmt: skip
    for goal in {goal for _row, goal in moving}:
        Contribution.objects.filter(pk__in=[row.pk for row, to in moving if to == goal]).update(theme_id=goal)
    Placement.objects.bulk_create(fresh, batch_size=500)
    return fresh


def _along(occasion: Occasion, moving: Moving, wanted: Container[uuid.UUID]) -> Moving:
    """What lies behind these cards in the same column, or says the very same there: it goes where the card goes."""
    goals = {(row.pk, row.theme_id): goal for row, goal in moving}
    goals_of_words = {(row.text, row.theme_id): goal for row, goal in moving}
    behind = Q(same_as__in=[row.pk for row, _goal in moving]) | Q(text__in=[row.text for row, _goal in moving])
    rows = Contribution.objects.select_for_update().filter(behind, occasion=occasion).exclude(standing=Standing.PARKED)
    found = []
    for row in rows.order_by("pk"):
        keys = (row.same_as_id, row.theme_id), (row.text, row.theme_id)
        goal = goals.get(keys[0], goals_of_words.get(keys[1], row.theme_id))
        if goal != row.theme_id and row.pk not in wanted:
            found.append((row, goal))
    return found


def _by_a_person(by: Who) -> None:
    """A machine proposes; it never puts anything anywhere."""
    if by.kind != "staff" or by.user_id is None:
        raise RuleBroken("not-a-person", _("Alleen wie is ingelogd zet inbreng bij een thema."))


def one_at_a_time(occasion: Occasion) -> None:
    """Who orders the same evening waits for the other, some milliseconds; who says something does not wait."""
    list(Occasion.objects.select_for_update(no_key=True).filter(pk=occasion.pk).values_list("pk"))


def _verdict(row: Contribution, seen: Seen, goal: uuid.UUID | None) -> str:
    return rules.can_move(row.theme_id, row.theme_id if isinstance(seen, Unchecked) else seen, goal)


def _still_there(occasion: Occasion, goals: set[uuid.UUID]) -> None:
    if goals - set(Theme.objects.filter(occasion=occasion, pk__in=goals).values_list("pk", flat=True)):
        raise RuleBroken("theme-gone", _("Dit thema is er niet meer. Zo staat het nu."))


def undo(*, occasion: Occasion, by: Who) -> Undone | None:
    """Take back one's own last move of the last ten minutes; None when there is none."""
    one_at_a_time(occasion)
    moves = last_move(occasion, by.user_id)
    if not moves:
        return None
    back = taken_back(moves)
    trail.write("undo-placements", by=by, on=occasion)
    suggest_again(occasion)
    return Undone(back, len(moves) - back)


def taken_back(moves: list[Placement]) -> int:
    """Put the cards of these moves back where they came from, as far as nobody moved them on; how many. Writes no trail."""
    Placement.objects.filter(pk__in=[move.pk for move in moves]).update(undone_at=clock.now())
    back = 0
    for (before, after), keys in _by_way(moves).items():
        back += Contribution.objects.filter(pk__in=keys, theme_id=after).update(theme_id=before)
    return back


def _by_way(moves: list[Placement]) -> dict[tuple[uuid.UUID | None, uuid.UUID | None], list[uuid.UUID]]:
    """A move of many cards goes back in one statement for each place they came from."""
    ways: dict[tuple[uuid.UUID | None, uuid.UUID | None], list[uuid.UUID]] = {}
    for move in moves:
        ways.setdefault((move.before_id, move.after_id), []).append(move.contribution_id)
    return ways
