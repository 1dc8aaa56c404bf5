"""The calendar that a school plans around: its region, its own free days, and days that it had better avoid."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.schools.models import CalendarEntry, School

MOST_ENTRIES = 200
LONGEST = dt.timedelta(days=100)


def set_region(*, by: Who, school: School, region: str) -> None:
    school.region = region
    school.save(update_fields=["region"])
    trail.write("set_region", by=by, on=school)


def add_entry(*, by: Who, key: uuid.UUID, name: str, first_day: dt.date, last_day: dt.date, is_free: bool) -> CalendarEntry:
    """The same `key` twice is one entry. Raises RuleBroken for days in the wrong order, too long a stretch, or too many."""
    _check(first_day, last_day)
    if CalendarEntry.objects.count() >= MOST_ENTRIES:
        raise RuleBroken("too_many_entries", _("In de kalender passen hoogstens 200 regels. Haal oude regels weg."), 422)
    entry = CalendarEntry(id=key, name=name, first_day=first_day, last_day=last_day, is_free=is_free)
    CalendarEntry.objects.bulk_create([entry], ignore_conflicts=True)
    trail.write("add_entry", by=by, on=entry)
    return entry


def change_entry(*, by: Who, entry: CalendarEntry, name: str, first_day: dt.date, last_day: dt.date, is_free: bool) -> None:
    _check(first_day, last_day)
    values = {"name": name, "first_day": first_day, "last_day": last_day, "is_free": is_free}
    if not CalendarEntry.objects.filter(pk=entry.pk).update(**values):
        raise RuleBroken("entry_is_gone", _("Iemand anders haalde deze regel net weg. Zo staat het nu."))
    trail.write("change_entry", by=by, on=entry)


def remove_entry(*, by: Who, entry: CalendarEntry) -> dict[str, Any]:
    """Take it out; what is returned (plain values) puts it back with `put_back_entry`."""
    kept = {
        "key": str(entry.pk),
        "name": entry.name,
        "first_day": entry.first_day.isoformat(),
        "last_day": entry.last_day.isoformat(),
        "is_free": entry.is_free,
    }
    trail.write("remove_entry", by=by, on=entry)
    entry.delete()
    return kept


def put_back_entry(*, by: Who, kept: dict[str, Any]) -> None:
    """Undo of `remove_entry`. Twice is once."""
    first, last = (dt.date.fromisoformat(kept[name]) for name in ("first_day", "last_day"))
    add_entry(by=by, key=uuid.UUID(kept["key"]), name=kept["name"], first_day=first, last_day=last, is_free=kept["is_free"])


def _check(first_day: dt.date, last_day: dt.date) -> None:
    if last_day < first_day:
        raise RuleBroken("ends_before_it_begins", _("De laatste dag ligt voor de eerste. Kijk naar de datums."), 422)
    if last_day - first_day > LONGEST:
        raise RuleBroken("too_long", _("Dit zijn meer dan honderd dagen. Kloppen de datums?"), 422)
