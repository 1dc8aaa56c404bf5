"""What we noted, by mail: once for each answer, also for one that was given before; and a word when it was not theirs."""

import hashlib
import hmac

from driehoek import clock
from driehoek.invitations.models import ClassInvitation, Invitation, Reply
from driehoek.invitations.queries.families import families
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.schools.sealing import derived_key

LETTER = "confirmation"
PARTS = 6  # of the key: letter, invitation, day, mark of the answer, round, number of the letter within the family


def confirm(invitation: Invitation) -> None:
    """A mail with what we noted, for who has e-mail; call it after the answer was written. The same answer twice is one mail.

    Without an answer (it was taken back) it says that what they read was a mistake of ours.
    """
    mark = f"{clock.today().isoformat()}:{_mark(invitation)}"
    put = [one.split(":") for one in Message.objects.filter(letter=LETTER, about=invitation.pk).values_list("once", flat=True)]
    rounds = {int(parts[4]): f"{parts[2]}:{parts[3]}" for parts in put if len(parts) == PARTS}
    last = max(rounds, default=-1)
    if rounds.get(last) == mark:
        return
    classes = ClassInvitation.objects.filter(occasion=invitation.occasion_id).values_list("school_class_id", flat=True)
    family = families(list(classes), [invitation.household_id]).get(invitation.household_id)
    letters.put_many(
        (group[0].guardian_id, LETTER, invitation.pk, f"{LETTER}:{invitation.pk}:{mark}:{last + 1}:{number}")
        for number, group in enumerate(family.letters if family else [])
    )


def _mark(invitation: Invitation) -> str:
    """Short, and nobody can tell from it what was answered."""
    row = Reply.objects.filter(invitation=invitation).first()
    said = (row.coming, row.by_other, row.interpreter, row.childcare, row.other_need) if row else None
    return hmac.new(derived_key("confirmations"), f"{invitation.pk}{said!r}".encode(), hashlib.sha256).hexdigest()[:16]
