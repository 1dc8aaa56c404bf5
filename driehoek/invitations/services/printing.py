"""Letters on paper: what is printed is marked, and a mail that did not arrive becomes a letter."""

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.queries.families import families
from driehoek.invitations.queries.reminders import first_on_paper, may_be_reminded_on_paper, not_reached

from .occasions import still_on
from .sending import give_codes


def mark_printed(*, class_invitation: ClassInvitation, reminder: bool = False, by: Who) -> list[Invitation]:
    """Take the letters of a class that are due now, and count them as given; the invitations to print.

    First letters are those of who has no e-mail; with `reminder` those whom the stop rule lets remind. Raises RuleBroken
    before the class was sent.
    """
    if class_invitation.sent_at is None:
        raise RuleBroken("not-sent", _("Deze brieven zijn er zodra de uitnodiging is goedgekeurd en verstuurd."))
    still_on(Occasion.objects.select_for_update().get(pk=class_invitation.occasion_id))  # a double click waits here
    due = may_be_reminded_on_paper(class_invitation) if reminder else first_on_paper(class_invitation)
    due = _who_may_receive(class_invitation, due)
    give_codes(class_invitation.occasion, due)
    rows = Invitation.objects.filter(pk__in=[one.pk for one in due])
    if reminder:
        rows.update(reminders=F("reminders") + 1, reminded_at=clock.now())
    else:
        rows.update(sent_at=clock.now())
    trail.write("print-reminders" if reminder else "print-letters", by=by, on=class_invitation)
    return due


def _who_may_receive(class_invitation: ClassInvitation, rows: list[Invitation]) -> list[Invitation]:
    """Decided now, not when the list was made: no letter is counted that is not printed."""
    classes = ClassInvitation.objects.filter(occasion=class_invitation.occasion_id).values_list("school_class_id", flat=True)
    found = families(list(classes), [row.household_id for row in rows]) if rows else {}
    return [row for row in rows if row.household_id in found]


def another_way_for_class(*, class_invitation: ClassInvitation, by: Who) -> int:
    """Every family of this class whom no mail reached gets a printed letter; how many that are."""
    Occasion.objects.select_for_update().get(pk=class_invitation.occasion_id)
    lost = [row.pk for row in not_reached(class_invitation)]
    done: int = Invitation.objects.filter(pk__in=lost).update(channel=Channel.PAPER, sent_at=None)
    trail.write("another-way", by=by, on=class_invitation)
    return done


def another_way(*, invitation: Invitation, by: Who) -> None:
    """The mail did not arrive: this family gets a printed letter. Not a reminder, since nothing reached them. Twice is once.

    Raises RuleBroken for who answered, is left in peace, or was reached.
    """
    Occasion.objects.select_for_update().get(pk=invitation.occasion_id)
    current = Invitation.objects.select_related("class_invitation").get(pk=invitation.pk)
    if Reply.objects.filter(invitation=current).exists():
        raise RuleBroken("answered", _("Deze familie heeft al geantwoord. Een brief is niet nodig."))
    if current.is_let_go:
        raise RuleBroken(
            "let-go", _("Dit gezin is al één keer persoonlijk gesproken of wil niet meer horen. Nu laten we het los.")
        )
    if current.channel == Channel.PAPER:
        return
    if current.pk not in {row.pk for row in not_reached(current.class_invitation)}:
        raise RuleBroken("arrived", _("De mail aan dit gezin kwam niet terug. Een brief is niet nodig."))
    Invitation.objects.filter(pk=current.pk).update(channel=Channel.PAPER, sent_at=None)
    trail.write("another-way", by=by, on=invitation)
