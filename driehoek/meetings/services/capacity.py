"""Taking over what a computation of tables came to."""

from driehoek.access import trail
from driehoek.access.who import Who

from .. import rules
from ..models import Meeting, MeetingTable
from .plan import screens_change, set_tables


def settle_capacity(*, by: Who, meeting: Meeting, expected: int, table_size: int, tables: int) -> bool:
    """Keep what is expected and make so many tables. False when people sit at tables already: those stay as they are."""
    seated = MeetingTable.objects.filter(meeting=meeting, seats__isnull=False).exists()
    meeting.expected, meeting.table_size = expected, table_size
    changed = ["expected", "table_size"]
    if not seated:
        meeting.table_count = min(tables, rules.MOST_TABLES)
        changed.append("table_count")
    meeting.save(update_fields=changed)
    if not seated:
        set_tables(meeting, meeting.table_count)
    screens_change(meeting)
    trail.write("settle_capacity", by=by, on=meeting)
    return not seated
