"""Who of the school has an account, and what they may do. A file never gives one: an administrator does."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.services import account, give_role, one_period, take_role
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.people.models import ClassTeacher, SchoolClass, StaffMember

from .proposing import settle


def give_account(
    *,
    staff: StaffMember | None,
    email: str,
    name: str,
    roles: Collection[Role],
    by: Who,
    teaches: SchoolClass | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> User:
    """An account for a colleague with these roles; who has one gets the roles beside. The invitation goes by mail, without a password.

    since, until: both days count; without them from now on and for good, of the roles and of the class that they teach.
    Who had left school is back. Without `staff` a colleague of this name is made. Raises RuleBroken 'no-role', or 'other-account' when the colleague
    signs in with another address already.
    """
    if not roles:
        raise RuleBroken("no-role", _("Kies minstens één rol."), status=422)
    user = account(email=email, name=name)
    staff = staff or StaffMember.objects.filter(user=user).first() or _colleague(user, name)
    if staff.user_id not in (None, user.pk):
        raise RuleBroken("other-account", _("Deze collega heeft al een account met een ander e-mailadres."), status=422)
    if StaffMember.objects.filter(user=user).exclude(pk=staff.pk).exists():
        raise RuleBroken("other-colleague", _("Een andere collega logt al in met dit e-mailadres."), status=422)
    if staff.user_id is None:
        staff.user = user
        staff.email = staff.email or user.email
        staff.save(update_fields=["user", "email", "sort_key", "search_key"])
        trail.write("link-account", by=by, on=staff)
    if staff.left_on is not None:
        staff.left_on = None
        staff.save(update_fields=["left_on"])
    given = [give_role(user=user, role=role, since=since, until=until, by=by) for role in sorted(roles)]
    if teaches is not None:
        teach(staff=staff, school_class=teaches, since=since, until=until, by=by)
    settle(staff=staff, roles=roles)
    once = f"account:{user.pk}:{clock.today()}"
    letters.put(to=user.pk, letter="account_invitation", about=given[0].pk, once=once)
    return user


def teach(
    *, staff: StaffMember, school_class: SchoolClass, by: Who, since: dt.date | None = None, until: dt.date | None = None
) -> ClassTeacher:
    """Make somebody mentor of a class, for good or for a time; who is that already stays it for at least as long.

    Raises RuleBroken 'two-periods' when days would lie between both times.
    """
    tie: ClassTeacher
    tie, is_new = ClassTeacher.objects.get_or_create(
        staff=staff, school_class=school_class, defaults={"is_mentor": True, "since": since, "until": until}
    )
    if not is_new:
        holds = tie.is_mentor and (tie.until is None or tie.until >= clock.today())
        tie.since, tie.until = one_period((tie.since, tie.until), (since, until)) if holds else (since, until)
        tie.is_mentor = True
        tie.save(update_fields=["since", "until", "is_mentor"])
    trail.write("teach-class", by=by, on=tie)
    return tie


def _colleague(user: User, name: str) -> StaffMember:
    given, _space, surname = name.strip().partition(" ")
    made: StaffMember = StaffMember.objects.create(user=user, given_name=given, surname=surname, email=user.email)
    return made


def employ(user: User) -> StaffMember:
    """The member of staff that this account is; made from the account's name when there is none."""
    return StaffMember.objects.filter(user=user).first() or _colleague(user, user.name)


def end_role(*, membership: Membership, by: Who) -> None:
    """Take a role; the last administrator stays."""
    take_role(membership=membership, by=by)
