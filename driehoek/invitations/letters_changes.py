"""'It moved' and 'it does not go on', by mail and on paper."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from . import letters, wording, wording_changes
from .models import ClassInvitation, Invitation, Occasion
from .queries.changing import asks_again, told_on_paper
from .services.following_up import Pile, family_pile
from .told import SCHOOL_LANGUAGE, Told


def moved_mail(message: Message) -> Mail | None:
    return _mail(message, wording_changes.MOVED)


def cancelled_mail(message: Message) -> Mail | None:
    """None when it goes on after all."""
    return _mail(message, wording_changes.CANCELLED)


def _mail(message: Message, key: str) -> Mail | None:
    found = letters._addressed(message, off=key == wording_changes.CANCELLED)
    if found is None or clock.now() >= found.invitation.occasion.ends_at:
        return None
    filled = found.values | dict(_values(key, found.invitation))
    composed = wording.say(key, language=found.language, school=found.school, channel="mail", values=filled)
    return letters._mail(found, composed, calendar=True)


def _values(key: str, invitation: Invitation) -> Mapping[str, str]:
    if key == wording_changes.MOVED:
        return {flag_of(invitation): wording.YES}
    return {"reden": reason(invitation.occasion, invitation.language)}


def flag_of(invitation: Invitation) -> str:
    """Which paragraph about their answer a family reads."""
    reply = getattr(invitation, "reply", None)
    if reply is None:
        return wording_changes.OPEN
    if not asks_again(invitation, reply):
        return wording_changes.SAME_DAY
    return wording_changes.CAME_OTHER_DAY if reply.coming else wording_changes.NOT_OTHER_DAY


def reason(occasion: Occasion, language: str) -> str:
    """As the school typed it, in Dutch."""
    return Told(occasion.cancel_reason, SCHOOL_LANGUAGE, language).inside


def told_letters(school: School, own: ClassInvitation) -> bytes:
    """One PDF for who hears it on paper. Raises RuleBroken when nobody does."""
    key = wording_changes.CANCELLED if own.occasion.cancelled_at else wording_changes.MOVED
    rows = told_on_paper(own)
    pile = Pile(key=key, values=lambda row: _values(key, row), how=wording_changes.how)
    try:
        return family_pile(school=school, class_invitation=own, rows=rows, pile=pile)
    except ValueError as nothing:
        raise RuleBroken("no-letters", _("Er zijn nu geen brieven om af te drukken. Misschien deed iemand het al.")) from nothing
