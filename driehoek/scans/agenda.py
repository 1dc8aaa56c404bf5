"""Sessions of the team on the calendar of colleagues, and of who leads them."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.gate import may
from driehoek.access.policy import Action
from driehoek.access.who import Who
from driehoek.people.agenda import AgendaItem, register_agenda
from driehoek.people.queries.teaching import works_here

from .models import TeamSession
from .queries.session_guide import guide


@register_agenda
def sessions_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """The whole team is asked to a session; who is no part of the team sees the ones they lead. One query."""
    leads = Q(leader__user=who.user_id) & works_here("leader__")
    rows = TeamSession.objects.filter(starts_at__gte=clock.at(first, dt.time()), starts_at__lte=clock.end_of(last))
    if not may(who, Action.TAKE_PART):
        rows = rows.filter(leads)
    return [
        AgendaItem(
            f"session-{one.pk}", one.starts_at, one.title, minutes=_minutes(one),
            where=_("Jij leidt dit gesprek") if one.leader and one.leader.user_id == who.user_id else _("Met het hele team"),
            route="session", about=one.pk,
        )
        for one in rows.select_related("leader")
    ]  # fmt: skip


def _minutes(session: TeamSession) -> int:
    return sum(step.minutes for step in guide(session.kind).steps)
