"""A colleague who lost the second factor: an administrator takes it away, and the colleague hears of it."""

import uuid

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership, User, not_over
from driehoek.access.services import forget_factor
from driehoek.access.who import WORKER, Who
from driehoek.outbox import letters
from driehoek.people.models import StaffMember
from driehoek.schools.scoping import current_school_id, everywhere, within


def reset_factor(*, staff: StaffMember, by: Who) -> None:
    """Forget app and recovery codes; at the next door they are set up anew.

    Raises RuleBroken 'yourself', 'no-account', and 'other-school' for whom another school trusts as well: an administrator here
    may not weaken a door there.
    """
    if staff.user_id is None:
        raise RuleBroken("no-account", _("Deze collega heeft geen account."), 422)
    if staff.user_id == by.user_id:
        raise RuleBroken("yourself", _("Je eigen tweede stap wis je niet hier. Vraag een andere beheerder."), 422)
    here = current_school_id()
    with everywhere("whether another school trusts this account too"):
        elsewhere = Membership.objects.filter(not_over(), user_id=staff.user_id).exclude(school_id=here).exists()
    if elsewhere:
        words = _("Dit account werkt ook op een andere school. Vraag degene die de server beheert om de tweede stap te wissen.")
        raise RuleBroken("other-school", words)
    forget_factor(user=User.objects.get(pk=staff.user_id), by=by)
    _tell(staff.user_id)


def reset_factor_from_server(user: User) -> list[str]:
    """The same for whoever may run commands on the server, at every school of this account; their names. One letter goes out."""
    with everywhere("at which schools this account works"):
        rows = Membership.objects.filter(not_over(), user=user).select_related("school")
        schools = {row.school_id: row.school for row in rows}
    for place, school in enumerate(sorted(schools.values(), key=str)):
        with within(school):
            forget_factor(user=user, by=WORKER)
            if not place:
                _tell(user.pk)
    return sorted(str(school) for school in schools.values())


def _tell(user_id: uuid.UUID) -> None:
    """Once a minute at most."""
    letters.put(to=user_id, letter="factor_reset", about=user_id, once=f"factor:{user_id}:{clock.now():%Y%m%d%H%M}")
