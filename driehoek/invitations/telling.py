"""What inviting keeps about one parent, and how it is let go of: for 'what does the school know about me'."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Exists
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.clock import SCHOOL_TIME
from driehoek.people.models import Guardian, Guardianship, Restriction
from driehoek.people.own import Teller, Told

from . import wording
from .languages import spoken_name
from .models import Invitation, OpenReply, Reply
from .queries.invited import invited_at

NO_NEEDS: dict[str, Any] = {"interpreter": "", "childcare": 0, "other_need": ""}


def tell(guardian: Guardian, since: dt.datetime | None) -> list[Told]:
    """Invitations that went to their address while they may hear from the school, and what was answered.

    Who of several at one address answered is not known: then only that there is an answer, not what it says. Two questions.
    """
    hears = Guardianship.objects.filter(guardian=guardian, may_receive=True).exclude(restriction=Restriction.NO_CONTACT)
    rows = invited_at(guardian.household_id).filter(Exists(hears)).select_related("occasion", "reply", "school")
    told: list[Told] = []
    for row in rows.prefetch_related("open_replies") if since else rows:
        title = wording.title(row.occasion, get_language() or "nl", row.school.sector)
        evening = (_("Avond"), wording.day(row.occasion.starts_at, get_language() or "nl"))
        asked_on = (row.sent_at or row.occasion.starts_at).astimezone(SCHOOL_TIME).date()
        spoken = (
            ((_("Persoonlijk gesproken of gebeld"), wording.day(row.attempt_at, get_language() or "nl")),)
            if row.attempt_at
            else ()
        )
        told.append(Told("asked", title, asked_on, (evening, *spoken)))
        reply = getattr(row, "reply", None)
        if reply is not None:
            told.append(Told("answered", title, reply.answered_at.astimezone(SCHOOL_TIME).date(), _answer(reply, since)))
        for one in row.open_replies.all() if since else ():
            told.append(Told("answered", title, one.answered_at.astimezone(SCHOOL_TIME).date(), _answer(one, since)))
    return told


def _answer(reply: Any, since: dt.datetime | None) -> tuple[tuple[str, str], ...]:
    if since is None or reply.answered_at < since:
        return (("", _("Er is geantwoord voor uw adres. Wat er staat, ziet u met de link van de uitnodiging.")),)
    coming = ngettext("%(n)s mens", "%(n)s mensen", reply.coming) % {"n": reply.coming} if reply.coming else _("u komt niet")
    if reply.by_other:
        coming = _("iemand anders komt voor u")
    lines = [(_("Komt"), coming)]
    if reply.interpreter:
        lines.append((_("Tolk"), spoken_name(reply.interpreter)))
    if reply.childcare:
        lines.append((_("Opvang"), ngettext("%(n)s kind", "%(n)s kinderen", reply.childcare) % {"n": reply.childcare}))
    if reply.other_need:
        lines.append((_("Regelen"), reply.other_need))
    if getattr(reply, "name", ""):
        lines.append((_("Naam"), reply.name))
    return tuple(lines)


def forget(guardian: Guardian, alone: bool) -> None:
    """Needs and links of a home where nobody else has their data here; of a shared home they are not one parent's."""
    if not alone:
        return
    asked: list[uuid.UUID] = list(Invitation.objects.filter(household=guardian.household_id).values_list("pk", flat=True))
    Reply.objects.filter(invitation__in=asked).update(**NO_NEEDS)
    OpenReply.objects.filter(matched_to__in=asked).update(name="", **NO_NEEDS)
    for key in asked:
        codes.revoke("reply", key)


TELLER = Teller(keeps=(Invitation, Reply, OpenReply), tell=tell, forget=forget)
