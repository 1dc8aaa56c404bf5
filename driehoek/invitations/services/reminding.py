"""Reminders within the stop rule: only who has not answered, twice at most, three days apart."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.families import families
from driehoek.invitations.queries.reminders import just_told, may_be_reminded
from driehoek.outbox import letters


@dataclass(frozen=True)
class Reminded:
    """`households` got a mail, in so many `mails`; `paper` households may get a printed reminder."""

    households: int
    mails: int
    paper: int


def remind(*, occasion: Occasion, sure: bool = False, by: Who) -> Reminded:
    """Remind by mail whom the stop rule allows; letters are printed per class. Twice in a row is once.

    Raises RuleBroken when some of them heard within a day that it moved or changed, unless somebody is `sure`.
    """
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    now = clock.now()
    rows = may_be_reminded(occasion, now)
    mailed = [row for row in rows if row.channel == Channel.MAIL]
    if not sure and just_told(mailed, now):
        raise RuleBroken(
            "just-told", _("Ouders kregen net bericht van de wijziging. Wacht een dag, of vink aan dat je het zeker weet."), 422
        )
    found = families(_classes_of(occasion), [row.household_id for row in mailed]) if mailed else {}
    out: list[tuple[uuid.UUID, str, uuid.UUID, str]] = []
    done = []
    for row in mailed:
        groups = found[row.household_id].letters if row.household_id in found else []
        for number, group in enumerate(groups):
            out.append((group[0].guardian_id, "reminder", row.pk, f"reminder:{row.pk}:{row.reminders + 1}:{number}"))
        if groups:
            done.append(row.pk)
    letters.put_many(out)
    _count(occasion, done, now)
    trail.write("remind", by=by, on=occasion)
    return Reminded(len(done), len(out), len(rows) - len(mailed))


def _count(occasion: Occasion, keys: list[uuid.UUID], now: dt.datetime) -> None:
    rows = Invitation.objects.filter(occasion=occasion, pk__in=keys)
    rows.update(reminders=F("reminders") + 1, reminded_at=now)


def _classes_of(occasion: Occasion) -> list[uuid.UUID]:
    return list(ClassInvitation.objects.filter(occasion=occasion).values_list("school_class_id", flat=True))
