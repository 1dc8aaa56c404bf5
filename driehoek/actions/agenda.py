"""Actions on the calendar of who has them in hand."""

import datetime as dt

from django.utils.translation import gettext as _

from driehoek.access.who import Who
from driehoek.people.agenda import AgendaItem, register_agenda
from driehoek.people.queries.teaching import works_here

from .models import ActionItem, ActionState


@register_agenda
def actions_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Open ones, on their day. One query."""
    rows = ActionItem.objects.filter(
        works_here("owner__"), state=ActionState.OPEN, due_on__range=(first, last), owner__user=who.user_id
    )
    return [AgendaItem(f"action-{one.pk}", one.due_on, one.title, where=_("actie"), route="action", about=one.pk) for one in rows]
