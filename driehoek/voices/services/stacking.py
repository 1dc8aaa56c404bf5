"""Who says nearly the same lies behind one card: every note stays itself, counts for itself and can be laid beside it again."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from ..models import Contribution, Placement
from .ordering import one_at_a_time, place_each, taken_back
from .reading import suggest_again


class Laid(TypedDict):
    """What lies behind `front` now and did not before, each with what it lay behind ('' for nothing), and the moves for it."""

    front: str
    was: dict[str, str]
    moves: list[str]


def put_behind(*, contribution: Contribution, keys: Iterable[uuid.UUID], by: Who) -> Laid:
    """Lay notes behind this one, in its column; what is returned lays them back.

    What lies behind those comes along: a stack has one front. A note that is behind another itself is no front: RuleBroken.
    """
    one_at_a_time(contribution.occasion)
    front = Contribution.objects.filter(pk=contribution.pk).first()
    if front is None:
        raise RuleBroken("gone", _("Deze inbreng is er niet meer. Zo staat het nu."))
    if front.same_as_id:
        raise RuleBroken("behind", _("Deze kaart ligt zelf al achter een andere. Leg die er eerst naast."))
    wanted = set(keys) - {front.pk}
    rows = Contribution.objects.select_for_update().filter(occasion_id=front.occasion_id).exclude(same_as=front)
    found = list(rows.filter(pk__in=wanted).order_by("pk"))
    found += list(rows.filter(same_as__in=[row.pk for row in found]).exclude(pk__in=[row.pk for row in found]).order_by("pk"))
    moving = [(row.pk, row.theme_id, front.theme_id) for row in found if row.theme_id != front.theme_id]
    moves = place_each(occasion=contribution.occasion, cards=moving, by=by).moved if moving else []
    behind = [row.pk for row in found if row.pk != front.pk]
    if behind:
        Contribution.objects.filter(pk__in=behind).update(same_as=front)
        trail.write("stack-contributions", by=by, on=contribution.occasion)
    was = {str(row.pk): str(row.same_as_id or "") for row in found}
    return {"front": str(front.pk), "was": was, "moves": [str(move.pk) for move in moves]}


def lay_back(*, occasion: Occasion, laid: Laid, by: Who) -> int:
    """Take `put_behind` back: every note to the column and the stack it came from; how many.

    What was laid elsewhere or moved on since stays where it was put, and so does what lay behind a note that is no front now.
    """
    one_at_a_time(occasion)
    rows = Contribution.objects.filter(occasion=occasion, same_as=laid["front"], pk__in=list(laid["was"]))
    freed = list(rows.order_by("pk").values_list("pk", flat=True))
    Contribution.objects.filter(pk__in=freed).update(same_as=None)
    own = Placement.objects.filter(placed_by_id=by.user_id, undone_at__isnull=True)
    taken_back(list(own.filter(pk__in=laid["moves"], contribution__in=freed).order_by("pk")))
    _stack_again(occasion, freed, laid["was"])
    if freed:
        trail.write("unstack-contributions", by=by, on=occasion)
        suggest_again(occasion)
    return len(freed)


def _stack_again(occasion: Occasion, freed: list[uuid.UUID], was: dict[str, str]) -> None:
    """Behind what they lay behind, when that is a front in the same column."""
    behind: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key in freed:
        if was[str(key)]:
            behind[was[str(key)]].append(key)
    for front in Contribution.objects.filter(occasion=occasion, pk__in=list(behind), same_as__isnull=True):
        Contribution.objects.filter(pk__in=behind[str(front.pk)], theme_id=front.theme_id).update(same_as=front)


def put_beside(*, occasion: Occasion, keys: Iterable[uuid.UUID], by: Who) -> int:
    """Lay notes beside the one they lay behind, in the same column; how many."""
    one_at_a_time(occasion)
    rows = Contribution.objects.filter(occasion=occasion, pk__in=list(keys), same_as__isnull=False)
    count: int = rows.update(same_as=None)
    if count:
        trail.write("unstack-contributions", by=by, on=occasion)
    return count
