"""Who is expected in two places at once: at two tables, leading and writing, or at two meetings on one evening."""

import uuid
from collections import defaultdict

from django.utils.translation import gettext as _

from ..models import Meeting, MeetingTable


def in_two_places(meeting: Meeting) -> list[str]:
    """One sentence for each colleague; three questions, however many tables."""
    places: dict[uuid.UUID, list[str]] = defaultdict(list)
    names: dict[uuid.UUID, str] = {}
    if meeting.leader is not None:
        names[meeting.leader.pk] = str(meeting.leader)
        places[meeting.leader.pk].append(_("leidt de avond"))
    tables = list(MeetingTable.objects.filter(meeting=meeting).select_related("leader", "scribe"))
    for table in tables:
        for one, words in ((table.leader, _("leidt tafel %(number)s")), (table.scribe, _("schrijft aan tafel %(number)s"))):
            if one is not None:
                names[one.pk] = str(one)
                places[one.pk].append(words % {"number": table.number})
    for other in _at_the_same_time(meeting):
        if other.leader_id in names and other.leader_id is not None:
            places[other.leader_id].append(_("leidt ook %(meeting)s") % {"meeting": other.occasion.title})
    return [
        _("%(name)s: %(places)s.") % {"name": names[key], "places": ", ".join(found)}
        for key, found in places.items()
        if len(found) > 1
    ]


def _at_the_same_time(meeting: Meeting) -> list[Meeting]:
    occasion = meeting.occasion
    rows = Meeting.objects.select_related("occasion").exclude(pk=meeting.pk)
    rows = rows.filter(occasion__starts_at__lt=occasion.ends_at, occasion__ends_at__gt=occasion.starts_at, leader__isnull=False)
    return [row for row in rows if row.occasion.cancelled_at is None]
