"""Somebody at school sees whose an open reply is, or that it is nobody's. Both can be taken back; the newest answer stands."""

import datetime as dt
import uuid

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation, Invitation, OpenReply, Reply
from driehoek.invitations.queries.families import families
from driehoek.invitations.words import other_sessions

from .preparing import how_invited

ANSWER = ("coming", "by_other", "interpreter", "childcare", "other_need", "answered_at")


class AskedElsewhere(RuleBroken):
    """The home is asked to another session, where this answer was not meant for: `invitation` is the one that they have there."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(
            "asked-elsewhere", _("Dit gezin is voor een andere keer gevraagd. Zeg eerst of dit antwoord daar mag staan.")
        )
        self.invitation = invitation


def match(*, open_reply: OpenReply, household_id: uuid.UUID, by: Who, elsewhere: uuid.UUID | None = None) -> Invitation:
    """This answer is of this home: it becomes their reply, unless they gave a newer one themselves. Twice is once.

    Of an evening with several sessions a home is asked to one: the answer then goes to the invitation that they have. On another
    day, or where an answer stands, only when somebody said so: `elsewhere` is the key of that invitation.

    Raises AskedElsewhere without that; RuleBroken when the home has no child in the class, or somebody judged it otherwise meanwhile.
    """
    own = open_reply.class_invitation
    key = _invitation(own, household_id).pk
    invitation: Invitation = Invitation.objects.select_for_update().get(pk=key)
    rows = OpenReply.objects.filter(pk=open_reply.pk)
    if key != elsewhere and _is_else(own, invitation) and rows.filter(matched_to=None, set_aside_at=None).exists():
        raise AskedElsewhere(invitation)
    if not rows.filter(matched_to=None, set_aside_at=None).update(matched_to=invitation, matched_at=clock.now()):
        if rows.filter(matched_to=invitation).exists():
            return invitation
        raise RuleBroken("already-judged", _("Een collega was je voor: dit antwoord is al bij iemand gezet of weggelegd."))
    open_reply.refresh_from_db()
    _take_over(invitation, open_reply)
    trail.write("match-reply", by=by, on=open_reply)
    return invitation


def _invitation(own: ClassInvitation, household_id: uuid.UUID) -> Invitation:
    """The invitation of this home, made now when it has none: nothing goes out by that."""
    by_class = {row.school_class_id: row for row in ClassInvitation.objects.filter(occasion=own.occasion_id)}
    family = families(list(by_class), [household_id]).get(household_id)
    if family is None or all(child.class_id != own.school_class_id for child in family.children):
        raise RuleBroken("not-in-class", _("Dit gezin heeft geen kind in deze klas. Laad de pagina opnieuw."))
    standing = _asked_already(own, household_id)
    if standing is not None:
        return standing
    fresh = Invitation(occasion_id=own.occasion_id, household_id=household_id, **how_invited(family, by_class))
    Invitation.objects.bulk_create([fresh], ignore_conflicts=True)
    found: Invitation = Invitation.objects.get(occasion=own.occasion_id, household=household_id)
    return found


def _asked_already(own: ClassInvitation, household_id: uuid.UUID) -> Invitation | None:
    """Their invitation to this occasion, or else to another session of the same evening that goes on and has not begun."""
    sessions = {own.occasion_id, *other_sessions(own.occasion_id)}
    rows = Invitation.objects.filter(occasion__in=sessions, household=household_id)
    here_first = Case(When(occasion=own.occasion_id, then=0), default=1)
    to_come = Q(occasion__cancelled_at__isnull=True, occasion__starts_at__gt=clock.now())
    rows = rows.filter(Q(occasion=own.occasion_id) | to_come)
    found: Invitation | None = rows.order_by(here_first, "id").first()
    return found


def _is_else(own: ClassInvitation, invitation: Invitation) -> bool:
    """Whether an answer to `own` would say something else there: another day, or an answer that stands already."""
    if invitation.occasion_id == own.occasion_id:
        return False
    days = {one.starts_at.astimezone(clock.SCHOOL_TIME).date() for one in (own.occasion, invitation.occasion)}
    return len(days) > 1 or Reply.objects.filter(invitation=invitation).exists()


def _take_over(invitation: Invitation, open_reply: OpenReply) -> None:
    """The open reply becomes the reply when it is newer. A reply of their own that it replaces is kept beside it."""
    fresh = Reply(invitation=invitation, **_answer(open_reply))
    Reply.objects.bulk_create([fresh], ignore_conflicts=True)
    current = Reply.objects.get(invitation=invitation)
    if current.answered_at >= open_reply.answered_at:
        return
    standing = Reply.objects.filter(pk=current.pk, answered_at=current.answered_at)
    if not standing.update(**_answer(open_reply)):
        return  # they answered at this very moment: that is newer
    others = OpenReply.objects.filter(matched_to=invitation).exclude(pk=open_reply.pk)
    if not others.filter(answered_at=current.answered_at).exists():
        OpenReply.objects.create(
            class_invitation_id=invitation.class_invitation_id,
            child_name="",
            matched_to=invitation,
            matched_at=clock.now(),
            **_answer(current),
        )


def _answer(row: OpenReply | Reply) -> dict[str, object]:
    return {name: getattr(row, name) for name in ANSWER}


def set_aside(*, open_reply: OpenReply, by: Who) -> None:
    """Nobody's: it counts nowhere any more."""
    rows = OpenReply.objects.filter(pk=open_reply.pk, matched_to=None)
    if not rows.filter(set_aside_at=None).update(set_aside_at=clock.now()) and not rows.exists():
        raise RuleBroken("already-judged", _("Een collega was je voor: dit antwoord is al bij iemand gezet of weggelegd."))
    trail.write("set-aside-reply", by=by, on=open_reply)


