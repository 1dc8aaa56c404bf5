"""The whole path of a trajectory for one page, the list of trajectories, and the templates that a school can start from."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When, Window
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.policy import LEADERS
from driehoek.access.who import Who
from driehoek.library import reading_path
from driehoek.library.shapes_path import Path
from driehoek.meetings.queries import role_word
from driehoek.schools.asked import Asked

from .. import rules
from ..models import BodyAnswer, Intake, PathTask, Step, StepSort, Trajectory
from .leading import ALL_BODIES, Thing, things_of

STATES: dict[str, Any] = {
    "done": gettext_lazy("klaar"), "under_way": gettext_lazy("bezig"), "next": gettext_lazy("hierna"), "waits": gettext_lazy("wacht"), "left_out": gettext_lazy("overgeslagen"),
}  # fmt: skip
DOTS = {"done": "done", "under_way": "now", "next": "near", "waits": "next", "left_out": "passed"}


@dataclass(frozen=True)
class TaskLine:
    """`owner`: a name for the owner and for leaders, '' for others; they see the role."""

    id: uuid.UUID
    title: str
    why: str
    role: str
    owner: str
    has_owner: bool
    is_mine: bool
    due_on: dt.date
    hours: Decimal
    is_done: bool
    text_key: str


@dataclass(frozen=True)
class StepLine:
    """`words`: how far it is, '' when there is nothing to say. `ready`: what it is about is far enough to finish the step."""

    row: Step
    state: rules.State
    thing: Thing | None
    words: str
    ready: bool
    tasks: list[TaskLine] = field(default_factory=list)

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def dot(self) -> str:
        return DOTS[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in {"waits", "next", "under_way"}

    @property
    def tasks_done(self) -> int:
        return sum(task.is_done for task in self.tasks)

    @property
    def tasks_open(self) -> int:
        return len(self.tasks) - self.tasks_done

    @property
    def over(self) -> bool:
        """Its day is over and it is still open: it waits, nobody is late."""
        return self.is_open and self.row.due_on < clock.today()


@dataclass(frozen=True)
class PathPage:
    trajectory: Trajectory
    steps: list[StepLine]
    now: StepLine | None
    hours: list[rules.Hours]

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def counted(self) -> int:
        return sum(step.state != "left_out" for step in self.steps)

    @property
    def total_hours(self) -> Decimal:
        return sum((one.hours for one in self.hours), Decimal(0))

    @property
    def days_left(self) -> int:
        return (self.trajectory.anchor_on - clock.today()).days

    @property
    def from_start(self) -> bool:
        """Whether its days count from its first day, not from an evening."""
        path = _template(self.trajectory)
        return path is not None and path.counts_from == "start"

    @property
    def has_evening(self) -> bool:
        return any(step.row.sort == StepSort.MEETING and step.state != "left_out" for step in self.steps)

    @property
    def is_young(self) -> bool:
        """Too early to look back on it, or to think of the next year: it has not come to its evening, or to its last step."""
        if self.trajectory.after_id is not None or self.trajectory.ended_at is not None:
            return False
        if self.from_start:
            return any(step.is_open and step.row.due_on >= clock.today() for step in self.steps)
        return self.days_left >= 0

    @property
    def earlier(self) -> int:
        """How many open steps came before an evening that was held already."""
        if self.days_left >= 0:
            return 0
        return sum(step.is_open and step.row.day is not None and step.row.day < 0 for step in self.steps)

    @property
    def other_day(self) -> dt.date | None:
        """The day of its meeting, when the path counts from another."""
        if self.from_start:
            return None
        days = [step.thing.day for step in self.steps if step.row.sort == StepSort.MEETING and step.row.day == 0 and step.thing]
        return next((day for day in days if day and day != self.trajectory.anchor_on), None)


def page_of_path(trajectory: Trajectory, who: Who, sector: str) -> PathPage:
    """All steps with their tasks and what they are about: two questions, and one for each sort of thing that is there."""
    rows = list(_steps(Step.objects.filter(trajectory=trajectory)))
    tasks: dict[uuid.UUID, list[PathTask]] = defaultdict(list)
    for task in _in_order(trajectory, PathTask.objects.filter(step__trajectory=trajectory)):
        tasks[task.step_id].append(task)
    lines = _lines(rows, tasks, who, sector)
    here = rules.current([line.state for line in lines])
    work = [task for many in tasks.values() for task in many]
    hours = [rules.Hours(role_word(one.role, sector), one.hours, one.tasks) for one in rules.hours_by_role(work)]
    return PathPage(trajectory, lines, None if here is None else lines[here], hours)


def page_of_step(step: Step, who: Who, sector: str) -> tuple[StepLine, StepLine | None, StepLine | None]:
    """One step with those before and behind it. Tasks of this one only."""
    rows = list(_steps(Step.objects.filter(trajectory=step.trajectory_id)))
    tasks = _in_order(step.trajectory, PathTask.objects.filter(step=step))
    lines = _lines(rows, {step.pk: tasks}, who, sector, only=step)
    place = next(number for number, row in enumerate(rows) if row.pk == step.pk)
    return lines[place], lines[place - 1] if place else None, lines[place + 1] if place + 1 < len(lines) else None


def _in_order(trajectory: Trajectory, rows: Any) -> list[PathTask]:
    """By day; those of one day as they stand in the template, since the first steps of a short path all begin today."""
    path = _template(trajectory)
    places = {work.key: number for number, work in enumerate(work for step in path.steps for work in step.work)} if path else {}
    return sorted(rows.select_related("owner"), key=lambda task: (task.due_on, places.get(task.key, len(places)), task.pk))


def _template(trajectory: Trajectory) -> Path | None:
    return next((one for one in reading_path.load_paths() if one.key == trajectory.template), None)


def _steps(rows: Any) -> Any:
    """With how many bodies were told and when the talk before the beginning was."""
    told = BodyAnswer.objects.filter(trajectory=OuterRef("trajectory")).order_by().values("trajectory")
    talk = Intake.objects.filter(trajectory=OuterRef("trajectory")).values("held_on")[:1]
    return rows.annotate(bodies_told=Subquery(told.annotate(n=Count("pk")).values("n")), talked_on=Subquery(talk))


def _lines(rows: list[Any], tasks: Any, who: Who, sector: str, only: Step | None = None) -> list[StepLine]:
    moments = [rules.Moments(bool(row.started_at), bool(row.done_at), bool(row.skipped_at)) for row in rows]
    things = things_of(rows if only is None else [row for row in rows if row.pk == only.pk])
    found = []
    for row, state in zip(rows, rules.states(moments), strict=True):
        thing = things.get(row.pk)
        words, ready = _how_far(row, thing)
        work = [_task_line(task, who, sector) for task in tasks.get(row.pk, [])]
        found.append(StepLine(row, state, thing, words, ready, work))
    return found


def _how_far(row: Any, thing: Thing | None) -> tuple[str, bool]:
    if row.sort == StepSort.BODIES:
        told = row.bodies_told or 0
        words = _("%(told)s van %(all)s weten het") % {"told": told, "all": ALL_BODIES} if told else ""
        return words, told >= ALL_BODIES
    if row.sort == StepSort.INTAKE and row.talked_on:
        return _("gehouden op %(day)s") % {"day": date_format(row.talked_on, "j F")}, True
    return (thing.words, thing.is_done) if thing else ("", False)


def _task_line(task: PathTask, who: Who, sector: str) -> TaskLine:
    mine = bool(task.owner and task.owner.user_id and task.owner.user_id == who.user_id)
    named = task.owner is not None and (mine or bool(who.roles & LEADERS))
    return TaskLine(
        task.pk, task.title, task.why, role_word(task.role, sector), str(task.owner) if named else "", task.owner_id is not None,
        mine, task.due_on, task.hours, task.done_at is not None, task.text_key,
    )  # fmt: skip


# ---- the list


def trajectories() -> list[Any]:
    """The newest first, each with `steps_done`, `steps_all` and `now`, the title of where it is. One question."""
    counted = Q(steps__skipped_at=None)
    rows = Trajectory.objects.select_related("year").annotate(
        steps_all=Count("steps", filter=counted),
        steps_done=Count("steps", filter=counted & Q(steps__done_at__isnull=False)),
        now=Subquery(_here(Step.objects.filter(trajectory=OuterRef("pk"))).values("title")[:1]),
    )
    return list(rows.order_by(Case(When(ended_at=None, then=0), default=1), "-made_at", "pk"))


def _here(rows: Any) -> Any:
    """Open steps, where the path is first: what is under way, else what nobody began."""
    under_way = Case(When(started_at__isnull=False, then=Value(0)), default=Value(1))
    return rows.filter(done_at=None, skipped_at=None).order_by(under_way, "position", "pk")


_next_step = Asked(
    lambda: (
        Step.objects.filter(
            pk=Subquery(_here(Step.objects.filter(trajectory=OuterRef("trajectory"))).values("pk")[:1]), trajectory__ended_at=None
        )
        .select_related("trajectory")
        .annotate(running=Window(Count("pk")))
        .order_by("due_on", "pk")[:1]
    )
)


def next_step() -> Step | None:
    """Of where the trajectories of the school are, what is due soonest, with how many are `running`; None when all is done."""
    found: Step | None = _next_step.first()
    return found


# ---- templates


@dataclass(frozen=True)
class Offer:
    """A template in the language of the page. `weeks`: from its first to its last day."""

    key: str
    title: str
    what: str
    suits: str
    counts_from: str
    hours: list[tuple[str, Decimal]]
    steps: list[str]
    weeks: int

    @property
    def total_hours(self) -> Decimal:
        return sum((hours for _role, hours in self.hours), Decimal(0))


def offers(sector: str) -> list[Offer]:
    return [_offer(one, sector) for one in reading_path.load_paths()]


def _offer(path: Path, sector: str) -> Offer:
    language = get_language() or "nl"
    by_role = sorted(path.hours_by_role().items(), key=lambda one: (-one[1], one[0]))
    days = [step.day for step in path.steps] + [work.day for step in path.steps for work in step.work]
    return Offer(
        path.key, path.title.say(language, sector), path.what.say(language, sector), path.suits.say(language, sector),
        path.counts_from, [(role_word(role, sector), Decimal(str(hours))) for role, hours in by_role],
        [step.title.say(language, sector) for step in path.steps], -(-(max(days) - min(days)) // 7) if days else 0,
    )  # fmt: skip
