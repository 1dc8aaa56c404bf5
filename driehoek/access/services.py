"""Accounts and roles."""

import datetime as dt
import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from driehoek import clock

from . import trail
from .errors import RuleBroken
from .models import Membership, User, holds_today
from .policy import Role
from .who import Who

Period = tuple[dt.date | None, dt.date | None]  # first and last day; both count, and None is no end


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


def give_role(*, user: User, role: Role, by: Who, since: dt.date | None = None, until: dt.date | None = None) -> Membership:
    """Give a role in the open school, for a time or for good; twice is once.

    Giving never takes: a role that holds already, or will, becomes as long as both together. Raises RuleBroken 'ends-before'
    when the last day lies before the first, or before today, 'two-periods' when days would lie between both.
    """
    if until is not None and until < max(since or clock.today(), clock.today()):
        raise RuleBroken("ends-before", _("De laatste dag ligt voor de eerste, of is al voorbij."), 422)
    wanted = Membership(user=user, role=role, since=since, until=until)
    Membership.objects.bulk_create([wanted], ignore_conflicts=True)
    membership: Membership = Membership.objects.select_for_update().get(user=user, role=role)
    begins, ends = since, until
    if membership.until is None or membership.until >= clock.today():
        begins, ends = one_period((membership.since, membership.until), (since, until))
    if (membership.since, membership.until) != (begins, ends):
        membership.since, membership.until = begins, ends
        membership.save(update_fields=["since", "until"])
    trail.write(f"give-role:{role}", by=by, on=membership)
    return membership


def one_period(held: Period, given: Period) -> Period:
    """Both together. Raises RuleBroken 'two-periods' when there are days between that belong to neither."""
    for (_first, ends), (begins, _last) in ((held, given), (given, held)):
        if ends and begins and begins > ends + dt.timedelta(days=1):
            words = _(
                "Deze collega heeft dit al: %(period)s. Een tweede periode met dagen ertussen kan niet. "
                "Laat de dagen aansluiten, of geef de tweede periode als de eerste voorbij is."
            )
            raise RuleBroken("two-periods", words % {"period": _said(held)}, 422)
    since = min(held[0], given[0]) if held[0] and given[0] else None
    return since, max(held[1], given[1]) if held[1] and given[1] else None


def _said(period: Period) -> str:
    since, until = (day and date_format(day, "j F Y") for day in period)
    if since and until:
        return _("van %(since)s tot en met %(until)s") % {"since": since, "until": until}
    return _("vanaf %(since)s") % {"since": since} if since else _("tot en met %(until)s") % {"until": until}


def take_role(*, membership: Membership, by: Who) -> None:
    """End a role at once; an administrator for good stays."""
    lasting = Membership.objects.filter(holds_today(), role=Role.ADMINISTRATOR, until__isnull=True).order_by("pk")
    held = set(lasting.select_for_update().values_list("pk", flat=True))  # two who take each other's role wait here
    if membership.role == Role.ADMINISTRATOR and held <= {membership.pk}:
        raise RuleBroken("last-administrator", _("Een school houdt altijd een beheerder. Geef eerst een ander deze rol."))
    membership.until = clock.today() - dt.timedelta(days=1)  # both days count
    membership.save(update_fields=["until"])
    trail.write(f"take-role:{membership.role}", by=by, on=membership)


def has_factor(user_id: uuid.UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def factor_of(user_id: Any) -> Exists:
    """The same as part of another query; `user_id` is an OuterRef to the account."""
    return Exists(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP))


def forget_factor(*, user: User, by: Who) -> None:
    """Take away somebody's second factor and recovery codes in the open school, and sign them out everywhere."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    trail.write("forget-factor", by=by, on=user)


def end_sessions(user: User) -> None:
    """Sign somebody out everywhere. Every session is opened to see whose it is: the list of devices may not know them all."""
    mine = [row.pk for row in Session.objects.iterator() if _is_of(row, user)]
    Session.objects.filter(pk__in=mine).delete()
    UserSession.objects.filter(user=user).delete()


def _is_of(session: Session, user: User) -> bool:
    return bool(session.get_decoded().get(SESSION_KEY) == str(user.pk))
