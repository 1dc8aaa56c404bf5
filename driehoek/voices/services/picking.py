"""Words that are quoted in the report: chosen by people, from what may be seen and from which nothing was taken out."""

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from .. import rules
from ..models import Contribution
from ..signals import tell_changed


def pick(*, contribution: Contribution, picked: bool, by: Who) -> None:
    """Quote these words, or no longer. Raises RuleBroken for what nobody may see, or what was masked: that is not a quote."""
    row: Contribution = Contribution.objects.select_for_update().select_related("occasion").get(pk=contribution.pk)
    if picked and not rules.may_be_quoted(row.standing, row.masking):
        raise RuleBroken(
            "not-to-quote", _("Dit kan geen citaat zijn: het is nog niet bekeken, of er is een naam uit weggehaald.")
        )
    if row.picked == picked:
        return
    Contribution.objects.filter(pk=row.pk).update(picked=picked)
    contribution.picked = picked
    trail.write("pick-quote" if picked else "unpick-quote", by=by, on=row.occasion)
    tell_changed(row.occasion)
