"""Who of the school has an account, and what they may do. A file never gives one: an administrator does."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.services import account, give_role, take_role
from driehoek.access.who import Who
from driehoek.outbox import letters
from driehoek.people.models import StaffMember


def give_account(*, staff: StaffMember | None, email: str, name: str, roles: Collection[Role], by: Who) -> User:
    """An account for a colleague with these roles; who has one gets the roles beside. The invitation goes by mail, without a password.

    Without `staff` a colleague of this name is made. Raises RuleBroken 'no-role', or 'other-account' when the colleague
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
    given = [give_role(user=user, role=role, by=by) for role in sorted(roles)]
    once = f"account:{user.pk}:{clock.today()}"
    letters.put(to=user.pk, letter="account_invitation", about=given[0].pk, once=once)
    return user


def _colleague(user: User, name: str) -> StaffMember:
    given, _space, surname = name.strip().partition(" ")
    made: StaffMember = StaffMember.objects.create(user=user, given_name=given, surname=surname, email=user.email)
    return made


def end_role(*, membership: Membership, by: Who) -> None:
    """Take a role; the last administrator stays."""
    take_role(membership=membership, by=by)
