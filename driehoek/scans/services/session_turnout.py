"""The turnout plan at the end of a team scan: the day, the programme, and for each class how all parents will be there."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.reading import template_keys
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.voices.services import words

from ..models import TeamSession, TurnoutLine, TurnoutPlan
from .sessions import held, screens_change

MOST_LINE, MOST_EVERYBODY = 300, 1000


@dataclass(frozen=True)
class Line:
    """Of one class. Never about one family."""

    inviter: StaffMember | None
    in_the_way: str = ""
    arranged: str = ""


def save_turnout(
    *, session: TeamSession, meeting_on: dt.date | None, template: str, everybody: str, lines: Mapping[uuid.UUID, Line], by: Who
) -> TurnoutPlan:
    """Write the plan down; it can be changed after the session was closed as well. Lines without a word go."""
    now = held(session)
    if template and template not in template_keys():
        raise RuleBroken("template", _("Kies een soort uit de lijst."), 422)
    plan: TurnoutPlan
    plan, _made = TurnoutPlan.objects.update_or_create(
        session=now,
        defaults={
            "meeting_on": meeting_on,
            "template": template,
            "everybody": words.take(everybody, MOST_EVERYBODY) if everybody.strip() else "",
        },
    )
    known = set(SchoolClass.objects.filter(pk__in=list(lines)).values_list("pk", flat=True))
    TurnoutLine.objects.filter(plan=plan).delete()
    TurnoutLine.objects.bulk_create(
        TurnoutLine(
            plan=plan,
            school_class_id=key,
            inviter=line.inviter,
            in_the_way=words.take_line(line.in_the_way, MOST_LINE, optional=True),
            arranged=words.take_line(line.arranged, MOST_LINE, optional=True),
        )
        for key, line in lines.items()
        if key in known and (line.inviter or line.in_the_way.strip() or line.arranged.strip())
    )
    screens_change(now)
    trail.write("save_turnout", by=by, on=now)
    return plan
