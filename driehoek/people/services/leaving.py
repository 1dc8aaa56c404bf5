"""A colleague who leaves: roles and classes end at once, sessions and their calendar link too; what they did stays under their name."""

import datetime as dt

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, User, not_over
from driehoek.access.services import end_sessions, take_role
from driehoek.access.who import Who
from driehoek.people.agenda import FEED
from driehoek.people.models import ClassTeacher, StaffMember


def leave_school(*, staff: StaffMember, by: Who) -> None:
    """End everything of a colleague today; twice is once. Raises RuleBroken for oneself and for the last administrator."""
    if staff.user_id is not None and staff.user_id == by.user_id:
        raise RuleBroken("yourself", _("Jezelf kun je niet van school halen. Vraag een andere beheerder."), 422)
    today = clock.today()
    yesterday = today - dt.timedelta(days=1)
    if staff.user_id is not None:
        for membership in Membership.objects.filter(not_over(), user_id=staff.user_id):
            take_role(membership=membership, by=by)
        end_sessions(User.objects.get(pk=staff.user_id))
        codes.revoke(FEED, staff.user_id)
    ClassTeacher.objects.filter(not_over(), staff=staff).update(until=yesterday)
    if staff.left_on is None or staff.left_on > today:
        StaffMember.objects.filter(pk=staff.pk).update(left_on=today)
    trail.write("leave-school", by=by, on=staff)


def stop_teaching(*, tie: ClassTeacher, by: Who) -> None:
    """End the bond with one class at once."""
    ClassTeacher.objects.filter(pk=tie.pk).update(until=clock.today() - dt.timedelta(days=1))
    trail.write("stop-teaching", by=by, on=tie)
