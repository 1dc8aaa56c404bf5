"""A step begins, is done, left out, taken back, or leads to something elsewhere. Of two presses one counts."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, DateTimeField, F, Q, Value, When
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.meetings.models import Meeting
from driehoek.plans.models import Plan
from driehoek.scans.models import Fielding, SessionKind, TeamSession
from driehoek.voices.services import words

from ..models import Step, StepSort, Team, TeamSort, Trajectory
from .menu import close_for, open_for
from .reckoning import reckon_returned
from .starting import held

MOST_WHY = 300
OPEN = Q(done_at=None, skipped_at=None)


def start_step(*, step: Step, by: Who) -> None:
    """Begin, in any order; the menu gets what it needs."""
    step.trajectory = held(step.trajectory)
    if _change(step, OPEN & Q(started_at=None), started_at=clock.now()):
        open_for([step])
        trail.write("start_step", by=by, on=step)


def not_started(*, step: Step, by: Who) -> None:
    """Begun by mistake."""
    step.trajectory = held(step.trajectory)
    if _about(step) is not None:
        raise RuleBroken("linked", _("Bij deze stap hoort al iets. Kies op de stap eerst ‘Dit hoort er niet bij’."))
    if _change(step, OPEN & Q(started_at__isnull=False), started_at=None, about=None):
        close_for([step])
        trail.write("step_not_started", by=by, on=step)


def finish_step(*, step: Step, by: Who) -> None:
    """Done; a second time changes nothing. Open tasks stay open."""
    step.trajectory = held(step.trajectory)
    if _change(step, OPEN, **_done(by)):
        open_for([step])
        trail.write("finish_step", by=by, on=step)


def finish_earlier(*, trajectory: Trajectory, by: Who) -> list[uuid.UUID]:
    """Of an evening that was held already: all open steps that came before it are done. Their keys, to reopen them."""
    now = held(trajectory)
    if now.anchor_on >= clock.today():
        raise RuleBroken("coming", _("De avond moet nog komen. Rond de stappen één voor één af."))
    steps = list(Step.objects.filter(OPEN, trajectory=now, day__lt=0).select_related("trajectory"))
    keys = [step.pk for step in steps]
    Step.objects.filter(OPEN, pk__in=keys).update(**_done(by))
    open_for(steps)
    for step in steps:
        trail.write("finish_step", by=by, on=step)
    return keys


def _done(by: Who) -> dict[str, Any]:
    """A step that was done at once began at the same moment; so it can be told apart when it opens again."""
    moment = clock.now()
    return {"done_at": moment, "done_by_id": by.user_id, "started_at": Coalesce("started_at", moment)}


def reopen_step(*, step: Step, by: Who) -> None:
    """Not done after all; a step that began only because it was done has not begun then."""
    reopen_steps(trajectory=step.trajectory, keys=[step.pk], by=by)


def reopen_steps(*, trajectory: Trajectory, keys: Iterable[uuid.UUID], by: Who) -> None:
    now = held(trajectory)
    rows = list(Step.objects.filter(trajectory=now, pk__in=list(keys), done_at__isnull=False).select_related("trajectory"))
    found = [row.pk for row in rows]
    at_once = When(started_at=F("done_at"), about=None, then=Value(None))
    begun = Case(at_once, default=F("started_at"), output_field=DateTimeField())
    if Step.objects.filter(pk__in=found).update(started_at=begun, done_at=None, done_by_id=None):
        reckon_returned(now, found)
        close_for(rows)
        for row in rows:
            trail.write("reopen_step", by=by, on=row)


def leave_out(*, step: Step, why: str, by: Who) -> None:
    """A school may walk past a step; it says why, for who comes after."""
    reason = words.take_line(why, MOST_WHY, empty=_("Schrijf kort waarom jullie deze stap overslaan."))
    held(step.trajectory)
    if _change(step, OPEN, skipped_at=clock.now(), skipped_why=reason):
        trail.write("leave_out_step", by=by, on=step)


def take_back(*, step: Step, by: Who) -> None:
    now = held(step.trajectory)
    if _change(step, Q(skipped_at__isnull=False), skipped_at=None, skipped_why=""):
        reckon_returned(now, [step.pk])
        trail.write("take_back_step", by=by, on=step)


def _change(step: Step, where: Q, **values: Any) -> bool:
    return bool(Step.objects.filter(where, pk=step.pk).update(**values))


# ---- what a step leads to

_SESSIONS = {
    StepSort.SCAN: [SessionKind.TEAM_SCAN],
    StepSort.TURNOUT: [SessionKind.TEAM_SCAN],
    StepSort.VISION: [SessionKind.VISION],
}


def things_for(sort: str) -> Any:
    """What a step of this sort may be about, the newest first; None for a sort that leads to nothing."""
    if sort in _SESSIONS:
        return TeamSession.objects.filter(kind__in=_SESSIONS[StepSort(sort)]).order_by("-made_at", "pk")
    if sort == StepSort.QUESTIONNAIRE:
        return Fielding.objects.order_by("-made_at", "pk")
    if sort == StepSort.MEETING:
        return Meeting.objects.select_related("occasion").order_by("-occasion__starts_at", "pk")
    if sort in {StepSort.PLAN, StepSort.PROGRAMME}:
        return Plan.objects.annotate(many=Count("activities")).order_by("-made_at", "pk")
    if sort != StepSort.TEAM:
        return None
    teams = Team.objects.filter(sort=TeamSort.PARTNERSHIP, ended_at=None)
    return teams.annotate(many=Count("members", filter=Q(members__left_at=None))).order_by("-made_at", "pk")


def _about(step: Step) -> Any:
    """The row that the step is about now; None when there is none, or not any more."""
    about = Step.objects.filter(pk=step.pk).values_list("about", flat=True).first()
    rows = things_for(step.sort)
    return rows.filter(pk=about).first() if about and rows is not None else None


def link_step(*, step: Step, about: uuid.UUID, by: Who) -> None:
    """The step is about this now, and so under way. RuleBroken when a colleague chose something else at the same moment."""
    rows = things_for(step.sort)
    if rows is None or not rows.filter(pk=about).exists():
        raise RuleBroken("unknown", _("Dit is er niet meer. Kies iets anders."), 422)
    step.trajectory = held(step.trajectory)
    free = Q(about=None) | Q(about=about)
    if _about(step) is None:
        free |= Q(about__isnull=False)  # what it was about was thrown away
    if not _change(step, free & Q(skipped_at=None), about=about, started_at=Coalesce("started_at", clock.now())):
        raise RuleBroken("linked", _("Bij deze stap is net iets anders gekozen. Zo staat het nu."))
    open_for([step])
    trail.write("link_step", by=by, on=step)


def loosen_step(*, step: Step, by: Who) -> uuid.UUID | None:
    """The step is about nothing any more; the thing itself stays. What it was about, to link it again."""
    held(step.trajectory)
    was: uuid.UUID | None = step.about
    if was is not None and _change(step, Q(about=was, done_at=None), about=None):
        trail.write("loosen_step", by=by, on=step)
        return was
    return None


def lead_to(*, step: Step, make: Callable[[], Any], by: Who) -> Any:
    """What the step is about; made now with `make` unless a colleague, or the same press, was first."""
    held(step.trajectory)
    there = _about(step)
    if there is not None:
        return there
    made = make()
    link_step(step=step, about=made.pk, by=by)
    return made
