"""Parents of pupils under 16 hear beforehand that their child will be asked, and can say no. From 16 on a pupil decides."""

import uuid

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.people.models import Pupil
from driehoek.people.rules.hearing import is_of_age
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket, ToldParent
from driehoek.scans.queries.asked import Person, parents_to_tell, pupils
from driehoek.scans.rules_asking import CHILD, KINDS, OWN_SAY, PERSONAL

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
    now = pupils(list(rows))
    new = [one for one in now if one.key not in there]
    _back_in_class(there, now, rows)
    made = Ticket.objects.bulk_create((ticket_of(fielding, rules.PUPIL, one, rows) for one in new), batch_size=500)
    here = {one.key for one in now}
    tickets = {row.pupil_id: row for row in (*there.values(), *made) if row.pupil_id in here}
    readers = parents_to_tell(list(tickets))
    _give_links(fielding, [(tickets[one.pupil_id].pk, one.guardian_id) for one in readers])
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


def _back_in_class(there: dict[uuid.UUID | None, Ticket], now: list[Person], rows: dict[uuid.UUID, AskedClass]) -> None:
    """Who was told before a class was taken out and put back belongs to it again."""
    found = [(there[one.key], rows[one.class_id]) for one in now if one.class_id and one.key in there]
    moved = [(ticket, row) for ticket, row in found if ticket.asked_class_id != row.pk]
    for ticket, row in moved:
        ticket.asked_class = row
    Ticket.objects.bulk_update([ticket for ticket, _row in moved], ["asked_class"], batch_size=500)


def decides_alone(pupil: Pupil) -> bool:
    return is_of_age(pupil.born_on, OWN_SAY, clock.today())


def decline(*, told: ToldParent, declined: bool) -> None:
    """This parent does not want the pupil asked, or takes their own no back. One no is enough; until it is closed.

    Who answered before is not known by anybody. RuleBroken 409 'own-say' once the pupil is 16 and decides alone.
    """
    row = Ticket.objects.select_for_update(of=("self",)).select_related("fielding", "pupil").get(pk=told.ticket_id)
    if row.fielding.closed_at is not None:
        return
    if row.pupil is None or decides_alone(row.pupil):
        raise RuleBroken("own-say", _("Vanaf 16 jaar beslist een leerling zelf over meedoen."))
    ToldParent.objects.filter(pk=told.pk).update(declined=declined)
    no = ToldParent.objects.filter(ticket=row, declined=True).exists()
    if no == row.declined:
        return
    row.declined = no
    row.save(update_fields=["declined"])
    if no:
        codes.revoke(PERSONAL, row.pk)
    elif row.fielding.opened_at is not None and not row.gone:
        codes.issue(PERSONAL, row.pk, codes_end(row.fielding), kinds=KINDS)


def _give_links(fielding: Fielding, told: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    """Each (ticket, parent) a link and a code of their own, that belong to this fielding alone."""
    there = set(ToldParent.objects.filter(ticket__fielding=fielding).values_list("ticket_id", "guardian_id"))
    new = [
        ToldParent(ticket_id=ticket, guardian_id=parent)
        for ticket, parent in dict.fromkeys(told)
        if (ticket, parent) not in there
    ]
    ToldParent.objects.bulk_create(new, batch_size=500)
    codes.issue_many(CHILD, [one.pk for one in new], codes_end(fielding), kinds=KINDS)
