"""Pupils are told beforehand: the text goes to whoever stands in front of the class, once."""

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.schools.models import School
from driehoek.schools.scoping import current_school_id

from ..models import Meeting
from ..queries.telling import LETTER, once, telling


def mail_mentors(*, meeting: Meeting, by: Who) -> int:
    """Put the text in the outbox for every mentor who did not get it yet; how many that are. The same press twice is once."""
    if meeting.occasion.cancelled_at:
        raise RuleBroken("cancelled", _("Deze bijeenkomst gaat niet door."))
    if meeting.occasion.ends_at < clock.now():
        raise RuleBroken("is-over", _("Deze bijeenkomst is al geweest."))
    found = telling(meeting, School.objects.get(pk=current_school_id()))
    if not found.texts:
        raise RuleBroken("no-text", _("Bij deze bijeenkomst hoort geen tekst voor leerlingen."))
    letters.put_many((one.staff.pk, LETTER, meeting.pk, once(meeting, one.staff)) for one in found.to_mail)
    trail.write("mail_mentors", by=by, on=meeting)
    return len(found.to_mail)
