"""The turnout plan of a session, for its page, its paper and the large screen."""

from dataclasses import dataclass

from django.utils.translation import get_language

from driehoek.library.reading import load_template, template_keys

from ..models import TeamSession, TurnoutLine, TurnoutPlan


@dataclass(frozen=True)
class Turnout:
    """`lines`: classes with who invites, what is in the way and what we arrange. `query` prefills a new meeting."""

    plan: TurnoutPlan
    programme: str
    lines: list[TurnoutLine]
    query: str


def turnout_of(session: TeamSession) -> Turnout | None:
    plan = TurnoutPlan.objects.filter(session=session).first()
    if plan is None:
        return None
    programme = load_template(plan.template).title.say(get_language() or "nl") if plan.template in template_keys() else ""
    query = [f"soort={plan.template}" if programme else "", f"dag={plan.meeting_on.isoformat()}" if plan.meeting_on else ""]
    lines = TurnoutLine.objects.filter(plan=plan).select_related("school_class", "inviter")
    return Turnout(plan, programme, list(lines), "&".join(one for one in query if one))
