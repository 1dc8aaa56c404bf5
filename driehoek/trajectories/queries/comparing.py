"""This year beside the year before: totals of the school, in words. Nothing of a class, a family or a colleague; no score."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from driehoek.actions.models import ActionState, AnswerKind
from driehoek.clock import SCHOOL_TIME
from driehoek.meetings.models import Attendee, Meeting
from driehoek.plans.models import Activity, ActivityState, Chapter, Line, PlannedAction, Verdict
from driehoek.plans.queries.trace import short
from driehoek.scans.models import Fielding
from driehoek.voices.models import Contribution, Standing, Voice

from ..models import Step, StepSort, Trajectory
from ..rules_years import matched, words
from .comparing_scan import ScanBeside, scan_beside
from .reached import Reached, reached

OPEN = "open"
HELD = frozenset({ActivityState.DONE})


@dataclass(frozen=True)
class Ambition:
    """`before`: how it read a year before, when that was otherwise. `is_reached`: all that belonged to it was done."""

    key: uuid.UUID
    text: str
    before: str = ""
    is_reached: bool = False


@dataclass(frozen=True)
class Ambitions:
    """`reached` and `let_go`: of the year before, and not in the plan of now."""

    carried: list[Ambition]
    new: list[Ambition]
    reached: list[Ambition]
    let_go: list[Ambition]


@dataclass(frozen=True)
class Year:
    """`came`: parents. `held`: titles of activities by what the team does with them ('' for not talked about yet).

    `answers`: how many contributions got each of the four answers, with 'open' for none yet.
    """

    trajectory: Trajectory
    meetings: list[Any]
    reached: Reached | None
    came: int
    held: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)

    @property
    def said(self) -> int:
        return sum(self.answers.values())

    @property
    def answered(self) -> list[tuple[str, int]]:
        """The four answers in their order, those that were given."""
        return [(str(AnswerKind(kind).label), self.answers[kind]) for kind in AnswerKind.values if self.answers.get(kind)]

    @property
    def open(self) -> int:
        return self.answers.get(OPEN, 0)

    @property
    def held_count(self) -> int:
        return sum(map(len, self.held.values()))

    @property
    def verdicts(self) -> list[tuple[str, list[str]]]:
        return [(str(Verdict(one).label), self.held[one]) for one in (*Verdict.values[1:], "") if self.held.get(one)]


@dataclass(frozen=True)
class Beside:
    now: Year
    then: Year
    scan: ScanBeside | None
    ambitions: Ambitions | None


@dataclass(frozen=True)
class _About:
    """What the steps of one year led to."""

    meetings: set[uuid.UUID]
    fieldings: set[uuid.UUID]
    plans: set[uuid.UUID]


def beside(trajectory: Trajectory, language: str = "nl") -> Beside | None:
    """None for a first year. Nine queries."""
    if trajectory.after_id is None:
        return None
    both = Step.objects.filter(trajectory__in=[trajectory.pk, trajectory.after_id]).select_related("trajectory__year")
    steps = list(both)
    known = (step.trajectory for step in steps if step.trajectory_id == trajectory.after_id)
    before = next(known, None) or Trajectory.for_gate().get(pk=trajectory.after_id)
    now, then = (_about([step for step in steps if step.trajectory_id == one.pk]) for one in (trajectory, before))
    evenings = _meetings(now.meetings | then.meetings)
    fieldings = list(
        Fielding.objects.filter(pk__in=now.fieldings | then.fieldings)
        .select_related("version", "result")
        .order_by("-closes_on", "pk")
    )
    asked = [[one for one in fieldings if one.pk in side.fieldings] for side in (now, then)]
    sides = [[one for one in evenings if _belongs(one, side)] for side in (now, then)]
    said = _answers({one.occasion_id for one in evenings} | {one.occasion_id for one in fieldings if one.occasion_id})
    activities = list(Activity.objects.filter(plan__in=now.plans | then.plans).order_by("planned_on", "title", "pk"))
    years = [
        Year(
            one, own, reached(own), sum(map(_came, own)), _held(_of_year(activities, side, other, trajectory, is_now)),
            _sum(said, [row.occasion_id for row in (*own, *asks)]),
        )
        for one, own, asks, side, other, is_now in (
            (trajectory, sides[0], asked[0], now, then, True), (before, sides[1], asked[1], then, now, False),
        )
    ]  # fmt: skip
    return Beside(years[0], years[1], scan_beside(*asked, language), _ambitions(now.plans, then.plans, activities))


def _about(steps: list[Step]) -> _About:
    def of(*sorts: str) -> set[uuid.UUID]:
        return {step.about for step in steps if step.sort in sorts and step.about is not None and step.skipped_at is None}

    return _About(of(StepSort.MEETING), of(StepSort.QUESTIONNAIRE), of(StepSort.PLAN, StepSort.PROGRAMME))


def _belongs(meeting: Meeting, side: _About) -> bool:
    return meeting.pk in side.meetings or meeting.session_of_id in side.meetings


def _meetings(keys: set[uuid.UUID]) -> list[Any]:
    """Evenings with all their sessions; what did not go on is left out."""
    came = Attendee.objects.filter(meeting=OuterRef("pk"), voice=Voice.PARENTS, arrived_at__isnull=False).order_by()
    rows = Meeting.objects.filter(Q(pk__in=keys) | Q(session_of__in=keys), occasion__cancelled_at__isnull=True)
    counted = came.values("meeting").annotate(n=Count("pk")).values("n")
    return list(rows.annotate(arrived=Coalesce(Subquery(counted), 0)).select_related("occasion").order_by("occasion__starts_at"))


def _came(meeting: Any) -> int:
    """Parents. The list of names goes after a fortnight, the count of the report stays."""
    return int(meeting.report_came.get(Voice.PARENTS, 0)) or int(meeting.arrived)


def _answers(occasions: set[uuid.UUID]) -> list[tuple[uuid.UUID, str, int]]:
    """(occasion, kind of answer or 'open', how many); what was put apart does not count. One query."""
    rows = Contribution.objects.filter(occasion__in=occasions).exclude(standing=Standing.PARKED).order_by()
    kinds = rows.values_list("occasion_id", Coalesce("answer__kind", "theme__answer__kind")).annotate(n=Count("pk"))
    return [(occasion, kind or OPEN, count) for occasion, kind, count in kinds]


def _sum(said: list[tuple[uuid.UUID, str, int]], occasions: list[uuid.UUID | None]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for occasion, kind, count in said:
        if occasion in occasions:
            found[kind] += count
    return dict(found)


def _of_year(activities: list[Activity], side: _About, other: _About, now: Trajectory, is_now: bool) -> list[Activity]:
    """Of a plan that runs on, by the day, or without one by when it was written down; otherwise all of its plan."""
    first = now.year.first_day
    return [
        one
        for one in activities
        if one.plan_id in side.plans
        and (
            one.plan_id not in other.plans or ((one.planned_on or one.made_at.astimezone(SCHOOL_TIME).date()) >= first) == is_now
        )
    ]


def _held(activities: list[Activity]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in activities:
        if one.state in HELD:
            found.setdefault(str(one.verdict), []).append(one.title)
    return found


def _ambitions(now: set[uuid.UUID], then: set[uuid.UUID], activities: list[Activity]) -> Ambitions | None:
    """None while either year has no plan. Two queries."""
    if not now or not then:
        return None
    lines = list(Line.objects.filter(plan__in=now | then, chapter=Chapter.AMBITIONS, dropped_at=None))
    done = _done([line.pk for line in lines], activities)
    texts = {str(line.pk): short(line) for line in lines}
    rows = {str(line.pk): line for line in lines}
    found = matched(
        {str(line.pk): short(line) for line in lines if line.plan_id in now},
        {str(line.pk): short(line) for line in lines if line.plan_id in then},
    )

    def told(key: str, before: str = "") -> Ambition:
        changed = before and words(texts[before]) != words(texts[key])
        pks = {rows[key].pk, rows[before].pk} if before else {rows[key].pk}
        return Ambition(rows[key].pk, texts[key], texts[before] if changed else "", bool(pks & done))

    past = [told(key) for key in found.past]
    return Ambitions(
        [told(*pair) for pair in found.carried], [told(key) for key in found.new],
        [one for one in past if one.is_reached], [one for one in past if not one.is_reached],
    )  # fmt: skip


def _done(lines: list[uuid.UUID], activities: Iterable[Activity]) -> set[uuid.UUID]:
    """Ambitions with something that belongs to them, all of it done; what was stopped does not count. One query."""
    states: dict[uuid.UUID, set[bool]] = {}
    rows = PlannedAction.objects.filter(ambition__in=lines).exclude(action__state=ActionState.STOPPED).order_by()
    for ambition, state in rows.values_list("ambition_id", "action__state"):
        states.setdefault(ambition, set()).add(state == ActionState.DONE)
    for one in activities:
        if one.ambition_id is not None and one.state not in {ActivityState.STOPPED, ActivityState.IDEA}:
            states.setdefault(one.ambition_id, set()).add(one.state == ActivityState.DONE)
    return {key for key, all_done in states.items() if all_done == {True}}
