"""The practical message: to everybody who said yes, each household once, also when somebody presses again later."""

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.services.following_up import Reached, reach_invited
from driehoek.outbox import letters

from .. import practical_rules
from ..models import Meeting
from ..queries.practical import LETTER, coming_to, told_about


def may_tell(meeting: Meeting) -> bool:
    occasion = meeting.occasion
    evening = occasion.starts_at.astimezone(SCHOOL_TIME).date()
    return occasion.cancelled_at is None and practical_rules.may_send(evening, occasion.starts_at, clock.now(), clock.today())


def tell_practical(*, meeting: Meeting, by: Who) -> Reached:
    """What is returned names who had not been told yet. Pressing again reaches only who said yes since."""
    there = Meeting.objects.select_for_update().select_related("occasion").get(pk=meeting.pk)
    if not may_tell(there):
        raise RuleBroken("not-now", _("Dit bericht kan weg van twee weken voor de bijeenkomst tot ze begint."))
    come = set(coming_to(there).values_list("pk", flat=True))
    told = set(told_about(there).filter(about__in=come).values_list("about", flat=True))
    reached = reach_invited(there.occasion)
    left = come - told
    fresh = Reached([one for one in reached.mails if one[1] in left], [one for one in reached.on_paper if one in come])
    letters.put_many(
        (guardian, LETTER, invitation, f"practical:{invitation}:{there.occasion_id}:{number}")
        for guardian, invitation, number in fresh.mails
    )
    trail.write("tell-practical", by=by, on=there)
    return fresh
