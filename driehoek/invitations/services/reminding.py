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
from driehoek.invitations.models import Channel, Invitation, Occasion
from driehoek.invitations.queries.arriving import dead_ends, families_of, living
from driehoek.invitations.queries.reminders import just_told, may_be_reminded
from driehoek.outbox import letters


@dataclass(frozen=True)
class Reminded:
    """`households` got a mail, in so many `mails`; `paper` households may get a printed reminder."""

    households: int
    mails: int
    paper: int


def remind(*, occasion: Occasion, sure: bool = False, by: Who) -> Reminded:
    """Remind by mail whom the stop rule allows, at each address where letters arrive; letters are printed per class. Twice in a row is once.

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
    found, dead = families_of(occasion, mailed), dead_ends(occasion)
    out: list[tuple[uuid.UUID, str, uuid.UUID, str]] = []
    done = []
    for row in mailed:
        alive = living(row, found.get(row.household_id), dead)
        for guardian, number in alive.items():
            out.append((guardian, "reminder", row.pk, f"reminder:{row.pk}:{row.reminders + 1}:{number}"))
        if alive:
            done.append(row.pk)
    letters.put_many(out)
    _count(occasion, done, now)
    trail.write("remind", by=by, on=occasion)
    return Reminded(len(done), len(out), len(rows) - len(mailed))


def _count(occasion: Occasion, keys: list[uuid.UUID], now: dt.datetime) -> None:
    rows = Invitation.objects.filter(occasion=occasion, pk__in=keys)
    rows.update(reminders=F("reminders") + 1, reminded_at=now)
