"""Everything that a colleague has in hand goes to another at once, and can come back."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people import handover
from driehoek.people.models import StaffMember


def hand_over(*, staff: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    """Give all open work of `staff` to a colleague; the keys of what went. Raises RuleBroken 'not-here' and 'same'."""
    if to.pk == staff.pk:
        raise RuleBroken("same", _("Kies een andere collega."), 422)
    if to.left_on is not None and to.left_on <= clock.today():
        raise RuleBroken("not-here", _("Deze collega is weg van school. Kies een ander."), 422)
    given = handover.give([each.about for each in handover.open_work(staff)], staff, to, by)
    trail.write("hand-over-all", by=by, on=staff)
    return given


def take_back(*, staff: StaffMember, to: StaffMember, keys: Collection[uuid.UUID], by: Who) -> int:
    """Undo of `hand_over`: how much came back. What the other finished or gave away meanwhile stays as it is."""
    back = handover.give(keys, to, staff, by)
    trail.write("take-back-work", by=by, on=staff)
    return len(back)
