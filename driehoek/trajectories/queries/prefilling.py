"""What the path knows already when a step leads to something new: a finished step fills the next."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.invitations.models import Occasion
from driehoek.library import reading_path
from driehoek.library.reading import load_template, template_keys
from driehoek.scans.models import Fielding, TurnoutPlan

from ..models import Step, StepSort, Trajectory

SESSIONS = (StepSort.SCAN, StepSort.VISION, StepSort.TURNOUT)
FIRST_TEMPLATE = "parents_meeting"


def _abouts(trajectory: Trajectory, *sorts: str) -> list[uuid.UUID]:
    rows = Step.objects.filter(trajectory=trajectory, sort__in=sorts, about__isnull=False).order_by("position")
    return list(rows.values_list("about", flat=True))


def likely(step: Step) -> uuid.UUID | None:
    """What this step is most likely about: the session of the scan for the turnout plan, the plan for its programme."""
    sorts = {StepSort.TURNOUT: StepSort.SCAN, StepSort.PROGRAMME: StepSort.PLAN}
    found = _abouts(step.trajectory, sorts[StepSort(step.sort)]) if step.sort in sorts else []
    return found[-1] if found else None


def plan_of(trajectory: Trajectory) -> uuid.UUID | None:
    """The plan that its step is about, for the team that works on it."""
    found = _abouts(trajectory, StepSort.PLAN, StepSort.PROGRAMME)
    return found[0] if found else None


@dataclass(frozen=True)
class Evening:
    """`day`: None when the day that was agreed is over."""

    template: str
    title: str
    day: dt.date | None


def evening(step: Step) -> Evening:
    """The day and the programme of the turnout plan of this trajectory; without one those of the trajectory itself."""
    trajectory = step.trajectory
    agreed = TurnoutPlan.objects.filter(session__in=_abouts(trajectory, StepSort.SCAN, StepSort.TURNOUT)).last()
    path = next((one for one in reading_path.load_paths() if one.key == trajectory.template), None)
    wished = [agreed.template if agreed else "", path.meeting if path else "", FIRST_TEMPLATE]
    template = next(one for one in wished if one in template_keys())
    day = (agreed.meeting_on if agreed else None) or (trajectory.anchor_on if step.day == 0 else step.due_on)
    return Evening(template, load_template(template).title.say("nl"), day if day >= clock.today() else None)


def drawn(trajectory: Trajectory) -> dict[str, Any]:
    """What the plan draws from: the boards, questionnaires and sessions of this trajectory; a first plan of none proposes all.

    Two questions. Keys of what was thrown away are among them; the form passes them over.
    """
    rows = Step.objects.filter(trajectory=trajectory, about__isnull=False).values_list("sort", "about")
    abouts: dict[str, list[uuid.UUID]] = defaultdict(list)
    for sort, about in rows:
        abouts[sort].append(about)
    evenings, fieldings = abouts[StepSort.MEETING], abouts[StepSort.QUESTIONNAIRE]
    boards = Fielding.objects.filter(pk__in=fieldings, occasion__isnull=False).order_by().values("occasion")
    occasions = Occasion.objects.filter(Q(meeting__in=evenings) | Q(pk__in=boards)) if evenings or fieldings else ()
    found = {
        "occasions": [str(one.pk) for one in occasions],
        "fieldings": [str(key) for key in fieldings],
        "sessions": list({str(key) for sort in SESSIONS for key in abouts[sort]}),
    }
    first = {"title": _("Visie- en ambitieplan"), "year": trajectory.year_id}
    return first | found if any(found.values()) else first
