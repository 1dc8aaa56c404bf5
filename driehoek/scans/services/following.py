"""People move, part, leave, or turn out to be one: what they were asked goes along, and who may not hear any more is not asked any more."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.access.models import AccessCode
from driehoek.invitations.queries.families import families
from driehoek.people.models import Guardian
from driehoek.people.own import Teller, Told
from driehoek.scans.models import AskedClass, Ticket, ToldParent
from driehoek.scans.rules_asking import CHILD, PERSONAL
from driehoek.scans.services.letters import forget_letters
from driehoek.schools.scoping import current_school_id


def end_for_who_left(homes: Collection[uuid.UUID]) -> None:
    """Somebody left these homes or has no child here any more: who may not be written to now is gone, and their link ends."""
    rows = Ticket.objects.filter(guardian__household__in=list(homes), fielding__closed_at__isnull=True, gone=False)
    found = list(rows.values_list("pk", "guardian_id", "guardian__household_id", "fielding_id"))
    for fielding in {row[3] for row in found}:
        classes = AskedClass.objects.filter(fielding=fielding).values_list("school_class_id", flat=True)
        known = families(list(classes), list(homes))
        gone = [
            key
            for key, guardian, home, of in found
            if of == fielding and guardian not in {one.guardian_id for one in (known[home].receivers if home in known else ())}
        ]
        Ticket.objects.filter(pk__in=gone).update(gone=True)
        codes.revoke_all(PERSONAL, gone)


def one_ticket(stays: uuid.UUID, gone: uuid.UUID) -> None:
    """Two guardians are one person: they are asked once. Whatever either said holds, and both links open the one that stays."""
    there = {row.fielding_id: row for row in Ticket.objects.select_for_update(of=("self",)).filter(guardian=stays)}
    for row in Ticket.objects.select_for_update(of=("self",)).filter(guardian=gone):
        twin = there.get(row.fielding_id)
        if twin is None:
            row.guardian_id = stays
            row.save(update_fields=["guardian"])
            continue
        twin.gone = twin.gone and row.gone
        twin.answered, twin.let_go = twin.answered or row.answered, twin.let_go or row.let_go
        twin.reminders = max(twin.reminders, row.reminders)
        twin.sent_at, twin.reminded_at = twin.sent_at or row.sent_at, twin.reminded_at or row.reminded_at
        twin.save(update_fields=["answered", "let_go", "gone", "reminders", "sent_at", "reminded_at"])
        ours = AccessCode.objects.filter(school_id=current_school_id(), about=row.pk, purpose__startswith=f"{PERSONAL}:")
        ours.update(about=twin.pk)
        forget_letters([row.pk])
        row.delete()
    _one_told(stays, gone)


def _one_told(stays: uuid.UUID, gone: uuid.UUID) -> None:
    """What either was told of a child, and said to it, is of the one who stays."""
    there = {row.ticket_id: row for row in ToldParent.objects.filter(guardian=stays)}
    for row in ToldParent.objects.filter(guardian=gone):
        twin = there.get(row.ticket_id)
        if twin is None:
            row.guardian_id = stays
            row.save(update_fields=["guardian"])
            continue
        if row.declined and not twin.declined:
            twin.declined = True
            twin.save(update_fields=["declined"])
        AccessCode.objects.filter(school_id=current_school_id(), about=row.pk, purpose__startswith=f"{CHILD}:").update(
            about=twin.pk
        )
        row.delete()


def tell(guardian: Guardian, since: dt.datetime | None) -> list[Told]:
    """That they were asked, or told that their child is, and what they said to that; never whether they answered. One question."""
    rows = Ticket.objects.annotate(heard=FilteredRelation("told", condition=Q(told__guardian=guardian)))
    rows = rows.filter(Q(guardian=guardian, fielding__opened_at__isnull=False) | Q(heard__isnull=False))
    rows = rows.annotate(said_no=F("heard__declined")).select_related("fielding", "pupil")
    return [_asked(row) if row.said_no is None else _told(row) for row in rows.order_by("fielding__opens_on", "pk")]


def _asked(row: Any) -> Told:
    unseen = (("", _("Of u antwoordde, laat Driehoek aan niemand zien. Ook niet aan u.")),)
    return Told("asked", row.fielding.title, row.fielding.opens_on, unseen)


def _told(row: Any) -> Told:
    """With what they said themselves."""
    said = _("Mijn kind doet niet mee") if row.said_no else _("U hebt geen nee gezegd.")
    return Told("asked", row.fielding.title, row.fielding.told_on, ((row.pupil.given_name if row.pupil else "", said),))


def forget(guardian: Guardian, alone: bool) -> None:
    """Their tickets go, with their links. What was answered was never tied to them; a no to their child being asked stands."""
    keys = list(Ticket.objects.filter(guardian=guardian).values_list("pk", flat=True))
    codes.revoke_all(PERSONAL, keys)
    forget_letters(keys)
    Ticket.objects.filter(pk__in=keys).delete()
    told = ToldParent.objects.filter(guardian=guardian)
    codes.revoke_all(CHILD, list(told.values_list("pk", flat=True)))
    told.delete()


TELLER = Teller(keeps=(Ticket, ToldParent), tell=tell, forget=forget)
