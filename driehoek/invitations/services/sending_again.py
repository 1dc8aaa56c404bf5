"""What did not arrive goes once more: to an address that was corrected since, or because our own mail server was in trouble."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation
from driehoek.invitations.queries.arriving import dead_ends, families_of, may_go_again
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State

_BEFORE = re.compile(r"again(\d+):")


def send_again(*, invitation: Invitation, by: Who) -> int:
    """The letters about this invitation that failed and may still go; how many. Twice is once: 0 while they wait.

    An invitation or a reminder counts from now, so that no reminder follows at once. Raises RuleBroken when nothing may go.
    """
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    row = Invitation.objects.select_related("reply", "occasion").get(pk=invitation.pk)
    dead = dead_ends(row.occasion, [row.pk])
    ready = may_go_again(row.occasion, [row], families_of(row.occasion, [row]), dead).get(row.pk, [])
    if not ready:
        if Message.objects.filter(about=row.pk, state=State.WAITING, once__startswith="again").exists():
            return 0
        if dead:
            raise RuleBroken("still-dead", _("Het adres is nog hetzelfde. Verbeter het eerst bij het gezin."))
        raise RuleBroken("nothing-again", _("Er is voor dit gezin niets dat nu opnieuw mag gaan."))
    put_again(ready)
    trail.write("send-again", by=by, on=invitation)
    return len(ready)


def put_again(ready: Iterable[Message]) -> None:
    """In the outbox, under a name that says which round it is of; what asks for an answer counts from now."""
    ready, now = list(ready), clock.now()
    letters.put_many((one.to, one.letter, one.about, _once(one.once)) for one in ready)
    asked = {name: [one.about for one in ready if one.letter == name] for name in ("invitation", "reminder")}
    Invitation.objects.filter(pk__in=asked["invitation"]).update(sent_at=now)
    Invitation.objects.filter(pk__in=asked["reminder"]).update(reminded_at=now)


def _once(before: str) -> str:
    found = _BEFORE.match(before)
    times, rest = (int(found[1]), before[found.end() :]) if found else (0, before)
    return f"again{times + 1}:{rest}"
