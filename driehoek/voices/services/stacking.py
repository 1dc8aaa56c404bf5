"""Who says nearly the same lies behind one card: every note stays itself, counts for itself and can be laid beside it again."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from ..models import Contribution
from .ordering import one_at_a_time, place_each


def put_behind(*, contribution: Contribution, keys: Iterable[uuid.UUID], by: Who) -> list[uuid.UUID]:
    """Lay notes behind this one, in its column; the keys that lie there now and did not before.

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
    if moving:
        place_each(occasion=contribution.occasion, cards=moving, by=by)
    behind = [row.pk for row in found if row.pk != front.pk]
    if behind:
        Contribution.objects.filter(pk__in=behind).update(same_as=front)
        trail.write("stack-contributions", by=by, on=contribution.occasion)
    return behind


def put_beside(*, occasion: Occasion, keys: Iterable[uuid.UUID], by: Who) -> int:
    """Lay notes beside the one they lay behind, in the same column; how many."""
    one_at_a_time(occasion)
    rows = Contribution.objects.filter(occasion=occasion, pk__in=list(keys), same_as__isnull=False)
    count: int = rows.update(same_as=None)
    if count:
        trail.write("unstack-contributions", by=by, on=occasion)
    return count
