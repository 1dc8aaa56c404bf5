"""What did not arrive goes once more, to an address that was corrected since."""

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Invitation
from driehoek.invitations.queries.arriving import dead_letters
from driehoek.outbox import letters
from driehoek.outbox.models import Message, State


def send_again(*, invitation: Invitation, by: Who) -> int:
    """The letters about this invitation that failed at an address that is another by now; how many. Twice is once.

    What is no longer wanted, such as a reminder after an answer, is dropped when it is made. Raises RuleBroken when no address
    was corrected.
    """
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    failed = Message.objects.filter(about=invitation.pk, state=State.FAILED)
    dead = list(dead_letters(failed).order_by().values_list("pk", flat=True))
    better = list(failed.exclude(pk__in=dead).order_by("put_at"))
    if not better:
        raise RuleBroken("still-dead", _("Het adres is nog hetzelfde. Verbeter het eerst bij het gezin."))
    last = {(row.letter, row.to): row for row in better}
    letters.put_many((row.to, row.letter, row.about, f"again:{row.pk}") for row in last.values())
    trail.write("send-again", by=by, on=invitation)
    return len(last)
