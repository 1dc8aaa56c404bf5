"""That a parent is in a team or asked to be, and how they are taken out of it: for 'what does the school know about me'.

Who is in a team is known by a name and perhaps an address; the address says who it is.
"""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.access.who import WORKER
from driehoek.clock import SCHOOL_TIME
from driehoek.people.models import Guardian
from driehoek.people.own import Teller, Told

from .models import Candidate, Helper, Member
from .services.team_members import CODE, remove_member


def _of(model: Any, guardian: Guardian) -> list[Any]:
    """Rows with the address of this parent; of an address that is of two, those with their own name. Two queries."""
    email = guardian.email.strip()
    if not email:
        return []
    rows = list(model.for_gate().filter(email__iexact=email))
    if rows and Guardian.objects.filter(email__iexact=email).exclude(pk=guardian.pk).exists():
        name = guardian.given_name.strip().casefold()
        return [row for row in rows if name and name in row.name.casefold()]
    return rows


def tell(guardian: Guardian, since: dt.datetime | None) -> list[Told]:
    members, candidates = _of(Member, guardian), _of(Candidate, guardian)
    helps: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for row in Helper.objects.filter(member__in=members).select_related("activity"):
        helps.setdefault(row.member_id, []).append((_("U helpt mee"), row.activity.title))
    told = [
        Told(
            "answered", _("U zit in een team: %(team)s") % {"team": row.team.name} if row.left_at is None
            else _("U zat in een team: %(team)s") % {"team": row.team.name}, _day(row.joined_at), (("", row.name), *helps.get(row.pk, ())),
        )
        for row in members
    ]  # fmt: skip
    return told + [
        Told(
            "answered", _("U meldde zich voor een team: %(team)s") % {"team": row.team.name}, _day(row.made_at),
            tuple(("", text) for text in (row.name, row.phone, row.said) if text),
        )
        for row in candidates
    ]  # fmt: skip


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(SCHOOL_TIME).date()


def forget(guardian: Guardian, alone: bool) -> None:
    """Out of every team, with their name, address and code; what the team decided stays."""
    for row in _of(Member, guardian):
        if row.staff_id is not None:
            continue
        if row.left_at is None:
            remove_member(by=WORKER, member=row)
        codes.revoke(CODE, row.pk)
        Helper.objects.filter(member=row.pk).delete()
        Member.objects.filter(pk=row.pk).update(name="", email="")
    Candidate.objects.filter(pk__in=[row.pk for row in _of(Candidate, guardian)]).delete()


TELLER = Teller(keeps=(Member, Candidate), tell=tell, forget=forget)
