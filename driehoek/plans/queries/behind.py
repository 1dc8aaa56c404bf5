"""What stands behind an action: its ambition, and words of people that its line quotes."""

from django.utils.translation import gettext as _

from driehoek.actions.models import ActionItem
from driehoek.actions.sources import Behind
from driehoek.voices.models import Contribution
from driehoek.voices.queries.pulse import APART

from ..models import LineSource, PlannedAction, SourceSort
from .trace import short

MOST_WORDS = 5


def ambition_behind(action: ActionItem) -> list[Behind]:
    """One query, and one more when the action belongs to an ambition."""
    planned = PlannedAction.objects.filter(action=action).select_related("ambition__plan").first()
    if planned is None:
        return []
    line = planned.ambition
    quoted = LineSource.objects.filter(line=line, sort=SourceSort.CONTRIBUTION, gone_at=None).order_by().values("about")
    rows = Contribution.objects.filter(pk__in=quoted).exclude(APART).order_by("pk")[: 2 * MOST_WORDS]
    words = [(one.voice, one.text) for one in rows if one.may_be_quoted][:MOST_WORDS]
    where = _("Uit het plan ‘%(title)s’, %(chapter)s.") % {"title": line.plan.title, "chapter": line.get_chapter_display()}
    return [Behind(short(line), "plan_ambition", line.pk, where, words)]