def set_aside_today(*, class_invitation: ClassInvitation, by: Who) -> tuple[dt.datetime, int]:
    """All open answers of today are nobody's: somebody played with the link. The moment, by which it can be taken back, and how many."""
    moment = clock.now()
    rows = OpenReply.objects.filter(class_invitation=class_invitation, matched_to=None, set_aside_at=None)
    done = rows.filter(answered_at__gte=clock.at(clock.today(), dt.time.min)).update(set_aside_at=moment)
    trail.write("set-aside-today", by=by, on=class_invitation)
    return moment, done


def take_back_today(*, class_invitation: ClassInvitation, moment: dt.datetime, by: Who) -> int:
    """Undo of `set_aside_today`; what somebody judged since stays."""
    rows = OpenReply.objects.filter(class_invitation=class_invitation, matched_to=None, set_aside_at=moment)
    done: int = rows.update(set_aside_at=None)
    trail.write("take-back-today", by=by, on=class_invitation)
    return done


def take_back(*, open_reply: OpenReply, by: Who) -> None:
    """Undo of `match` and of `set_aside`: the answer is open again, and the home has what it had before."""
    invitation_id = OpenReply.objects.values_list("matched_to_id", flat=True).get(pk=open_reply.pk)
    if invitation_id is not None:
        Invitation.objects.select_for_update().get(pk=invitation_id)
    rows = OpenReply.objects.filter(pk=open_reply.pk, matched_to=invitation_id)
    if rows.update(matched_to=None, matched_at=None, set_aside_at=None) and invitation_id is not None:
        _give_back(invitation_id, open_reply)
    trail.write("take-back-reply", by=by, on=open_reply)


def _give_back(invitation_id: uuid.UUID, open_reply: OpenReply) -> None:
    """The reply that stood before, if this one still stands in its place: of their own or of another open reply."""
    standing = Reply.objects.filter(invitation=invitation_id, answered_at=open_reply.answered_at)
    if not standing.exists():
        return
    before = OpenReply.objects.filter(matched_to=invitation_id).order_by("-answered_at").first()
    if before is None:
        standing.delete()
        return
    standing.update(**_answer(before))
    if not before.child_name:
        before.delete()
