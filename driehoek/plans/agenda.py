"""Activities on the calendar of who leads them. Their actions stand there as actions."""

import datetime as dt

from driehoek.access.who import Who
from driehoek.people.agenda import AgendaItem, register_agenda
from driehoek.people.queries.teaching import works_here

from .models import Activity, ActivityState


@register_agenda
def activities_of(who: Who, first: dt.date, last: dt.date) -> list[AgendaItem]:
    """Planned ones and those that were held. One query."""
    rows = Activity.objects.filter(
        works_here("lead__"), state__in=[ActivityState.PLANNED, ActivityState.DONE], planned_on__range=(first, last),
        lead__user=who.user_id,
    ).select_related("plan")  # fmt: skip
    return [
        AgendaItem(f"activity-{one.pk}", one.planned_on, one.title, where=str(one.plan), route="activity", about=one.pk)
        for one in rows
    ]
