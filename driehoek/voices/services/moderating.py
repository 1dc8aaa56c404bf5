"""Before anything is shown a person looks at it: let it through, put it apart, take a name out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion

from .. import rules
from ..models import Contribution, Masking, Reading, Standing
from ..signals import tell_changed
from . import words
from .releasing import held, ready_to_show


def approve(
    *, contributions: Iterable[Contribution] = (), contribution: Contribution | None = None, as_it_is: bool = False, by: Who
) -> int:
    """Let this, or these, be shown in the hall and in the report; how many changed. Never what a colleague put apart.

    Names and numbers that are surely somebody's are taken out; names may stay `as_it_is`, when a person looked and says so.
    Raises RuleBroken 'held' for what looks like an attack on who works here.
    """
    return _stand("approve", _all(contributions, contribution), by, as_it_is=as_it_is)


def park(*, contributions: Iterable[Contribution] = (), contribution: Contribution | None = None, by: Who) -> int:
    """Keep this apart: a personal case, which no screen and no report shows. How many changed."""
    return _stand("park", _all(contributions, contribution), by)


def back_to_waiting(*, contributions: Iterable[Contribution] = (), contribution: Contribution | None = None, by: Who) -> int:
    """Take a decision back: it waits again. How many changed."""
    return _stand("back_to_waiting", _all(contributions, contribution), by)


def _all(many: Iterable[Contribution], one: Contribution | None) -> list[Contribution]:
    return [*many, *([one] if one else [])]


def _stand(verb: str, given: list[Contribution], by: Who, *, as_it_is: bool = False) -> int:
    """Locked, so that of two moderators the second one sees what the first one did. All or nothing.

    The trail names the occasion, never the contribution: with its time that would point at an anonymous row.
    """
    keys = sorted({one.pk for one in given})
    rows = {row.pk: row for row in Contribution.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    standings: dict[object, str] = {key: row.standing for key, row in rows.items()}
    change, refused = rules.sort_out(verb, standings)
    if refused:
        raise RuleBroken("decided", _("Een collega heeft dit net apart gelegd. Zo staat het nu."))
    if not change:
        return 0
    if verb == "approve":
        ready_to_show([row for key, row in rows.items() if key in change], as_it_is=as_it_is)
    if verb == "back_to_waiting" and held(change):
        raise RuleBroken("held", _("Dit gaat over iemand die hier werkt. Alleen de schoolleiding kan het terugzetten."))
    Contribution.objects.filter(pk__in=change).update(standing=rules.becomes(verb))
    for one in given:
        one.standing = rules.becomes(verb)
        if row := rows.get(one.pk):
            one.text, one.masking, one.picked, one.giver_name = row.text, row.masking, row.picked, row.giver_name
    for occasion in Occasion.objects.filter(pk__in={one.occasion_id for one in given}):
        trail.write(f"contributions-{rules.becomes(verb)}", by=by, on=occasion)
        tell_changed(occasion)
    return len(change)


def reword(*, contribution: Contribution, text: str, by: Who) -> None:
    """Take a name out before anything is shared. The old words are gone, not kept; what is left is no longer a quote.

    It is read anew before it is shown: at once when it is to be seen already. Raises RuleBroken 'held' when it attacks somebody.
    """
    row: Contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if held([contribution.pk]):
        raise RuleBroken("held", _("Dit gaat over iemand die hier werkt. Alleen de schoolleiding kan het terugzetten."))
    contribution.text = words.take(text, empty=_("Er moet iets blijven staan. Kan het zo niet gezien worden, leg het dan apart."))
    contribution.masking, contribution.picked = Masking.MASKED, False
    Contribution.objects.filter(pk=contribution.pk).update(text=contribution.text, masking=Masking.MASKED, picked=False)
    Reading.objects.filter(contribution=contribution).delete()  # it is of the old words
    trail.write("contribution-reworded", by=by, on=contribution.occasion)
    tell_changed(contribution.occasion)
    if row.standing == Standing.APPROVED:
        row.text, row.masking = contribution.text, contribution.masking
        ready_to_show([row], as_it_is=False)
        contribution.text = row.text
