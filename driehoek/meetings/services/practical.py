"""The practical message: to everybody who said yes, each household once, also when somebody presses again later."""

from collections import Counter

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
from ..queries.practical import LETTER, coming_to, heard, told_about


def may_tell(meeting: Meeting) -> bool:
    occasion = meeting.occasion
    evening = occasion.starts_at.astimezone(SCHOOL_TIME).date()
    return occasion.cancelled_at is None and practical_rules.may_send(evening, occasion.starts_at, clock.now(), clock.today())


def tell_practical(*, meeting: Meeting, by: Who) -> Reached:
    """Mail who had not been told yet, and name who gets a letter. Pressing again reaches who said yes since, and whose mail failed
    or was not wanted for a while."""
    there = Meeting.objects.select_for_update().select_related("occasion").get(pk=meeting.pk)
    if not may_tell(there):
        raise RuleBroken("not-now", _("Dit bericht kan weg van twee weken voor de bijeenkomst tot ze begint."))
    come = set(coming_to(there).values_list("pk", flat=True))
    had = heard(there)
    tried = Counter(told_about(there).order_by().values_list("about", flat=True))
    reached = reach_invited(there.occasion)
    fresh = Reached(
        [one for one in reached.mails if one[1] in come - had],
        [one for one in reached.on_paper if one in come - had],
        [one for one in reached.nobody if one in come - had],
    )
    letters.put_many(
        (guardian, LETTER, invitation, f"practical:{invitation}:{there.occasion_id}:{number}" + _again(tried[invitation]))
        for guardian, invitation, number in fresh.mails
    )
    trail.write("tell-practical", by=by, on=there)
    return fresh


def _again(times: int) -> str:
    """The end of the name of a letter that did not arrive before."""
    return f":{times}" if times else ""
