"""That a parent is in a team or asked to be, and how they are taken out of it: for 'what does the school know about me'.

Who is in a team is known by a name and perhaps an address; the address says who it is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
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


@dataclass(frozen=True)
class _Row:
    """Of a member or a candidate alike. `ended`: when they left, or were answered."""

    is_member: bool
    key: uuid.UUID
    team: str
    name: str
    began: dt.datetime
    ended: dt.datetime | None
    phone: str
    said: str


def _about(guardian: Guardian) -> list[_Row]:
    """Both sorts in one question; one more when there are any, since an address may be of two."""
    email = guardian.email.strip()
    if not email:
        return []
    members = Member.objects.filter(email__iexact=email).order_by().annotate(is_member=Value(True), none=Value(""))
    candidates = Candidate.objects.filter(email__iexact=email).order_by().annotate(is_member=Value(False))
    found = members.values_list("is_member", "pk", "team__name", "name", "joined_at", "left_at", "none", "none").union(
        candidates.values_list("is_member", "pk", "team__name", "name", "made_at", "answered_at", "phone", "said"), all=True
    )
    rows = sorted((_Row(bool(first), *rest) for first, *rest in found), key=lambda row: (not row.is_member, row.began))
    if rows and Guardian.objects.filter(email__iexact=email).exclude(pk=guardian.pk).exists():
        name = guardian.given_name.strip().casefold()
        return [row for row in rows if name and name in row.name.casefold()]
    return rows


def tell(guardian: Guardian, since: dt.datetime | None) -> list[Told]:
    rows = _about(guardian)
    helps: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for row in Helper.objects.filter(member__in=[one.key for one in rows if one.is_member]).select_related("activity"):
        helps.setdefault(row.member_id, []).append((_("U helpt mee"), row.activity.title))
    return [_told(row, helps.get(row.key, [])) for row in rows]


def _told(row: _Row, helps: list[tuple[str, str]]) -> Told:
    if not row.is_member:
        title, lines = (
            _("U meldde zich voor een team: %(team)s"),
            [("", text) for text in (row.name, row.phone, row.said) if text],
        )
    else:
        title = _("U zit in een team: %(team)s") if row.ended is None else _("U zat in een team: %(team)s")
        lines = [("", row.name), *helps]
    return Told("answered", title % {"team": row.team}, _day(row.began), tuple(lines))


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
