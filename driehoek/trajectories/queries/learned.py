"""What a year left for the next one, at the step that it is about: from the look back on its evenings and on its activities."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from driehoek.meetings.models import Meeting
from driehoek.plans.models import Activity, Verdict

from ..models import Step, StepSort, Trajectory

MOST_OF_ONE_SORT = 12  # activities; the rest stands in the programme
OF_AN_EVENING = ("keep", "change", "next")


@dataclass(frozen=True)
class Learned:
    """`kind`: keep, change, next, adapt or left_out. `route` and `about`: the page where it stands, '' for none."""

    kind: str
    text: str
    title: str = ""  # of the evening or the activity
    route: str = ""
    about: uuid.UUID | None = None

    @property
    def label(self) -> str:
        return {
            "keep": str(Verdict.KEEP.label), "adapt": str(Verdict.ADAPT.label), "change": _("anders doen"),
            "next": _("voor de volgende keer"), "left_out": _("overgeslagen"),
        }[self.kind]  # fmt: skip


def learned_in(trajectory: Trajectory) -> list[tuple[Step, list[Learned]]]:
    """Of each step of this year that left something, in the order of the path. Three queries."""
    steps = list(Step.objects.filter(trajectory=trajectory))
    left = _left(steps)
    return [(step, left[step.pk]) for step in steps if left[step.pk]]


def learned_for(trajectory: Trajectory) -> dict[uuid.UUID, list[Learned]]:
    """{step of this trajectory: what the year before left for it}. No query for a first year, otherwise three."""
    if trajectory.after_id is None:
        return {}
    steps = list(Step.objects.filter(trajectory__in=[trajectory.pk, trajectory.after_id]))
    then = [step for step in steps if step.trajectory_id != trajectory.pk]
    left = _left(then)
    by_name: dict[tuple[str, str], list[Learned]] = defaultdict(list)
    for step in then:
        by_name[_name(step)] += left[step.pk]
    now = [step for step in steps if step.trajectory_id == trajectory.pk]
    return {step.pk: by_name[_name(step)] for step in now if by_name[_name(step)]}


def learned_at(step: Step) -> list[Learned]:
    """What the year before left for this one step; a first year has nothing. No query then, otherwise three."""
    return learned_for(step.trajectory).get(step.pk, [])


def _name(step: Step) -> tuple[str, str]:
    """What makes a step the same in two years: its place in the template, otherwise what it is called."""
    return (step.sort, step.key or step.title)


def _left(steps: list[Step]) -> dict[uuid.UUID, list[Learned]]:
    """Two queries at most."""
    found: dict[uuid.UUID, list[Learned]] = defaultdict(list)
    evenings = {step.about: step for step in steps if step.sort == StepSort.MEETING and step.about}
    if evenings:
        for meeting in Meeting.objects.filter(pk__in=list(evenings)).select_related("occasion"):
            found[evenings[meeting.pk].pk] += _of_evening(meeting)
    plan, where = _programme(steps)
    if plan is not None and where is not None:
        rows = Activity.objects.filter(plan=plan, verdict__in=[Verdict.KEEP, Verdict.ADAPT])
        for one in rows.order_by("verdict", "planned_on", "pk")[:MOST_OF_ONE_SORT]:
            found[where.pk].append(Learned(str(one.verdict), one.learned, one.title, "activity", one.pk))
    for step in steps:
        if step.skipped_at is not None and step.skipped_why:
            found[step.pk].append(Learned("left_out", step.skipped_why))
    return found


def _of_evening(meeting: Meeting) -> list[Learned]:
    kept = meeting.evaluation
    return [
        Learned(kind, str(kept[kind]), meeting.occasion.title, "meeting", meeting.pk) for kind in OF_AN_EVENING if kept.get(kind)
    ]


def _programme(steps: list[Step]) -> tuple[uuid.UUID | None, Step | None]:
    """The plan of this year, and the step where its activities are thought of."""
    plans = [step for step in steps if step.sort in {StepSort.PROGRAMME, StepSort.PLAN} and step.about]
    programme = next((step for step in steps if step.sort == StepSort.PROGRAMME), None)
    return (plans[-1].about, programme or plans[-1]) if plans else (None, None)
