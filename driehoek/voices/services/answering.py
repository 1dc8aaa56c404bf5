"""An answer to a theme, or to one contribution by itself."""

from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.actions import services as actions
from driehoek.actions.models import Answer

from ..models import Contribution, Theme


def answer_theme(*, theme: Theme, by: Who, **given: Any) -> Answer:
    """Answer a theme; what is given is as in `actions.services.give_answer` (kind, text, news_on, action_…, seen)."""
    here: Theme = Theme.objects.select_for_update().get(pk=theme.pk)
    answer = actions.give_answer(before=here.answer, by=by, **given)
    Theme.objects.filter(pk=theme.pk).update(answer=answer)
    theme.answer = answer
    trail.write("answer-theme", by=by, on=theme)
    return answer


def answer_contribution(*, contribution: Contribution, by: Who, **given: Any) -> Answer:
    """Answer one contribution by itself, besides what its theme is answered. The trail names the answer alone."""
    here: Contribution | None = Contribution.objects.select_for_update(of=("self",)).filter(pk=contribution.pk).first()
    if here is None:
        raise RuleBroken("gone", _("Deze inbreng is er niet meer: de gever nam de woorden terug."))
    answer = actions.give_answer(before=here.answer, by=by, **given)
    Contribution.objects.filter(pk=contribution.pk).update(answer=answer)
    contribution.answer = answer
    trail.write("answer", by=by, on=answer)
    return answer
