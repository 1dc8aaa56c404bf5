"""Accounts and roles."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from driehoek import clock

from . import trail
from .errors import RuleBroken
from .models import Membership, User
from .policy import Role
from .who import Who


def account(*, email: str, name: str, password: str | None = None, language: str = "nl") -> User:
    """The account of this address, made when it is new. Of no school yet."""
    from allauth.account.models import EmailAddress

    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, password, name=name, language=language)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    return user


def forget_old_sessions() -> int:
    """Take away the sessions that ran out, of staff and of opened codes, with what is kept of each; how many."""
    gone, _each = Session.objects.filter(expire_date__lt=clock.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone


def give_role(*, user: User, role: Role, by: Who) -> Membership:
    """Give a role in the open school; twice is once."""
    Membership.objects.bulk_create([Membership(user=user, role=role)], ignore_conflicts=True)
    membership: Membership = Membership.objects.get(user=user, role=role)
    if membership.until is not None:
        membership.until = None
        membership.save(update_fields=["until"])
    trail.write(f"give-role:{role}", by=by, on=membership)
    return membership


def take_role(*, membership: Membership, by: Who) -> None:
    """End a role today; the last administrator stays."""
    admins = Membership.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True).order_by("pk")
    held = set(admins.select_for_update().values_list("pk", flat=True))  # two who take each other's role wait here
    if membership.role == Role.ADMINISTRATOR and held == {membership.pk}:
        raise RuleBroken("last-administrator", _("Een school houdt altijd een beheerder. Geef eerst een ander deze rol."))
    membership.until = clock.today()
    membership.save(update_fields=["until"])
    trail.write(f"take-role:{membership.role}", by=by, on=membership)
