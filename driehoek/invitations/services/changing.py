"""It moved, or it does not go on: everybody who was invited hears it once, and answers are kept."""

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation, Occasion, Reply
from driehoek.invitations.queries.changing import LEFT, TOLD, UNDO, changed, may_still_be_undone
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State

from .following_up import Reached, reach_invited
from .occasions import still_on

LONGEST_REASON = 300


def tell_moved(*, occasion: Occasion, by: Who) -> Reached:
    """Mail everybody who was invited how it is now; who has no e-mail gets a letter. Pressing again tells nobody twice."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    still_on(occasion)
    if not changed(occasion).is_untold:
        return Reached([], [])
    reached = reach_invited(occasion)
    letters.put_many(
        (guardian, "moved", invitation, f"moved:{invitation}:{occasion.pk}:{occasion.version}:{number}")
        for guardian, invitation, number in reached.mails
    )
    trail.write(TOLD, by=by, on=occasion)
    return reached


def leave_untold(*, occasion: Occasion, by: Who) -> None:
    """Nobody needs to hear it: a comma in the name of the hall."""
    trail.write(LEFT, by=by, on=occasion)


def still_so(*, invitation: Invitation, by: Who) -> None:
    """The family sees the other day, and their answer stands."""
    still_on(invitation.occasion)
    if Reply.objects.filter(invitation=invitation).update(answered_at=clock.now()):
        trail.write("reply-stands", by=by, on=invitation)


def cancel_occasion(*, occasion: Occasion, reason: str = "", by: Who) -> Reached:
    """It does not go on. Letters leave ten minutes from now, so that it can be taken back before anybody heard."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("too-long", _("De reden is te lang. Houd het bij 300 tekens."), 422)
    still_on(occasion)
    occasion.cancelled_at, occasion.cancel_reason = clock.now(), reason
    occasion.version += 1
    occasion.save(update_fields=["cancelled_at", "cancel_reason", "version"])
    reached = reach_invited(occasion)
    letters.put_many(
        [
            (guardian, "cancelled", invitation, f"cancelled:{invitation}:{occasion.pk}:{occasion.version}:{number}")
            for guardian, invitation, number in reached.mails
        ],
        due_at=occasion.cancelled_at + UNDO,
    )
    trail.write("cancel-occasion", by=by, on=occasion)
    return reached


def take_back_cancelling(*, occasion: Occasion, by: Who) -> None:
    """It goes on after all; within ten minutes, when nobody heard yet."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if occasion.cancelled_at is None:
        return
    if not may_still_be_undone(occasion):
        raise RuleBroken("too-late", _("De berichten zijn al weg. Plan een nieuwe bijeenkomst of vertel het de ouders zelf."))
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk")
    waiting = Message.objects.filter(letter="cancelled", about__in=ours, state=State.WAITING)
    waiting.update(state=State.DROPPED, lease_until=None)
    occasion.cancelled_at, occasion.cancel_reason = None, ""
    occasion.version += 1
    occasion.save(update_fields=["cancelled_at", "cancel_reason", "version"])
    trail.write("take-back-cancelling", by=by, on=occasion)
