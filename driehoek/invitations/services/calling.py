"""The one personal attempt: who makes it, what came of it in one tap, and then it stops. Never a word about the family."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.access.who import Who
from driehoek.invitations import rules
from driehoek.invitations.models import Invitation, Occasion, Outcome, Reply
from driehoek.invitations.queries.calling import callers, default_callers, to_call
from driehoek.people.models import StaffMember

QUIET, AGAIN = "no-more-reminders", "reminders-again"
UNDO = dt.timedelta(hours=1)
"""So long a tap can be taken back; after that an attempt was an attempt."""


def assign_caller(*, occasion: Occasion, invitations: Collection[uuid.UUID], caller: StaffMember | None, by: Who) -> int:
    """Ask one colleague (None: nobody) to speak to these families; how many of them may still be spoken to."""
    if caller is not None and not callers().filter(pk=caller.pk).exists():
        raise RuleBroken("no-account", _("Deze collega heeft geen account en kan de belronde niet zien."), 422)
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    done: int = to_call(occasion).filter(pk__in=list(invitations)).update(caller=caller)
    trail.write("assign-calls", by=by, on=occasion)
    return done


def assign_mentors(*, occasion: Occasion, by: Who) -> int:
    """Give who has no caller, or one who left, to the mentor of the class through which they were asked; how many got one."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    rows = to_call(occasion).exclude(caller__in=callers().order_by().values("pk"))
    done = 0
    for school_class, caller in default_callers(occasion).items():
        done += rows.filter(class_invitation__school_class=school_class).update(caller=caller)
    trail.write("assign-calls", by=by, on=occasion)
    return done


def record_attempt(*, invitation: Invitation, outcome: str, by: Who) -> None:
    """What came of it. The same tap twice is once; another attempt after it is refused, also at the same moment."""
    if outcome not in Outcome.values:
        raise RuleBroken("outcome", _("Kies wat ervan kwam."), 422)
    Occasion.objects.select_for_update().get(pk=invitation.occasion_id)  # reminders wait here, and so does a colleague
    current = Invitation.objects.select_related("occasion").get(pk=invitation.pk)
    if current.attempt_at is not None and current.attempt_outcome == outcome:
        return
    _refuse(current)
    Invitation.objects.filter(pk=current.pk).update(attempt_at=clock.now(), attempt_outcome=outcome)
    trail.write("attempt", by=by, on=current)


def _refuse(current: Invitation) -> None:
    stop = rules.why_no_attempt(
        sent_at=current.sent_at,
        answered=Reply.objects.filter(invitation=current.pk).exists(),
        reminders=current.reminders,
        stopped=current.is_let_go,
        starts_at=current.occasion.starts_at,
        now=clock.now(),
    )
    if current.occasion.cancelled_at is not None:
        stop = rules.Stop.OVER
    if stop is not None:
        raise RuleBroken(f"no-attempt-{stop.value}", _words(stop))


def _words(stop: rules.Stop) -> str:
    return {
        rules.Stop.ANSWERED: _("Dit gezin heeft al geantwoord. Bellen hoeft niet meer."),
        rules.Stop.OVER: _("Deze bijeenkomst is begonnen, geweest of afgelast. Bellen hoeft niet meer."),
        rules.Stop.STOPPED: _("Dit gezin is al één keer persoonlijk gesproken of wil niet meer horen. Nu laten we het los."),
    }.get(stop, _("Eerst gaan er twee herinneringen uit. Daarna kan één persoonlijke poging."))


def take_back_attempt(*, invitation: Invitation, by: Who) -> None:
    """Undo of a tap, within the hour. What the family itself asked for stays."""
    Occasion.objects.select_for_update().get(pk=invitation.occasion_id)
    rows = Invitation.objects.filter(pk=invitation.pk, attempt_at__gt=clock.now() - UNDO)
    if not rows.update(attempt_at=None, attempt_outcome=Outcome.NO_MORE if _asked_for_quiet(invitation) else ""):
        raise RuleBroken("too-late", _("Terugdraaien kan binnen een uur. Dit blijft zo staan."))
    trail.write("take-back-attempt", by=by, on=invitation)


def attempt_answered(*, invitation: Invitation, by: Who) -> None:
    """The family answered while they were spoken to: that was the attempt, when one was still allowed."""
    spoken = Invitation.objects.filter(pk=invitation.pk, attempt_at__isnull=True).exclude(attempt_outcome=Outcome.NO_MORE)
    if spoken.update(attempt_at=clock.now(), attempt_outcome=Outcome.SPOKEN):
        trail.write("attempt", by=by, on=invitation)


def no_more_reminders(*, invitation: Invitation, stop: bool = True, by: Who) -> None:
    """A family wants no more reminders about this occasion, or does after all. Once an attempt was made it stays so.

    The wish is kept also after an attempt: whoever takes that back leaves it.
    """
    Occasion.objects.select_for_update().get(pk=invitation.occasion_id)
    rows = Invitation.objects.filter(pk=invitation.pk)
    if stop:
        done = not _asked_for_quiet(invitation) and rows.update(attempt_outcome=Outcome.NO_MORE)
    else:
        done = rows.filter(attempt_at__isnull=True, attempt_outcome=Outcome.NO_MORE).update(attempt_outcome="")
    if done:
        trail.write(QUIET if stop else AGAIN, by=by, on=invitation)


def _asked_for_quiet(invitation: Invitation) -> bool:
    """Whether the family asked for no more reminders itself; a caller's tap says so too, and can be a mistake."""
    rows = TrailRow.objects.filter(object_id=invitation.pk, act__in=(QUIET, AGAIN)).order_by("-at", "-id")
    return bool(rows.values_list("act", flat=True).first() == QUIET)
