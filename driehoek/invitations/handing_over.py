"""The call round in what a colleague has in hand: it goes to another with the rest, and comes back."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import ngettext

from driehoek import clock
from driehoek.access.who import Who
from driehoek.people.handover import OpenWork, pass_on, register_open_work
from driehoek.people.models import StaffMember

from .models import Invitation, Occasion
from .queries.calling import may_be_called


def _calls(staff: StaffMember) -> Any:
    still_on = Q(occasion__starts_at__gt=clock.now(), occasion__cancelled_at__isnull=True)
    return Invitation.objects.filter(may_be_called(), still_on, caller=staff)


def open_calls(staff: StaffMember) -> list[OpenWork]:
    """One line per occasion: how many families they were asked to speak to. Two questions."""
    counted = dict(_calls(staff).order_by().values_list("occasion").annotate(n=Count("pk")))
    found = []
    for row in Occasion.objects.filter(pk__in=list(counted)):
        n = counted[row.pk]
        title = ngettext("%(n)d gezin bellen: %(title)s", "%(n)d gezinnen bellen: %(title)s", n) % {"n": n, "title": row.title}
        found.append(OpenWork(title, row.starts_at.astimezone(clock.SCHOOL_TIME).date(), "call_round", row.pk))
    return found


def give_calls(keys: Collection[uuid.UUID], holder: StaffMember, to: StaffMember, by: Who) -> list[uuid.UUID]:
    """`keys` of occasions or of invitations; those of the invitations that went. Who has no account can't see the round and gets none."""
    if to.user_id is None:
        return []
    some = list(keys)
    ours = _calls(holder).filter(Q(occasion__in=some) | Q(pk__in=some))
    held = Invitation.objects.filter(
        caller=holder, pk__in=list(ours.values_list("pk", flat=True))
    )  # can be locked: no reply beside it
    return pass_on(held, "caller", to, by)


register_open_work(open_calls, give_calls)
