"""Parents of pupils under 16 hear beforehand that their child will be asked, and can say no. From 16 on a pupil decides."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.people.models import Pupil
from driehoek.scans import rules
from driehoek.scans.models import Fielding, Ticket
from driehoek.scans.queries.asked import parents_to_tell, pupils
from driehoek.scans.rules_asking import CHILD, KINDS, PERSONAL

from .asking import codes_end, locked, ticket_of


def tell_parents(*, fielding: Fielding, by: Who) -> int:
    """Make a ticket for each pupil and write to the parents of who is under 16; how many mails. Telling again reaches only who is new.

    Raises RuleBroken when pupils are not asked, or when it is open already.
    """
    fielding = locked(fielding)
    if rules.PUPIL not in fielding.voices or fielding.opened_at is not None:
        raise RuleBroken("no-telling", _("Dit kan alleen vooraf, als leerlingen worden gevraagd."))
    rows = {row.school_class_id: row for row in fielding.classes.all()}
    there = {row.pupil_id: row for row in Ticket.objects.filter(fielding=fielding, voice=rules.PUPIL)}
    new = [one for one in pupils(list(rows)) if one.key not in there]
    made = Ticket.objects.bulk_create((ticket_of(fielding, rules.PUPIL, one, rows) for one in new), batch_size=500)
    tickets = {row.pupil_id: row for row in (*there.values(), *made)}
    readers = parents_to_tell(list(tickets))
    _give_codes(fielding, {one.pupil_id for one in readers})
    mailed = [one for one in readers if one.email]
    letters.put_many(
        (one.guardian_id, "scan_child_told", tickets[one.pupil_id].pk, f"scan-told:{tickets[one.pupil_id].pk}:{one.guardian_id}")
        for one in mailed
    )
    if fielding.told_on is None:
        fielding.told_on = clock.today()
        fielding.save(update_fields=["told_on"])
    trail.write("tell-parents-of-pupils", by=by, on=fielding)
    return len(mailed)


def decline(*, pupil: Pupil, declined: bool) -> None:
    """A parent does not want this pupil asked, or does again. Until the last day; who answered before is not known by anybody."""
    rows = Ticket.objects.filter(pupil=pupil, fielding__closed_at__isnull=True)
    changed = list(rows.select_related("fielding").exclude(declined=declined))
    for row in changed:
        row.declined = declined
        row.save(update_fields=["declined"])
        if declined:
            codes.revoke(PERSONAL, row.pk)
        elif row.fielding.opened_at is not None:
            codes.issue(PERSONAL, row.pk, codes_end(row.fielding), kinds=KINDS)


def _give_codes(fielding: Fielding, keys: Iterable[uuid.UUID]) -> None:
    wanted = list(keys)
    has: set[uuid.UUID] = set()
    for start in range(0, len(wanted), 500):
        has |= set(codes.codes_for(CHILD, wanted[start : start + 500]))
    codes.issue_many(CHILD, [key for key in wanted if key not in has], codes_end(fielding), kinds=KINDS)
