"""The mentor looks, may add a line, and agrees. Nobody's name stands under a letter that they did not see."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations import wording
from driehoek.invitations.models import ClassInvitation, Occasion
from driehoek.invitations.queries.approvals import LETTER
from driehoek.invitations.queries.mine import with_families
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State
from driehoek.people.models import StaffMember
from driehoek.people.queries import mentors_today

from .agreeing import checked_address

LONGEST_LINE = 600


def approve(*, class_invitation: ClassInvitation, personal_line: str = "", reply_to: str = "", by: Who) -> ClassInvitation:
    """Agree to the invitation of one class. Doing it again changes the line, until it is sent.

    `reply_to`: where an e-mail in answer goes; '' where the occasion says.

    A mentor of the class gives their name; when a leader approves instead, the letter goes out in the school's name.
    """
    ClassInvitation.objects.select_for_update().get(pk=class_invitation.pk)  # a mentor, a leader and who sends: in turn
    class_invitation.refresh_from_db(fields=["personal_line", "approved_at", "approved_by", "sender", "sent_at"])
    if class_invitation.sent_at is not None:
        raise RuleBroken("already-sent", _("Deze uitnodiging is al verstuurd. Er verandert niets meer aan."))
    mentor = _mentor(class_invitation, by)
    if mentor is None and wording.signer(class_invitation):
        raise RuleBroken("mentor-agreed", _("De mentor heeft al akkoord gegeven. Alleen de mentor kan dat nog veranderen."))
    line = personal_line.strip()
    if len(line) > LONGEST_LINE:
        raise RuleBroken("too-long", _("De eigen regel is te lang. Houd het bij 600 tekens."), 422)
    class_invitation.reply_to = checked_address(reply_to)
    class_invitation.personal_line = line
    class_invitation.approved_at = clock.now()
    class_invitation.approved_by_id = by.user_id
    if mentor is not None:
        class_invitation.sender = mentor
    class_invitation.save(update_fields=["personal_line", "reply_to", "approved_at", "approved_by", "sender"])
    trail.write("approve-invitation", by=by, on=class_invitation)
    return class_invitation


def _mentor(class_invitation: ClassInvitation, by: Who) -> StaffMember | None:
    """The member of staff that `by` is, when they are a mentor of this class."""
    if by.user_id is None:
        return None
    ties = mentors_today(school_class=class_invitation.school_class_id, staff__user=by.user_id)
    tie = ties.select_related("staff").first()
    return tie.staff if tie else None


def ask_approval(*, occasion: Occasion, classes: Iterable[ClassInvitation] | None = None, by: Who) -> int:
    """Mail the mentors whose yes is still wanted, each at most once a day; how many letters were put.

    A letter that was dropped before it went asked nobody, so that mentor may be asked again the same day.
    """
    rows = ClassInvitation.objects.filter(occasion=occasion, approved_at__isnull=True).exclude(sender__email="")
    if classes is not None:
        rows = rows.filter(pk__in=[one.pk for one in classes])
    wanted = list(rows.filter(with_families(), sender__isnull=False).distinct())
    today = Message.objects.filter(
        letter=LETTER, about__in=[row.pk for row in wanted], put_at__gte=clock.at(clock.today(), dt.time.min)
    )
    states = Counter(today.values_list("about", "to", "state"))
    asked = {(about, to) for about, to, state in states if state != State.DROPPED}
    day = clock.today().isoformat()
    once = {
        f"approval:{row.pk}:{row.sender_id}:{day}:{states[row.pk, row.sender_id, State.DROPPED]}": row
        for row in wanted
        if (row.pk, row.sender_id) not in asked
    }
    letters.put_many((row.sender_id, LETTER, row.pk, key) for key, row in once.items())
    trail.write("ask-approval", by=by, on=occasion)
    return len(once)
